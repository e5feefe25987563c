//! Gathers the rows of a list into the choices of a dimension.

use std::collections::BTreeMap;

use super::{Choice, Dimension};
use crate::record::RecordId;
use crate::register::Register;
use crate::value::{fold, slug};
use crate::view::words;

/// How many choices of a dimension stand above a list; the others are on the page of all of them.
const FEW: usize = 8;

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
    pub(super) fn body(register: &Register, id: &RecordId, tail: impl FnOnce(&str) -> String) -> Self {
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
    pub(super) fn people(register: &Register, name: &str, tail: impl FnOnce(&str) -> String) -> Self {
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
    pub(super) fn year(year: Option<i32>, tail: impl FnOnce(&str) -> String, without: &str) -> Self {
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
    pub(super) fn fixed(rank: usize, slug: &str, words: &str, tail: &str) -> Self {
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
    pub(super) fn put(&mut self, row: usize, named: Named) {
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
    pub(super) fn finish(self, shape: Shape) -> Option<Dimension> {
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
    pub(super) word: &'static str,
    pub(super) heading: &'static str,
    pub(super) about: &'static str,
    pub(super) all: &'static str,
    /// Whether the most frequent choices are shown first, and not those that come first.
    pub(super) frequent: bool,
    pub(super) dated: bool,
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
