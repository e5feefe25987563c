//! Mistakes kept from one run of the program to the next, for the same files: places stay places only while the files do.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Code, Diagnostic, Diagnostics, Label};
use crate::source::{Location, SourceId, Span};

/// A diagnostic with its code by name.
#[derive(Serialize, Deserialize)]
struct Kept {
    code: String,
    message: String,
    /// The place that it is about, then those that bear on it.
    labels: Vec<(u32, u32, u32, String)>,
    cure: Option<String>,
}

/// The diagnostics as text on one line.
pub fn to_text(diagnostics: &Diagnostics) -> String {
    let each = diagnostics.iter().map(|one| Kept {
        code: one.code.name.to_owned(),
        message: one.message.clone(),
        labels: std::iter::once(&one.primary)
            .chain(&one.related)
            .map(|label| {
                let Location { source, span } = label.at;
                (source.0, span.start, span.end, label.text.clone())
            })
            .collect(),
        cure: one.cure.clone(),
    });
    serde_json::to_string(&each.collect::<Vec<_>>()).unwrap_or_default()
}

/// The diagnostics that were put into text; none where it is not such a text, or one of its codes is none of `codes`.
pub fn from_text(text: &str, codes: &[&'static Code]) -> Option<Diagnostics> {
    let kept: Vec<Kept> = serde_json::from_str(text).ok()?;
    let codes: HashMap<&str, &'static Code> = codes.iter().map(|code| (code.name, *code)).collect();
    let mut all = Diagnostics::new();
    for one in kept {
        let mut labels = one.labels.into_iter().map(|(source, start, end, text)| Label {
            at: Location {
                source: SourceId(source),
                span: Span { start, end },
            },
            text,
        });
        all.push(Diagnostic {
            code: codes.get(one.code.as_str())?,
            message: one.message,
            primary: labels.next()?,
            related: labels.collect(),
            cure: one.cure,
        });
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::source::{Source, Sources};

    #[test]
    fn what_was_kept_is_what_was_found() {
        let text = "name: X\nrole: [\nwebsite: nowhere\n";
        let bad = "name: Y\nrole: council\nsort: odd\nwebsite: nowhere\n";
        let files = [("records/bodies/x.yaml", text), ("records/bodies/y.yaml", bad)];
        let files = files.map(|(path, text)| Source::from_bytes(path, text.as_bytes().to_vec()));
        let sources = Sources::new(files.into());
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        let (_, found) = check::check(&sources, &crate::law::Law::of(&sources), today);
        assert!(found.len() > 1, "{found:?}");
        let codes = check::codes::all();
        assert_eq!(from_text(&to_text(&found), &codes).as_ref(), Some(&found));
        assert_eq!(from_text(&to_text(&found), &[]), None);
        assert_eq!(from_text("[", &codes), None);
    }
}
