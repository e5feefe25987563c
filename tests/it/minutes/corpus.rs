//! How well minutes are read: every text of `tests/minutes/` is held against what a clerk says is in it. The README there
//! tells how the texts were written and labelled.
#![expect(clippy::disallowed_macros, reason = "a measure is for reading")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use labels::{Labels, Pair, pairs};
use scrutiny::record::determination::View;
use scrutiny::record::resolution::Reading;

mod ideal;
mod labels;
mod measure;
mod places;
mod report;

/// What the reader must reach.
const CLAUSE_F1: f64 = 0.98;
const KIND_ACCURACY: f64 = 0.95;
const DETERMINATION_PRECISION: f64 = 1.0;
const DETERMINATION_RECALL: f64 = 0.95;

/// What the corpus must hold, or reaching those would say little.
const TEXTS: usize = 100;
const STYLES: usize = 45;
const COUNCILS: usize = 45;
const DETERMINATIONS: usize = 45;
const OF_EACH_VIEW: usize = 4;
const DECOYS: usize = 200;
const SPOKEN_OF_ONLY: usize = 45;
const HTML: usize = 10;
const XML: usize = 4;

/// A folder to measure besides, by the same form and without a bar to reach.
const ELSEWHERE: &str = "SCRUTINY_MINUTES";

fn corpus() -> Vec<Pair> {
    pairs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/minutes"))
}

/// The texts alone: each with its file's name.
pub(super) fn documents() -> Vec<(String, Vec<u8>)> {
    corpus().into_iter().map(|pair| (pair.name, pair.bytes)).collect()
}

#[test]
fn minutes_are_read_as_a_clerk_reads_them() {
    let measured = measure::measure(&corpus());
    println!("{measured}");
    let reached = [
        ("F1 of clauses", measured.clause_f1(), CLAUSE_F1),
        ("accuracy of kinds", measured.kind_accuracy(), KIND_ACCURACY),
        (
            "precision of determinations",
            measured.determination_precision(),
            DETERMINATION_PRECISION,
        ),
        (
            "recall of determinations",
            measured.determination_recall(),
            DETERMINATION_RECALL,
        ),
    ];
    let short: Vec<String> = reached
        .iter()
        .filter(|(_, is, must)| is < must)
        .map(|(what, is, must)| format!("{what} is {is:.3}, below {must:.3}"))
        .collect();
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn minutes_of_another_folder_are_measured_on_request() {
    if let Some(folder) = std::env::var_os(ELSEWHERE) {
        println!("{}", measure::measure(&pairs(Path::new(&folder))));
    }
}

/// A text that is not UTF-8 was saved in the old encoding of Windows.
fn decoded(pair: &Pair) -> String {
    String::from_utf8(pair.bytes.clone())
        .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(&pair.bytes).0.into_owned())
}

/// A document without blanks, tags and entities, so that labels can be looked for in it. A web service's bodies are
/// escaped up to twice.
fn bare(pair: &Pair) -> String {
    let mut text = decoded(pair);
    if !pair.name.ends_with(".txt") {
        let tags = regex::Regex::new("<[^>]*>").unwrap();
        for _ in 0..3 {
            text = tags.replace_all(&text, "").into_owned();
            for (entity, letter) in [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&nbsp;", " "),
                ("&ndash;", "\u{2013}"),
                ("&lsquo;", "\u{2018}"),
                ("&rsquo;", "\u{2019}"),
                ("&middot;", "\u{b7}"),
                ("&amp;", "&"),
            ] {
                text = text.replace(entity, letter);
            }
        }
    }
    unspaced(&text)
}

/// Without blanks, and without the dots and bars that a browser shows for a list or a table.
fn unspaced(words: &str) -> String {
    let marks = ['\u{b7}', '|'];
    words
        .chars()
        .filter(|letter| !letter.is_whitespace() && !marks.contains(letter))
        .collect()
}

