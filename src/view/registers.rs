//! Where several registers are one site: which they are, what is left out, from which each record is, and what stands at an
//! address whose id several of them hold.

mod twin;

use serde::Serialize;
use serde_json::json;

use twin::held_as;
pub use twin::{as_json, data_path};

use super::frame::Head;
use super::piece::{Dated, Linked};
use super::{Here, data, words};
use crate::record::{Kind, RecordId};
use crate::register::{Key, LeftOut, Nation, Part, Register, Trust};
use crate::site::PagePath;
use crate::value::PartialDate;

/// The folder of these pages.
pub const FOLDER: &str = "registers";

/// How many ids and bodies are named before they are only counted; the data file names all.
const NAMED: usize = 50;

/// How many registers of one body a list names.
const HOLDERS: usize = 3;

/// A page or data file of this family.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'r> {
    /// The registers.
    List,
    /// The same as data.
    Data,
    /// What stands at the plain address of an id that several registers hold.
    Several(&'r Key),
    /// The same as data.
    SeveralData(&'r Key),
}

/// The pages of this family; none where the register is one.
pub fn plan(register: &Register) -> Vec<(PagePath, Leaf<'_>)> {
    let Some(nation) = &register.nation else {
        return Vec::new();
    };
    let mut pages = vec![(PagePath::list(FOLDER, 1), Leaf::List), (data_path(), Leaf::Data)];
    for key in nation.several.keys() {
        pages.push((PagePath::data(key.0, &key.1), Leaf::SeveralData(key)));
        // A determination stands on the page of its change.
        if key.0 != Kind::Determination {
            pages.push((PagePath::record(key.0, &key.1), Leaf::Several(key)));
        }
    }
    pages
}

/// What a page of this family says, with its template and what surrounds it; or the bytes of its data.
pub enum Said {
    /// The registers.
    List(Head, Box<ListView>),
    /// What several hold.
    Several(Head, Box<SeveralView>),
    /// A data file.
    Data(Vec<u8>),
}

/// What the page of the registers says.
#[derive(Debug, Serialize)]
pub struct ListView {
    publishers: String,
    rows: Vec<Row>,
    left_out: Vec<LeftOutView>,
    several: Group,
    shared: Group,
    data: String,
}

/// Some that are named, of how many.
#[derive(Debug, Serialize)]
struct Group {
    total: String,
    named: Vec<Linked>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    anchor: String,
    name: String,
    title: Option<String>,
    site: Option<String>,
    holds: String,
    changed: Option<Dated>,
    commit: String,
    short: String,
    signed: String,
    licence: Option<String>,
    licence_at: Option<String>,
    notes: Vec<String>,
}

/// A register that is left out, in plain words.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutView {
    name: String,
    why: String,
    cure: String,
}

/// What stands at an address whose id several registers hold.
#[derive(Debug, Serialize)]
pub struct SeveralView {
    kind: &'static str,
    id: String,
    rows: Vec<Holding>,
    registers: String,
}

#[derive(Debug, Serialize)]
struct Holding {
    record: Linked,
    /// Whether the record was withdrawn, or has yet another id.
    former: bool,
    from: String,
}

/// From which register a record is, as its page says.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    holders: Vec<Linked>,
    /// Whose words are shown, where several record the same.
    words_of: Option<String>,
    /// The page of the record in its own register.
    there: Option<String>,
}

/// What the home page says of the registers.
#[derive(Clone, Debug, Serialize)]
pub struct Front {
    count: String,
    address: String,
    left_out: Vec<LeftOutView>,
}

/// Makes one.
pub fn say(here: Here<'_, '_>, nation: &Nation, leaf: Leaf<'_>) -> Said {
    match leaf {
        Leaf::List => {
            let head = Head {
                title: "Registers".to_owned(),
                about: Some("Whose records these are, from which state, and what is left out.".to_owned()),
                data: Some(data_path()),
                ..Head::default()
            };
            Said::List(head, Box::new(list(here, nation)))
        }
        Leaf::Data => Said::Data(data::bytes(&as_json(nation))),
        Leaf::Several(key) => {
            let head = Head {
                title: format!("Several registers use the name {}", key.1),
                data: Some(PagePath::data(key.0, &key.1)),
                part: Some(key.0.folder()),
                ..Head::default()
            };
            Said::Several(head, Box::new(several(here, nation, key)))
        }
        Leaf::SeveralData(key) => Said::Data(data::bytes(&json!({
            "schema_version": data::SCHEMA_VERSION, "kind": key.0.word(), "id": key.1,
            "held_as": held_as(nation, key),
        }))),
    }
}

fn list(here: Here<'_, '_>, nation: &Nation) -> ListView {
    let mut parts: Vec<&Part> = nation.parts.iter().collect();
    parts.sort_by_key(|part| (part.name.to_lowercase(), &part.prefix));
    let several: Vec<Linked> = nation
        .several
        .keys()
        .filter(|key| key.0 != Kind::Determination)
        .map(|(kind, id)| here.record(*kind, id, None))
        .collect();
    let shared = nation.shared.iter().map(|(id, holders)| {
        let body = here.body(id);
        Linked {
            words: format!(
                "{} ({})",
                body.words,
                words::count(holders.len(), "register", "registers")
            ),
            address: body.address,
        }
    });
    ListView {
        publishers: words::count(nation.parts.len(), "register", "registers"),
        rows: parts.into_iter().map(row).collect(),
        left_out: left_out(nation),
        several: group(several),
        shared: group(shared.collect()),
        data: here.to(&data_path()),
    }
}

