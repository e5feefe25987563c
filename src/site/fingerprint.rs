//! What each page is made from, as one number: a page whose number stays the same stays the same.
//!
//! A page of a record says what the record says, what the records that name it say, and what those are called that
//! either of them name. From the links of the register that is known without making the page, so a build can leave out
//! most pages. Where the reach of a page is in doubt, more is counted in than it shows: a page made once too often
//! costs a millisecond, one made once too seldom is wrong. Tests hold that no page differs while its number is the same.

mod law;
mod outlet;
mod shelf;

pub(super) use law::of_derivation;

use std::collections::BTreeMap;

use chrono::Datelike;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Input, Page, PagePath, Site};
use crate::history::History;
use crate::markdown;
use crate::record::{Kind, RecordId};
use crate::register::{self, AnyEntry, Register};
use crate::shape::Leaf;
use crate::source::{SourceId, Sources};
use crate::value::{Fingerprint, sum};
use crate::view::duties::Stage;
use crate::view::{historic, say};

/// The files of a register as numbers: what is left of them when pages are planned, and their texts are let go.
#[derive(Debug)]
pub struct FilePrints {
    /// Of each file, by the number of its source.
    each: Vec<Fingerprint>,
    /// Of the register's settings.
    settings: Fingerprint,
}

impl FilePrints {
    /// A number for the text of each file. Every core takes part.
    pub fn of(sources: &Sources) -> Self {
        let texts: Vec<&str> = sources.iter().map(|(_, source)| source.text.as_str()).collect();
        let settings = sources.find("records/register.yaml");
        Self {
            each: texts.into_par_iter().map(|text| sum([text])).collect(),
            settings: sum(settings.map(|source| &source.text)),
        }
    }

    fn get(&self, source: SourceId) -> Fingerprint {
        self.each[source.0 as usize]
    }
}

/// The fingerprint of every page that need not be made anew in each build. The front page, the newest updates and a few
/// others have none: they tell of the register as a whole.
///
/// `common` stands for what all pages share besides the records: the templates and the program itself.
pub fn fingerprints<'r>(
    site: &Site<'r>,
    files: &FilePrints,
    common: &[u8],
) -> BTreeMap<PagePath, Fingerprint> {
    let register = site.input.register;
    let graph = Graph::new(register, site, files);
    let pages = graph.pages();
    let frame = sum([
        frame(register, files, site.input.history, common),
        law::text(site.input.law),
    ]);
    let of = |kind: Kind, id: &RecordId| graph.index.get(&(kind, id)).map(|index| pages[*index]);
    let named = |kind: Kind, id: &RecordId| graph.index.get(&(kind, id)).map(|index| graph.named[*index]);
    let own = |kind: Kind, id: &RecordId| graph.index.get(&(kind, id)).map(|index| graph.own[*index]);
    // Side by side: the months are the work of one core.
    let (months, judged) = rayon::join(
        || months(&graph, register, site.input.history),
        || Judged::new(site),
    );
    let shelves = shelf::Shelves::new(site, &judged, &of);
    let named_then = named_then(site);
    // A provision's page and its data say the same.
    let places = (0..site.input.law.provisions().len()).into_par_iter();
    let applied: Vec<Fingerprint> = places.map(|place| law::applied(site, place)).collect();
    let print = |page: &Page<'r>| -> Option<Fingerprint> {
        match page {
            Page::Change(entry) => with(of(Kind::Change, &entry.id), judged.change(&entry.id)),
            Page::Data(Kind::Change, id) => with(of(Kind::Change, id), judged.change(id)),
            Page::Resolution(entry) => with(of(Kind::Resolution, &entry.id), judged.item(&entry.id)),
            Page::Body(entry) => with(of(Kind::Body, &entry.id), Some(shelves.body(&entry.id))),
            Page::Duty(entry) => with(of(Kind::Duty, &entry.id), judged.change(&entry.body.change.id)),
            Page::Data(kind, id) => of(*kind, id),
            Page::Versions(kind, id) => with(of(*kind, id), Some(named_then)),
            Page::Shelf(page) => shelves.page(*page),
            Page::Provision(place) | Page::ProvisionData(place) => applied.get(*place).copied(),
            Page::Search(part) => Some(site.search.print(*part)),
            Page::Month(month, _) => months.get(month).copied(),
            Page::Outlet(outlet) => outlet::print(site, outlet, &own, &named, &of),
            _ => None,
        }
    };
    let pages: Vec<_> = site.pages.iter().collect();
    let printed = pages.into_par_iter().filter_map(|(path, page)| {
        // Two pages may be made from the same records; the path tells them apart.
        let own = print(page)?;
        Some((
            path.clone(),
            sum([frame.as_slice(), own.as_slice(), path.as_str().as_bytes()]),
        ))
    });
    printed.collect()
}

/// A record's number together with that of what the law says of it.
fn with(own: Option<Fingerprint>, law: Option<Fingerprint>) -> Option<Fingerprint> {
    Some(sum([own?, law?]))
}

