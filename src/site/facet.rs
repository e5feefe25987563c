//! Ways to look at a part of a list: every choice is a list of its own, with an address that lasts.
//!
//! All of it is worked out once, when the site is planned: a pass over each list finds what every row belongs to.
//! A choice that nothing belongs to is never made, so no link leads to an empty page.

mod actions;
mod bodies;
mod changes;
mod duties;
mod gather;
mod resolutions;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Conclusions, Input};
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::resolution::Resolution;
use crate::view::actions::Asked;
use crate::view::duties::Listed;
use crate::view::words;
use gather::{Gather, Named, Shape};

/// A list that can be looked at in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Changes.
    Changes,
    /// Resolutions.
    Resolutions,
    /// Duties.
    Duties,
    /// Councils, committees and NHS bodies.
    Bodies,
    /// What committees asked for.
    Actions,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 5] = [
        Self::Changes,
        Self::Resolutions,
        Self::Duties,
        Self::Bodies,
        Self::Actions,
    ];

    /// Its folder in the site.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Resolutions => "resolutions",
            Self::Duties => "duties",
            Self::Bodies => "bodies",
            Self::Actions => "actions",
        }
    }

    /// Its rows, counted: "12 changes".
    pub fn count(self, rows: usize) -> String {
        match self {
            Self::Changes => words::count(rows, "change", "changes"),
            Self::Resolutions => words::count(rows, "resolution", "resolutions"),
            Self::Duties => words::count(rows, "duty", "duties"),
            Self::Bodies => words::count(rows, "body", "bodies"),
            Self::Actions => words::count(rows, "action", "actions"),
        }
    }

    /// How many rows stand on a page: fewer of those that take more room.
    pub fn page(self) -> usize {
        match self {
            Self::Duties => 25,
            Self::Actions => 30,
            Self::Changes => 40,
            _ => crate::view::paging::ROWS,
        }
    }
}

/// One thing to look at a list by, such as the councils.
#[derive(Debug)]
pub struct Dimension {
    /// Its folder, below that of the list.
    pub word: &'static str,
    /// What it is called.
    pub heading: &'static str,
    /// What the page of all its choices says of them.
    pub about: &'static str,
    /// All of them, in a link: "All councils".
    pub all: &'static str,
    /// Whether what belongs to a choice depends on the day it is judged on.
    pub dated: bool,
    /// Its choices, in their own order.
    pub choices: Vec<Choice>,
    /// The few that stand above the list, in the order they stand there.
    pub few: Vec<usize>,
    places: BTreeMap<String, usize>,
}

/// A part of a list.
#[derive(Debug)]
pub struct Choice {
    /// Its folder, below that of the dimension.
    pub slug: String,
    /// What it is called.
    pub words: String,
    /// What its rows have in common, to stand after their number: "affecting Kent County Council".
    pub tail: String,
    /// Its rows, as places in the list.
    pub rows: Vec<usize>,
    /// What to look at its rows by in turn.
    pub within: Option<Dimension>,
}

/// Which part of which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The list.
    pub list: List,
    /// Which of its dimensions.
    pub dimension: usize,
    /// Which choice.
    pub choice: usize,
    /// Which choice within that.
    pub within: Option<usize>,
}

/// Every way to look at every list.
#[derive(Debug, Default)]
pub struct Facets(BTreeMap<List, Vec<Dimension>>);

/// The lists that the facets are of.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'l, 'r> {
    /// Changes.
    pub changes: &'l [&'r Entry<Change>],
    /// Resolutions.
    pub resolutions: &'l [&'r Entry<Resolution>],
    /// Duties.
    pub duties: &'l [Listed<'r>],
    /// Bodies.
    pub bodies: &'l [&'r Entry<crate::record::body::Body>],
    /// What committees asked for.
    pub actions: &'l [Asked<'r>],
}

impl Facets {
    /// Works out what every row of every list belongs to.
    pub fn of(input: &Input<'_>, conclusions: &Conclusions<'_>, rows: Rows<'_, '_>) -> Self {
        let register = input.register;
        // Side by side: each is the work of one core.
        let all = List::ALL.into_par_iter().with_max_len(1).map(|list| {
            let dimensions = match list {
                List::Changes => changes::dimensions(register, conclusions, rows),
                List::Resolutions => resolutions::dimensions(register, rows.resolutions),
                List::Duties => duties::dimensions(register, conclusions, rows.duties),
                List::Bodies => bodies::dimensions(rows.bodies),
                List::Actions => actions::dimensions(register, rows.actions),
            };
            (list, dimensions)
        });
        Self(all.collect())
    }

    /// The dimensions of a list, each with at least one choice.
    pub fn dimensions(&self, list: List) -> &[Dimension] {
        self.0.get(&list).map_or(&[], Vec::as_slice)
    }

    /// One dimension.
    pub fn dimension(&self, list: List, which: usize) -> &Dimension {
        &self.dimensions(list)[which]
    }

    /// The dimension of a part and the choice; where it lies within another choice, those of that one.
    pub fn at(&self, place: Place) -> (&Dimension, &Choice) {
        let outer = self.dimension(place.list, place.dimension);
        let choice = &outer.choices[place.choice];
        let inner = place.within.and_then(|which| {
            let within = choice.within.as_ref()?;
            Some((within, &within.choices[which]))
        });
        inner.unwrap_or((outer, choice))
    }

    /// A choice by its words in the address.
    pub fn find(&self, list: List, word: &str, slug: &str) -> Option<Place> {
        let all = self.dimensions(list);
        let dimension = all.iter().position(|dimension| dimension.word == word)?;
        Some(Place {
            list,
            dimension,
            choice: *all[dimension].places.get(slug)?,
            within: None,
        })
    }

    /// The folder of a part.
    pub fn folder(&self, place: Place) -> String {
        let dimension = self.dimension(place.list, place.dimension);
        let outer = folder(place.list, dimension.word, &dimension.choices[place.choice].slug);
        match place.within {
            Some(_) => format!("{outer}/{}", self.at(place).1.slug),
            None => outer,
        }
    }

    /// Every part of every list.
    pub fn parts(&self) -> impl Iterator<Item = Place> + '_ {
        self.0.iter().flat_map(|(list, dimensions)| {
            let each = dimensions.iter().enumerate();
            each.flat_map(move |(dimension, own)| {
                own.choices.iter().enumerate().flat_map(move |(choice, one)| {
                    let outer = Place {
                        list: *list,
                        dimension,
                        choice,
                        within: None,
                    };
                    let inner = one.within.as_ref().map_or(0, |within| within.choices.len());
                    let inner = (0..inner).map(move |which| Place {
                        within: Some(which),
                        ..outer
                    });
                    std::iter::once(outer).chain(inner)
                })
            })
        })
    }
}

impl Dimension {
    /// The folder of the page of all its choices.
    pub fn folder(&self, list: List) -> String {
        format!("{}/{}", list.folder(), self.word)
    }

    /// A choice by its slug.
    pub fn choice(&self, slug: &str) -> Option<&Choice> {
        self.places.get(slug).map(|place| &self.choices[*place])
    }
}

/// The folder of a choice.
pub fn folder(list: List, word: &str, slug: &str) -> String {
    format!("{}/{word}/{slug}", list.folder())
}
