//! What stands around every page: its title, the way to the other parts, and who publishes it.

use serde::Serialize;

use super::data::{base, present};
use super::piece::Linked;
use super::registers::{self, Origin};
use super::{Here, follow, former, versions};
use crate::site::{PagePath, Standing, link};
use crate::value::PartialDate;

/// The parts of the site that every page leads to.
const PARTS: [(&str, &str); 7] = [
    ("changes", "Changes"),
    ("resolutions", "Resolutions"),
    ("duties", "Duties"),
    ("bodies", "Bodies"),
    ("law", "The law"),
    ("updates", "What changed"),
    ("search", "Search"),
];

/// The lists that stand at the foot of every page, each on a line of its own: its folder, and what it is called.
const BESIDE: &[(&str, &str)] = &[
    ("meetings", "Meetings"),
    ("actions", "Actions"),
    ("coverage", "What is missing"),
    ("follow", "Follow"),
    ("data", "Data"),
];

/// What is particular to one page.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// A sentence on it, for search engines and previews.
    pub about: Option<String>,
    /// The page's data twin.
    pub data: Option<PagePath>,
    /// The part it belongs to, where it is not that part's first page.
    pub part: Option<&'static str>,
}

/// What stands around a page, and around no other.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    title: String,
    about: Option<String>,
    trail: Vec<Linked>,
    data: Option<String>,
    ways: follow::Ways,
    /// The address of this page on the web, where the site knows its own.
    canonical: Option<String>,
    /// What a preview of it elsewhere is of.
    preview: &'static str,
    /// Whether search engines should leave it out.
    unlisted: bool,
    /// Where it stands how the page changed; empty where that stands nowhere.
    story: String,
    /// That the page shows an earlier state, where it does.
    past: Option<Past>,
    /// From which register the page's record is, where the site joins several.
    origin: Option<Origin>,
}

/// What stands around all pages of a place: of a folder, but for the first page of a part.
#[derive(Clone, Debug, Serialize)]
pub struct Surroundings {
    name: String,
    publisher: Option<String>,
    home: String,
    parts: Vec<Part>,
    pages: Vec<Linked>,
    /// Where the terms of the pages are explained.
    glossary: String,
    style: String,
    /// The script of the search, which only its page asks for.
    search: String,
    icon: Option<String>,
    logo: Option<ShownLogo>,
    contact: Option<String>,
    licence: Option<Licence>,
}

/// What a page of an earlier state says at its head.
#[derive(Clone, Debug, Serialize)]
struct Past {
    /// The day.
    day: String,
    /// The beginning of the commit's name.
    commit: Option<String>,
    /// The day on which the law is judged, where that is another.
    judged: Option<String>,
    /// The page as it is today, where the register knows its address.
    today: Option<String>,
}

