//! Sentences, all invented, and what they come to. The tables beside this file are read line by line.

use super::*;

const DECIDED: &str = include_str!("tests/decided.txt");
const DECOYS: &str = include_str!("tests/decoys.txt");

/// Reads "stem >> clause".
fn read(sentence: &str) -> Judged {
    let clause = sentence.find(" >> ").map_or(0, |at| at + 4);
    let stem = clause.checked_sub(4).map(|end| Span::new(0, end));
    judge(sentence, Span::new(clause, sentence.len()), stem)
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn word(view: View) -> &'static str {
    match view {
        View::SubstantialVariation => "substantial-variation",
        View::SubstantialDevelopment => "substantial-development",
        View::NotSubstantial => "not-substantial",
        View::Deferred => "deferred",
        View::AcceptsAuthorityView => "accepts-authority-view",
    }
}

/// What a row of decisions comes to, in the form of the table.
fn told(sentence: &str, judged: &Judged, scope: &str) -> String {
    let views: Vec<&str> = judged
        .views
        .iter()
        .map(|judgement| word(judgement.view))
        .collect();
    let scopes: Vec<&str> = judged
        .views
        .iter()
        .map(|judgement| judgement.scope.map_or("-", |span| &sentence[span.range()]))
        .collect();
    let scopes = if scope == "*" {
        "*".to_owned()
    } else {
        scopes.join("; ")
    };
    format!("{} | {} | {sentence}", views.join(", "), scopes)
}

fn decided(table: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in rows(table) {
        let mut cells = row.splitn(3, " | ");
        let (_, scope, sentence) = (cells.next(), cells.next().unwrap(), cells.next().unwrap());
        let judged = read(sentence);
        let told = told(sentence, &judged, scope);
        if told != row {
            wrong.push(format!(
                "{told} <<< {row}\n    {:?}",
                judged.doubts.iter().map(|doubt| &doubt.says).collect::<Vec<_>>()
            ));
        }
    }
    wrong
}

fn decoys(table: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in rows(table) {
        let asks = row.starts_with('!');
        let sentence = row.trim_start_matches('!');
        let judged = read(sentence);
        let blocks = judged.doubts.iter().any(|doubt| doubt.blocks);
        if !judged.views.is_empty() || blocks != asks {
            let views: Vec<&str> = judged
                .views
                .iter()
                .map(|judgement| word(judgement.view))
                .collect();
            wrong.push(format!("{views:?} blocks: {blocks} | {row}"));
        }
    }
    wrong
}

#[test]
fn what_committees_decide_is_read_with_its_scope() {
    let wrong = decided(DECIDED);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_decides_nothing_gives_no_view() {
    let wrong = decoys(DECOYS);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Words that matter to the grammar, to make sentences of at random.
const WORDS: &[&str] = &[
    "the",
    "Committee",
    "deems",
    "considers",
    "agreed",
    "that",
    "is",
    "not",
    "a",
    "substantial",
    "significant",
    "variation",
    "development",
    "of",
    "service",
    "closure",
    "to",
    "be",
    "as",
    "whether",
    "if",
    "defers",
    "its",
    "determination",
    "notes",
    "(",
    ")",
    "\u{201c}",
    "\u{201d}",
    "\u{2018}",
    "'",
    ",",
    ";",
    ".",
    "?",
    "and",
    "but",
    "nor",
    "neither",
    "by",
    "it",
    "was",
    "subject",
    "provided",
    "constitute",
    "amount",
    "sufficiently",
    "SDV",
    "view",
    "Trust's",
    "non",
    "with",
    "will",
    "before",
    "on",
    "meets",
    "threshold",
    "for",
    "falls",
    "short",
    "being",
    "isn't",
    "in",
    "RESOLVED",
    "(a)",
    "\n",
    "\u{e9}t\u{e9}",
];

/// What makes no decision of any sentence that follows.
const UNDECIDING: [&str; 3] = ["if", "whether", "notes that Northmere's committee had found that"];

proptest::proptest! {
    #[test]
    fn no_words_at_all_break_it(picks in proptest::collection::vec(0..WORDS.len(), 0..60), stem in 0usize..12) {
        let text = picks.iter().map(|pick| WORDS[*pick]).collect::<Vec<_>>().join(" ");
        let at = text.match_indices(' ').nth(stem).map_or(0, |(at, _)| at);
        let clause = Span::new(at, text.len());
        for stem in [None, Some(Span::new(0, at))] {
            let judged = judge(&text, clause, stem);
            let views = judged.views.iter().flat_map(|view| [Some(view.says), view.scope, view.conditions]).flatten();
            for span in views.chain(judged.doubts.iter().map(|doubt| doubt.span)) {
                proptest::prop_assert!(text.get(span.range()).is_some(), "{text}: {span:?}");
                proptest::prop_assert!(span.start >= clause.start && span.end <= clause.end, "{text}: {span:?}");
            }
        }
    }

    #[test]
    fn any_text_at_all_is_taken(text in "\\PC{0,200}") {
        judge(&text, Span::new(0, text.len()), None);
    }
}

#[test]
fn a_decision_put_in_doubt_is_none() {
    for row in rows(DECIDED) {
        let sentence = row.splitn(3, " | ").last().unwrap();
        // A stem or a second act stands apart from what comes before the first.
        if sentence.contains(" >> ") || sentence.contains(';') {
            continue;
        }
        for before in UNDECIDING {
            let judged = read(&format!("{before} {sentence}"));
            assert!(judged.views.is_empty(), "{before} {sentence}: {:?}", judged.views);
        }
    }
}

#[test]
fn what_is_said_and_its_conditions_are_in_the_exact_words() {
    let text = "That the Committee agrees that the move is not a substantial variation of service, subject to a review in May.";
    let judged = read(text);
    let words = |span: Span| &text[span.range()];
    assert_eq!(
        words(judged.views[0].says),
        "the Committee agrees that the move is not a substantial variation of service"
    );
    assert_eq!(
        judged.views[0].conditions.map(words),
        Some("subject to a review in May")
    );
    let text = "The relocation be deemed substantial provided that the Trust keeps to its dates; and requests a report.";
    let judged = read(text);
    assert_eq!(
        judged.views[0].conditions.map(|span| &text[span.range()]),
        Some("provided that the Trust keeps to its dates")
    );
}

#[test]
fn the_work_grows_with_the_length_of_the_clause_and_no_faster() {
    let text = "the Committee considers that, substantial variation, ".repeat(20_000);
    let judged = judge(&text, Span::new(0, text.len()), None);
    assert!(judged.views.is_empty() && judged.doubts.len() == 1);
}
