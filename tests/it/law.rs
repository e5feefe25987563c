//! The law, case by case: every file below `tests/law/` is run as it says. `tests/law/README.md` has the form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use scrutiny::law::Law;
use scrutiny::law::case::Party;
use scrutiny::law::derive::{Derivation, Derived};
use scrutiny::law::trace::Finding;
use scrutiny::record::RecordId;
use scrutiny::register::Register;
use scrutiny::source::{Source, Sources};
use serde_yaml::{Mapping, Value};

use super::fixture;

/// A case as it is written.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    /// The name of an earlier case of the file, whose records this one changes.
    #[serde(default)]
    like: Option<String>,
    /// The change or resolution that is asked about.
    about: String,
    #[serde(default)]
    records: Mapping,
    days: Vec<Day>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    as_at: NaiveDate,
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    cautions: Vec<String>,
    /// Facts that must be named as missing, by a part of the sentence.
    #[serde(default)]
    missing: Vec<String>,
    /// Parts of the reasons of any provision.
    #[serde(default)]
    because: Vec<String>,
}

mod properties;

/// What the cases show of a provision.
#[derive(Default)]
struct Shown {
    applies: BTreeSet<String>,
    not: BTreeSet<String>,
    first_day: bool,
    day_before: bool,
    last_day: bool,
    day_after: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law")
}

/// Every file of cases, in order of path.
fn files() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("tests/law is there")
        .map(|entry| entry.expect("can be read").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "cast"))
        .collect();
    found.sort();
    found
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).expect("can be read");
    serde_yaml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The cases of a file, each with its records complete.
fn scenarios(path: &Path) -> Vec<Scenario> {
    let cast: Mapping = read(&folder().join("cast.yaml"));
    let mut complete: Vec<Scenario> = Vec::new();
    for mut scenario in read::<Vec<Scenario>>(path) {
        let base = match &scenario.like {
            Some(name) => complete
                .iter()
                .find(|other| other.name == *name)
                .unwrap_or_else(|| panic!("{}: no case `{name}` above", path.display()))
                .records
                .clone(),
            None => cast.clone(),
        };
        let mut records = Value::Mapping(base);
        overlay(&mut records, &Value::Mapping(scenario.records));
        let Value::Mapping(records) = records else {
            unreachable!("a mapping stays one");
        };
        scenario.records = records;
        complete.push(scenario);
    }
    complete
}

/// Lays one tree over another: mappings are merged, null removes, all else replaces.
fn overlay(under: &mut Value, over: &Value) {
    let (Value::Mapping(under), Value::Mapping(over)) = (&mut *under, over) else {
        *under = over.clone();
        return;
    };
    for (key, value) in over {
        match under.get_mut(key) {
            _ if value.is_null() => drop(under.remove(key)),
            Some(old) => overlay(old, value),
            None => drop(under.insert(key.clone(), value.clone())),
        }
    }
}

fn sources(scenario: &Scenario) -> Sources {
    let file = |(path, record): (&Value, &Value)| {
        let path = format!("records/{}.yaml", path.as_str().expect("a path"));
        let text = serde_yaml::to_string(record).expect("can be written");
        Source::from_bytes(path, text.into_bytes())
    };
    let mut files: Vec<Source> = scenario.records.iter().map(file).collect();
    files.push(fixture::file(
        "records/register.yaml",
        "name: Cases\npublisher: Nobody\n",
    ));
    Sources::new(files)
}

fn derive<'r>(law: &'r Law, register: &'r Register, about: &str, as_at: NaiveDate) -> Derivation<'r> {
    let (kind, id) = about.split_once('/').expect("kind/id");
    let id = RecordId::new(id).expect("an id");
    match kind {
        "changes" => law.of_change(register, as_at, register.changes.get(&id).expect("the change")),
        "resolutions" => law.of_item(register, as_at, register.resolutions.get(&id).expect("the item")),
        other => panic!("nothing can be asked about {other}"),
    }
}

