//! A reader of the index that follows the rules of `templates/script/search.js`, and docs/search.md.

use std::collections::{BTreeMap, BTreeSet};

use scrutiny::search::{Cutter, Word};
use scrutiny::site::Output;
use serde_json::Value as Json;

const SHARDS: usize = 6;
const PAIRS: usize = 4;
const SHORTEST_START: usize = 3;

/// A word or a phrase that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A word, with its other numbers, and whether longer words that begin so count.
    Word {
        word: String,
        forms: Vec<String>,
        starts: bool,
    },
    /// Words in a row.
    Phrase(Vec<String>),
}

impl Item {
    pub(super) fn word(word: &str) -> Self {
        Self::Word {
            word: word.to_owned(),
            forms: forms(word),
            starts: word.encode_utf16().count() >= SHORTEST_START,
        }
    }

    pub(super) fn exact(word: &str) -> Self {
        Self::Word {
            word: word.to_owned(),
            forms: Vec::new(),
            starts: false,
        }
    }
}

fn forms(word: &str) -> Vec<String> {
    let long = word.encode_utf16().count();
    let mut found = Vec::new();
    if let Some(stem) = word
        .strip_suffix('s')
        .filter(|stem| long > 3 && !stem.ends_with('s'))
    {
        found.push(stem.to_owned());
    }
    found.extend(word.strip_suffix("es").filter(|_| long > 4).map(str::to_owned));
    found.extend(
        word.strip_suffix("ies")
            .filter(|_| long > 4)
            .map(|stem| format!("{stem}y")),
    );
    found.extend(
        word.strip_suffix('y')
            .filter(|_| long > 3)
            .map(|stem| format!("{stem}ies")),
    );
    if long > 1 {
        found.extend([format!("{word}s"), format!("{word}es")]);
    }
    found
}

/// The words of a text in order, and the joined ones.
pub(super) fn cut(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut joined) = (Vec::new(), Vec::new());
    Cutter::default().cut(text, &mut |word| match word {
        Word::One(word) => words.push(word.to_owned()),
        Word::Joined(word) => joined.push(word.to_owned()),
    });
    (words, joined)
}

/// What was found: how well, and which document; and what was looked for in the end.
pub(super) struct Answer {
    pub(super) found: Vec<(u32, usize)>,
    pub(super) used: Vec<Item>,
}

/// The files of an index.
pub(super) struct Reader<'o> {
    output: &'o Output,
    total: usize,
    words: Vec<String>,
    pairs: Vec<String>,
    firsts: Vec<usize>,
    /// Each kind with the number after its last document.
    kinds: Vec<(String, usize)>,
}

impl<'o> Reader<'o> {
    pub(super) fn new(output: &'o Output) -> Self {
        let index = json(output, "index");
        let starts = |json: &Json| serde_json::from_value(json.clone()).unwrap();
        let kinds = index["kinds"].as_array().unwrap();
        let mut first = 0;
        let firsts = repeated(index["blocks"].as_str().unwrap())
            .into_iter()
            .map(|count| {
                first += count;
                first - count
            });
        let mut total = 0;
        let kinds = kinds.iter().map(|kind| {
            total += usize::try_from(kind[3].as_u64().unwrap()).unwrap();
            (kind[0].as_str().unwrap().to_owned(), total)
        });
        let kinds: Vec<(String, usize)> = kinds.collect();
        Self {
            output,
            total,
            kinds,
            words: starts(&index["words"]),
            pairs: starts(&json(output, "phrases")),
            firsts: firsts.collect(),
        }
    }

    pub(super) fn find(&self, items: &[Item]) -> Answer {
        let (used, names) = self.plan(items);
        let mut terms = BTreeMap::new();
        for name in &names {
            let flat = json(self.output, name);
            for term in flat.as_array().unwrap().chunks(3) {
                let text = |at: usize| term[at].as_str().unwrap().to_owned();
                terms.insert(text(0), [rising(&text(1)), rising(&text(2))]);
            }
        }
        let answers: Vec<Vec<u8>> = used.iter().map(|item| self.answer(item, &terms)).collect();
        let mut found: Vec<(u32, usize)> = (0..self.total)
            .filter(|number| !answers.is_empty() && answers.iter().all(|best| best[*number] > 0))
            .map(|number| (answers.iter().map(|best| u32::from(best[number])).sum(), number))
            .collect();
        found.sort_by_key(|(score, number)| (std::cmp::Reverse(*score), *number));
        let long = |item: &&Item| matches!(item, Item::Phrase(words) if words.len() > 2);
        for phrase in used.iter().filter(long) {
            // Pairs may be scattered over a text, so the text has the last word.
            let Item::Phrase(words) = phrase else { continue };
            let holds = |text: &String| cut(text).0.windows(words.len()).any(|own| own == words);
            found.retain(|(_, number)| self.texts(*number).iter().any(holds));
        }
        Answer { found, used }
    }

