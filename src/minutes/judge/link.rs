//! What joins a phrase to the words before it: "is not a ...", "to constitute a ...", "as a ...", or nothing ("deems it a").

use super::phrase::Phrase;
use super::vocabulary::{ADVERB, JOIN, UNSURE};
use super::word::Word;

/// How a phrase hangs on what comes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Its verb makes a sentence: "is", "would constitute".
    Finite,
    /// "be" without more, as resolutions have it: "that it be a ...", and before a participle.
    Bare,
    /// "to be", "to constitute", "as", "as being".
    Complement,
    /// Nothing between: "deems the closure a ...".
    Direct,
    /// It is said of nothing: "for a substantial variation".
    Loose,
    /// None that we know.
    Unknown,
}

/// The joint itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Its first word.
    pub(super) from: usize,
    /// What it is.
    pub(super) form: Form,
    /// How often it denies.
    pub(super) nots: u8,
    /// It says would or will.
    pub(super) would: bool,
    /// It speaks of the past.
    pub(super) past: bool,
}

const BE: &[&str] = &["is", "are", "was", "were"];
const PAST: &[&str] = &["was", "were", "constituted", "represented", "did"];
const WOULD: &[&str] = &["would", "will"];
/// Verbs that say "is", in the form of a sentence, of the infinitive, and with -ing.
#[rustfmt::skip]
const CONSTITUTE: &[&str] = &[
    "constitutes", "constituted", "represents", "represented", "comprises", "constitute", "represent",
    "comprise", "amounts", "amount",
];
const CONSTITUTING: &[&str] = &["constituting", "representing", "being"];
const SMALL: &[&str] = &["a", "an", "any"];
/// What may be met, or fallen short of.
#[rustfmt::skip]
const MEASURED: &[&str] = &[
    "threshold", "thresholds", "criteria", "definition", "test", "description", "criterion",
];

/// Words that call a change small, beside a judgement that it is not substantial.
#[rustfmt::skip]
const MINOR: &[&str] = &[
    "a", "an", "and", "minor", "small", "modest", "limited", "temporary", "routine", "operational",
    "relatively", "both", "change", "variation", "adjustment", "measure", "one", "positive", "beneficial",
];

/// A reader that goes from right to left.
struct Back<'w> {
    words: &'w [Word],
    at: usize,
    nots: u8,
}

impl Back<'_> {
    fn is(&self, table: &[&str]) -> bool {
        self.at > 0 && self.words[self.at - 1].any(table)
    }

    fn take(&mut self, table: &[&str]) -> bool {
        let takes = self.is(table);
        self.at -= usize::from(takes);
        takes
    }

    /// ", at this stage,"
    fn take_aside(&mut self) -> bool {
        let start = self.at;
        let mut stage = self.take(&[","]) && self.take(&["stage", "time", "point", "present", "moment"]);
        self.take(&["this", "the"]);
        stage = stage && self.take(&["at"]) && self.take(&[","]);
        if !stage {
            self.at = start;
        }
        stage
    }

    /// Steps over adverbs and counts what denies.
    fn skip(&mut self) {
        loop {
            if self.take(&["not", "neither", "nor"]) {
                self.nots = self.nots.saturating_add(1);
            } else if !self.take(ADVERB) && !self.take_aside() {
                break;
            }
        }
    }
}

/// Reads the joint of a phrase.
pub(super) fn read(words: &[Word], phrase: &Phrase) -> Link {
    let mut back = Back {
        words,
        at: phrase.from,
        nots: u8::from(phrase.denies),
    };
    if phrase.degree {
        back.take(&["sufficiently"]);
    }
    back.skip();
    if back.take(&["no"]) {
        back.nots += 1;
    } else {
        back.take(SMALL);
    }
    back.skip();
    degree(&mut back);
    measured(&mut back);
    head(&mut back)
}

/// "not sufficiently significant to constitute": the degree is part of the joint.
fn degree(back: &mut Back) {
    let (at, nots) = (back.at, back.nots);
    let leads = back.take(&["be", "constitute", "represent"]) && back.take(&["to"]) && {
        if back.take(&["as"]) {
            back.take(&["scale", "magnitude", "extent", "size", "significance"])
                && back.take(&["a", "an"])
                && back.take(&["such"])
                && back.take(&["of"])
        } else if back.take(&["enough"]) {
            back.take(&["large", "big", "significant", "substantial", "major", "great"])
        } else {
            back.take(&["large", "big", "significant", "substantial", "major", "great"])
                && back.take(&["sufficiently"])
        }
    };
    if leads {
        back.skip();
    } else {
        (back.at, back.nots) = (at, nots);
    }
}

/// "meets the definition of": as good as "is".
fn measured(back: &mut Back) {
    let at = back.at;
    back.take(&["being", "constituting"]);
    if back.take(&["of", "for"])
        && back.take(MEASURED)
        && back.take(&["the"])
        && back.is(&["meet", "meets", "met"])
    {
        return;
    }
    back.at = at;
    back.take(&["being", "constituting"]);
    if back.take(&["of"]) && back.take(&["short"]) && back.is(&["falls", "fall", "fell"]) {
        back.nots += 1;
        return;
    }
    back.at = at;
}

