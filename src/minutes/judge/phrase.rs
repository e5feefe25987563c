//! The words that a view turns on: "a substantial variation of service", "an SDV", "is not significant". Other senses of
//! the same adjectives ("a substantial cost", "substantial progress") are no such phrase.

use super::vocabulary::{VIEW, holds};
use super::word::Word;

/// What is said to be substantial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// A variation, also beside "development"; a change or reconfiguration of services.
    Variation,
    /// A development, and no word of variation.
    Development,
    /// No noun: "the change is substantial".
    None,
}

/// A phrase in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// Its first word, without article.
    pub(super) from: usize,
    /// The word after its last.
    pub(super) to: usize,
    /// What is said to be substantial.
    pub(super) noun: Noun,
    /// It needs a change as its subject, because it is as often said of other things: "significant", or no noun.
    pub(super) weak: bool,
    /// It denies itself: "a non-substantial variation".
    pub(super) denies: bool,
    /// "sufficiently significant": a matter of degree that leads up to something.
    pub(super) degree: bool,
    /// It only describes another noun: "the substantial variation form".
    pub(super) describes: bool,
}

/// The adjectives.
const ADJECTIVE: &[&str] = &["substantial", "significant"];

/// The adjectives that deny.
#[rustfmt::skip]
const DENYING: &[&str] = &[
    "insubstantial", "non-substantial", "unsubstantial", "insignificant", "non-significant",
    "nonsubstantial",
];

/// Short names of the phrase.
const SHORT: &[&str] = &["sdv", "sdvs", "svis", "sv", "svc", "ssv"];

const VARIATION: &[&str] = &["variation", "variations"];
const DEVELOPMENT: &[&str] = &["development", "developments"];
const CHANGE: &[&str] = &["change", "changes", "reconfiguration", "reconfigurations"];

/// Words between adjective and noun, or between two nouns.
#[rustfmt::skip]
const FILLER: &[&str] = &[
    "service", "services", "health", "healthcare", "care", "nhs", "clinical", "or", "nor", "and", "/",
    "and/or", "a", "an", "substantial", "significant", "major", "material", "non-substantial", "of",
];

/// Words that may follow a phrase which ends there; anything else that follows is a noun that it describes.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "and", "but", "or", "nor", "in", "of", "to", "for", "under", "as", "enough", "so", "because", "within",
    "at", "on", "subject", "provided", "providing", "with", "therefore", "if", "unless", "when", "which",
    "that", "while", "whilst", "whereas", "since", "given", "is", "are", "was", "were", "be", "by",
    "requiring", "warranting", "rather", "than", "it", "pending", "until", "nevertheless", "however",
    "although", "though", "either", "despite", "whether", "where", "without", "following", "after",
    "before", "from", "would", "will", "should", "has", "had", "once", "not", "the",
];

/// Words that end the tail "of service, in the provision of ...".
#[rustfmt::skip]
const STOP: &[&str] = &[
    "and", "but", "or", "nor", "under", "as", "so", "because", "within", "on", "subject", "provided",
    "providing", "with", "therefore", "if", "unless", "when", "which", "that", "while", "whilst", "whereas",
    "since", "given", "is", "are", "was", "were", "be", "by", "requiring", "warranting", "rather", "it",
    "pending", "until", "who", "whether", "where", "without", "following", "after", "before", "from",
    "would", "will", "should", "has", "had", "requests", "asks", "not", "once", "accordance", "this",
    "respect", "relation", "terms", "regard",
];

