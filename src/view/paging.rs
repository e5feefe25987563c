//! Long lists in pages: where each page starts, and the links between them.

use serde::Serialize;

use super::Here;
use crate::site::PagePath;

/// How many rows one page of a list holds.
pub const ROWS: usize = 50;

/// How many pages a list of so many rows takes. An empty list has one page, which says so.
pub fn pages(rows: usize) -> usize {
    pages_of(rows, ROWS)
}

/// The same where a page holds another number of rows.
pub fn pages_of(rows: usize, size: usize) -> usize {
    rows.div_ceil(size).max(1)
}

/// The rows of one page, counted from 1.
pub fn rows<T>(all: &[T], page: usize) -> &[T] {
    rows_of(all, page, ROWS)
}

/// The same where a page holds another number of rows.
pub fn rows_of<T>(all: &[T], page: usize, size: usize) -> &[T] {
    let start = (page.saturating_sub(1) * size).min(all.len());
    &all[start..(start + size).min(all.len())]
}

/// Where a page of a list stands among the others.
#[derive(Clone, Debug, Serialize)]
pub struct Paging {
    /// The number of this page.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The number of its first row.
    pub first: usize,
    /// The number of its last row.
    pub last: usize,
    /// How many rows there are in all.
    pub total: usize,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

impl Paging {
    /// The paging of one page of the list in a folder.
    pub fn new(here: Here<'_, '_>, folder: &str, page: usize, total: usize) -> Self {
        Self::of(here, folder, page, total, ROWS)
    }

    /// The same where a page holds another number of rows.
    pub fn of(here: Here<'_, '_>, folder: &str, page: usize, total: usize, size: usize) -> Self {
        Self::by(page, total, size, |page| here.to(&PagePath::list(folder, page)))
    }

    /// The same where pages have addresses of their own.
    pub fn by(page: usize, total: usize, size: usize, to: impl Fn(usize) -> String) -> Self {
        let pages = pages_of(total, size);
        Self {
            page,
            pages,
            first: (page - 1) * size + usize::from(total > 0),
            last: (page * size).min(total),
            total,
            before: (page > 1).then(|| to(page - 1)),
            after: (page < pages).then(|| to(page + 1)),
        }
    }
}

/// Rows that follow one another and share a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Group<T> {
    /// The heading.
    pub heading: String,
    /// The rows.
    pub rows: Vec<T>,
}

/// Puts rows under headings; rows that share one must follow one another.
pub fn grouped<T>(rows: impl IntoIterator<Item = (String, T)>) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (heading, row) in rows {
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.rows.push(row),
            _ => groups.push(Group {
                heading,
                rows: vec![row],
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page() {
        for total in [0, 1, 49, 50, 51, 100, 101] {
            let all: Vec<usize> = (0..total).collect();
            let shown: Vec<usize> = (1..=pages(total))
                .flat_map(|page| rows(&all, page).to_vec())
                .collect();
            assert_eq!(shown, all);
        }
        assert_eq!((pages(0), pages(50), pages(51)), (1, 1, 2));
        assert!(rows(&[1, 2], 9).is_empty());
    }

    #[test]
    fn neighbours_share_a_heading() {
        let groups = grouped([("a".to_owned(), 1), ("a".to_owned(), 2), ("b".to_owned(), 3)]);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].rows, [1, 2]);
    }
}
