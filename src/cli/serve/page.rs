//! The pages that the server makes itself: mistakes and failures, and the script that loads a page again.

use std::fmt::Write as _;

use super::super::desk::Read;
use crate::diagnostic::{Style, render};
use crate::failure::Failure;
use crate::markdown::escape;
use crate::record::{Kind, RecordId};

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/.scrutiny/reload.js";

/// Where the script hears that the site was made anew.
pub(super) const EVENTS_PATH: &str = "/.scrutiny/events";

/// Loads the page again when the site was made anew. It is added to pages as they are served, and is no part of the site.
pub(super) const SCRIPT: &str = "\
new EventSource('/.scrutiny/events').onmessage = function (event) {
  if (window.scrutinyMade !== undefined && window.scrutinyMade !== event.data) location.reload();
  window.scrutinyMade = event.data;
};
";

/// A page that shows every mistake as `scrutiny check` prints it.
pub(super) fn mistakes(read: &Read) -> String {
    let mut body = String::new();
    for problem in &read.problems {
        let text = render(problem, &read.sources, Style::Plain);
        let _ = write!(body, "<pre>{}</pre>", escape(&text));
    }
    page("The site cannot be made until these mistakes are mended", &body)
}

/// A page that shows what failed.
pub(super) fn failure(failure: &Failure) -> String {
    let cure = failure.cure.as_deref().unwrap_or("");
    let body = format!(
        "<pre>{}</pre><p>{}</p>",
        escape(&failure.to_string()),
        escape(cure)
    );
    page("The site could not be made", &body)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>\
         body{{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}\
         pre{{overflow:auto;padding:1rem;border-left:.3rem solid #b10e1e;background:#f6f6f6;color:#111}}</style>\
         <h1>{title}</h1>{body}</html>"
    )
}

/// Adds the script to a page. The page's own policy forbids scripts, so it gives way to the server's.
pub(super) fn with_script(html: &[u8]) -> Vec<u8> {
    let text = without_policy(html);
    let tag = format!("<script src=\"{SCRIPT_PATH}\"></script>");
    match text.rfind("</body>") {
        Some(at) => format!("{}{tag}{}", &text[..at], &text[at..]).into_bytes(),
        None => format!("{text}{tag}").into_bytes(),
    }
}

/// A page without the policy that it brings; the server sends its own.
pub(super) fn without_policy(html: &[u8]) -> String {
    let text = String::from_utf8_lossy(html);
    match text.find("<meta http-equiv=\"Content-Security-Policy\"") {
        Some(start) => {
            let end = text[start..].find('>').map_or(text.len(), |end| start + end + 1);
            format!("{}{}", &text[..start], &text[end..])
        }
        None => text.into_owned(),
    }
}

/// Adds to the page of a record the way to its form.
pub(super) fn with_edit(html: &[u8], path: &str) -> Vec<u8> {
    const MAIN: &str = "<main id=\"main\" tabindex=\"-1\">";
    let text = String::from_utf8_lossy(html);
    let record = path
        .strip_suffix(".html")
        .and_then(|path| path.split_once('/'))
        .and_then(|(folder, id)| Some((Kind::from_folder(folder)?, RecordId::new(id).ok()?)));
    let (Some((kind, id)), Some(at)) = (record, text.find(MAIN)) else {
        return html.to_vec();
    };
    let at = at + MAIN.len();
    let link = format!("<p class=\"note\"><a href=\"../../records/{kind}/{id}\">Edit this record</a></p>");
    format!("{}{link}{}", &text[..at], &text[at..]).into_bytes()
}
