//! Addresses of pages below the site's folder, and the one function that links them.

use std::borrow::Borrow;
use std::fmt;

use super::Standing;
use serde::{Serialize, Serializer};

use crate::law::provision::ProvisionId;
use crate::record::{Kind, RecordId};

/// The name of the list of all files with their SHA-256 sums, at the top of a site.
pub const MANIFEST: &str = "MANIFEST.sha256";

/// The path of a page below the site's folder, with `/` between parts: `changes/ward-move-2026.html`.
///
/// Paths are permanent: a page that was once published keeps its path for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PagePath(String);

impl PagePath {
    /// The home page.
    pub fn home() -> Self {
        Self("index.html".to_owned())
    }

    /// The page shown for an address that leads nowhere.
    pub fn not_found() -> Self {
        Self("404.html".to_owned())
    }

    /// What the register is and holds, as data.
    pub fn register() -> Self {
        Self("register.json".to_owned())
    }

    /// A list, by its folder and the number of its page, counted from 1.
    pub fn list(folder: &str, page: usize) -> Self {
        match page {
            0 | 1 => Self(format!("{folder}/index.html")),
            _ => Self(format!("{folder}/page-{page}.html")),
        }
    }

    /// The page of a record. A determination stands on the page of its change: see [`Here::record`](crate::view::Here::record).
    pub fn record(kind: Kind, id: &RecordId) -> Self {
        Self(format!("{}/{id}.html", kind.folder()))
    }

    /// The record as data.
    pub fn data(kind: Kind, id: &RecordId) -> Self {
        Self(format!("{}/{id}.json", kind.folder()))
    }

    /// The page of a provision of law. It keeps the capitals of the id; no two ids differ in those alone.
    pub fn provision(id: &ProvisionId) -> Self {
        Self(format!("law/{id}.html"))
    }

    /// The provision as data.
    pub fn provision_data(id: &ProvisionId) -> Self {
        Self(format!("law/{id}.json"))
    }

    /// A page of the register's own.
    pub fn own(id: &RecordId) -> Self {
        Self(format!("pages/{id}.html"))
    }

    /// A page that every register has.
    pub fn standing(page: Standing) -> Self {
        Self(format!("pages/{}.html", page.name()))
    }

    /// What changed in one month, by the number of its page.
    pub fn month(year: i32, month: u32, page: usize) -> Self {
        match page {
            0 | 1 => Self(format!("updates/{year:04}-{month:02}.html")),
            _ => Self(format!("updates/{year:04}-{month:02}-page-{page}.html")),
        }
    }

    /// A file of the search.
    pub fn search(name: &str) -> Self {
        Self(format!("search/{name}"))
    }

    /// An asset, by its name below the folder of assets.
    pub fn asset(name: &str) -> Self {
        Self(format!("assets/{name}"))
    }

    /// A file that has its place by itself.
    pub(crate) fn file(path: String) -> Self {
        Self(path)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as it follows the site's address: the home page is that address itself.
    pub fn as_public(&self) -> &str {
        if *self == Self::home() { "" } else { &self.0 }
    }

    /// The first folder of the path; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.split_once('/').map_or("", |(folder, _)| folder)
    }
}

impl Borrow<str> for PagePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for PagePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for PagePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The address of one page as seen from another, such as `../bodies/kent-hosc.html`.
///
/// Relative, so that the site works from a folder on disk, from any server, and below any path of it.
pub fn link(from: &PagePath, to: &PagePath) -> String {
    // Every page says some hundred of these, so nothing is taken apart that need not be.
    let own = from.0.rfind('/').map_or("", |last| &from.0[..=last]);
    let mut shared = 0;
    while let Some(folder) = own[shared..].find('/') {
        let end = shared + folder + 1;
        if to.0.get(shared..end) != Some(&own[shared..end]) {
            break;
        }
        shared = end;
    }
    let mut address = "../".repeat(own[shared..].matches('/').count());
    address.push_str(&to.0[shared..]);
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_whatever_the_depth() {
        let id = RecordId::new("kent-hosc").expect("an id");
        let body = PagePath::record(Kind::Body, &id);
        let change = PagePath::record(Kind::Change, &RecordId::new("ward").expect("an id"));
        assert_eq!(link(&change, &body), "../bodies/kent-hosc.html");
        assert_eq!(link(&PagePath::home(), &body), "bodies/kent-hosc.html");
        assert_eq!(link(&body, &PagePath::home()), "../index.html");
        assert_eq!(link(&body, &PagePath::list("bodies", 1)), "index.html");
        assert_eq!(link(&body, &body), "kent-hosc.html");
        assert_eq!(
            link(&body, &PagePath::asset("fonts/a.woff2")),
            "../assets/fonts/a.woff2"
        );
        assert_eq!(
            link(&PagePath::asset("fonts/a.css"), &PagePath::asset("fonts/b.woff2")),
            "b.woff2"
        );
        let far = PagePath::file("law/owed-to/staff/page-2.html".to_owned());
        let near = PagePath::file("law/owed/staff.html".to_owned());
        assert_eq!(link(&far, &near), "../../owed/staff.html");
        assert_eq!(link(&near, &far), "../owed-to/staff/page-2.html");
    }

    #[test]
    fn first_pages_of_lists_are_indexes() {
        assert_eq!(PagePath::list("changes", 1).as_str(), "changes/index.html");
        assert_eq!(PagePath::list("changes", 12).as_str(), "changes/page-12.html");
    }
}
