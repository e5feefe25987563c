//! What is put to a person at one question: the words of it, what can be chosen, what Enter takes.

use super::deed::{Deed, Deeds};
use super::{Entry, Guide, Line, Prompt};
use crate::form::{
    Answer, Answers, Choice, Given, Known, Need, Question, Spot, called, choices, help, long, offered,
    offered_in_row,
};
use crate::record::Kind;
use crate::value::PartialDate;

/// What an answer of no known words is told with.
const UNKNOWN: &str = "Write unknown where nobody can tell.";

impl Guide {
    /// The answers of the row that a question is in, or of the whole.
    pub(super) fn beside_of(&self, spot: Spot) -> Answers {
        let answers = &self.open().answers;
        match spot.within {
            Some((row, _)) => answers.rows(spot.name).get(row).cloned().unwrap_or_default(),
            None => answers.clone(),
        }
    }

    /// What Enter takes at a question.
    pub(super) fn offered(&self, spot: Spot, known: &Known<'_>) -> Option<Given> {
        let (asked, outer) = self.at(spot);
        let kind = self.open().kind;
        let answers = self.open().settled(None);
        match (spot.within, outer) {
            (Some((row, _)), Some(outer)) => {
                // Rows that are only begun have not settled into the others.
                let raw = &self.open().answers;
                offered_in_row(kind, outer, row, asked, raw, known)
            }
            // What was answered before a question was hidden by another answer is offered again.
            _ => {
                let own = self.open().answers.given(asked.name).cloned();
                // A record that is there says what it says: nothing is taken from others.
                let is_edited = self.edited.is_some() && self.sheets.len() == 1;
                own.or_else(|| {
                    offered(kind, asked, &answers, known, self.history.as_ref()).filter(|_| !is_edited)
                })
            }
        }
    }

    /// The number of the question, and its words.
    fn asks(&self, spot: Spot) -> String {
        let (asked, outer) = self.at(spot);
        let name = match outer {
            // A part of a row is counted with its row.
            Some(outer) => {
                let row = spot.within.map_or(0, |(row, _)| row);
                let one = match outer.answer {
                    Answer::Row(row) => row.one,
                    _ => "",
                };
                let rows = self.open().answers.rows(outer.name);
                let label = rows.get(row).and_then(|row| row.text("label"));
                let name = match label {
                    Some(label) if asked.name != "label" => format!("{one} {label}"),
                    _ if outer.many => format!("{one} {}", row + 1),
                    _ => one.to_owned(),
                };
                format!("{}: ", crate::value::capital(&name))
            }
            None => String::new(),
        };
        let words = format!("{name}{}", asked.asks);
        if self.open().reached != Some(spot.name) {
            return words;
        }
        let steps = self.open().steps();
        let at = steps.iter().position(|one| one.name == spot.name).unwrap_or(0);
        format!("{} of {}  {words}", at + 1, steps.len())
    }

    /// That one record is begun within another.
    fn within(&self) -> String {
        match self.sheets.as_slice() {
            [.., outer, inner] => format!("A new {}, for the {} you were at.", inner.kind, outer.kind),
            _ => String::new(),
        }
    }

    pub(super) fn question(&self, spot: Spot, known: &Known<'_>) -> Prompt {
        let (asked, outer) = self.at(spot);
        let mut told = Vec::new();
        let is_first = self
            .open()
            .steps()
            .first()
            .is_some_and(|first| first.name == spot.name);
        if is_first && spot.within.is_none() {
            told.push(self.within());
        }
        told.extend(self.echo(spot));
        let entry = match asked.answer {
            Answer::Row(_) => {
                told.push(self.rows_told(asked, known));
                let (lines, start) = self.row_deeds(asked, known).lines();
                Entry::Pick(lines, start)
            }
            Answer::Prose => Entry::Prose(self.text_offered(spot, known)),
            _ => match self.deeds(spot, known) {
                Some(deeds) => {
                    told.push(so_far(asked, self.beside_of(spot).texts(asked.name), known));
                    let (lines, start) = deeds.lines();
                    Entry::Pick(lines, start)
                }
                None => {
                    if matches!(asked.answer, Answer::Date) && asked.more.is_empty() && outer.is_some() {
                        told.push(UNKNOWN.to_owned());
                    }
                    Entry::Write(self.text_offered(spot, known))
                }
            },
        };
        told.retain(|line| !line.is_empty());
        Prompt {
            told: told.join("\n"),
            asks: self.asks(spot),
            help: help(asked, outer, known.law),
            entry,
        }
    }

    /// A date that was answered just before, as it was understood.
    fn echo(&self, spot: Spot) -> Option<String> {
        let open = self.open();
        let (asked, beside) = match spot.within {
            Some((row, Some(part))) => {
                let (_, outer) = self.at(spot);
                let parts = open.parts(outer?, row);
                let at = parts.iter().position(|one| one.name == part)?;
                (*parts.get(at.checked_sub(1)?)?, self.beside_of(spot))
            }
            // Whoever comes from the review has seen it there.
            _ if open.reached != Some(spot.name) => return None,
            _ => {
                let steps = open.steps();
                let at = steps.iter().position(|one| one.name == spot.name)?;
                (*steps.get(at.checked_sub(1)?)?, open.answers.clone())
            }
        };
        if !matches!(asked.answer, Answer::Date) {
            return None;
        }
        let date = PartialDate::parse(beside.text(asked.name)?).ok()?;
        Some(format!("{} {}.", asked.asks, crate::value::capital(&long(date))))
    }