fn past(here: Here<'_, '_>) -> Option<Past> {
    let edition = &here.input.edition;
    let day = edition.past.as_ref()?.day;
    let says = |day| PartialDate::Day(day).spoken();
    let page = match *here.path == PagePath::not_found() {
        true => "",
        false => here.path.as_public(),
    };
    Some(Past {
        day: says(day),
        commit: edition.commit.as_ref().map(|id| id.chars().take(10).collect()),
        judged: (here.input.as_at != day).then(|| says(here.input.as_at)),
        today: present(here.input).map(|base| format!("{base}/{page}")),
    })
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    words: &'static str,
    address: String,
    /// Whether this page is its first page, or below it.
    current: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Licence {
    name: String,
    address: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ShownLogo {
    address: String,
    width: u32,
    height: u32,
    words: String,
}

/// A logo, and the size it is shown at.
#[derive(Clone, Debug)]
pub struct Logo {
    /// The asset.
    pub path: PagePath,
    /// Its width in pixels of the page.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it says beyond the name that stands beside it.
    pub words: String,
}

/// The assets that every page names.
#[derive(Clone, Debug)]
pub struct Dress {
    /// The style sheet.
    pub style: PagePath,
    /// The icon, where there is one.
    pub icon: Option<PagePath>,
    /// The script of the search.
    pub search: PagePath,
    /// The logo, where the register has one.
    pub logo: Option<Logo>,
}

impl Surroundings {
    /// Where a page is, as far as what stands around it goes: pages of the same place share it.
    pub fn place(path: &PagePath) -> &str {
        let whole = path.as_str();
        let is_first = *path == PagePath::list(path.folder(), 1) || *path == PagePath::not_found();
        match is_first {
            true => whole,
            false => whole.rsplit_once('/').map_or("", |(folder, _)| folder),
        }
    }

    /// What stands around the pages of the place in which a page is.
    pub fn new(here: Here<'_, '_>, dress: &Dress) -> Self {
        let register = here.register();
        let settings = register.settings.as_ref();
        let to = |page: &PagePath| address(here, page);
        let parts = PARTS.map(|(folder, words)| Part {
            words,
            address: to(&PagePath::list(folder, 1)),
            current: current(here.path, folder),
        });
        let is_past = here.input.edition.past.is_some();
        let beside = BESIDE
            .iter()
            .filter(|(folder, _)| !(is_past && *folder == "follow"));
        let beside = beside.map(|(folder, words)| Linked {
            words: (*words).to_owned(),
            address: to(&PagePath::list(folder, 1)),
        });
        // Named where there are any, so that nobody has to guess what the list is for.
        let withdrawn = (register.withdrawn().len() > 0).then(|| Linked {
            words: "Withdrawn records".to_owned(),
            address: to(&PagePath::list(former::FOLDER, 1)),
        });
        let joint = register.nation.as_ref().map(|_| Linked {
            words: "Registers".to_owned(),
            address: to(&PagePath::list(registers::FOLDER, 1)),
        });
        let own = register.pages.values().filter(|page| !Standing::is(&page.id));
        let own = own.map(|page| Linked {
            words: page.title.clone(),
            address: to(&PagePath::own(&page.id)),
        });
        let standing = Standing::ALL.iter().map(|page| Linked {
            words: page.title(register).to_owned(),
            address: to(&PagePath::standing(*page)),
        });
        Self {
            name: register.name().to_owned(),
            publisher: settings.map(|settings| settings.publisher.to_string()),
            home: to(&PagePath::home()),
            parts: parts.into(),
            pages: joint
                .into_iter()
                .chain(beside)
                .chain(withdrawn)
                .chain(own)
                .chain(standing)
                .collect(),
            glossary: to(&PagePath::standing(Standing::Glossary)),
            style: to(&dress.style),
            search: to(&dress.search),
            icon: dress.icon.as_ref().map(to),
            logo: dress.logo.as_ref().map(|logo| ShownLogo {
                address: to(&logo.path),
                width: logo.width,
                height: logo.height,
                words: logo.words.clone(),
            }),
            contact: settings.and_then(|settings| Some(settings.contact.as_ref()?.to_string())),
            licence: settings
                .and_then(|settings| settings.licence.as_ref())
                .map(|licence| Licence {
                    name: licence.name.to_string(),
                    address: licence.address.as_ref().map(|address| address.to_string()),
                }),
        }
    }
}

impl Frame {
    /// The frame of one page.
    pub fn new(here: Here<'_, '_>, head: Head) -> Self {
        let to = |page: &PagePath| address(here, page);
        let part = head
            .part
            .and_then(|part| PARTS.iter().chain(BESIDE).find(|(folder, _)| *folder == part));
        Self {
            title: head.title,
            about: head.about,
            trail: part.map_or_else(Vec::new, |(folder, words)| {
                let home = Linked {
                    words: "Home".to_owned(),
                    address: to(&PagePath::home()),
                };
                let part = Linked {
                    words: (*words).to_owned(),
                    address: to(&PagePath::list(folder, 1)),
                };
                vec![home, part]
            }),
            ways: follow::ways(here),
            unlisted: versions::is_one(here.path),
            story: versions::of_page(here).unwrap_or_default(),
            past: past(here),
            origin: registers::origin(here),
            canonical: canonical(here),
            preview: if part.is_some() { "article" } else { "website" },
            data: head.data.as_ref().map(to),
        }
    }
}

fn current(path: &PagePath, folder: &str) -> Option<&'static str> {
    if *path == PagePath::list(folder, 1) {
        Some("page")
    } else {
        (path.folder() == folder).then_some("true")
    }
}

/// The page for addresses that lead nowhere has no address of its own.
fn canonical(here: Here<'_, '_>) -> Option<String> {
    let base = base(here.input).filter(|_| *here.path != PagePath::not_found())?;
    Some(format!("{base}/{}", here.path.as_public()))
}

/// The page for addresses that lead nowhere is shown at any depth, so its links are whole wherever they can be.
fn address(here: Here<'_, '_>, page: &PagePath) -> String {
    let base = here
        .register()
        .settings
        .as_ref()
        .and_then(|settings| settings.base_address.as_ref())
        .filter(|_| *here.path == PagePath::not_found());
    match base {
        Some(base) => format!("{}/{page}", base.trim_end_matches('/')),
        None => link(here.path, page),
    }
}
