//! Which records answers name: what has to be read before they are checked.

use super::{Answer, Answers, Question, questions};
use crate::record::Kind;

/// The records that answers name.
pub fn named(kind: Kind, answers: &Answers) -> Vec<(Kind, &str)> {
    let mut names = Vec::new();
    gather(questions(kind), answers, &mut names);
    names
}

fn gather<'a>(questions: &'static [Question], answers: &'a Answers, names: &mut Vec<(Kind, &'a str)>) {
    for question in questions {
        let kind = match question.answer {
            Answer::Body(_) | Answer::Whom(_) => Kind::Body,
            Answer::Record(kind) => kind,
            Answer::Row(row) => {
                for answers in answers.rows(question.name) {
                    gather(row.parts, answers, names);
                }
                continue;
            }
            _ => continue,
        };
        names.extend(answers.texts(question.name).iter().map(|id| (kind, id.as_str())));
    }
}
