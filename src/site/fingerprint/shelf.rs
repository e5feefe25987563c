//! What pages of lists are made from: their rows, and what stands above them.

use std::collections::BTreeMap;

use super::super::{Choice, Dimension, List, Place, Shelved, Site};
use super::{Judged, with};
use crate::record::{Kind, RecordId};
use crate::value::{Fingerprint, sum};
use crate::view::body::parts_of;
use crate::view::duties::Listed;
use crate::view::meetings::Year;
use crate::view::paging;

/// What gives the number of a record's page.
type Of<'a> = &'a (dyn Fn(Kind, &RecordId) -> Option<Fingerprint> + Sync);

/// What the numbers of pages of lists are made from.
pub(super) struct Shelves<'a, 's, 'r> {
    site: &'s Site<'r>,
    judged: &'a Judged<'s, 'r>,
    of: Of<'a>,
    /// What stands above the rows of each list.
    above: BTreeMap<List, Fingerprint>,
}

impl<'a, 's, 'r> Shelves<'a, 's, 'r> {
    pub(super) fn new(site: &'s Site<'r>, judged: &'a Judged<'s, 'r>, of: Of<'a>) -> Self {
        let shelf = &site.lists.shelf;
        let above = List::ALL.map(|list| {
            let dimensions = shelf.facets.dimensions(list).iter().map(above);
            let total = shelf.total(list, &site.lists);
            (
                list,
                sum(std::iter::once(sum([total.to_le_bytes()])).chain(dimensions)),
            )
        });
        Self {
            site,
            judged,
            of,
            above: BTreeMap::from(above),
        }
    }

    /// A page of a list. Those that are few, and tell of the register as a whole, have no number.
    pub(super) fn page(&self, page: Shelved) -> Option<Fingerprint> {
        match page {
            Shelved::Rows(list, part, number) => self.list(list, part, number),
            Shelved::Year(which, number) => Some(self.year(which, number)),
            Shelved::Choices(..) | Shelved::Meetings | Shelved::Coverage(_) => None,
        }
    }

    /// A page of a list, or of a part of it.
    fn list(&self, list: List, part: Option<Place>, number: usize) -> Option<Fingerprint> {
        if list == List::Bodies {
            return None;
        }
        let (lists, size) = (&self.site.lists, list.page());
        let facets = &lists.shelf.facets;
        let mut parts = vec![*self.above.get(&list)?];
        let mut dated = matches!(list, List::Duties | List::Actions);
        let rows: Vec<usize> = match part {
            None => {
                let all = lists.shelf.total(list, lists);
                let first = (number.saturating_sub(1) * size).min(all);
                (first..(first + size).min(all)).collect()
            }
            Some(place) => {
                dated |= facets.dimension(list, place.dimension).dated;
                let outer = Place {
                    within: None,
                    ..place
                };
                parts.push(chosen(facets.at(outer).1));
                parts.push(chosen(facets.at(place).1));
                paging::rows_of(&facets.at(place).1.rows, number, size).to_vec()
            }
        };
        if part.is_none() && number == 1 && matches!(list, List::Changes | List::Duties) {
            // The first page also shows what is counted of all of them.
            parts.push(sum([format!("{:?}", lists.charts)]));
        }
        if dated {
            parts.push(sum([self.site.input.as_at.to_string()]));
        }
        for row in rows {
            parts.push(self.row(list, row)?);
        }
        Some(sum(parts))
    }

    fn row(&self, list: List, row: usize) -> Option<Fingerprint> {
        let lists = &self.site.lists;
        match list {
            List::Changes => (self.of)(Kind::Change, &lists.changes[row].id),
            List::Resolutions => (self.of)(Kind::Resolution, &lists.resolutions[row].id),
            List::Duties => self.duty(&lists.duties[row]),
            List::Bodies => None,
            List::Actions => {
                let asked = &lists.shelf.actions[row];
                let item = (self.of)(Kind::Resolution, &asked.entry.id)?;
                let clause = format!(
                    "{:?}\n{}\n{}",
                    asked.stage, &*asked.clause.label, &*asked.clause.words
                );
                Some(sum([item.as_slice(), clause.as_bytes()]))
            }
        }
    }

    fn duty(&self, listed: &Listed<'_>) -> Option<Fingerprint> {
        match listed {
            Listed::Recorded(_, entry) => (self.of)(Kind::Duty, &entry.id),
            Listed::Derived(_, entry, which) => {
                let change = with((self.of)(Kind::Change, &entry.id), self.judged.change(&entry.id))?;
                Some(sum([change.as_slice(), which.to_le_bytes().as_slice()]))
            }
        }
    }

    /// A page of the meetings of a year, which also leads to the other years.
    fn year(&self, which: usize, number: usize) -> Fingerprint {
        let years = self.site.lists.shelf.meetings.all();
        let own = &years[which];
        let folders: Vec<String> = years.iter().map(Year::folder).collect();
        let frame = format!("{:?} {} {}", folders, own.items.len(), own.meetings());
        let rows = paging::rows(&own.items, number).iter();
        let rows = rows.filter_map(|entry| (self.of)(Kind::Resolution, &entry.id));
        sum(std::iter::once(sum([frame])).chain(rows))
    }

    /// What the page of a body says of the lists.
    pub(super) fn body(&self, id: &RecordId) -> Fingerprint {
        let facets = &self.site.lists.shelf.facets;
        let parts = parts_of(facets, id).into_iter();
        sum(parts.map(|place| sum([facets.folder(place).as_bytes(), &chosen(facets.at(place).1)])))
    }
}

/// What stands above the rows of one dimension.
fn above(dimension: &Dimension) -> Fingerprint {
    let few = dimension.few.iter().map(|place| {
        let choice = &dimension.choices[*place];
        format!("{}\n{}\n{}", choice.slug, choice.words, choice.rows.len())
    });
    let all = format!("{} {}", dimension.word, dimension.choices.len());
    sum(few.chain([all]))
}

/// What is said of a part: its name, its number, and what it can be looked at by in turn.
fn chosen(choice: &Choice) -> Fingerprint {
    let own = format!("{}\n{}\n{}", choice.words, choice.tail, choice.rows.len());
    let inner = choice.within.iter().flat_map(|within| &within.choices);
    let inner = inner.map(|choice| format!("{} {}", choice.slug, choice.rows.len()));
    sum(std::iter::once(own).chain(inner))
}