/// What the law says of each change and each item, as numbers.
struct Judged<'s, 'r> {
    site: &'s Site<'r>,
    /// Of the items, in order of id.
    items: Vec<(&'r RecordId, Fingerprint)>,
}

impl<'s, 'r> Judged<'s, 'r> {
    fn new(site: &'s Site<'r>) -> Self {
        let register = site.input.register;
        let items: Vec<_> = register.resolutions.iter().collect();
        let items = items.into_par_iter().map(|item| {
            let found = site.conclusions.of_item(item);
            let print = found.map(|found| of_derivation(register, &found));
            (&item.id, print.unwrap_or_default())
        });
        Self {
            site,
            items: items.collect(),
        }
    }

    fn change(&self, id: &RecordId) -> Option<Fingerprint> {
        let concluded = self.site.conclusions.about(id)?;
        Some(concluded.print)
    }

    fn item(&self, id: &RecordId) -> Option<Fingerprint> {
        let at = self.items.binary_search_by(|(item, _)| (*item).cmp(id)).ok()?;
        Some(self.items[at].1)
    }
}

/// What stands around every page: the register's own words, its pages, the templates.
fn frame(register: &Register, files: &FilePrints, history: &History, common: &[u8]) -> Fingerprint {
    let pages = register
        .pages
        .values()
        .map(|page| format!("{}\n{}\n", page.id, page.title));
    let pages: String = pages.collect();
    let cut = [
        u8::from(history.cut_short),
        u8::from(register.withdrawn().len() > 0),
    ];
    sum([files.settings.as_slice(), pages.as_bytes(), &cut, common])
}

/// What the stories of all records rest on besides the records: what bodies are called, and which ids are not to be named.
/// A draft that was saved once was never finished, so no version that is told can name it.
fn named_then(site: &Site<'_>) -> Fingerprint {
    let Input {
        register, history, ..
    } = &site.input;
    let bodies = register.bodies.iter();
    let bodies = bodies.map(|entry| format!("{} {}", entry.id, entry.body.known_as()));
    let hidden = history.unpublished.iter().filter(|(_, often)| **often > 1);
    let hidden = hidden.map(|(id, _)| id.clone());
    sum(bodies.chain(["".to_owned()]).chain(hidden))
}

/// Each month's commits, with what the records they touched are called now, and which months there are.
fn months(graph: &Graph<'_>, register: &Register, history: &History) -> BTreeMap<(i32, u32), Fingerprint> {
    let mut parts: BTreeMap<(i32, u32), Vec<Fingerprint>> = BTreeMap::new();
    for (commit, touched) in history.by_commit() {
        let records = touched.iter().filter_map(|(name, _)| {
            let (folder, id) = name.split_once('/')?;
            let key = (Kind::from_word(folder)?, &RecordId::new(id).ok()?);
            graph.index.get(&key).map(|index| graph.named[*index])
        });
        let records: Vec<Fingerprint> = records.collect();
        let count = touched.len().to_le_bytes();
        let whole = sum([
            commit.id.as_bytes(),
            commit.summary.as_bytes(),
            &count,
            sum(records).as_slice(),
        ]);
        parts
            .entry((commit.on.year(), commit.on.month()))
            .or_default()
            .push(whole);
    }
    for ((kind, id), entry) in register.withdrawn() {
        let Some(on) = entry.body.withdrawn.date.value.earliest() else {
            continue;
        };
        let own = parts.entry((on.year(), on.month())).or_default();
        own.push(sum([kind.word(), id.as_str(), on.to_string().as_str()]));
    }
    let names = format!("{:?}", parts.keys().collect::<Vec<_>>());
    let each = parts
        .into_iter()
        .map(|(month, parts)| (month, sum([names.as_bytes(), sum(parts).as_slice()])));
    each.collect()
}

/// The records and what names what.
struct Graph<'r> {
    index: FxHashMap<(Kind, &'r RecordId), usize>,
    kinds: Vec<Kind>,
    /// The records that each one names.
    forward: Vec<Vec<usize>>,
    /// The records that name each one.
    backward: Vec<Vec<usize>>,
    /// Each record's own words and history, and the ids of the records it names.
    own: Vec<Fingerprint>,
    /// The same with the words and history of the records it names.
    named: Vec<Fingerprint>,
}

impl<'r> Graph<'r> {
    fn new(register: &'r Register, site: &Site<'r>, files: &FilePrints) -> Self {
        let entries: Vec<_> = register.entries().collect();
        let index: FxHashMap<(Kind, &RecordId), usize> = entries
            .iter()
            .enumerate()
            .map(|(number, entry)| ((entry.kind, entry.id), number))
            .collect();
        let forward: Vec<Vec<usize>> = entries
            .par_iter()
            .map(|entry| named_by(register, entry, &index))
            .collect();
        let mut backward = vec![Vec::new(); entries.len()];
        for (from, named) in forward.iter().enumerate() {
            named.iter().for_each(|to| backward[*to].push(from));
        }
        let own = entries.par_iter().zip(&forward).map(|(entry, named)| {
            let name = format!("{}/{}", entry.kind.folder(), entry.id);
            let steps = site.input.history.of(&name).flat_map(|step| {
                // A commit tells less where it touched something that is not published, which may change.
                [step.commit.id.as_str(), step.commit.summary.as_str()]
            });
            let steps: String = steps.collect();
            let text = files.get(entry.source);
            let day = of_the_day(site, entry.kind, entry.id);
            // A link may be written with a former id, and be told with that of today.
            let ids = named
                .iter()
                .map(|to| format!("{} {}\n", entries[*to].kind.word(), entries[*to].id));
            let ids: String = ids.collect();
            sum([
                name.as_bytes(),
                text.as_slice(),
                steps.as_bytes(),
                day.as_bytes(),
                ids.as_bytes(),
            ])
        });
        let own: Vec<Fingerprint> = own.collect();
        let mut graph = Self {
            index,
            kinds: entries.iter().map(|entry| entry.kind).collect(),
            forward,
            backward,
            named: own.clone(),
            own,
        };
        // Twice: a view names a clause's resolution, and that its committee.
        graph.named = graph.with(&graph.forward, |_, _| true);
        graph.named = graph.with(&graph.forward, |_, _| true);
        graph
    }

