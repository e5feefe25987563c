//! Data files: the same as the records, in every form; and the files that lead to them.

mod elsewhere;
mod schemas;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use scrutiny::history::{Commit, History, Touch};
use scrutiny::record::Kind;
use scrutiny::site::Output;
use serde_json::Value as Json;

use super::{build, files_of, rendered, text};

const BASE: &str = "https://register.example/scrutiny";

/// A register with hostile cells, terms of publishers, and a history.
fn site(base: Option<&str>) -> Output {
    let base = base.map_or_else(String::new, |base| format!("base_address: {base}/\n"));
    let register = format!(
        "name: Northmere register\npublisher: Northmere County Council\nlicence: {{name: CC0, address: 'https://licence.example/cc0'}}\n{base}"
    );
    let committee = "role: scrutiny-committee\npart_of: northmere\n";
    let files = [
        ("register.yaml", register.as_str()),
        (
            "bodies/northmere.yaml",
            "name: Northmere County Council\nrole: local-authority\nlicence: {name: Open Government Licence v3.0, address: 'https://licence.example/ogl'}\n",
        ),
        (
            "bodies/northmere-hosc.yaml",
            &format!("name: Northmere HOSC\n{committee}"),
        ),
        (
            "bodies/wexcombe.yaml",
            "name: Wexcombe Council\nrole: local-authority\n",
        ),
        (
            "bodies/wexcombe-hosc.yaml",
            "name: Wexcombe HOSC\nrole: scrutiny-committee\npart_of: wexcombe\n",
        ),
        (
            "bodies/secret.yaml",
            "name: Canary body\nrole: icb\nstatus: draft\n",
        ),
        (
            "changes/ward-move.yaml",
            "title: \"=HYPERLINK(\\\"x\\\"), moved\"\nkind: move\nservices: [stroke-care, rehab]\nauthorities: [{authority: northmere}, {authority: wexcombe, consultation: {began: 2026-01-05}}]\nkey_dates: [{date: 2026-04, what: It begins}, {date: unknown, what: \"-1 bed\"}]\n",
        ),
        (
            "resolutions/item.yaml",
            "committee: northmere-hosc\nmeeting: 2026-01-20\nitem: The ward\nitem_number: '7'\nchanges: [ward-move]\nstem: \"RESOLVED that:\"\nclauses:\n  - {label: a, words: \"+44 beds \\\"be\\\" kept, please.\", reads_as: [agreed, noted]}\n  - {label: b, words: \"@All be told.\", reads_as: requested-action, action: {owner: northmere-hosc, concerning: [northmere, wexcombe]}}\n",
        ),
        (
            "resolutions/other.yaml",
            "committee: wexcombe-hosc\nmeeting: 2026-02\nitem: The ward\nchanges: [ward-move]\nclauses: [{label: '1', words: The report is noted., reads_as: noted}]\n",
        ),
        (
            "determinations/view.yaml",
            "change: ward-move\nby: northmere-hosc\nauthority: northmere\nview: substantial-variation\ndate: 2026-01-20\nresolution: {id: item, clause: a}\n",
        ),
        (
            "duties/promise.yaml",
            "title: Come back\nchange: ward-move\nbasis: {clause: {id: item, clause: b}}\nowed_by: northmere\nowed_to: [public, wexcombe]\n",
        ),
        (
            "duties/secret.yaml",
            "title: Canary duty\nchange: ward-move\nbasis: {undertaking: A promise}\nowed_by: northmere\nowed_to: [public]\nstatus: draft\n",
        ),
    ];
    let on = |month| NaiveDate::from_ymd_opt(2026, month, 1).expect("a day");
    let commit = |id: &str, month| Commit {
        id: id.repeat(40),
        on: on(month),
        by: "A Clerk".to_owned(),
        summary: "Record".to_owned(),
    };
    let touches = [
        ("changes/ward-move", vec![(0, Touch::Changed), (1, Touch::Added)]),
        ("resolutions/item", vec![(1, Touch::Added)]),
        ("bodies/northmere", vec![(1, Touch::Added)]),
    ];
    let history = History {
        head: Some("a".repeat(40)),
        commits: vec![commit("a", 3), commit("b", 2)],
        touches: touches
            .into_iter()
            .map(|(name, list)| (name.to_owned(), list))
            .collect(),
        cut_short: false,
        ..History::default()
    };
    rendered(&files_of(&files), &history, on(4))
}

fn json(output: &Output, path: &str) -> Json {
    serde_json::from_str(text(output, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A table as RFC 4180 has it: rows of cells, every row as long as the first.
fn csv(output: &Output, path: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut letters = text(output, path).chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' if quoted => quoted = false,
            '"' => {
                assert!(row.last().unwrap().is_empty(), "{path}: a quote within a cell");
                quoted = true;
            }
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'), "{path}");
                rows.push(vec![String::new()]);
            }
            '\n' if !quoted => panic!("{path}: a line's end without its return"),
            letter => row.last_mut().unwrap().push(letter),
        }
    }
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "{path} ends with a line's end"
    );
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{path}");
    rows
}

/// What a table should hold of a record, worked out here once more: the values below the fields, joined.
fn expected(record: &Json, path: &[&str]) -> String {
    fn values(value: &Json, path: &[&str]) -> Vec<String> {
        match value {
            Json::Array(items) => items.iter().flat_map(|item| values(item, path)).collect(),
            Json::Object(fields) if !path.is_empty() => values(&fields[path[0]], &path[1..]),
            Json::String(text) => vec![text.clone()],
            Json::Number(number) => vec![number.to_string()],
            _ => vec![String::new()],
        }
    }
    let values = values(record, path);
    if values.iter().all(String::is_empty) {
        return String::new();
    }
    values.join("; ")
}