#[test]
fn every_label_stands_in_its_text() {
    for pair in &corpus() {
        let (name, text) = (&pair.name, bare(pair));
        for item in &pair.labels.items {
            let clauses = item
                .clauses
                .iter()
                .flat_map(|clause| [Some(&clause.words), clause.or.as_ref()]);
            let scopes = item.determinations.iter().map(|one| one.scope.as_ref());
            let words = clauses.chain(scopes).chain([item.title.as_ref()]).flatten();
            for words in words.chain(&item.decoys) {
                assert!(text.contains(&unspaced(words)), "{name} does not say: {words}");
                assert_eq!(
                    labels::collapsed(words),
                    **words,
                    "{name}: blanks are not collapsed"
                );
            }
        }
    }
}

#[test]
fn every_label_makes_sense() {
    for Pair { name, labels, .. } in &corpus() {
        assert!(!labels.items.is_empty(), "{name}: no items");
        for item in &labels.items {
            assert!(
                !item.doubts || item.determinations.is_empty(),
                "{name}: a view in doubt"
            );
            for clause in &item.clauses {
                for kind in clause.also.iter().chain([&clause.kind]) {
                    assert!(kind.parse::<Reading>().is_ok(), "{name}: {kind}");
                }
                assert!(!clause.also.contains(&clause.kind), "{name}: {}", clause.kind);
            }
            let mut holding = BTreeSet::new();
            for one in &item.determinations {
                assert!(one.view.parse::<View>().is_ok(), "{name}: {}", one.view);
                let clause = &item.clauses[one.clause - 1];
                assert_eq!(clause.kind, "determination", "{name}: {}", clause.words);
                let scope = one.scope.as_deref().unwrap_or_default();
                assert!(clause.words.contains(scope), "{name}: {scope}");
                holding.insert(one.clause);
            }
            let kinds = item
                .clauses
                .iter()
                .filter(|clause| clause.kind == "determination");
            assert_eq!(
                kinds.count(),
                holding.len(),
                "{name}: a determination without a view"
            );
        }
    }
}

/// Whether a text speaks of the question and holds no answer.
fn speaks_of_it_only(pair: &Pair) -> bool {
    let text = bare(pair).to_lowercase();
    let spoken = ["substantial", "significantvariation", "significantchange"];
    let decided = |labels: &Labels| labels.items.iter().any(|item| !item.determinations.is_empty());
    spoken.iter().any(|words| text.contains(words)) && !decided(&pair.labels)
}

#[test]
fn the_corpus_is_large_and_varied() {
    let pairs = corpus();
    let items = || pairs.iter().flat_map(|pair| &pair.labels.items);
    let ending = |ending: &str| pairs.iter().filter(|pair| pair.name.ends_with(ending)).count();
    let styles: BTreeSet<_> = pairs.iter().map(|pair| &pair.labels.style).collect();
    let councils: BTreeSet<_> = pairs
        .iter()
        .filter_map(|pair| pair.labels.council.as_ref())
        .collect();
    let mut views: BTreeMap<&str, usize> = BTreeMap::new();
    for one in items().flat_map(|item| &item.determinations) {
        *views.entry(&one.view).or_default() += 1;
    }
    let kinds: BTreeSet<_> = items()
        .flat_map(|item| &item.clauses)
        .map(|clause| &clause.kind)
        .collect();
    let held = [
        ("texts", pairs.len(), TEXTS),
        ("styles", styles.len(), STYLES),
        ("councils", councils.len(), COUNCILS),
        ("determinations", views.values().sum(), DETERMINATIONS),
        ("views", views.len(), 4),
        (
            "determinations of the rarest view",
            views.values().copied().min().unwrap_or(0),
            OF_EACH_VIEW,
        ),
        ("decoys", items().map(|item| item.decoys.len()).sum(), DECOYS),
        (
            "texts that only speak of it",
            pairs.iter().filter(|pair| speaks_of_it_only(pair)).count(),
            SPOKEN_OF_ONLY,
        ),
        ("saved pages", ending(".html"), HTML),
        ("answers of the web service", ending(".xml"), XML),
        ("kinds of clause", kinds.len(), Reading::ALL.len()),
    ];
    for (what, is, must) in held {
        assert!(is >= must, "{is} {what}, fewer than {must}");
    }
}
