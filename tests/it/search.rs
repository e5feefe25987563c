//! The index of the search: what is in it, what is not, and that asking it is as good as reading every text.

mod reader;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::register::Register;
use scrutiny::search::{Cutter, Document, Group, Passage, Search, Text, Word};
use scrutiny::site::{self, Edition, Input, Output, Templates};
use scrutiny::source::{Source, Sources};

use crate::generated::generate;
use reader::{Item, Reader, cut, pairs};

/// What a file of words, pairs or documents may take.
const LARGEST: usize = 12_000;

/// The files of some records' site that are wanted, and what can be found in it.
fn made(
    files: impl IntoIterator<Item = (String, String)>,
    wanted: impl Fn(&str) -> bool,
) -> (Output, Vec<Document<'static>>) {
    let files = files
        .into_iter()
        .map(|(path, text)| Source::from_bytes(path, text.into_bytes()));
    let sources = Sources::new(files.collect());
    let law = Law::of(&sources);
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let (register, problems) = Register::build(&sources);
    assert!(problems.is_empty(), "{problems:?}");
    let (register, history) = (register.published(), History::default());
    let mut site = site::plan(&Input {
        register: &register,
        history: &history,
        law: &law,
        as_at: today,
        edition: Edition {
            commit: None,
            uncommitted: false,
            version: "0",
            history: scrutiny::site::Telling::Whole,
            past: None,
        },
    });
    site.pages.retain(|path, _| wanted(path.as_str()));
    let templates = Templates::new(&BTreeMap::new()).unwrap();
    let output = site::render(&site, &templates, &|_, _| {}).unwrap();
    (output, site.search.documents.into_iter().map(owned).collect())
}

/// A document that outlives its register.
fn owned(document: Document<'_>) -> Document<'static> {
    fn words(words: &str) -> Cow<'static, str> {
        words.to_owned().into()
    }
    let passages = document.passages.iter().map(|passage| Passage {
        label: words(&passage.label),
        place: words(&passage.place),
        text: Text::Plain(words(&passage.text.words())),
    });
    Document {
        group: document.group,
        title: words(&document.title),
        address: document.address,
        about: document.about,
        councils: document.councils,
        passages: passages.collect(),
    }
}

fn generated(records: usize, seed: u64) -> (Output, Vec<Document<'static>>) {
    let records = generate::register(records, seed).into_iter();
    let files = records
        .map(|made| (made.path, made.text))
        .chain(generate::frame());
    made(files, |path| path.starts_with("search/"))
}

/// The files of a search over documents.
fn files(documents: Vec<Document<'_>>) -> (Output, Vec<Document<'_>>) {
    let search = Search::of(documents, vec![("north".to_owned(), "North".to_owned())]);
    let parts = search.parts().into_iter();
    let files = parts.filter_map(|(path, part)| Some((path.as_str().to_owned(), search.data(part)?)));
    (files.collect(), search.documents)
}

/// A text as its words in order, and its joined words.
type Words = (Vec<String>, Vec<String>);

