//! Ways to look at a part of a list: every choice is a list of its own, with an address that lasts.
//!
//! All of it is worked out once, when the site is planned: a pass over each list finds what every row belongs to.
//! A choice that nothing belongs to is never made, so no link leads to an empty page.

mod actions;
mod bodies;
mod changes;
mod duties;
mod resolutions;

use std::collections::BTreeMap;

use super::{Conclusions, Input};
use crate::record::change::Change;
use crate::record::resolution::Resolution;
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::{fold, slug};
use crate::view::actions::Asked;
use crate::view::duties::Listed;
use crate::view::words;

/// How many choices of a dimension stand above a list; the others are on the page of all of them.
const FEW: usize = 8;

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
        Self(BTreeMap::from([
            (List::Changes, changes::dimensions(register, conclusions, rows)),
            (
                List::Resolutions,
                resolutions::dimensions(register, rows.resolutions),
            ),
            (
                List::Duties,
                duties::dimensions(register, conclusions, rows.duties),
            ),
            (List::Bodies, bodies::dimensions(rows.bodies)),
            (List::Actions, actions::dimensions(register, rows.actions)),
        ]))
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

/// What a row belongs to.
pub(super) struct Named {
    /// Where it stands among the others, before its name counts.
    pub(super) rank: u32,
    pub(super) slug: String,
    pub(super) words: String,
    pub(super) tail: String,
}

impl Named {
    /// A body.
    fn body(register: &Register, id: &RecordId, tail: impl FnOnce(&str) -> String) -> Self {
        let name = register.bodies.get(id).map(|entry| &*entry.body.name.value);
        let name = name.unwrap_or(id.as_str());
        Self {
            rank: 0,
            slug: id.to_string(),
            words: name.to_owned(),
            tail: tail(name),
        }
    }

    /// People, or a role that nobody in the register is known to have.
    fn people(register: &Register, name: &str, tail: impl FnOnce(&str) -> String) -> Self {
        let mut own = slug(name);
        if RecordId::new(&own).is_ok_and(|id| register.bodies.get(&id).is_some()) {
            own.push_str("-people");
        }
        Self {
            rank: 1,
            slug: own,
            words: words::capital(name),
            tail: tail(name),
        }
    }

    /// A year, the newest first; or that none is known.
    fn year(year: Option<i32>, tail: impl FnOnce(&str) -> String, without: &str) -> Self {
        match year {
            Some(year) => Self {
                rank: u32::try_from(9999 - year).unwrap_or(0),
                slug: year.to_string(),
                words: year.to_string(),
                tail: tail(&year.to_string()),
            },
            None => Self {
                rank: u32::MAX,
                slug: "undated".to_owned(),
                words: "Not dated".to_owned(),
                tail: without.to_owned(),
            },
        }
    }

    /// One of a few that are known beforehand.
    fn fixed(rank: usize, slug: &str, words: &str, tail: &str) -> Self {
        Self {
            rank: u32::try_from(rank).unwrap_or(u32::MAX),
            slug: slug.to_owned(),
            words: words.to_owned(),
            tail: tail.to_owned(),
        }
    }
}

/// Gathers the rows of each choice of a dimension. Rows come in order.
#[derive(Default)]
pub(super) struct Gather(BTreeMap<(u32, String, String), Choice>);

impl Gather {
    /// Puts a row where it belongs; twice is once.
    fn put(&mut self, row: usize, named: Named) {
        let key = (named.rank, fold(&named.words), named.slug.clone());
        let choice = self.0.entry(key).or_insert_with(|| Choice {
            slug: named.slug,
            words: named.words,
            tail: named.tail,
            rows: Vec::new(),
            within: None,
        });
        if choice.rows.last() != Some(&row) {
            choice.rows.push(row);
        }
    }

    /// The dimension; none where no row belongs anywhere.
    fn finish(self, shape: Shape) -> Option<Dimension> {
        let choices: Vec<Choice> = self.0.into_values().collect();
        if choices.is_empty() {
            return None;
        }
        let mut few: Vec<usize> = (0..choices.len()).collect();
        if choices.len() > FEW && shape.frequent {
            // Stable, so that of equals the one that comes first by name stays first.
            few.sort_by_key(|place| std::cmp::Reverse(choices[*place].rows.len()));
        }
        few.truncate(FEW);
        let places = choices.iter().enumerate();
        Some(Dimension {
            word: shape.word,
            heading: shape.heading,
            about: shape.about,
            all: shape.all,
            dated: shape.dated,
            places: places
                .map(|(place, choice)| (choice.slug.clone(), place))
                .collect(),
            choices,
            few,
        })
    }
}

/// What a dimension is called and how it is shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Shape {
    word: &'static str,
    heading: &'static str,
    about: &'static str,
    all: &'static str,
    /// Whether the most frequent choices are shown first, and not those that come first.
    frequent: bool,
    dated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(frequent: bool) -> Dimension {
        let mut gather = Gather::default();
        for row in 0..60 {
            gather.put(row, Named::year(Some(2000 + row as i32 % 12), str::to_owned, ""));
            if row % 2 == 0 {
                gather.put(row, Named::year(Some(2003), str::to_owned, ""));
            }
        }
        gather.put(60, Named::year(None, str::to_owned, "without a date"));
        gather
            .finish(Shape {
                frequent,
                ..Shape::default()
            })
            .expect("choices")
    }

    #[test]
    fn a_row_is_in_a_choice_once_and_in_order() {
        let dimension = gathered(false);
        let choice = dimension.choice("2003").expect("a year");
        assert!(choice.rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(choice.rows.len(), 35);
        assert_eq!(dimension.choices[0].slug, "2011");
        assert_eq!(dimension.choices[12].slug, "undated");
    }

    #[test]
    fn the_few_are_the_first_or_the_most_frequent() {
        assert_eq!(gathered(false).few, [0, 1, 2, 3, 4, 5, 6, 7]);
        let frequent = gathered(true);
        assert_eq!(frequent.choices[frequent.few[0]].slug, "2003");
        assert_eq!(frequent.few[1..], [0, 1, 2, 3, 4, 5, 6]);
        assert!(Gather::default().finish(Shape::default()).is_none());
    }
}
