//! What `?` tells at a question: what an answer is, more about it, and the provision of law that it comes from.

use super::{Answer, Question, Row};
use crate::law::Law;

/// The provision that a question comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// As a lawyer cites it: `SI 2013/218 reg 23(1)(a)`.
    pub citation: String,
    /// Its id, as `scrutiny law show` takes it.
    pub id: String,
}

/// The provision of this id, if the law knows it.
pub fn pointer(law: &Law, provision: &str) -> Option<Pointer> {
    let enacted = law.get(provision)?;
    Some(Pointer {
        citation: enacted.citation(),
        id: enacted.id.as_str().to_owned(),
    })
}

/// A text, and after it where the law says so.
pub fn with_law(text: &str, law: &Law, provision: &str) -> String {
    match pointer(law, provision) {
        Some(found) => format!("{text} See {}: scrutiny law show {}.", found.citation, found.id),
        None => text.to_owned(),
    }
}

/// What is told at a question; of one within a row, `outer` is the question that the row answers, whose provision counts
/// where its own has none.
pub fn help(question: &Question, outer: Option<&Question>, law: &Law) -> String {
    // What a flag leaves out is filled in; here it is shown before it is taken.
    let about = question.about.split(" [default").next().unwrap_or_default();
    let mut text = match question.answer {
        // How a flag gives all of a row at once is no use where each part is asked.
        Answer::Row(row) => format!("One or more of these, each with its parts: {}", parts(row)),
        _ => about.trim_end_matches('.').to_owned(),
    };
    text.push('.');
    if !question.more.is_empty() {
        text.push(' ');
        text.push_str(question.more);
    }
    let own = Some(question.law).filter(|own| !own.is_empty());
    let provision = own.or(outer.map(|outer| outer.law)).unwrap_or_default();
    with_law(&text, law, provision)
}

/// What the parts of a row are, in a list.
fn parts(row: &Row) -> String {
    let each = row
        .parts
        .iter()
        .map(|part| part.about.split([',', '[']).next().unwrap_or_default().trim());
    let each: Vec<String> = each
        .map(|about| {
            let mut letters = about.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            first.chain(letters).collect()
        })
        .collect();
    each.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::question;
    use crate::record::Kind;

    #[test]
    fn help_tells_what_is_meant_and_where_the_law_says_so() {
        let law = Law::england();
        let view = question(Kind::Determination, "view").expect("a question");
        let told = help(view, None, &law);
        assert!(
            told.starts_with("What was determined. Only what the body itself judged."),
            "{told}"
        );
        assert!(
            told.ends_with("See SI 2013/218 reg 23(1)(a): scrutiny law show hs-reg23-1a-consult."),
            "{told}"
        );
        let councils = question(Kind::Change, "authority").expect("a question");
        let told = help(&councils.parts()[0], Some(councils), &law);
        assert!(told.contains("SI 2013/218 reg 23(1)(a)"), "{told}");
        let plain = help(question(Kind::Body, "area").expect("a question"), None, &law);
        assert_eq!(plain, "Where it serves, in words.");
    }
}