/// Every text of every document as words, the title first.
fn all_words(documents: &[Document<'_>]) -> Vec<Vec<Words>> {
    let each = documents
        .iter()
        .map(|document| document.texts().map(|text| cut(&text)).collect());
    each.collect()
}

/// How well a document answers an item, by looking at every word of it.
fn quality(texts: &[Words], item: &Item) -> u8 {
    let (word, forms, starts) = match item {
        Item::Phrase(phrase) => {
            let has = |text: &Words, row: &[String]| text.0.windows(row.len()).any(|own| own == row);
            let split = |pair: String| pair.split(' ').map(str::to_owned).collect::<Vec<_>>();
            // A phrase counts as of the title where the title has its pairs.
            let title = pairs(phrase).into_iter().all(|pair| has(&texts[0], &split(pair)));
            let anywhere = texts.iter().any(|text| has(text, phrase));
            return u8::from(anywhere) * if title { 4 } else { 2 };
        }
        Item::Word { word, forms, starts } => (word, forms, *starts),
    };
    let of = |(words, joined): &Words| -> u8 {
        let each = words.iter().chain(joined).map(|own| {
            if own == word {
                2
            } else {
                u8::from(forms.contains(own) || (starts && own.starts_with(word.as_str())))
            }
        });
        each.max().unwrap_or(0)
    };
    let elsewhere = texts[1..].iter().map(of).max().unwrap_or(0);
    match of(&texts[0]) {
        0 => elsewhere,
        title => title + 2,
    }
}

/// What a walk over all texts finds, in the order of results.
fn walk(documents: &[Vec<Words>], items: &[Item]) -> Vec<(u32, usize)> {
    let mut found: Vec<(u32, usize)> = documents
        .iter()
        .enumerate()
        .filter_map(|(number, texts)| {
            let each: Vec<u8> = items.iter().map(|item| quality(texts, item)).collect();
            (!each.contains(&0)).then(|| (each.into_iter().map(u32::from).sum(), number))
        })
        .collect();
    found.sort_by_key(|(score, number)| (std::cmp::Reverse(*score), *number));
    found
}

/// Words and phrases as people ask for: whole, cut short, in another number, in a row, or from nowhere.
fn questions(documents: &[Vec<Words>], seed: u64) -> Vec<Vec<Item>> {
    let mut random = generate::Random::of(seed, "question", 0);
    let mut below = move |most: usize| random.below(most.max(1));
    let mut all = Vec::new();
    for _ in 0..30 {
        let texts = &documents[below(documents.len())];
        let words = &texts[below(texts.len())].0;
        if words.is_empty() {
            continue;
        }
        let mut items = Vec::new();
        for _ in 0..=below(3) {
            let at = below(words.len());
            let word = &words[at];
            let cut_short: String = word.chars().take(1 + below(word.chars().count())).collect();
            items.push(match below(7) {
                0 => Item::word(&cut_short),
                1 => Item::word(&format!("{word}s")),
                2 => Item::word(word.strip_suffix('s').unwrap_or(word)),
                3 => Item::exact(word),
                4 | 5 => match &words[at..(at + 2 + below(5)).min(words.len())] {
                    [one] => Item::exact(one),
                    phrase => Item::Phrase(phrase.to_vec()),
                },
                _ => Item::word(word),
            });
        }
        all.push(items);
    }
    all.push(vec![Item::word("nowhereatall")]);
    all
}

#[test]
fn what_the_files_answer_is_what_a_walk_over_all_texts_finds() {
    let (mut asked, mut found) = (0, 0);
    for seed in [3, 4] {
        let (output, documents) = generated(300, seed);
        let (reader, documents) = (Reader::new(&output), all_words(&documents));
        for items in questions(&documents, seed) {
            let answer = reader.find(&items);
            assert_eq!(answer.found, walk(&documents, &answer.used), "{items:?}");
            asked += answer.used.len();
            found += answer.found.len();
        }
    }
    assert!(asked > 80 && found > 500, "{asked} {found}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn any_texts_at_all_are_found_by_their_words(
        texts in prop::collection::vec(("[a-cA-C '\u{2019}é-]{0,12}", "([a-c]{1,3}|\\PC{0,4}|[ '-]){0,30}"), 1..40),
        seed in any::<u64>(),
    ) {
        let documents = texts.into_iter().enumerate().map(|(number, (title, text))| Document {
            group: if number < 7 { Group::Changes } else { Group::Resolutions },
            title: title.into(),
            address: format!("{number}.html"),
            about: String::new(),
            councils: Box::default(),
            passages: [Passage::plain(text.clone()), Passage::plain(text.chars().rev().collect::<String>())].into(),
        });
        let (output, documents) = files(documents.collect());
        let (reader, documents) = (Reader::new(&output), all_words(&documents));
        for items in questions(&documents, seed) {
            let answer = reader.find(&items);
            prop_assert_eq!(&answer.found, &walk(&documents, &answer.used), "{:?}", items);
        }
    }
}

#[test]
fn words_are_cut_by_the_rules_that_the_script_has_too() {
    let cases: Vec<(String, Vec<String>)> =
        serde_json::from_str(include_str!("../search/words.json")).unwrap();
    for (text, expected) in cases {
        let mut found = Vec::new();
        Cutter::default().cut(&text, &mut |word| match word {
            Word::One(word) | Word::Joined(word) => found.push(word.to_owned()),
        });
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn no_file_passes_its_limit_and_every_document_stands_in_one() {
    let (output, documents) = generated(400, 5);
    let of = |start: &str| -> Vec<(&String, usize)> {
        let own = output.iter().filter(|(path, _)| path.starts_with(start));
        own.map(|(path, bytes)| (path, bytes.len())).collect()
    };
    for (start, largest) in [
        ("search/w-", LARGEST),
        ("search/p-", LARGEST),
        ("search/d-", LARGEST),
        ("search/index.json", 8_000),
        ("search/phrases.json", 16_000),
    ] {
        let files = of(start);
        assert!(!files.is_empty(), "{start}");
        for (path, bytes) in files {
            assert!(bytes <= largest, "{path}: {bytes} bytes");
        }
    }
    let pages = output
        .iter()
        .filter(|(path, _)| path.starts_with("search/") && path.ends_with(".html"));
    let mut linked = BTreeSet::new();
    for (path, bytes) in pages {
        assert!(bytes.len() <= 60_000, "{path}: {} bytes", bytes.len());
        let text = String::from_utf8_lossy(bytes);
        linked.extend(
            text.split("href=\"../")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
        );
    }
    // Without a script, the lists alone lead to everything.
    for document in &documents {
        assert!(linked.contains(&document.address), "{}", document.address);
    }
}

#[test]
fn the_same_records_give_the_same_files_whatever_the_number_of_threads() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| generated(120, 6).0)
    };
    let (one, three) = (run(1), run(3));
    let own = |output: &Output| -> Output {
        let own = output.iter().filter(|(path, _)| path.starts_with("search/"));
        own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    assert_eq!(own(&one), own(&three));
}

#[test]
fn what_is_a_draft_is_nowhere_in_the_search() {
    let canary = "xylocanary";
    let records: &[(&str, String)] = &[
        (
            "register.yaml",
            "name: A register\npublisher: A council\n".to_owned(),
        ),
        (
            "bodies/wexcombe.yaml",
            "name: Wexcombe Council\nrole: local-authority\n".to_owned(),
        ),
        (
            "bodies/committee.yaml",
            "name: Wexcombe Health Committee\nrole: scrutiny-committee\npart_of: wexcombe\n".to_owned(),
        ),
        (
            "bodies/quokka-trust.yaml",
            format!("name: {canary} Trust\nrole: icb\nstatus: draft\n"),
        ),
        (
            "changes/known.yaml",
            "title: A clinic moves\nsummary: It moves.\nkind: move\nauthorities: [{authority: wexcombe}]\n"
                .to_owned(),
        ),
        (
            "changes/quokka-move.yaml",
            format!("title: {canary} closes\nsummary: It closes.\nkind: closure\nstatus: draft\n"),
        ),
        (
            "resolutions/2026/item.yaml",
            format!(
                "committee: committee\nmeeting: 2026-01-08\nitem: '{canary} item'\nclauses: [{{label: a, words: '{canary}.', reads_as: noted}}]\nstatus: draft\n"
            ),
        ),
        (
            "determinations/view.yaml",
            format!(
                "change: known\nby: committee\nauthority: wexcombe\nview: not-substantial\nscope: '{canary}'\ndate: 2026-01-08\nstatus: draft\n"
            ),
        ),
        (
            "duties/duty.yaml",
            format!(
                "title: '{canary}'\nchange: known\nbasis: {{undertaking: x}}\nowed_by: wexcombe\nowed_to: [public]\nstatus: draft\n"
            ),
        ),
    ];
    let all = records
        .iter()
        .map(|(path, text)| (format!("records/{path}"), text.clone()));
    let (output, documents) = made(all, |_| true);
    assert_eq!(
        documents
            .iter()
            .filter(|document| document.group == Group::Changes)
            .count(),
        1
    );
    for (path, bytes) in &output {
        let text = String::from_utf8_lossy(bytes);
        let seen = |word: &str| text.contains(word) || path.contains(word);
        assert!(!seen(canary) && !seen("quokka"), "{path} tells of a draft");
    }
    // The test would see it: the same word in a finished record is in the index.
    let open = records
        .iter()
        .map(|(path, text)| (format!("records/{path}"), text.replace("status: draft\n", "")));
    let (output, _) = made(open, |_| true);
    let words = output.iter().filter(|(path, _)| path.starts_with("search/w-"));
    assert!(
        words
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .any(|text| text.contains(canary))
    );
}

#[test]
fn a_text_longer_than_any_excerpt_is_found_by_its_last_word() {
    let text = format!("{} zenith at last", "word ".repeat(9_000));
    let document = Document {
        group: Group::Pages,
        title: "Long".into(),
        address: "pages/long.html".to_owned(),
        about: String::new(),
        councils: Box::default(),
        passages: [Passage::plain(text), Passage::plain("after")].into(),
    };
    let (output, _) = files(vec![document]);
    let reader = Reader::new(&output);
    assert_eq!(reader.find(&[Item::word("zenith")]).found.len(), 1);
    assert_eq!(reader.find(&[Item::word("after")]).found.len(), 1);
    let block = String::from_utf8_lossy(&output["search/d-pages-0.json"]);
    assert!(
        block.len() < 21_000 && block.contains("\"cut\":true"),
        "{}",
        block.len()
    );
}

#[test]
fn a_new_record_gives_few_files_of_documents_another_name_or_other_documents() {
    let document = |number: usize| Document {
        group: if number < 400 {
            Group::Changes
        } else {
            Group::Duties
        },
        title: format!("Number {number}").into(),
        address: format!("{number}.html"),
        about: String::new(),
        councils: Box::default(),
        passages: [Passage::plain("word ".repeat(150 + number * 7 % 300))].into(),
    };
    let blocks = |documents: Vec<Document<'static>>| -> Output {
        let (output, _) = files(documents);
        output
            .into_iter()
            .filter(|(path, _)| path.starts_with("search/d-"))
            .collect()
    };
    let before = blocks((1..800).map(document).collect());
    assert!(before.len() > 100, "{}", before.len());
    let changed = |after: &Output| {
        after
            .iter()
            .filter(|(path, bytes)| before.get(*path) != Some(bytes))
            .count()
    };
    let newer = blocks((0..800).map(document).collect());
    assert!((1..=2).contains(&changed(&newer)), "{}", changed(&newer));
    let mut longer: Vec<Document<'static>> = (1..800).map(document).collect();
    longer[200].passages = [Passage::plain("word ".repeat(2_000))].into();
    let longer = blocks(longer);
    assert!((1..40).contains(&changed(&longer)), "{}", changed(&longer));
}
