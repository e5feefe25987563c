//! One answer, as a person gave it, to the value that a record holds.

use chrono::NaiveDate;

use super::place::Spot;
use super::{Answer, Question};
use crate::shape::{WordSpec, nearest};
use crate::value::{slug, spoken};

/// What is wrong with an answer, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Which question it is about.
    pub at: Spot,
    /// What is wrong, in words that go on from nothing: "`soon` is not a date".
    pub what: String,
    /// How to mend it.
    pub cure: String,
    /// Whether there is simply no answer.
    pub is_missing: bool,
}

/// Reads one answer to a question that is not a row: the text as the record holds it. Whether a record of a name exists is
/// not asked here.
///
/// # Errors
///
/// What is wrong, and how to mend it.
pub fn read(question: &Question, text: &str, today: NaiveDate) -> Result<String, (String, String)> {
    let text = text.trim();
    match question.answer {
        Answer::Date => spoken::date(text, today)
            .map(|date| date.to_string())
            .map_err(|how| (format!("`{text}` is not a date"), how)),
        Answer::Word(words) => word(words, text),
        Answer::Slug => match slug(text) {
            made if made.is_empty() => Err((
                format!("`{text}` holds no letters"),
                "write a name in small letters and hyphens, such as mental-health".to_owned(),
            )),
            made => Ok(made),
        },
        Answer::Whom(words) => {
            let small = text.to_lowercase();
            let known = words.iter().any(|spec| spec.word == small);
            Ok(if known { small } else { text.to_owned() })
        }
        Answer::Line => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => Ok(text.replace("\r\n", "\n")),
    }
}

fn word(words: &[WordSpec], text: &str) -> Result<String, (String, String)> {
    let small = text.to_lowercase().replace([' ', '_'], "-");
    if words.iter().any(|spec| spec.word == small) {
        return Ok(small);
    }
    let all: Vec<&str> = words.iter().map(|spec| spec.word).collect();
    // Nobody is led from an unclear word to one of several: a beginning that several share is no near miss.
    let alike = all.iter().filter(|word| word.starts_with(&small)).count();
    let cure = match nearest(&small, all.iter().copied()).filter(|_| alike < 2) {
        Some(meant) => format!("did you mean `{meant}`? The words are {}", all.join(", ")),
        None => format!("write one of {}", all.join(", ")),
    };
    Err((format!("`{text}` is none of the words this can be"), cure))
}
