//! The names of fields in a form: `item`, `clause.0.words`; and which question each is about.

use std::collections::BTreeMap;
use std::fmt;

use crate::form::{Answer, Answers, Question, Spot, question, questions};
use crate::record::Kind;

/// A question of a form, or one within a row of it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The question.
    pub question: &'static Question,
    /// The number of the row, counted from 0, and the question within it.
    pub within: Option<(usize, &'static Question)>,
}

impl Place {
    /// The place of this name.
    pub fn parse(kind: Kind, name: &str) -> Option<Self> {
        let mut steps = name.split('.');
        let question = question(kind, steps.next()?)?;
        let within = match (steps.next(), steps.next(), steps.next()) {
            (None, ..) => None,
            (Some(number), Some(part), None) => {
                let part = question.parts().iter().find(|own| own.name == part)?;
                Some((number.parse().ok()?, part))
            }
            _ => return None,
        };
        Some(Self { question, within })
    }

    /// The question that is answered there.
    pub fn asked(&self) -> &'static Question {
        self.within.map_or(self.question, |(_, part)| part)
    }

    /// Adds an answer there: in place of the one there was, or beside it where there may be several.
    pub fn put(&self, answers: &mut Answers, text: &str) {
        let Some((number, part)) = self.within else {
            return put(answers, self.question, text);
        };
        let mut rows = answers.rows(self.question.name).to_vec();
        let mut new = Answers::new();
        match rows.get_mut(number) {
            Some(row) => put(row, part, text),
            None => {
                put(&mut new, part, text);
                rows.push(new);
            }
        }
        answers.set_rows(self.question.name, rows);
    }
}

fn put(answers: &mut Answers, question: &Question, text: &str) {
    let mut texts = match question.many {
        true => answers.texts(question.name).to_vec(),
        false => Vec::new(),
    };
    texts.push(text.to_owned());
    answers.set(question.name, texts);
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.question.name)?;
        match self.within {
            Some((number, part)) => write!(out, ".{number}.{}", part.name),
            None => Ok(()),
        }
    }
}

/// The name of the field, or of the row, that a mistake is about.
pub fn name(spot: &Spot) -> String {
    match spot.within {
        None => spot.name.to_owned(),
        Some((number, None)) => format!("{}.{number}", spot.name),
        Some((number, Some(part))) => format!("{}.{number}.{part}", spot.name),
    }
}

/// The fields that send these answers.
pub fn fields(kind: Kind, answers: &Answers) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for question in questions(kind) {
        let own = answers.texts(question.name).iter();
        all.extend(own.map(|text| (question.name.to_owned(), text.clone())));
        for (number, row) in answers.rows(question.name).iter().enumerate() {
            for part in question.parts() {
                let own = row.texts(part.name).iter();
                all.extend(
                    own.map(|text| (format!("{}.{number}.{}", question.name, part.name), text.clone())),
                );
            }
        }
    }
    all
}

/// The answers that these fields send. Names that no question has are passed over.
pub fn answers(kind: Kind, fields: &[(String, String)]) -> Answers {
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut rows: BTreeMap<(&str, usize), Answers> = BTreeMap::new();
    for (name, text) in fields {
        let Some(place) = Place::parse(kind, name) else {
            continue;
        };
        match place.within {
            Some((number, part)) => {
                let row = rows.entry((place.question.name, number)).or_default();
                let mut several = row.texts(part.name).to_vec();
                several.push(text.clone());
                row.set(part.name, several);
            }
            None => texts.entry(place.question.name).or_default().push(text.clone()),
        }
    }
    let mut answers = Answers::new();
    for question in questions(kind) {
        if let Answer::Row(_) = question.answer {
            let own = rows.range((question.name, 0)..=(question.name, usize::MAX));
            answers.set_rows(question.name, own.map(|(_, row)| row.clone()).collect());
        } else if let Some(own) = texts.remove(question.name) {
            answers.set(question.name, own);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Answers to some of these questions, each a text that says something.
    fn some(questions: &'static [Question]) -> BoxedStrategy<Answers> {
        let mut all = Just(Answers::new()).boxed();
        for question in questions {
            let most = if question.many { 4 } else { 2 };
            let own = match question.answer {
                Answer::Row(row) => prop::collection::vec(some(row.parts), 0..most)
                    .prop_map(|rows| {
                        let mut given = Answers::new();
                        given.set_rows("rows", rows);
                        given
                    })
                    .boxed(),
                _ => prop::collection::vec("[a-z<&\"'é\n ]{0,6}[a-z%+=][a-z;\\\\]{0,3}", 0..most)
                    .prop_map(|texts| {
                        let mut given = Answers::new();
                        given.set("texts", texts);
                        given
                    })
                    .boxed(),
            };
            all = (all, own)
                .prop_map(|(mut all, own)| {
                    let given = own.given("texts").or(own.given("rows")).cloned();
                    all.put(question.name, given);
                    all
                })
                .boxed();
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn answers_come_back_from_the_fields_that_send_them(
            (kind, given) in prop::sample::select(Kind::ALL.to_vec())
                .prop_flat_map(|kind| (Just(kind), some(questions(kind))))
        ) {
            let sent = fields(kind, &given);
            prop_assert_eq!(&answers(kind, &sent), &given);
            let wire = super::super::wire::encode(sent.iter().map(|(name, text)| (name.as_str(), text.as_str())));
            let read = super::super::wire::decode(wire.as_bytes()).expect("text");
            prop_assert_eq!(answers(kind, &read), given);
        }
    }

    #[test]
    fn rows_come_in_the_order_of_their_numbers_and_empty_ones_are_none() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let sent = [
            pair("clause.10.label", "c"),
            pair("clause.2.label", "b"),
            pair("clause.2.words", " "),
            pair("clause.5.label", ""),
            pair("clause.0.label", "a"),
            pair("clause.x.label", "no"),
            pair("clause.0.nothing", "no"),
            pair("nothing", "no"),
        ];
        let read = answers(Kind::Resolution, &sent);
        let labels: Vec<&str> = read
            .rows("clause")
            .iter()
            .filter_map(|row| row.text("label"))
            .collect();
        assert_eq!(labels, ["a", "b", "c"]);
        assert_eq!(read.names().count(), 1);
    }

    #[test]
    fn an_answer_is_put_where_it_was_asked() {
        let place = |name| Place::parse(Kind::Resolution, name).expect(name);
        let mut answers = Answers::new();
        place("committee").put(&mut answers, "one");
        place("committee").put(&mut answers, "two");
        place("change").put(&mut answers, "x");
        place("change").put(&mut answers, "y");
        place("clause.4.owner").put(&mut answers, "trust");
        place("clause.0.concerning").put(&mut answers, "icb");
        assert_eq!(answers.texts("committee"), ["two"]);
        assert_eq!(answers.texts("change"), ["x", "y"]);
        assert_eq!(answers.rows("clause").len(), 1);
        assert_eq!(answers.rows("clause")[0].text("owner"), Some("trust"));
        assert_eq!(answers.rows("clause")[0].text("concerning"), Some("icb"));
        assert_eq!(place("clause.0.concerning").to_string(), "clause.0.concerning");
    }
}
