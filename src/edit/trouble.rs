//! What is wrong with a form, each thing at the field it is about.

use super::place;
use crate::diagnostic::{Diagnostics, Severity};
use crate::form::{Mistake, spot};
use crate::record::Kind;
use crate::source::Sources;
use crate::value::capital;

/// Something wrong with a form, or to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The name of the field, if it is about one.
    pub field: Option<String>,
    /// What is wrong, as a sentence.
    pub what: String,
    /// How to mend it.
    pub cure: String,
    /// Whether it keeps the record from being saved.
    pub is_error: bool,
}

impl Trouble {
    /// Something that is wrong with the form as a whole, or with a field of it that is no question.
    pub fn plain(field: Option<&str>, what: &str, cure: &str) -> Self {
        Self {
            field: field.map(str::to_owned),
            what: sentence(what),
            cure: sentence(cure),
            is_error: true,
        }
    }

    /// What is wrong with an answer.
    pub fn of(mistake: &Mistake) -> Self {
        let field = place::name(&mistake.at);
        // What an answer is stands below the question already.
        let is_blank =
            mistake.is_missing && mistake.what.starts_with('“') && !mistake.cure.starts_with("answer one");
        let cure = if is_blank { "" } else { &mistake.cure };
        Self::plain(Some(&field), &mistake.what, cure)
    }
}

/// What the checks found in the file of a record: each thing at the question whose answer stands there.
pub fn found(kind: Kind, path: &str, problems: &Diagnostics, sources: &Sources) -> Vec<Trouble> {
    problems
        .iter()
        .map(|problem| {
            let source = sources.get(problem.primary.at.source);
            let here = (source.path == path).then(|| spot(kind, &source.text, problem.primary.at.span));
            let place = here.flatten();
            let mut what = problem.message.clone();
            if place.is_none() && source.path != path {
                what.push_str(&format!(" (in {})", source.path));
            }
            Trouble {
                field: place.as_ref().map(place::name),
                what: sentence(&what),
                cure: problem.cure.as_deref().map(sentence).unwrap_or_default(),
                is_error: problem.code.severity == Severity::Error,
            }
        })
        .collect()
}

/// Words as a sentence of their own.
fn sentence(text: &str) -> String {
    let text = capital(text.trim());
    match text.chars().last() {
        None | Some('.' | '!' | '?' | ':') => text,
        Some(_) => format!("{text}."),
    }
}