    fn plan(&self, items: &[Item]) -> (Vec<Item>, BTreeSet<String>) {
        let mut files = BTreeSet::new();
        let fits = |files: &mut BTreeSet<String>, names: &[String]| {
            let all: BTreeSet<String> = files.iter().chain(names).cloned().collect();
            let fits = all.len() <= SHARDS;
            if fits {
                *files = all;
            }
            fits
        };
        let mut used: Vec<Item> = Vec::new();
        for item in items {
            let own: Vec<String> = match item {
                Item::Word { word, .. } => place(&self.words, word)
                    .map(|at| format!("w-{at}"))
                    .into_iter()
                    .collect(),
                Item::Phrase(words) => {
                    let pairs = pairs(words);
                    pairs
                        .iter()
                        .filter_map(|pair| Some(format!("p-{}", place(&self.pairs, pair)?)))
                        .collect()
                }
            };
            if fits(&mut files, &own) {
                used.push(item.clone());
            }
        }
        let range = |word: &str| -> Vec<String> {
            let from = place(&self.words, word).unwrap_or(0);
            let to = place(&self.words, &format!("{word}\u{FFFF}"));
            to.map_or_else(Vec::new, |to| (from..=to).map(|at| format!("w-{at}")).collect())
        };
        let mut begun: Vec<(Vec<String>, &mut bool)> = used
            .iter_mut()
            .filter_map(|item| match item {
                Item::Word { word, starts, .. } if *starts => Some((range(word), starts)),
                _ => None,
            })
            .collect();
        begun.sort_by_key(|(own, _)| own.len());
        for (own, starts) in begun {
            *starts = fits(&mut files, &own);
        }
        for item in &mut used {
            if let Item::Word { word, forms, starts } = item {
                forms.retain(|form| !*starts || !form.starts_with(word.as_str()));
                forms.retain(|form| {
                    let own = place(&self.words, form).map(|at| format!("w-{at}"));
                    fits(&mut files, &own.into_iter().collect::<Vec<_>>())
                });
            }
        }
        (used, files)
    }

    fn answer(&self, item: &Item, terms: &BTreeMap<String, [Vec<usize>; 2]>) -> Vec<u8> {
        let mut best = vec![0; self.total];
        let put = |best: &mut Vec<u8>, term: &str, quality: u8| {
            for (lists, more) in terms.get(term).into_iter().flatten().zip([2, 0]) {
                lists
                    .iter()
                    .for_each(|number| best[*number] = best[*number].max(quality + more));
            }
        };
        match item {
            Item::Word { word, forms, starts } => {
                put(&mut best, word, 2);
                forms.iter().for_each(|form| put(&mut best, form, 1));
                let longer = terms
                    .keys()
                    .filter(|term| *starts && term.starts_with(word) && !term.contains(' '));
                longer.for_each(|term| put(&mut best, term, 1));
            }
            Item::Phrase(words) => {
                best = vec![4; self.total];
                for pair in pairs(words) {
                    let mut own = vec![0; self.total];
                    put(&mut own, &pair, 2);
                    best.iter_mut()
                        .zip(own)
                        .for_each(|(best, own)| *best = (*best).min(own));
                }
            }
        }
        best
    }

    fn texts(&self, number: usize) -> Vec<String> {
        let next = self.firsts.partition_point(|first| *first <= number);
        let (kind, end) = self.kinds.iter().find(|(_, end)| number < *end).unwrap();
        let after = end - self.firsts.get(next).unwrap_or(end);
        let document =
            json(self.output, &format!("d-{kind}-{after}"))[number - self.firsts[next - 1]].clone();
        let texts = document["texts"].as_array().unwrap().iter();
        let texts = texts.map(|text| text.as_str().or_else(|| text[0].as_str()).unwrap().to_owned());
        let own = |name: &str| document[name].as_str().unwrap().to_owned();
        [own("title"), own("about")].into_iter().chain(texts).collect()
    }
}

fn json(output: &Output, name: &str) -> Json {
    serde_json::from_slice(&output[&format!("search/{name}.json")]).unwrap()
}

/// The pairs by which a phrase is found.
pub(super) fn pairs(words: &[String]) -> Vec<String> {
    let mut pairs: Vec<String> = words.chunks_exact(2).map(|pair| pair.join(" ")).collect();
    if words.len() % 2 == 1 {
        pairs.push(words[words.len() - 2..].join(" "));
    }
    pairs.truncate(PAIRS);
    pairs
}

fn place(starts: &[String], term: &str) -> Option<usize> {
    let comes = starts.partition_point(|start| start.encode_utf16().le(term.encode_utf16()));
    comes.checked_sub(1)
}

fn runs(text: &str) -> Vec<(usize, usize)> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut letters = text.chars().map(|letter| LETTERS.find(letter).unwrap());
    let mut number = || {
        let (mut value, mut shift) = (0, 0);
        loop {
            let six = letters.next()?;
            value += (six & 31) << shift;
            shift += 5;
            if six & 32 == 0 {
                return Some(value);
            }
        }
    };
    let mut runs = Vec::new();
    while let Some(value) = number() {
        let length = if value % 2 == 1 { number().unwrap() + 2 } else { 1 };
        runs.push((value / 2, length));
    }
    runs
}

fn rising(text: &str) -> Vec<usize> {
    let mut next = 0;
    let mut all = Vec::new();
    for (gap, length) in runs(text) {
        all.extend(next + gap..next + gap + length);
        next += gap + length;
    }
    all
}

fn repeated(text: &str) -> Vec<usize> {
    runs(text)
        .into_iter()
        .flat_map(|(value, length)| vec![value; length])
        .collect()
}
