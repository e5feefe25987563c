//! Who owes what to whom in a change, as a picture and as a table with the same numbers.

use serde::Serialize;

use super::super::duty;
use super::super::picture::owing::{self as picture, Owing, Stroke};
use super::super::piece::{Linked, Said, Tag};
use super::super::words;
use super::card::Card;
use crate::law::derive::State;

/// How many duties there are at least in a picture: of one its card says as much.
const FEWEST: usize = 2;

/// Who owes what to whom.
#[derive(Debug, Serialize)]
pub struct OwingView {
    picture: Owing,
    /// What each sort of line stands for.
    strokes: String,
    rows: Vec<Row>,
    /// The duties that are left to the cards, in words.
    left: Option<String>,
}

/// A duty in the table.
#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    what: Linked,
    who: Vec<Said>,
    whom: Vec<Said>,
    tag: Tag,
}

/// One duty, as far as the picture and the table need it.
#[derive(Debug)]
pub(in crate::view) struct Owed<'c> {
    /// What it is, with where its card stands.
    pub(in crate::view) what: Linked,
    /// Those who owe it.
    pub(in crate::view) who: &'c [Said],
    /// Those it is owed to.
    pub(in crate::view) whom: &'c [Said],
    /// Where it stands, in words.
    pub(in crate::view) tag: &'c Tag,
}

/// The duties of a change that are to be done, done, disputed or not known, in the order of their cards.
pub(super) fn view<'c>(
    must: &'c [Card],
    beside: &'c [duty::Card],
    done: &'c [Card],
    unknown: impl Iterator<Item = &'c Card>,
) -> Option<OwingView> {
    let of_law = |card: &'c Card| Some((stroke(card.state())?, card.owed()?));
    let mut all: Vec<(Stroke, Owed<'c>)> = must.iter().filter_map(of_law).collect();
    all.extend(beside.iter().filter_map(|card| {
        let stroke = match card.tag().shape {
            "open" => Stroke::Open,
            "done" => Stroke::Done,
            _ => return None,
        };
        Some((stroke, card.owed()))
    }));
    all.extend(done.iter().chain(unknown).filter_map(of_law));
    if all.len() < FEWEST {
        return None;
    }
    let names = |said: &[Said]| said.iter().map(|said| said.words.clone()).collect();
    let duties = all.iter().map(|(stroke, owed)| picture::Duty {
        who: names(owed.who),
        whom: names(owed.whom),
        stroke: *stroke,
    });
    let picture = picture::draw(&duties.collect::<Vec<_>>())?;
    let drawn = || picture.order.iter().map(|place| &all[*place]);
    let mut strokes: Vec<&str> = Vec::new();
    for words in drawn().map(|(stroke, _)| stroke.words()) {
        if !strokes.contains(&words) {
            strokes.push(words);
        }
    }
    let left = all.len() - picture.order.len();
    Some(OwingView {
        strokes: words::capital(&strokes.join("; ")),
        rows: (1..)
            .zip(drawn())
            .map(|(number, (_, owed))| Row {
                number,
                what: owed.what.clone(),
                who: owed.who.to_vec(),
                whom: owed.whom.to_vec(),
                tag: owed.tag.clone(),
            })
            .collect(),
        left: (left > 0).then(|| {
            let duties = words::count(left, "more duty stands", "more duties stand");
            format!(
                "{duties} below and {} not drawn.",
                if left == 1 { "is" } else { "are" }
            )
        }),
        picture,
    })
}

fn stroke(state: State) -> Option<Stroke> {
    Some(match state {
        State::Overdue | State::Due | State::Required => Stroke::Open,
        State::Disputed => Stroke::Disputed,
        State::CannotTell => Stroke::Unknown,
        State::Discharged => Stroke::Done,
        _ => return None,
    })
}