    /// Each record's number together with those of some others.
    fn with(&self, others: &[Vec<usize>], wanted: impl Fn(usize, usize) -> bool + Sync) -> Vec<Fingerprint> {
        let all = (0..self.named.len()).into_par_iter();
        all.map(|record| {
            let others = others[record].iter().filter(|other| wanted(record, **other));
            sum(std::iter::once(self.named[record]).chain(others.map(|other| self.named[*other])))
        })
        .collect()
    }

    /// The number of each record's page.
    ///
    /// Bodies are named by nearly everything, so what names a body counts on the pages of bodies only.
    fn pages(&self) -> Vec<Fingerprint> {
        let around = self.with(&self.backward, |_, _| true);
        let is_body = |record: usize| self.kinds[record] == Kind::Body;
        let wider: Vec<Fingerprint> = (0..around.len())
            .into_par_iter()
            .map(|record| {
                let near = self.forward[record].iter().chain(&self.backward[record]);
                let near = near.filter(|other| !is_body(**other)).map(|other| around[*other]);
                let near: Vec<Fingerprint> = near.collect();
                sum(std::iter::once(around[record]).chain(near))
            })
            .collect();
        let own = |record: usize| -> Fingerprint {
            if !is_body(record) {
                // `around` of a record that is no body holds no body's followers.
                return wider[record];
            }
            let near = self.backward[record].iter().flat_map(|near| {
                let beyond: &[usize] = if is_body(*near) {
                    &self.backward[*near]
                } else {
                    &[]
                };
                std::iter::once(*near).chain(beyond.iter().copied())
            });
            let near = near.map(|near| {
                if is_body(near) {
                    self.named[near]
                } else {
                    wider[near]
                }
            });
            sum(std::iter::once(around[record]).chain(near))
        };
        (0..around.len()).into_par_iter().map(own).collect()
    }
}

/// What pages say of a record on the day that the site is made for, and would not say on another: where a duty and what
/// is done under it stand, which consultations are open, whether a body is no more.
fn of_the_day(site: &Site<'_>, kind: Kind, id: &RecordId) -> String {
    let (register, as_at) = (site.input.register, site.input.as_at);
    match kind {
        Kind::Duty => format!(
            "{:?}",
            register
                .duties
                .get(id)
                .map(|own| { (Stage::of(&own.body, as_at), say::of_duty(&own.body, as_at)) })
        ),
        Kind::Change => format!(
            "{:?}",
            register
                .changes
                .get(id)
                .map(|own| say::of_change(&own.body, as_at))
        ),
        Kind::Body => format!(
            "{:?}",
            register
                .bodies
                .get(id)
                .map(|own| historic::is_over(&own.body, as_at))
        ),
        _ => String::new(),
    }
}

/// The records that a record names, in fields or in Markdown.
fn named_by(
    register: &Register,
    entry: &AnyEntry<'_>,
    index: &FxHashMap<(Kind, &RecordId), usize>,
) -> Vec<usize> {
    let mut named = Vec::new();
    entry.leaves.leaves(&mut |leaf| match leaf {
        Leaf::Link(link) => named.extend(index.get(&(link.kind, link.id))),
        Leaf::Markdown(text, _) => {
            for (_, to) in markdown::links(text) {
                if let Some((kind, id)) = register::meant(&to) {
                    let id = register.renamed(kind, &id).unwrap_or(&id);
                    named.extend(index.get(&(kind, id)).copied());
                }
            }
        }
        Leaf::Text(..) => {}
    });
    named
}
