//! Several registers as one site: in memory here, by way of Git in `given`, and with fifty generated councils in `fifty`.

mod apart;
mod fifty;
mod given;
mod hostile;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use scrutiny::history::{Commit, History, TextId, Texts, Touch};
use scrutiny::law::Law;
use scrutiny::nation::{Delivered, Joined, LeftOut, Listing, Reason, Trust, join};
use scrutiny::record::{Kind, RecordId};
use scrutiny::register::Register;
use scrutiny::site::{self, Archive, Edition, Input, Output, Telling, Templates};
use scrutiny::source::{Source, Sources};

/// A register, as its prefix and its files below `records/`.
#[derive(Clone, Debug)]
struct Own {
    prefix: &'static str,
    files: BTreeMap<String, String>,
    more: &'static str,
}

impl Own {
    fn new(prefix: &'static str, files: &[(&str, &str)]) -> Self {
        let settings = format!(
            "name: Register of {prefix}\npublisher: {prefix}\nbase_address: https://{prefix}.example/\n"
        );
        let mut all = BTreeMap::from([("register.yaml".to_owned(), settings)]);
        all.extend(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
        );
        Self {
            prefix,
            files: all,
            more: "",
        }
    }

    /// With another line in the list.
    fn listed(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    fn sources(&self) -> Sources {
        let files = self.files.iter();
        let files = files
            .map(|(path, text)| Source::from_bytes(format!("records/{path}"), text.clone().into_bytes()));
        Sources::new(files.collect())
    }

    fn delivered(&self) -> Delivered {
        let sources = self.sources();
        // The rules of `check` are asked by the command; what is joined here may break them.
        let (register, problems) = Register::build(&sources);
        let told: Vec<&String> = problems.iter().map(|problem| &problem.message).collect();
        assert!(!problems.any_error(), "{}: {told:?}", self.prefix);
        let register = register.published();
        Delivered {
            history: site::told(&self.history(), &register),
            register,
            sources,
            commit: self.prefix.repeat(40).chars().take(40).collect(),
            own_law: 0,
            trust: Trust::NotAsked,
        }
    }

    /// Each record added in a commit of its own and changed in another, with its text now for both.
    fn history(&self) -> History {
        let mut history = History {
            head: Some(self.prefix.to_owned()),
            ..History::default()
        };
        let records = self.files.keys().filter(|path| path.contains('/'));
        for (at, path) in records.enumerate() {
            let name = path.trim_end_matches(".yaml");
            let id = TextId([u8::try_from(at).expect("a few files"); 20]);
            let mut touches = Vec::new();
            for (day, touch) in [(20, Touch::Changed), (10, Touch::Added)] {
                let place = u32::try_from(history.commits.len()).expect("a few");
                touches.push((place, touch));
                history.commits.push(Commit {
                    id: format!("{:0>40}", format!("{}{place}", self.prefix.len())),
                    on: NaiveDate::from_ymd_opt(2026, 1, day).expect("a day"),
                    by: "A Clerk".to_owned(),
                    summary: format!("Save {name}"),
                });
            }
            let texts = |old| Texts { old, new: Some(id) };
            history
                .texts
                .insert(name.to_owned(), vec![texts(Some(id)), texts(None)]);
            history.touches.insert(name.to_owned(), touches);
        }
        history
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")
}

/// The list of these registers.
fn listing(all: &[Own]) -> Listing {
    let mut text =
        "name: All of them\npublisher: The centre\nbase_address: https://all.example/\nregisters:\n"
            .to_owned();
    for own in all {
        let prefix = own.prefix;
        text.push_str(&format!(
            "  - prefix: {prefix}\n    name: {prefix} Council\n    folder: {prefix}\n"
        ));
        if !own.more.is_empty() {
            text.push_str(&format!("    {}\n", own.more));
        }
    }
    let (listing, problems) = Listing::read(&Source::from_bytes("national.yaml", text.into_bytes()));
    assert!(problems.is_empty(), "{problems:?}");
    listing.expect("a list")
}

fn joined(all: &[Own]) -> Joined {
    let read = all.iter().map(|own| Ok(own.delivered()));
    join(&listing(all), read.collect(), &BTreeSet::new())
}

/// The site of joined registers. Former versions are the texts as they are now.
fn built(joined: &Joined, all: &[Own]) -> Output {
    let law = Law::of(&joined.sources);
    let input = Input {
        register: &joined.register,
        history: &joined.history,
        law: &law,
        as_at: day(),
        edition: Edition {
            commit: None,
            uncommitted: false,
            version: "0",
            history: Telling::Whole,
            past: None,
        },
    };
    let mut site = site::plan(&input);
    let nation = joined.register.nation.as_deref().expect("several");
    let mut archive = Archive::new();
    for name in site.needed() {
        if let Some((part, own)) = joined.formers.place(name) {
            let own_files = &all
                .iter()
                .find(|one| one.prefix == nation.parts[part].prefix)
                .expect("it is there")
                .files;
            let text = own_files
                .iter()
                .filter(|(path, _)| path.contains('/'))
                .nth(usize::from(own.0[0]));
            let text = text.map_or_else(String::new, |(_, text)| text.clone());
            archive.insert(name, joined.formers.read(name, text.into_bytes()));
        }
    }
    site.archive = archive;
    let templates = Templates::new(&BTreeMap::new()).expect("our templates");
    site::render(&site, &templates, &|_, _| {}).expect("a site")
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).expect("an id")
}

fn text<'o>(output: &'o Output, path: &str) -> &'o str {
    std::str::from_utf8(output.get(path).unwrap_or_else(|| panic!("{path}"))).expect("text")
}

/// The text of a record's file among the joined ones.
fn file<'j>(joined: &'j Joined, kind: Kind, name: &str) -> &'j str {
    let file = joined
        .register
        .file(kind, &id(name))
        .unwrap_or_else(|| panic!("{name}"));
    &joined.sources.get(file).text
}

fn ids(register: &Register, kind: Kind) -> Vec<String> {
    let entries = register.entries().filter(|entry| entry.kind == kind);
    entries.map(|entry| entry.id.to_string()).collect()
}

fn left(place: usize, prefix: &str, reason: Reason) -> LeftOut {
    LeftOut {
        place,
        prefix: prefix.to_owned(),
        name: format!("{prefix} Council"),
        reason,
        detail: "/secret/place".to_owned(),
    }
}
