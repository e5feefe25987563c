//! What is due in the register as a whole: how much of it, and the next dates.

use serde::Serialize;

use crate::site::PagePath;
use crate::value::PartialDate;

use super::duties::{self, Listed, Stage};
use super::duty::Card;
use super::piece::Tag;
use super::{Here, words};

/// How many of the next dates are shown.
const NEXT: usize = 3;

/// What is due.
#[derive(Debug, Serialize)]
pub struct Due {
    /// The day it is judged on.
    as_at: String,
    counts: Vec<Count>,
    next: Vec<Card>,
    /// The list of duties.
    all: String,
}

#[derive(Debug, Serialize)]
struct Count {
    number: String,
    tag: Tag,
}

/// What is due, from the list of duties.
pub fn view(here: Here<'_, '_>, all: &[Listed<'_>]) -> Due {
    let counts = [
        (Stage::Passed, "overdue"),
        (Stage::Due, "due"),
        (Stage::NoDate, "required"),
        (Stage::Disputed, "differ"),
    ];
    let counts = counts.into_iter().map(|(stage, shape)| Count {
        number: words::grouped(all.iter().filter(|listed| listed.stage() == stage).count()),
        tag: Tag::new(stage.words(), shape),
    });
    let next = all.iter().filter(|listed| listed.stage() == Stage::Due);
    Due {
        as_at: PartialDate::Day(here.input.as_at).spoken(),
        counts: counts.collect(),
        next: next
            .take(NEXT)
            .filter_map(|listed| duties::card(here, listed))
            .collect(),
        all: here.to(&PagePath::list("duties", 1)),
    }
}
