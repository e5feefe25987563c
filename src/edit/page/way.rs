//! How a question is answered on a page: which sort of field, with which choices, in which words.

use super::field::{Field, Offer};
use crate::form::{Answer, Choice, Need, Question};
use crate::value::capital;

/// Longer lists are typed into; shorter ones are chosen from.
const MOST_TO_CHOOSE: usize = 40;

/// So few words are shown all at once.
const MOST_TO_SHOW: usize = 6;

/// What is said below the question. What tells of flags is not for a page.
pub(super) fn hint(question: &Question) -> String {
    if matches!(question.answer, Answer::Row(_)) {
        return String::new();
    }
    let about = question.about.split(" [default: ").next().unwrap_or_default();
    let default = question
        .about
        .split_once(" [default: ")
        .map(|(_, rest)| rest.trim_end_matches(']'));
    match (question.answer, default) {
        (Answer::Date, _) => format!("{about}, such as 12 March 2026, 12/03/2026 or today"),
        (_, Some(default)) => format!("{about}. Left empty: {default}"),
        _ if question.many && matches!(question.answer, Answer::Slug) => about.to_owned(),
        _ => about.to_owned(),
    }
}

pub(super) fn need(question: &Question) -> &'static str {
    match question.need {
        Need::Must => "",
        Need::OneOf(_) => "one of these",
        Need::May | Need::Unless(_) => "optional",
    }
}

pub(super) fn way(question: &Question, choices: &[Choice], in_row: bool) -> &'static str {
    /// Lines that are mostly sentences.
    const LONG: &[&str] = &["words", "summary", "scope", "undertaking", "stem"];
    match question.answer {
        Answer::Row(_) => "rows",
        Answer::Prose => "area",
        Answer::Line if LONG.contains(&question.name) => "area",
        Answer::Line | Answer::Date | Answer::Address => "line",
        Answer::Slug => "type",
        Answer::Word(words) if !question.many && !in_row && words.len() <= MOST_TO_SHOW => "radios",
        Answer::Word(_) => "choose",
        _ if choices.is_empty() => "line",
        _ if choices.len() <= MOST_TO_CHOOSE => "choose",
        _ => "type",
    }
}

/// What a field can be answered with, one of them chosen. An answer that is none of them stands among them all the same, so
/// that it is not lost.
pub(super) fn offers(question: &Question, choices: &[Choice], chosen: &str) -> Vec<Offer> {
    let none = match question.need {
        Need::Must => "Choose one",
        _ => "No answer",
    };
    let first = (!chosen.is_empty() || question.need != Need::Must || !is_radio(question)).then(|| Offer {
        text: String::new(),
        words: none.to_owned(),
        about: String::new(),
        chosen: chosen.is_empty(),
    });
    let chosen = match question.answer {
        Answer::Word(words) => {
            let small = chosen.to_lowercase().replace([' ', '_'], "-");
            let known = words.iter().any(|spec| spec.word == small);
            if known { small } else { chosen.to_owned() }
        }
        _ => chosen.to_owned(),
    };
    let known = chosen.is_empty() || choices.iter().any(|choice| choice.answer == chosen);
    let other = (!known).then(|| Offer {
        text: chosen.clone(),
        words: format!("{chosen} (not in the list)"),
        about: String::new(),
        chosen: true,
    });
    let own = choices.iter().map(|choice| offer(choice, &chosen));
    first.into_iter().chain(own).chain(other).collect()
}

fn is_radio(question: &Question) -> bool {
    matches!(question.answer, Answer::Word(words) if !question.many && words.len() <= MOST_TO_SHOW)
}

pub(super) fn offer(choice: &Choice, chosen: &str) -> Offer {
    let is_word = choice.label == choice.answer;
    Offer {
        text: choice.answer.clone(),
        words: match is_word {
            true => word(&choice.label),
            false => choice.label.clone(),
        },
        about: match choice.is_draft {
            true => format!("draft; {}", choice.hint),
            false => choice.hint.clone(),
        },
        chosen: choice.answer == chosen,
    }
}

/// A word of a closed list as a person reads it.
fn word(word: &str) -> String {
    const LETTERS: &[&str] = &["nhs", "icb", "ccg"];
    let each = word.split('-').map(|part| match LETTERS.contains(&part) {
        true => part.to_uppercase(),
        false => part.to_owned(),
    });
    capital(&each.collect::<Vec<_>>().join(" "))
}

pub(super) fn described(field: &Field) -> String {
    let mut all = Vec::new();
    let mut add = |has: bool, mark: &str| {
        if has {
            all.push(format!("{mark}-{}", field.id));
        }
    };
    add(!field.hint.is_empty(), "hint");
    add(!field.errors.is_empty(), "error");
    add(!field.warnings.is_empty(), "warning");
    all.join(" ")
}
