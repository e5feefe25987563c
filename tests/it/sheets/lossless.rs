//! There and back: nothing changes, and from nothing all comes back.

use std::path::Path;

use proptest::prelude::*;
use scrutiny::disk;
use scrutiny::sheet::{self, Book};
use scrutiny::source::{Source, Sources};
use scrutiny::yaml;
use scrutiny::yaml::codes::forbidden_character;
use serde_json::{Value as Json, json};

use super::{bytes, csv, register, sound, workbook};
use crate::generated::generate;

/// Export and import in both forms change nothing; and into a register without records bring back all that they say.
#[track_caller]
fn there_and_back(sources: &Sources) {
    let book = sheet::read(&workbook(sources), "register").expect("our own workbook");
    for book in [book, csv(sources)] {
        let plan = sound(&book, sources);
        let told: Vec<_> = plan
            .records
            .iter()
            .map(|planned| (&planned.path, &planned.changes))
            .collect();
        assert!(told.is_empty(), "{told:#?}");
        assert!(plan.same > 0);
        restored(&book, sources);
    }
}

/// Takes a book into a register without records and compares what comes of it.
#[track_caller]
fn restored(book: &Book, sources: &Sources) {
    let records = |path: &str| {
        scrutiny::record::Kind::ALL
            .iter()
            .any(|kind| path.starts_with(&format!("records/{}/", kind.folder())))
    };
    let empty: Vec<Source> = sources
        .iter()
        .filter(|(_, source)| !records(&source.path))
        .map(|(_, source)| source.clone())
        .collect();
    let plan = sound(book, &Sources::new(empty));
    let file = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let mut seen = 0;
    for (_, source) in sources.iter().filter(|(_, source)| records(&source.path)) {
        let name = file(&source.path);
        let folder = source.path.split('/').nth(1).unwrap();
        let same = |path: &str| file(path) == name && path.split('/').nth(1) == Some(folder);
        let planned = plan.records.iter().find(|planned| same(&planned.path));
        let planned = planned.unwrap_or_else(|| panic!("{} did not come back", source.path));
        let said = |text: &str| even(yaml::json(text).unwrap_or_else(|| panic!("{text}")));
        assert_eq!(said(&planned.text), said(&source.text), "{}", source.path);
        seen += 1;
    }
    assert_eq!(seen, plan.records.len());
}

/// What a record says, without the line breaks at the end of blocks, with lists of one reading as the reading, and without
/// what holds nothing.
fn even(value: Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.trim_end().into()),
        Json::Array(items) => {
            let items: Vec<Json> = items.into_iter().filter_map(even).collect();
            (!items.is_empty()).then(|| items.into())
        }
        Json::Object(fields) => {
            let fields: serde_json::Map<String, Json> = fields
                .into_iter()
                .filter_map(|(name, value)| match (name.as_str(), even(value)?) {
                    ("reads_as", Json::Array(one)) if one.len() == 1 => Some((name, one[0].clone())),
                    (_, value) => Some((name, value)),
                })
                .collect();
            let mut sorted: Vec<_> = fields.into_iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            (!sorted.is_empty()).then(|| Json::Object(sorted.into_iter().collect()))
        }
        other => Some(other.to_string().into()),
    }
}

#[test]
fn the_demonstration_register_comes_back_whole() {
    let sources = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demonstration register");
    there_and_back(&sources);
}

#[test]
fn the_register_of_these_tests_comes_back_whole() {
    there_and_back(&register());
}

#[test]
fn generated_registers_come_back_whole() {
    for seed in [1, 2] {
        let made = generate::register(120, seed)
            .into_iter()
            .map(|made| (made.path, made.text));
        let files = made.chain(generate::frame());
        let files = files.map(|(path, text)| Source::from_bytes(path, text.into_bytes()));
        there_and_back(&Sources::new(files.collect()));
    }
}

#[test]
fn what_libreoffice_opened_and_saved_again_changes_nothing() {
    let book = sheet::read(&bytes("saved-by-libreoffice.xlsx"), "register").expect("a workbook");
    assert_eq!(book.sheets.len(), 7);
    let plan = sound(&book, &register());
    assert!(plan.records.is_empty(), "{:#?}", plan.records);
    assert_eq!(plan.same, 9);
    restored(&book, &register());
}

#[test]
fn the_same_register_gives_the_same_bytes() {
    assert_eq!(workbook(&register()), workbook(&register()));
}

/// Texts that spreadsheets turn into something else, and others that break tables.
const HOSTILE: &[&str] = &[
    "=1+1",
    "+44 20",
    "-5",
    "@home",
    "'",
    "'quoted'",
    "'=1",
    "''=1",
    "007",
    "TRUE",
    "1E5",
    "2026-03-04",
    "03/04/2026",
    "#REF!",
    "null",
    "~",
    "a; b",
    "\\;",
    "a\\",
    "\"",
    "\"\"",
    "a\nb",
    "a\n\nb",
    "a,b",
    "a\tb",
    "sep=;",
    "_x000D_",
    "<b>&amp;</b>",
    "\u{1f3e5} caf\u{e9}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "id",
    "#note",
    "- item",
    "key: value",
    "unknown",
    "0",
    "=cmd|'/c calc'!A1",
];

fn text() -> impl Strategy<Value = String> {
    let long = "(long text; ){300}";
    let any = prop_oneof![
        4 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        2 => "[ -~]{1,30}",
        2 => "\\PC{1,20}",
        1 => long,
        2 => ("[=+@'-]{1,3}", "\\PC{0,8}").prop_map(|(start, rest)| start + &rest),
    ];
    any.prop_map(|text| text.trim().to_owned())
        .prop_filter("a record can hold it", |text| {
            !text.is_empty() && forbidden_character(text).is_none() && !text.contains('\u{feff}')
        })
}

fn file(path: &str, record: &Json) -> Source {
    let fields: Vec<(&str, Json)> = record
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    Source::from_bytes(path, yaml::write(&fields).into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn hostile_texts_come_back_whole(texts in prop::collection::vec(text(), 12), several in prop::collection::vec(text(), 1..5)) {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = <[String; 12]>::try_from(texts).unwrap();
        let change = json!({
            "title": a, "summary": b, "kind": "other",
            "authorities": [{"authority": "north", "reports": [{"what": c}, {"made": "2026", "what": d}]}],
            "key_dates": [{"date": "2026-03", "what": e}, {"date": "unknown", "what": f, "source": g}],
            "details": h,
        });
        let resolution = json!({
            "committee": "hosc", "meeting": "2026-01-20", "item": i,
            "access": {"exempt_paragraphs": several},
            "clauses": [
                {"label": "a", "words": j, "reads_as": "noted"},
                {"label": k, "words": l, "reads_as": ["invited", "other"],
                 "action": {"owner": "hosc", "due": "unknown", "done": {"date": "2026-02", "evidence": a}}},
            ],
        });
        let sources = Sources::new(vec![
            file("records/changes/2026/one.yaml", &change),
            file("records/resolutions/2026/two.yaml", &resolution),
        ]);
        // Labels that are alike cannot be told apart in the table of actions.
        prop_assume!(k != "a");
        there_and_back(&sources);
    }
}
