//! What can be wrong with the fields of a record.

use serde_json::{Value as Json, json};

pub use crate::diagnostic::clip;

use super::{Reader, WordSpec, nearest};
use crate::diagnostic::{Code, Diagnostic, Example, Severity};
use crate::source::{Location, Span};
use crate::yaml::Scalar;

/// Every code of this file, for `explain`.
pub const CODES: &[&Code] = &[
    &AMBIGUOUS_VALUE,
    &EMPTY_TEXT,
    &MISSING_FIELD,
    &UNKNOWN_FIELD,
    &UNKNOWN_WORD,
    &WRONG_TYPE,
];

const PATH: &str = "records/bodies/north-trust.yaml";
const GOOD: &str = "name: North Trust\nrole: nhs-trust\n";

/// A field that the kind of record does not have.
pub const UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Error,
    summary: "A field is not one that this kind of record has.",
    explain: "A misspelt field would be lost without anybody noticing, so it is refused. `scrutiny schema KIND` lists \
              the fields there are. A note for colleagues can be a comment: a line that begins with #.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nrole: nhs-trust\nwebsight: https://north.example\n",
        good: "name: North Trust\nrole: nhs-trust\nwebsite: https://north.example\n",
    },
};

/// A field that must be there is not.
pub const MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Error,
    summary: "A field that must be written is missing or empty.",
    explain: "What is not known can be left out, or written as `unknown` where the field allows it. A few fields are \
              what makes the record a record; without them it cannot be published.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\n",
        good: GOOD,
    },
};

/// A list where a value is expected, or the other way round.
pub const WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
    summary: "A value is of the wrong sort: a list for a single value, text for a number.",
    explain: "Each field holds one value, a list of values, or a group of fields. `scrutiny schema KIND` says which.",
    example: Example {
        path: PATH,
        bad: "name: [North, Trust]\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// A word that is not one of those the field knows.
pub const UNKNOWN_WORD: Code = Code {
    name: "unknown-word",
    severity: Severity::Error,
    summary: "A value is not one of the words the field knows.",
    explain: "Where records are counted and filtered, the words are fixed. The message lists them; `scrutiny schema \
              KIND` says what each means.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nrole: nhs-turst\n",
        good: GOOD,
    },
};

/// Text that other YAML readers take for something else.
pub const AMBIGUOUS_VALUE: Code = Code {
    name: "ambiguous-value",
    severity: Severity::Warning,
    summary: "Text without quotes could be taken for a number, a date, or yes or no.",
    explain: "This program reads the value as the text it is, but other programs that read the same file may take `no` \
              for false, `1.10` for 1.1 and `2025-10-09` for a date. Quotation marks make it text for all of them.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nshort_name: on\nrole: nhs-trust\n",
        good: "name: North Trust\nshort_name: \"on\"\nrole: nhs-trust\n",
    },
};

/// Text that is only spaces.
pub const EMPTY_TEXT: Code = Code {
    name: "empty-text",
    severity: Severity::Error,
    summary: "A text is empty.",
    explain: "Empty quotation marks say nothing. Leave the field out if there is nothing to say.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nshort_name: \" \"\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// The field that a misspelt name was probably meant for.
pub(super) fn meant_field(name: &str, known: &[&'static str]) -> Option<&'static str> {
    // Older YAML reads a bare `on` as true, which is why the field is called otherwise.
    let renamed = (name == "on").then(|| known.iter().find(|field| **field == "date").copied());
    renamed.flatten().or_else(|| nearest(name, known.iter().copied()))
}

pub(super) fn unknown_field(
    at: Location,
    name: &str,
    what: &str,
    meant: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let message = format!("{what} has no field `{}`", clip(name));
    let cure = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the fields are: {}", known.join(", ")),
    };
    Diagnostic::new(&UNKNOWN_FIELD, at, message).cure(cure)
}

pub(super) fn missing_field(at: Location, name: &str, what: &str, empty: bool) -> Diagnostic {
    let fault = if empty { "is empty" } else { "is missing" };
    Diagnostic::new(
        &MISSING_FIELD,
        at,
        format!("the field `{name}` of {what} {fault}"),
    )
    .cure(match empty {
        true => format!("write something after `{name}:`"),
        false => format!("add a line `{name}: ...`"),
    })
}

pub(super) fn not_a_number(at: Location, text: &str) -> Diagnostic {
    Diagnostic::new(
        &WRONG_TYPE,
        at,
        format!("a whole number belongs here, not `{}`", clip(text)),
    )
    .cure("write digits only, such as 120")
}

/// What to say of a text that is none of some words.
pub fn not_among(text: &str, what: &str, words: impl Iterator<Item = &'static str>) -> String {
    format!("`{}` is not {what}; {}", clip(text), instead(text, words))
}

/// What to write instead of a text that is none of some words.
fn instead(text: &str, words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.collect();
    match nearest(text, words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("choose one of: {}", words.join(", ")),
    }
}

/// Reads a word of a closed list.
pub fn word<T: Copy>(
    scalar: &Scalar,
    span: Span,
    reader: &mut Reader<'_>,
    what: &str,
    all: &[(T, WordSpec)],
) -> Option<T> {
    if let Some((value, _)) = all.iter().find(|(_, spec)| spec.word == scalar.text) {
        return Some(*value);
    }
    let message = format!("`{}` is not {what}", clip(&scalar.text));
    let problem = Diagnostic::new(&UNKNOWN_WORD, reader.at(span), message)
        .cure(instead(&scalar.text, all.iter().map(|(_, spec)| spec.word)));
    reader.fail(problem)
}

/// The schema of a word of a closed list.
pub fn word_schema<'a>(words: impl Iterator<Item = &'a WordSpec>) -> Json {
    let each: Vec<Json> = words
        .map(|spec| json!({ "const": spec.word, "description": spec.about.trim() }))
        .collect();
    json!({ "oneOf": each })
}

/// Reads text, warning where other readers of YAML would not take it for text.
pub fn text(scalar: &Scalar, span: Span, reader: &mut Reader<'_>) -> Option<Box<str>> {
    if scalar.text.trim().is_empty() {
        let problem = Diagnostic::new(&EMPTY_TEXT, reader.at(span), "this text is empty")
            .cure("write something, or delete the line");
        return reader.fail(problem);
    }
    if scalar.plain
        && let Some(taken) = crate::yaml::ambiguous(&scalar.text)
    {
        let message = format!(
            "without quotes, other programs may read `{}` as {taken}, not as text",
            clip(&scalar.text)
        );
        let problem = Diagnostic::new(&AMBIGUOUS_VALUE, reader.at(span), message)
            .cure(format!("put quotes around it: \"{}\"", clip(&scalar.text)));
        reader.problems.push(problem);
    }
    Some((*scalar.text).into())
}