fn party(party: &Party) -> String {
    match party {
        Party::Body(id) => id.to_string(),
        Party::Role(role) => role.word().to_owned(),
    }
}

fn parties(list: &[Party]) -> String {
    list.iter().map(party).collect::<Vec<_>>().join(" + ")
}

/// A conclusion as the cases write it.
fn line(one: &Derived<'_>) -> String {
    let day = one.time.day().map_or_else(String::new, |day| format!(" {day}"));
    let unconfirmed = if one.because.unconfirmed {
        " unconfirmed"
    } else {
        ""
    };
    format!(
        "{} | {} -> {} | {}{day}{unconfirmed}",
        *one.provision.id,
        parties(&one.bearers),
        parties(&one.owed_to),
        one.state.word()
    )
}

/// Whether a line of `never` speaks of a conclusion: `id`, `id | bearer` or `id -> owed to`.
fn speaks_of(never: &str, one: &Derived<'_>) -> bool {
    let (rest, to) = never
        .split_once(" -> ")
        .map_or((never, None), |(rest, to)| (rest, Some(to)));
    let (id, by) = rest
        .split_once(" | ")
        .map_or((rest, None), |(id, by)| (id, Some(by)));
    let among = |wanted: Option<&str>, list: &[Party]| {
        wanted.is_none_or(|wanted| list.iter().any(|own| party(own) == wanted))
    };
    one.provision.id.as_str() == id && among(by, &one.bearers) && among(to, &one.owed_to)
}

/// What is wrong with one day of a case.
fn faults(law: &Law, derivation: &Derivation<'_>, day: &Day) -> Vec<String> {
    let lines: Vec<String> = derivation.derived.iter().map(line).collect();
    let mut faults = Vec::new();
    for wanted in &day.then {
        if !lines.contains(wanted) {
            let id = wanted.split(" | ").next().expect("an id");
            let near: Vec<_> = lines.iter().filter(|line| line.starts_with(id)).collect();
            faults.push(format!("expected {wanted}\n      found {near:?}"));
        }
    }
    for never in &day.never {
        let id = never.split([' ']).next().expect("an id");
        if law.get(id).is_none() {
            faults.push(format!("there is no provision {id}"));
        }
        let found = derivation
            .derived
            .iter()
            .find(|one| one.applies > Finding::Unknown && speaks_of(never, one));
        if let Some(found) = found {
            faults.push(format!("never {never}\n      found {}", line(found)));
        }
    }
    let told: Vec<&str> = derivation
        .cautions
        .iter()
        .map(|caution| caution.warning.word())
        .collect();
    for wanted in &day.cautions {
        if !told.contains(&wanted.as_str()) {
            faults.push(format!("caution {wanted}\n      found {told:?}"));
        }
    }
    let missing: Vec<_> = derivation
        .derived
        .iter()
        .flat_map(|one| one.because.missing())
        .collect();
    for wanted in &day.missing {
        if !missing.iter().any(|step| step.says.contains(wanted)) {
            let says: BTreeSet<_> = missing.iter().map(|step| &step.says).collect();
            faults.push(format!("missing {wanted}\n      found {says:?}"));
        }
    }
    let reasons: Vec<_> = derivation
        .derived
        .iter()
        .flat_map(|one| one.because.reasons())
        .collect();
    for wanted in &day.because {
        let said = |step: &&scrutiny::law::trace::Step| {
            step.says.contains(wanted) || step.because.iter().any(|view| view.says.contains(wanted))
        };
        if !reasons.iter().any(said) {
            faults.push(format!("no reason says {wanted:?}"));
        }
    }
    faults
}

