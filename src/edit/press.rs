//! The buttons of a form: what each asks for, and what it does to the answers.

use super::place::Place;
use crate::form::{Answer, Answers, question};
use crate::record::Kind;

/// What a button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Look at the answers, and show them with the page as it would be.
    Check,
    /// Save the record.
    Save,
    /// Save it as a draft.
    Draft,
    /// Save over what somebody else saved meanwhile.
    Mine,
    /// Take what somebody else saved meanwhile, and go on from there.
    Theirs,
    /// Save as a correction, with the reason.
    Correct,
    /// Leave the form for later.
    Leave,
    /// Throw the answers away.
    Discard,
    /// One field more at this question.
    Add(String),
    /// Take out a row of this question.
    Remove(String, usize),
    /// Put a row before the one above it.
    Up(String, usize),
    /// Put a row behind the one below it.
    Down(String, usize),
    /// Make the record that this field is to name.
    New(String),
}

impl Press {
    /// The button of this value; nothing but looking where it is none of ours.
    pub fn parse(text: &str) -> Self {
        let row = |rest: &str| {
            let (name, number) = rest.rsplit_once('.')?;
            Some((name.to_owned(), number.parse().ok()?))
        };
        let found = match text.split_once(':') {
            Some(("add", name)) => Some(Self::Add(name.to_owned())),
            Some(("new", name)) => Some(Self::New(name.to_owned())),
            Some(("remove", rest)) => row(rest).map(|(name, number)| Self::Remove(name, number)),
            Some(("up", rest)) => row(rest).map(|(name, number)| Self::Up(name, number)),
            Some(("down", rest)) => row(rest).map(|(name, number)| Self::Down(name, number)),
            _ => match text {
                "save" => Some(Self::Save),
                "draft" => Some(Self::Draft),
                "mine" => Some(Self::Mine),
                "theirs" => Some(Self::Theirs),
                "correct" => Some(Self::Correct),
                "leave" => Some(Self::Leave),
                "discard" => Some(Self::Discard),
                _ => None,
            },
        };
        found.unwrap_or(Self::Check)
    }

    /// Whether it saves something.
    pub fn saves(&self) -> bool {
        matches!(self, Self::Save | Self::Draft | Self::Mine | Self::Correct)
    }

    /// Does to the rows what the button says; gives the name of the field that the person goes on with.
    pub fn arrange(&self, kind: Kind, answers: &mut Answers) -> Option<String> {
        match self {
            Self::Add(name) => {
                let place = Place::parse(kind, name)?;
                let at = answers.rows(name).len();
                Some(match place.question.answer {
                    Answer::Row(row) => format!("{name}.{at}.{}", row.parts.first()?.name),
                    _ => name.clone(),
                })
            }
            Self::Remove(name, number) => rows(kind, answers, name, |rows| {
                if *number < rows.len() {
                    rows.remove(*number);
                }
            })
            .then(|| name.clone()),
            Self::Up(name, number) => {
                let above = number.checked_sub(1)?;
                swapped(kind, answers, name, (above, *number)).then(|| format!("{name}.{above}"))
            }
            Self::Down(name, number) => {
                let below = number.checked_add(1)?;
                swapped(kind, answers, name, (*number, below)).then(|| format!("{name}.{below}"))
            }
            _ => None,
        }
    }
}

fn swapped(kind: Kind, answers: &mut Answers, name: &str, (one, other): (usize, usize)) -> bool {
    rows(kind, answers, name, |rows| {
        if other < rows.len() {
            rows.swap(one, other);
        }
    })
}

/// Changes the rows of a question; whether there is such a question.
fn rows(kind: Kind, answers: &mut Answers, name: &str, change: impl FnOnce(&mut Vec<Answers>)) -> bool {
    let Some(question) = question(kind, name).filter(|question| !question.parts().is_empty()) else {
        return false;
    };
    let mut rows = answers.rows(question.name).to_vec();
    change(&mut rows);
    answers.set_rows(question.name, rows);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(labels: &[&str]) -> Answers {
        let mut answers = Answers::new();
        let rows = labels.iter().map(|label| Answers::new().with("label", label));
        answers.set_rows("clause", rows.collect());
        answers
    }

    fn after(press: &str, labels: &[&str]) -> (Vec<String>, Option<String>) {
        let mut answers = labelled(labels);
        let next = Press::parse(press).arrange(Kind::Resolution, &mut answers);
        let rows = answers.rows("clause").iter();
        (
            rows.filter_map(|row| row.text("label").map(str::to_owned))
                .collect(),
            next,
        )
    }

    #[test]
    fn rows_are_taken_out_and_moved_and_nothing_else_is() {
        assert_eq!(after("remove:clause.1", &["a", "b", "c"]).0, ["a", "c"]);
        assert_eq!(
            after("up:clause.1", &["a", "b"]),
            (vec!["b".into(), "a".into()], Some("clause.0".into()))
        );
        assert_eq!(
            after("down:clause.0", &["a", "b"]),
            (vec!["b".into(), "a".into()], Some("clause.1".into()))
        );
        assert_eq!(
            after("add:clause", &["a"]),
            (vec!["a".into()], Some("clause.1.label".into()))
        );
        assert_eq!(after("add:change", &[]).1, Some("change".into()));
        for harmless in [
            "up:clause.0",
            "down:clause.1",
            "remove:clause.9",
            "up:clause.99",
            "remove:item.0",
            "add:nothing",
        ] {
            assert_eq!(after(harmless, &["a", "b"]).0, ["a", "b"], "{harmless}");
        }
    }

    #[test]
    fn a_button_that_nobody_made_saves_nothing() {
        for text in [
            "",
            "x",
            "remove:clause",
            "remove:clause.x",
            "up:",
            "down:clause.18446744073709551616",
        ] {
            assert_eq!(Press::parse(text), Press::Check, "{text}");
        }
        assert_eq!(
            Press::parse("new:clause.0.owner"),
            Press::New("clause.0.owner".into())
        );
        assert!(Press::parse("save").saves() && !Press::parse("leave").saves());
    }
}