/// "is minor and": where its verb stands, if such words end before `end`.
pub(super) fn after_minor(words: &[Word], end: usize) -> Option<usize> {
    let mut at = end;
    while at > 0 && words[at - 1].any(&["and", "but", ","]) {
        at -= 1;
    }
    let join = at;
    while at > 0 && words[at - 1].any(MINOR) {
        at -= 1;
    }
    let minor = at < join && join < end;
    at.checked_sub(1)
        .filter(|be| minor && (words[*be].any(BE) || words[*be].is("be")))
}

/// The joint from its head on, leftwards.
fn head(back: &mut Back) -> Link {
    if back.nots == 1
        && let Some(be) = after_minor(back.words, back.at)
    {
        if back.words[be].is("be") {
            // The "not" stands after the verb here, and denies no helper of it.
            back.at = be;
            let to = back.take(&["to"]);
            return link(back, if to { Form::Complement } else { Form::Bare }, false, false);
        }
        back.at = be;
        return link(back, Form::Finite, false, back.words[be].any(PAST));
    }
    let finite = |back: &Back, would, past| link(back, Form::Finite, would, past);
    let past = back.is(PAST) || back.is(&["met", "fell"]);
    if back.take(BE) {
        return finite(back, false, past);
    }
    if back.take(&["as"]) {
        back.skip();
        return link(back, Form::Complement, false, false);
    }
    if back.take(CONSTITUTING) {
        back.skip();
        let form = if back.take(&["as"]) {
            Form::Complement
        } else {
            Form::Unknown
        };
        back.skip();
        return link(back, form, false, false);
    }
    verb(back, past)
}

/// A joint whose verb is "be", "constitute" or the like, with its helpers; or one without a verb.
fn verb(back: &mut Back, past: bool) -> Link {
    let bare = back.take(&["be"]);
    let to = !bare
        && back.is(&["to"])
        && back.at > 1
        && back.words[back.at - 2].any(&["amount", "amounts", "amounted"]);
    if to {
        back.at -= 1;
    }
    let verb = bare
        || to && back.take(&["amount", "amounts", "amounted"])
        || back.take(CONSTITUTE)
        || back.take(&["meet", "meets", "met", "falls", "fall", "fell"]);
    if !verb && let Some(link) = rises(back) {
        return link;
    }
    if !verb && gives(back) {
        return link(back, Form::Unknown, false, false);
    }
    if !verb {
        let loose = back.is(JOIN) || back.is(&["the", "such", "that"]) || back.at == 0;
        if back.is(UNSURE) {
            return link(back, Form::Unknown, false, false);
        }
        return link(back, if loose { Form::Loose } else { Form::Direct }, false, false);
    }
    back.skip();
    if back.take(&["to"]) {
        back.skip();
        return link(back, Form::Complement, false, false);
    }
    if back.take(WOULD) {
        return link(back, Form::Finite, true, past);
    }
    if back.is(&["may", "might", "could", "should", "can", "must", "shall", "been"]) {
        return link(back, Form::Unknown, false, false);
    }
    helped(back, bare, past || back.is(&["did"]))
}

/// "does not give rise to": as good as "is not".
fn rises(back: &mut Back) -> Option<Link> {
    let (at, nots) = (back.at, back.nots);
    let rises = back.take(&["to"]) && back.take(&["rise"]);
    let (single, past) = (back.is(&["gives", "gave"]), back.is(&["gave"]));
    if rises && back.take(&["gives", "gave", "give"]) {
        let verb = back.at;
        back.skip();
        let would = !single && back.take(WOULD);
        let did = back.is(&["did"]);
        let does = !single && !would && back.take(&["do", "does", "did"]);
        if would || does || back.at == verb && back.nots == nots && !back.is(&["to"]) && !helper(back) {
            return Some(link(back, Form::Finite, would, past || did));
        }
    }
    (back.at, back.nots) = (at, nots);
    None
}

/// Whether a helper stands here that leaves it open.
fn helper(back: &Back) -> bool {
    back.is(&["may", "might", "could", "should", "can", "must", "shall"]) || back.is(UNSURE)
}

/// "gives rise to", "results in": what it is said of is known, not what it comes to.
fn gives(back: &mut Back) -> bool {
    let at = back.at;
    let through = back.take(&["to"]) && back.take(&["rise"]) || back.take(&["in", "to"]);
    let table: &[&str] = if through {
        &[
            "gives", "give", "gave", "results", "result", "resulted", "leads", "lead", "led",
        ]
    } else {
        &[
            "involves", "involve", "entails", "entail", "means", "creates", "create", "makes",
        ]
    };
    let gives = back.take(table);
    if gives {
        back.skip();
        back.take(WOULD);
    } else {
        back.at = at;
    }
    gives
}

/// The helper of a verb: "would be", "does not constitute".
fn helped(back: &mut Back, bare: bool, past: bool) -> Link {
    if bare && back.nots > 0 && !back.is(&["do", "does", "did"]) {
        // "need not be"
        return link(back, Form::Unknown, false, false);
    }
    let helped = back.take(&["do", "does", "did"]);
    let form = if bare && !helped { Form::Bare } else { Form::Finite };
    link(back, form, false, past)
}

fn link(back: &Back, form: Form, would: bool, past: bool) -> Link {
    Link {
        from: back.at,
        form,
        nots: back.nots,
        would,
        past,
    }
}
