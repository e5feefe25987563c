//! What stands above the rows of a list: what is shown, and the ways to look at other parts of it, each a real link.

use serde::Serialize;

use crate::site::{Choice, Dimension, Facets, List, PagePath, Place, facet_folder};

use super::changes::paged;
use super::frame::Head;
use super::paging::{self, Paging};
use super::piece::Linked;
use super::{Here, words};

/// What stands above the rows.
#[derive(Debug, Serialize)]
pub struct Browse {
    /// What the list holds: "Changes".
    what: String,
    /// What is shown: "12 changes affecting Kent County Council".
    shown: String,
    /// From a part, the way back to the whole list.
    off: Option<Linked>,
    /// What the rows of this part can be looked at by in turn.
    within: Option<Ways>,
    /// What the list can be looked at by.
    ways: Vec<Ways>,
}

/// One thing to look at a list by.
#[derive(Debug, Serialize)]
struct Ways {
    heading: String,
    /// The choice that is shown, where it is one of these.
    chosen: Option<String>,
    /// The way back.
    off: Option<Linked>,
    choices: Vec<Way>,
    /// The way to all choices.
    all: Option<Linked>,
}

/// A part of a list.
#[derive(Debug, Serialize)]
pub struct Way {
    words: String,
    address: String,
    /// How many rows it has.
    count: String,
    current: bool,
}

/// A page of a list, or of a part of it.
type At = (Option<Place>, usize);

/// The rows of a page, and how many there are on all.
pub fn rows<'l, T>(facets: &Facets, list: List, all: &'l [T], (part, page): At) -> (Vec<&'l T>, usize) {
    let size = list.page();
    match part {
        None => (paging::rows_of(all, page, size).iter().collect(), all.len()),
        Some(place) => {
            let own = &facets.at(place).1.rows;
            let rows = paging::rows_of(own, page, size).iter();
            (rows.filter_map(|row| all.get(*row)).collect(), own.len())
        }
    }
}

/// The paging of a list, or of a part of it.
pub fn paging(here: Here<'_, '_>, facets: &Facets, list: List, (part, page): At, total: usize) -> Paging {
    let folder = part.map_or_else(|| list.folder().to_owned(), |place| facets.folder(place));
    Paging::of(here, &folder, page, total, list.page())
}

/// What surrounds a page of a list, or of a part of it: "Changes by council: Kent County Council".
pub fn head(facets: &Facets, list: List, title: &str, about: &str, (part, page): At) -> Head {
    let Some(place) = part else {
        return Head {
            title: paged(title, page),
            about: Some(about.to_owned()),
            ..Head::default()
        };
    };
    let dimension = facets.dimension(list, place.dimension);
    let outer = &dimension.choices[place.choice];
    let (_, choice) = facets.at(place);
    let within = match place.within {
        Some(_) => format!(", {}", words::uncapital(&choice.words)),
        None => String::new(),
    };
    let by = words::uncapital(dimension.heading);
    Head {
        title: paged(&format!("{title} by {by}: {}{within}", outer.words), page),
        about: Some(format!("{}.", sentence(list, choice))),
        part: Some(list.folder()),
        ..Head::default()
    }
}

/// What a part holds: "12 changes affecting Kent County Council".
pub fn sentence(list: List, choice: &Choice) -> String {
    format!("{} {}", list.count(choice.rows.len()), choice.tail)
}

impl Browse {
    /// What stands above the rows of a list of so many rows in all, or of a part of it.
    pub fn new(here: Here<'_, '_>, facets: &Facets, list: List, part: Option<Place>, total: usize) -> Self {
        let whole = |before: &str| Linked {
            words: format!("{before} {}", list.count(total)),
            address: here.to(&PagePath::list(list.folder(), 1)),
        };
        let each = facets.dimensions(list).iter().enumerate();
        let ways = each.map(|(which, dimension)| {
            let chosen = part.filter(|place| place.dimension == which);
            ways(here, (list, dimension), chosen.map(|place| place.choice), whole)
        });
        Self {
            what: words::capital(list.folder()),
            shown: part.map_or_else(|| list.count(total), |place| sentence(list, facets.at(place).1)),
            off: part.map(|_| whole("Show all")),
            within: part.and_then(|place| within(here, facets, place)),
            ways: ways.collect(),
        }
    }
}

/// One dimension, with its few choices and the one that is shown.
fn ways(
    here: Here<'_, '_>,
    (list, dimension): (List, &Dimension),
    chosen: Option<usize>,
    whole: impl Fn(&str) -> Linked,
) -> Ways {
    let mut few = dimension.few.clone();
    if let Some(chosen) = chosen.filter(|chosen| !few.contains(chosen)) {
        few.push(chosen);
    }
    let choices = few.into_iter().map(|place| {
        let choice = &dimension.choices[place];
        let folder = facet_folder(list, dimension.word, &choice.slug);
        way(here, &folder, choice, chosen == Some(place))
    });
    Ways {
        heading: dimension.heading.to_owned(),
        chosen: chosen.map(|place| dimension.choices[place].words.clone()),
        off: chosen.map(|_| whole("Show all")),
        choices: choices.collect(),
        all: Some(Linked {
            words: format!("{} ({})", dimension.all, words::grouped(dimension.choices.len())),
            address: here.to(&PagePath::list(&dimension.folder(list), 1)),
        }),
    }
}

/// What the rows of a part can be looked at by in turn.
fn within(here: Here<'_, '_>, facets: &Facets, place: Place) -> Option<Ways> {
    let outer = Place {
        within: None,
        ..place
    };
    let (_, choice) = facets.at(outer);
    choice.within.as_ref()?;
    let whole = Linked {
        words: format!("All {}", sentence(place.list, choice)),
        address: here.to(&PagePath::list(&facets.folder(outer), 1)),
    };
    Some(Ways {
        heading: format!("What {} judged", choice.words),
        chosen: None,
        off: place.within.map(|_| whole),
        choices: inner(here, facets, outer, place.within),
        all: None,
    })
}

/// The ways to look at a part within another.
pub(super) fn inner(here: Here<'_, '_>, facets: &Facets, outer: Place, chosen: Option<usize>) -> Vec<Way> {
    let (_, choice) = facets.at(outer);
    let inner = choice.within.iter().flat_map(|within| &within.choices);
    let ways = inner.enumerate().map(|(which, own)| {
        let folder = facets.folder(Place {
            within: Some(which),
            ..outer
        });
        way(here, &folder, own, chosen == Some(which))
    });
    ways.collect()
}

/// The way to a part.
pub(super) fn way(here: Here<'_, '_>, folder: &str, choice: &Choice, current: bool) -> Way {
    Way {
        words: choice.words.clone(),
        address: here.to(&PagePath::list(folder, 1)),
        count: words::grouped(choice.rows.len()),
        current,
    }
}