/// Notes what a day of a case shows of each provision it speaks of.
fn note(law: &Law, name: &str, day: &Day, shown: &mut BTreeMap<String, Shown>) {
    let mut mark = |id: &str, applies: bool| {
        let Some(provision) = law.get(id) else {
            return;
        };
        let own = shown.entry(id.to_owned()).or_default();
        let days = if applies { &mut own.applies } else { &mut own.not };
        days.insert(name.to_owned());
        let period = &provision.in_force;
        own.first_day |= applies && period.from() == Some(day.as_at);
        own.day_before |= !applies && period.from() == day.as_at.succ_opt();
        own.last_day |= applies && period.until() == Some(day.as_at);
        own.day_after |= !applies && period.until().is_some() && period.until() == day.as_at.pred_opt();
    };
    for line in &day.then {
        let id = line.split(" | ").next().expect("an id");
        let state = line.rsplit(" | ").next().expect("a state");
        mark(
            id,
            !state.starts_with("not-required") && !state.starts_with("cannot-tell"),
        );
    }
    for line in &day.never {
        mark(line.split(' ').next().expect("an id"), false);
    }
}

fn run(shown: &mut BTreeMap<String, Shown>) -> Vec<String> {
    let mut failures = Vec::new();
    for path in files() {
        for scenario in scenarios(&path) {
            let sources = sources(&scenario);
            let law = Law::of(&sources);
            let (register, problems) = Register::build(&sources);
            let title = format!(
                "{}: {}",
                path.file_stem().expect("a name").to_string_lossy(),
                scenario.name
            );
            if problems.any_error() || !law.problems().is_empty() {
                failures.push(format!("{title}\n{}", fixture::printed(&problems, &sources)));
                continue;
            }
            for day in &scenario.days {
                let derivation = derive(&law, &register, &scenario.about, day.as_at);
                let faults = faults(&law, &derivation, day);
                if faults.is_empty() {
                    note(&law, &scenario.name, day, shown);
                } else {
                    failures.push(format!(
                        "{title}, as at {}\n    {}",
                        day.as_at,
                        faults.join("\n    ")
                    ));
                }
            }
        }
    }
    failures
}

#[test]
fn every_case_is_as_it_says() {
    let failures = run(&mut BTreeMap::new());
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// `docs/law-coverage.md` is what the cases show; `SNAPSHOTS=overwrite` writes it anew.
#[test]
fn the_table_of_cases_is_true() {
    let mut shown = BTreeMap::new();
    run(&mut shown);
    let text = table(&Law::england(), &shown);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/law-coverage.md");
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &text).expect("can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        written, text,
        "run again with SNAPSHOTS=overwrite and read the difference"
    );
}

fn table(law: &Law, shown: &BTreeMap<String, Shown>) -> String {
    let none = Shown::default();
    let of = |id: &str| shown.get(id).unwrap_or(&none);
    let without: Vec<&str> = law
        .provisions()
        .iter()
        .map(|provision| provision.id.as_str())
        .filter(|id| of(id).applies.is_empty() || of(id).not.is_empty())
        .collect();
    let mut out = String::from(
        "# What the cases show of each provision\n\nWritten by the tests from `tests/law/`. “Applies” and “does not” count \
         the cases in which a provision is said to apply, and said not to. The last columns say whether there is a case \
         on its first day and on the day before, and on its last day and the day after.\n\n",
    );
    match without.is_empty() {
        true => out.push_str("Every provision has a case on either side.\n"),
        false => {
            let _ = writeln!(out, "Without a case on one side or both: {}.", without.join(", "));
        }
    }
    out.push_str("\n| Provision | Applies | Does not | Day before | First day | Last day | Day after |\n");
    out.push_str("|---|---|---|---|---|---|---|\n");
    for provision in law.provisions() {
        let own = of(provision.id.as_str());
        let mark = |there: bool, done: bool| match (there, done) {
            (false, _) => "",
            (true, true) => "yes",
            (true, false) => "no",
        };
        let (from, until) = (
            provision.in_force.from().is_some(),
            provision.in_force.until().is_some(),
        );
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            provision.id.as_str(),
            own.applies.len(),
            own.not.len(),
            mark(from, own.day_before),
            mark(from, own.first_day),
            mark(until, own.last_day),
            mark(until, own.day_after),
        );
    }
    out
}