/// Finds the phrases of a sentence.
pub(super) fn find(words: &[Word]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match read(words, at) {
            Some(phrase) => {
                at = phrase.to.max(at + 1);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

fn read(words: &[Word], at: usize) -> Option<Phrase> {
    let word = &words[at];
    let denies = word.any(DENYING) || (word.any(ADJECTIVE) && at > 0 && words[at - 1].is("non"));
    let short = word.any(SHORT);
    if !denies && !short && !word.any(ADJECTIVE) {
        return None;
    }
    let (mut end, mut noun) = nouns(words, at);
    if short {
        end = end.max(at + 1);
        noun = Noun::Variation;
    }
    if noun == Noun::None {
        end = at + 1;
        if words
            .get(end)
            .is_some_and(|next| next.is_word() && !next.any(ENDS))
        {
            return None;
        }
    }
    let to = if noun == Noun::None { end } else { tail(words, end) };
    let significant = word.any(&["significant", "insignificant", "non-significant"]);
    Some(Phrase {
        from: if denies && at > 0 && words[at - 1].is("non") {
            at - 1
        } else {
            at
        },
        to,
        noun,
        weak: !short && (significant || noun == Noun::None || plain_change(&words[at..end])),
        denies,
        degree: degree(words, at, end),
        describes: to == end
            && words
                .get(end)
                .is_some_and(|next| next.is_word() && !next.any(ENDS)),
    })
}

/// "a substantial change", with no word of service, variation or development.
fn plain_change(words: &[Word]) -> bool {
    !holds(words, VARIATION) && !holds(words, DEVELOPMENT) && !holds(words, &["service", "services"])
}

/// Whether the adjective in `words[at..end]` tells how much, and more has to follow: "sufficiently significant to".
fn degree(words: &[Word], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let much = [
        "sufficiently",
        "so",
        "too",
        "very",
        "quite",
        "more",
        "less",
        "most",
    ];
    let next = |word: &str| words.get(end).is_some_and(|next| next.is(word));
    before.is_some_and(|word| word.any(&much) || word.is("as") && next("as")) || next("enough")
}

/// The nouns after an adjective: the word after the last, and what they name together.
fn nouns(words: &[Word], at: usize) -> (usize, Noun) {
    let mut end = at + 1;
    let mut noun = Noun::None;
    if let Some(end) = paired(words, at) {
        return (end, Noun::Variation);
    }
    for (i, word) in words.iter().enumerate().skip(at + 1) {
        if word.any(VARIATION) || word.any(CHANGE) {
            (end, noun) = (i + 1, Noun::Variation);
        } else if word.any(DEVELOPMENT) {
            end = i + 1;
            noun = if noun == Noun::None {
                Noun::Development
            } else {
                noun
            };
        } else if word.is("of") && !(noun == Noun::None) || !word.any(FILLER) {
            break;
        }
    }
    (end, noun)
}

/// "substantial development of, or variation to,": the word after the second noun.
fn paired(words: &[Word], at: usize) -> Option<usize> {
    let noun = |word: &Word| word.any(VARIATION) || word.any(DEVELOPMENT);
    let of = at + 2;
    let tail = words.get(of..)?;
    let joins = noun(&words[at + 1]) && tail.len() > 3 && tail[0].any(&["of", "to", "in"]) && tail[1].is(",");
    if !(joins && tail[2].any(&["or", "nor", "and"])) {
        return None;
    }
    let filler = tail[3..]
        .iter()
        .take_while(|word| word.any(&["a", "an", "any", "substantial"]))
        .count();
    let end = of + 3 + filler + 1;
    (end <= words.len() && noun(&words[end - 1])).then_some(end)
}

/// Where the noun phrase ends: "of service", "in the provision of stroke services at Wexcombe".
fn tail(words: &[Word], from: usize) -> usize {
    if !words.get(from).is_some_and(|word| word.any(&["of", "in", "to"])) {
        return from;
    }
    // "of, or variation to, the health service": the comma closes what stands between.
    let closes = from > 5 && words.get(from + 1).is_some_and(|word| word.is(",")) && {
        (from - 5..from - 2).any(|at| words[at].is(",") && words[at + 1].any(&["or", "nor", "and"]))
    };
    let first = from + 1 + usize::from(closes);
    if words
        .get(first)
        .is_none_or(|word| word.any(STOP) || !word.is_word())
    {
        return from;
    }
    let mut end = if closes { first } else { from };
    while let Some(word) = words.get(end) {
        let joins = word.is("and") && services_follow(words, end + 1);
        if !word.is_word() || (word.any(STOP) && !joins) {
            break;
        }
        if word.is("in") && words.get(end + 1).is_some_and(|next| next.any(STOP)) {
            break;
        }
        end += 1;
    }
    // "in the view of the Trust" is no service.
    let service = [
        "service",
        "services",
        "provision",
        "care",
        "health",
        "delivery",
        "pathway",
        "pathways",
    ];
    let inside =
        words[from].is("in") && !holds(&words[from..end], &service) || holds(&words[from..end], VIEW);
    if inside { from } else { end }
}

/// Whether what is joined by "and" is still the same name: "health and social care services".
fn services_follow(words: &[Word], from: usize) -> bool {
    let next = &words[from.min(words.len())..(from + 3).min(words.len())];
    let end = next
        .iter()
        .position(|word| word.any(STOP) || !word.is_word())
        .unwrap_or(next.len());
    holds(
        &next[..end],
        &["service", "services", "care", "provision", "wellbeing"],
    )
}
