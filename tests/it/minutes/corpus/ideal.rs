//! The measure, measured: drafts made from the labels are without fault, and each fault put into them is counted.

use scrutiny::minutes::{self, ClauseDraft, DeterminationDraft, Doubt, Item, ItemDraft, Minutes};
use scrutiny::source::{Span, Spanned};

use super::labels::{ClauseLabel, ItemLabel, Pair};
use super::measure::Measure;
use super::places::Places;

fn spanned(words: &str, places: &Places) -> Spanned<Box<str>> {
    let place = places.find(words).first().cloned().unwrap_or_default();
    Spanned::new(words.into(), Span::new(place.start, place.end))
}

fn clause(label: &ClauseLabel, places: &Places) -> ClauseDraft {
    let words = spanned(&label.words, places);
    let kinds = std::iter::once(&label.kind).chain(&label.also);
    ClauseDraft {
        label: label.label.as_deref().map(|label| spanned(label, places)),
        stem: None,
        kinds: kinds
            .map(|kind| Spanned::new(kind.parse().unwrap(), words.span))
            .collect(),
        action: None,
        words,
    }
}

fn draft(label: &ItemLabel, places: &Places) -> ItemDraft {
    let clauses: Vec<ClauseDraft> = label.clauses.iter().map(|label| clause(label, places)).collect();
    let determinations = label.determinations.iter().map(|one| DeterminationDraft {
        clause: one.clause - 1,
        view: one.view.parse().unwrap(),
        says: clauses[one.clause - 1].words.span,
        scope: one.scope.as_deref().map(|scope| spanned(scope, places)),
        conditions: None,
    });
    let doubt = Doubt {
        span: Span::new(0, 1),
        says: "This is not certain.".into(),
        blocks: true,
    };
    ItemDraft {
        item: Item {
            title: label.title.as_deref().map(|title| spanned(title, places)),
            minutes: vec![Span::new(0, 1)],
            ..Item::default()
        },
        determinations: determinations.collect(),
        clauses,
        doubts: label.doubts.then_some(doubt).into_iter().collect(),
        ..ItemDraft::default()
    }
}

/// A perfect reading of a text, made from its labels.
fn ideal(pair: &Pair) -> Minutes {
    let mut read = minutes::read(&pair.bytes, Some(&pair.name)).unwrap();
    let places = Places::of(&read.page.text);
    read.items = pair
        .labels
        .items
        .iter()
        .map(|label| draft(label, &places))
        .collect();
    read
}

fn pasted() -> Vec<Pair> {
    let mut pairs = super::corpus();
    pairs.retain(|pair| pair.name.ends_with(".txt"));
    pairs
}

#[test]
fn a_perfect_reading_has_no_misses() {
    let mut measured = Measure::default();
    for pair in &pasted() {
        measured.text(pair, &ideal(pair));
    }
    assert!(measured.misses.is_empty(), "{measured}");
    for share in [
        measured.clause_f1(),
        measured.kind_accuracy(),
        measured.determination_precision(),
        measured.determination_recall(),
    ] {
        assert!((share - 1.0).abs() < f64::EPSILON, "{measured}");
    }
    assert_eq!(measured.titles, measured.titles_right);
    assert_eq!(measured.scopes, measured.scopes_right);
    assert_eq!(measured.decoys_read, 0);
}

#[test]
fn every_fault_of_a_reading_is_counted() {
    let pairs = pasted();
    let pair = pairs
        .iter()
        .find(|pair| pair.name.starts_with("harrowdale"))
        .unwrap();
    let measured = |spoil: &dyn Fn(&mut ItemDraft)| {
        let mut read = ideal(pair);
        spoil(&mut read.items[0]);
        let mut measured = Measure::default();
        measured.text(pair, &read);
        measured
    };
    let lost = measured(&|draft| draft.clauses.clear());
    assert_eq!((lost.clauses_right, lost.determinations_right), (0, 0));
    let other_view = measured(&|draft| draft.determinations[0].view = "not-substantial".parse().unwrap());
    assert_eq!(other_view.determinations_right, 0);
    let twice = measured(&|draft| draft.determinations.push(draft.determinations[0].clone()));
    assert!(twice.determination_precision() < 1.0);
    let other_kind = measured(&|draft| draft.clauses[0].kinds.clear());
    assert_eq!((other_kind.clauses_right, other_kind.kinds_right), (1, 0));
    let cut = measured(&|draft| draft.clauses[0].words.value = "That".into());
    assert_eq!((cut.clauses_right, cut.clauses_found), (0, 1));
    let decoy = measured(&|draft| {
        let text = String::from_utf8(pair.bytes.clone()).unwrap();
        let words = &pair.labels.items[0].decoys[0];
        let mut taken = draft.clauses[0].clone();
        taken.words = spanned(words, &Places::of(&text));
        draft.clauses.push(taken);
    });
    assert_eq!((decoy.decoys_read, decoy.clauses_found), (1, 2));
    let unnamed = measured(&|draft| draft.item.title = None);
    assert_eq!((unnamed.titles_right, unnamed.clauses_right), (0, 1));
}