/// A cell without the mark that keeps a spreadsheet from reckoning it.
fn unmarked(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']))
        .unwrap_or(cell)
}

#[test]
fn a_table_read_back_is_the_records() {
    for output in [build(), site(None)] {
        for kind in Kind::ALL {
            let rows = csv(&output, &format!("data/{}.csv", kind.folder()));
            let head = &rows[0];
            let mut seen = BTreeSet::new();
            for row in &rows[1..] {
                let twin = json(&output, &format!("{}/{}.json", kind.folder(), row[0]));
                for (name, cell) in head.iter().zip(row) {
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{name}: {cell}"
                    );
                    if ["id", "page", "judged"].contains(&name.as_str()) {
                        continue;
                    }
                    let path: Vec<&str> = name.split('.').collect();
                    assert_eq!(
                        unmarked(cell),
                        expected(&twin["record"], &path),
                        "{} {name}",
                        row[0]
                    );
                }
                let page = row[head.iter().position(|name| name == "page").unwrap()].clone();
                assert!(output.contains_key(&page), "{page}");
                seen.insert(row[0].clone());
            }
            let twins = output
                .keys()
                .filter(|path| path.starts_with(&format!("{}/", kind.folder())) && path.ends_with(".json"));
            assert_eq!(seen.len(), twins.count(), "{kind}: each record is in the table");
        }
    }
    let rows = csv(&site(None), "data/changes.csv");
    let cell = |name: &str| rows[1][rows[0].iter().position(|own| own == name).unwrap()].as_str();
    assert_eq!(cell("title"), "'=HYPERLINK(\"x\"), moved");
    assert_eq!(cell("services"), "stroke-care; rehab");
    assert_eq!(cell("authorities.authority"), "northmere; wexcombe");
    assert_eq!(cell("authorities.consultation.began"), "; 2026-01-05");
    assert_eq!(cell("key_dates.what"), "It begins; -1 bed");
    assert_eq!(cell("judged"), "Judged substantial by Northmere County Council");
}

#[test]
fn clauses_and_actions_have_tables_of_their_own() {
    let output = site(Some(BASE));
    let rows = csv(&output, "data/clauses.csv");
    let told: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        told[0],
        [
            "resolution",
            "page",
            "committee",
            "meeting",
            "number",
            "label",
            "words",
            "reads_as",
            "action.owner",
            "action.concerning",
            "action.due",
            "action.done.date",
            "action.done.evidence",
            "action.done.address"
        ]
    );
    assert_eq!(told.len(), 4);
    assert_eq!(
        told[1][5..8],
        ["a", "'+44 beds \"be\" kept, please.", "agreed; noted"]
    );
    assert_eq!(told[1][1], format!("{BASE}/resolutions/item.html"));
    assert_eq!(
        told[2][4..11],
        [
            "2",
            "b",
            "'@All be told.",
            "requested-action",
            "northmere-hosc",
            "northmere; wexcombe",
            "unknown"
        ]
    );
    let actions = csv(&output, "data/actions.csv");
    assert_eq!(actions[1..], rows[2..3]);
    let whole = json(&output, "data/actions.json");
    assert_eq!(whole["records"].as_array().unwrap().len(), 1);
    assert_eq!(whole["records"][0]["words"], "@All be told.");
    assert_eq!(whole["records"][0]["action"]["owner"], "northmere-hosc");
}

#[test]
fn one_file_a_kind_holds_what_the_records_own_files_hold() {
    for output in [build(), site(Some(BASE))] {
        for kind in Kind::ALL {
            let whole = json(&output, &format!("data/{}.json", kind.folder()));
            assert_eq!(whole["schema_version"], 1);
            assert!(whole["publisher"].is_string() && whole["licence"]["name"].is_string());
            assert!(whole["as_at"].as_str().unwrap().starts_with("2026-0"));
            let records = whole["records"].as_array().unwrap();
            for one in records {
                let twin = json(
                    &output,
                    &format!("{}/{}.json", kind.folder(), one["id"].as_str().unwrap()),
                );
                assert_eq!(one["record"], twin["record"]);
                assert_eq!(one.get("address"), twin.get("address"));
            }
            let twins = output
                .keys()
                .filter(|path| path.starts_with(&format!("{}/", kind.folder())) && path.ends_with(".json"));
            assert_eq!(records.len(), twins.count());
        }
    }
}

#[test]
fn each_publisher_is_named_with_its_terms_or_that_none_are_recorded() {
    let html = site(None);
    let html = text(&html, "data/index.html");
    let of = |name: &str| {
        let rest = html
            .split_once(&format!("{name}</a></p>"))
            .unwrap_or_else(|| panic!("{name}"))
            .1;
        rest.split("</li>").next().unwrap_or_default().to_owned()
    };
    let northmere = of("Northmere County Council");
    assert!(northmere.contains("2 clauses quoted."), "{northmere}");
    assert!(
        northmere.contains("href=\"https://licence.example/ogl\""),
        "{northmere}"
    );
    assert!(
        northmere.contains(
            "Contains public sector information licensed under the Open Government Licence v3.0, published by Northmere County Council."
        ),
        "{northmere}"
    );
    let wexcombe = of("Wexcombe Council");
    assert!(
        wexcombe.contains("1 clause quoted. We hold no record of its terms."),
        "{wexcombe}"
    );
    assert!(!wexcombe.contains("public sector information"), "{wexcombe}");
    assert!(
        html.contains("<code>authorities.consultation.began</code>"),
        "each column is explained"
    );
    assert!(html.contains("Not made: OParl names everything by whole addresses"));
}