    fn text_offered(&self, spot: Spot, known: &Known<'_>) -> String {
        match self.offered(spot, known) {
            Some(Given::Texts(texts)) => texts.into_iter().next().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The choices of a question with what each does; none where it is answered by writing.
    pub(super) fn deeds(&self, spot: Spot, known: &Known<'_>) -> Option<Deeds> {
        let (asked, _) = self.at(spot);
        let beside = self.beside_of(spot);
        let list = choices(asked, &beside, &self.open().settled(None), known);
        let new = new_kind(asked);
        if list.is_empty() && new.is_none() {
            return None;
        }
        let chosen = beside.texts(asked.name).to_vec();
        let offered = match self.offered(spot, known) {
            Some(Given::Texts(texts)) => texts,
            _ => Vec::new(),
        };
        let mut deeds = Deeds::default();
        if asked.many {
            several(&mut deeds, asked, &list, &chosen, &offered, known);
        } else {
            one(&mut deeds, asked, &list, &offered, known);
        }
        if let Some(kind) = new {
            let text = match kind {
                Kind::Body => "+ A new body that is not listed".to_owned(),
                kind => format!("+ A new {kind} that is not listed"),
            };
            deeds.add(text, Deed::New(kind));
        }
        if matches!(asked.answer, Answer::Slug) {
            deeds.add("+ Another one that is not listed", Deed::Type);
        }
        if let Some((line, Deed::New(_) | Deed::Type)) = deeds.list.last_mut() {
            line.stays = true;
        }
        Some(deeds)
    }

    /// An answer that is not among the choices.
    pub(super) fn typing(&self, spot: Spot, known: &Known<'_>) -> Prompt {
        let (asked, outer) = self.at(spot);
        Prompt {
            told: String::new(),
            asks: format!("{} One that is not listed:", asked.asks),
            help: help(asked, outer, known.law),
            entry: Entry::Write(String::new()),
        }
    }
}

/// The kind of record that can be begun at a question.
fn new_kind(asked: &Question) -> Option<Kind> {
    match asked.answer {
        Answer::Body(_) => Some(Kind::Body),
        Answer::Record(kind @ (Kind::Body | Kind::Change)) => Some(kind),
        _ => None,
    }
}

/// Whether a question may be left without an answer when it is asked.
pub(super) fn may_pass(asked: &Question) -> bool {
    asked.need != Need::Must
}

fn line(choice: &Choice) -> Line {
    Line {
        text: choice.line(),
        also: choice.answer.clone(),
        stays: false,
    }
}

/// Lines for one answer.
fn one(deeds: &mut Deeds, asked: &Question, list: &[Choice], offered: &[String], known: &Known<'_>) {
    let offered = offered.first();
    let is_listed = offered.is_some_and(|offered| list.iter().any(|choice| choice.answer == *offered));
    match offered {
        // What was answered and is not among the choices can be kept.
        Some(offered) if !is_listed => {
            deeds.start(called(asked, offered, known), Deed::Take(vec![offered.clone()]));
        }
        None if may_pass(asked) => deeds.start(none_of(asked), Deed::Nothing),
        _ => {}
    }
    // Of one body or record there is nothing to choose; a word is never put into anybody's mouth.
    let is_only = offered.is_none() && list.len() == 1 && !may_pass(asked) && new_kind(asked).is_some();
    for choice in list {
        if offered == Some(&choice.answer) || is_only {
            deeds.start = Some(deeds.list.len());
        }
        deeds
            .list
            .push((line(choice), Deed::Take(vec![choice.answer.clone()])));
    }
    if offered.is_some() && may_pass(asked) {
        deeds.add(none_of(asked), Deed::Nothing);
    }
}

fn none_of(asked: &Question) -> &'static str {
    match asked.answer {
        Answer::Word(_) => "Leave it open",
        _ => "None: go on",
    }
}

/// Lines for several answers, one after the other.
fn several(
    deeds: &mut Deeds,
    asked: &Question,
    list: &[Choice],
    chosen: &[String],
    offered: &[String],
    known: &Known<'_>,
) {
    if !chosen.is_empty() {
        deeds.start("That is all: go on", Deed::Enough);
    } else if !offered.is_empty() {
        let names: Vec<String> = offered.iter().map(|one| called(asked, one, known)).collect();
        deeds.start(
            format!("As last time: {}", names.join(", ")),
            Deed::Take(offered.to_vec()),
        );
    }
    if chosen.is_empty() && may_pass(asked) {
        deeds.start("None: go on", Deed::Nothing);
    }
    for choice in list.iter().filter(|choice| !chosen.contains(&choice.answer)) {
        deeds.list.push((line(choice), Deed::Add(choice.answer.clone())));
    }
    for (number, one) in chosen.iter().enumerate() {
        deeds.add(
            format!("- Take out {}", called(asked, one, known)),
            Deed::Remove(number),
        );
    }
}

fn so_far(asked: &Question, chosen: &[String], known: &Known<'_>) -> String {
    if !asked.many || chosen.is_empty() {
        return String::new();
    }
    let names: Vec<String> = chosen.iter().map(|one| called(asked, one, known)).collect();
    format!("So far: {}.", names.join("; "))
}
