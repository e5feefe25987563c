//! The maps that search engines read (sitemaps.org), and what they are told.

use std::ops::Range;

use chrono::NaiveDate;

use super::base;
use crate::markdown::escape;
use crate::site::{Input, PagePath};

/// A page and the day it last changed, where that is known.
type Listed = (PagePath, Option<NaiveDate>);

/// The most addresses that one map may hold, and the most bytes, with room for what stands around them.
const MOST: usize = 50_000;
const BYTES: usize = 50_000_000;

/// Where the map stands, or a part of it.
pub fn path(part: Option<usize>) -> PagePath {
    PagePath::file(part.map_or_else(|| "sitemap.xml".to_owned(), |part| format!("sitemap-{part}.xml")))
}

/// The parts that the addresses have to be told in.
pub fn parts(input: &Input<'_>, all: &[Listed]) -> Vec<Range<usize>> {
    split(all.iter().map(|listed| one(input, listed).len()), MOST, BYTES)
}

/// Parts that hold no more than so many, and no more bytes than so many; always one at least.
fn split(lengths: impl Iterator<Item = usize>, most: usize, most_bytes: usize) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut end, mut bytes) = (Vec::new(), 0, 0, 0);
    for own in lengths {
        if end > start && (end - start == most || bytes + own > most_bytes) {
            parts.push(start..end);
            (start, bytes) = (end, 0);
        }
        bytes += own;
        end += 1;
    }
    parts.push(start..end);
    parts
}

/// The map: of all pages or, where those are very many, of its parts; or one part.
pub fn bytes(input: &Input<'_>, all: &[Listed], part: Option<usize>) -> Vec<u8> {
    let parts = parts(input, all);
    let range = match (part, parts.as_slice()) {
        (None, [only]) => only.clone(),
        (Some(part), parts) => parts.get(part - 1).cloned().unwrap_or_default(),
        (None, parts) => return index(input, all, parts),
    };
    let each = all.get(range).unwrap_or_default().iter();
    around(
        "urlset",
        &each.map(|listed| one(input, listed)).collect::<String>(),
    )
}

fn index(input: &Input<'_>, all: &[Listed], parts: &[Range<usize>]) -> Vec<u8> {
    let each = parts.iter().enumerate().map(|(number, range)| {
        let on = all[range.clone()].iter().filter_map(|(_, on)| *on).max();
        element("sitemap", input, &path(Some(number + 1)), on)
    });
    around("sitemapindex", &each.collect::<String>())
}

fn one(input: &Input<'_>, (path, on): &Listed) -> String {
    element("url", input, path, *on)
}

fn element(name: &str, input: &Input<'_>, path: &PagePath, on: Option<NaiveDate>) -> String {
    let address = format!("{}/{}", base(input).unwrap_or_default(), path.as_public());
    let on = on.map_or_else(String::new, |on| format!("<lastmod>{on}</lastmod>"));
    format!("<{name}><loc>{}</loc>{on}</{name}>\n", escape(&address))
}

fn around(name: &str, inner: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{name} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {inner}</{name}>\n"
    )
    .into_bytes()
}

/// Everybody may read everything; where the map is, if there is one.
pub fn robots(input: &Input<'_>) -> Vec<u8> {
    let map = base(input).map_or_else(String::new, |base| format!("\nSitemap: {base}/{}\n", path(None)));
    format!("User-agent: *\nAllow: /\n{map}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_holds_too_many_addresses_or_bytes() {
        let split = |lengths: &[usize]| -> Vec<usize> {
            let parts = split(lengths.iter().copied(), 3, 10);
            assert!(
                parts.windows(2).all(|pair| pair[0].end == pair[1].start),
                "{parts:?}"
            );
            parts.iter().map(Range::len).collect()
        };
        assert_eq!(split(&[]), [0]);
        assert_eq!(split(&[1, 1, 1]), [3]);
        assert_eq!(split(&[1, 1, 1, 1]), [3, 1]);
        assert_eq!(split(&[6, 6, 4, 1]), [1, 2, 1]);
        assert_eq!(split(&[99, 1]), [1, 1]);
    }
}
