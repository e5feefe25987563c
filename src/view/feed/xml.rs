//! A feed as XML.

use std::io::Write;

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Item, Told, address, base, tag, undated};
use crate::site::{Input, PagePath};

type Out = Writer<Vec<u8>>;

/// The feed at a path.
pub(super) fn feed(input: &Input<'_>, path: &PagePath, told: &Told) -> Vec<u8> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut out, input, path, told).expect("writing to memory does not fail");
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write(out: &mut Out, input: &Input<'_>, path: &PagePath, told: &Told) -> std::io::Result<()> {
    let register = input.register;
    let settings = register.settings.as_ref();
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let newest = told.entries.iter().map(|entry| entry.updated).max();
    out.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en-GB")])
        .write_inner_content(|out| {
            text(out, "id", &tag(input, path.as_str()))?;
            text(out, "title", &format!("{} - {}", told.title, register.name()))?;
            text(out, "subtitle", &told.about)?;
            text(out, "updated", &stamp(newest.unwrap_or_else(undated)))?;
            let author = settings.map_or(register.name(), |settings| &settings.publisher);
            out.create_element("author")
                .write_inner_content(|out| text(out, "name", author))?;
            if base(input).is_some() {
                link(
                    out,
                    "self",
                    "application/atom+xml",
                    &address(input, path, path.as_str()),
                )?;
            }
            link(
                out,
                "alternate",
                "text/html",
                &address(input, path, told.page.as_str()),
            )?;
            if let Some(licence) = settings.and_then(|settings| settings.licence.as_ref()) {
                text(out, "rights", &licence.name)?;
            }
            told.entries
                .iter()
                .try_for_each(|item| entry(out, input, path, item))
        })?;
    Ok(())
}

fn entry(out: &mut Out, input: &Input<'_>, path: &PagePath, item: &Item) -> std::io::Result<()> {
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", &tag(input, &item.key))?;
        text(out, "title", &item.title)?;
        text(out, "updated", &stamp(item.updated))?;
        link(out, "alternate", "text/html", &address(input, path, &item.page))?;
        out.create_element("category")
            .with_attribute(("term", item.kind.word()))
            .write_empty()?;
        text(out, "summary", &item.summary)
    })?;
    Ok(())
}

fn link(out: &mut Out, rel: &str, media: &str, href: &str) -> std::io::Result<()> {
    out.create_element("link")
        .with_attributes([("rel", rel), ("type", media), ("href", href)])
        .write_empty()?;
    Ok(())
}

/// An element that holds text. XML has no way to write most control characters, so they are left out.
fn text(out: &mut Out, name: &str, text: &str) -> std::io::Result<()> {
    let sound: String = text
        .chars()
        .filter(|letter| {
            !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || *letter == '\n'
        })
        .collect();
    out.create_element(name)
        .write_text_content(BytesText::new(&sound))?;
    out.get_mut().flush()
}

/// A day as the moment at which it begins.
fn stamp(day: NaiveDate) -> String {
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}