fn group(mut all: Vec<Linked>) -> Group {
    let total = all.len();
    all.truncate(NAMED);
    Group {
        total: words::grouped(total),
        more: (total > NAMED).then(|| words::grouped(total - NAMED)),
        named: all,
    }
}

fn row(part: &Part) -> Row {
    let [bodies, changes, resolutions, determinations, duties] = part.counts;
    let holds = [
        words::count(changes, "change", "changes"),
        words::count(determinations, "recorded view", "recorded views"),
        words::count(resolutions, "resolution", "resolutions"),
        words::count(duties, "duty", "duties"),
        words::count(bodies, "body", "bodies"),
    ];
    let mut notes = Vec::new();
    if part.own_law > 0 {
        notes.push(format!(
            "It has {} of its own, which hold on its own site and are not applied here.",
            words::count(part.own_law, "provision", "provisions")
        ));
    }
    if !part.own_pages.is_empty() {
        notes.push(format!(
            "Its own pages ({}) are left to its own site.",
            words::several(&part.own_pages, "and")
        ));
    }
    Row {
        anchor: part.prefix.clone(),
        name: part.name.clone(),
        title: part.title.clone().filter(|title| *title != part.name),
        site: part.address.as_ref().map(|address| format!("{address}/")),
        holds: words::several(&holds, "and"),
        changed: part.changed.map(|day| Dated::new(PartialDate::Day(day))),
        short: part.commit.chars().take(10).collect(),
        commit: part.commit.clone(),
        signed: match part.trust {
            Trust::NotAsked => "Signatures are not looked at".to_owned(),
            Trust::Signed(0) => "Yes; no commit yet had to be".to_owned(),
            Trust::Signed(commits) => format!(
                "Yes: {} that had to be signed, by people whom this site knows",
                words::count(commits, "commit", "commits")
            ),
        },
        licence: part.licence.as_ref().map(|licence| licence.name.to_string()),
        licence_at: part
            .licence
            .as_ref()
            .and_then(|licence| Some(licence.address.as_ref()?.to_string())),
        notes,
    }
}

fn left_out(nation: &Nation) -> Vec<LeftOutView> {
    let view = |left: &LeftOut| LeftOutView {
        name: left.name.clone(),
        why: left.reason.sentence(),
        // The marks around a command are for terminals.
        cure: left.reason.cure().replace('`', ""),
    };
    nation.left_out.iter().map(view).collect()
}

fn several(here: Here<'_, '_>, nation: &Nation, key: &Key) -> SeveralView {
    let register = here.register();
    let held = nation.several.get(key).into_iter().flatten();
    let rows = held.map(|(id, parts)| {
        let entry = register.entry(key.0, id);
        let names: Vec<&str> = parts.iter().map(|at| nation.parts[*at].name.as_str()).collect();
        Holding {
            record: here.record(key.0, id, entry.map(|entry| entry.title)),
            former: entry.is_none(),
            from: words::several(&names, "and"),
        }
    });
    SeveralView {
        kind: super::former::noun(key.0),
        id: key.1.to_string(),
        rows: rows.collect(),
        registers: here.to(&PagePath::list(FOLDER, 1)),
    }
}

/// What the home page says.
pub fn front(here: Here<'_, '_>) -> Option<Front> {
    let nation = here.register().nation.as_ref()?;
    Some(Front {
        count: words::count(nation.parts.len(), "register", "registers"),
        address: here.to(&PagePath::list(FOLDER, 1)),
        left_out: left_out(nation),
    })
}

/// The registers that hold a record, in the words of a list; none where the register is one.
pub fn from(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Option<String> {
    let holders = holders(here.register(), kind, id)?;
    let mut names: Vec<String> = holders.iter().map(|part| part.name.clone()).collect();
    if names.len() > HOLDERS {
        let more = names.len() - HOLDERS;
        names.truncate(HOLDERS);
        names.push(words::count(more, "other", "others"));
    }
    Some(words::several(&names, "and"))
}

fn holders<'r>(register: &'r Register, kind: Kind, id: &RecordId) -> Option<Vec<&'r Part>> {
    let nation = register.nation.as_ref()?;
    let path = match (register.entry(kind, id), register.withdrawal(kind, id)) {
        (Some(entry), _) => entry.path,
        (None, Some(gone)) => &*gone.path,
        (None, None) => return None,
    };
    Some(nation.holders(kind, id, path)).filter(|holders| !holders.is_empty())
}

/// From which register a record is, for its data.
pub fn prefixes<'r>(register: &'r Register, kind: Kind, id: &RecordId) -> Vec<&'r str> {
    let holders = holders(register, kind, id).into_iter().flatten();
    holders.map(|part| part.prefix.as_str()).collect()
}

/// From which register the record of a page is; none on other pages.
pub fn origin(here: Here<'_, '_>) -> Option<Origin> {
    let nation = here.register().nation.as_ref()?;
    let (folder, rest) = here.path.as_str().split_once('/')?;
    let kind = Kind::from_folder(folder)?;
    let stem = rest.strip_suffix(".html")?;
    let id = RecordId::new(stem.strip_suffix("/history").unwrap_or(stem)).ok()?;
    let holders = holders(here.register(), kind, &id)?;
    let list = here.to(&PagePath::list(FOLDER, 1));
    let there = nation.there(kind, &id);
    Some(Origin {
        words_of: (holders.len() > 1).then(|| holders[0].name.clone()),
        there: holders[0]
            .address
            .as_ref()
            .map(|base| format!("{base}/{}", PagePath::record(kind, there))),
        holders: holders
            .iter()
            .map(|part| Linked {
                words: part.name.clone(),
                address: format!("{list}#{}", part.prefix),
            })
            .collect(),
    })
}
