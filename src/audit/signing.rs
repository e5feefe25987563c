//! Which commits must be signed, and what their signatures prove.
//!
//! A register asks for signatures from a day on. What it asked for before a commit counts as much as what it asks for in it, so
//! that the rule cannot be dropped in a commit that is not signed. The day of a commit is the latest that it or any before it
//! bears, so that a clock that was set back does not lead past the rule.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::report::{Check, Finding, Report};
use super::{Past, Since, Step, TextId, Texts, codes, facts};
use crate::diagnostic::Code;
use crate::value::PartialDate;
use crate::view::words::counted;

/// What a signature proves, as Git and the person's own settings see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is good, and made with a key of somebody who may sign; holds who.
    Good(String),
    /// It is good, but nobody said whose key it is; holds the key.
    Unknown(String),
    /// It does not fit the commit.
    Bad,
    /// There is none.
    Missing,
    /// It, or its key, had expired; holds who.
    Expired(String),
    /// Its key was revoked; holds who.
    Revoked(String),
    /// It could not be checked; holds why.
    CannotTell(Why),
}

/// Why a signature could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No file of allowed signers is named.
    NoAllowedSigners,
    /// The public key is not here; holds the key.
    NoKey(String),
    /// The program that checks it is missing, or something else; holds what was said.
    Other(String),
}

/// The day from which a register's settings ask for signatures, by the text of `records/register.yaml`; none where they ask for
/// none. A day that is not whole is its first day, and one that is no day at all is always: a rule is not weaker for being
/// badly written.
pub fn required_from(text: Vec<u8>) -> Option<NaiveDate> {
    let tree = facts::tree(text)?;
    let signing = tree.get("signing").filter(|signing| !signing.is_null())?;
    let day = signing.get("required_from").and_then(Json::as_str).unwrap_or("");
    let day = PartialDate::parse(day).ok().and_then(PartialDate::earliest);
    Some(day.unwrap_or(NaiveDate::MIN))
}

/// The commits that are to be judged and must be signed, as places in the list, the newest first.
pub fn required(past: &Past, texts: &Texts<'_>, since: &Since) -> Vec<usize> {
    let rules = rules(past, texts);
    if rules.iter().all(Option::is_none) {
        return Vec::new();
    }
    let (reached, judged) = (past.reached(), past.judged(since));
    let asks = |at: usize, by: usize| rules[by].is_some_and(|from| reached[at] >= from);
    let places = past.steps.iter().enumerate().filter(|(at, _)| judged[*at]);
    let asked =
        places.filter(|(at, step)| asks(*at, *at) || step.parents.iter().any(|parent| asks(*at, *parent)));
    asked.map(|(at, _)| at).collect()
}

/// For each commit the day that its register names.
fn rules(past: &Past, texts: &Texts<'_>) -> Vec<Option<NaiveDate>> {
    let mut known: HashMap<TextId, Option<NaiveDate>> = HashMap::new();
    let mut rules = vec![None; past.steps.len()];
    for (at, step) in past.steps.iter().enumerate().rev() {
        let before = step.parents.first().and_then(|parent| rules[*parent]);
        let first = step.against.first();
        let own = first.and_then(|differences| differences.iter().find(|one| one.record == "register"));
        rules[at] = match own.map(|difference| difference.new) {
            None => before,
            Some(None) => None,
            Some(Some(id)) => *known
                .entry(id)
                .or_insert_with(|| required_from(texts(&[id]).pop()??)),
        };
    }
    rules
}

/// Weighs the signatures of the commits that must have one. `verdicts` holds what Git says of each, by the commit's name.
pub fn weigh(past: &Past, required: &[usize], verdicts: &BTreeMap<String, Verdict>) -> Report {
    let mut report = Report::default();
    if required.is_empty() {
        report.about.push((
            "signatures",
            "the register requires none of these commits".to_owned(),
        ));
        return report;
    }
    report.checks.push(Check {
        holds: "Every commit that had to be signed is signed, with the key of somebody who may sign.",
        looked_at: format!("{} that had to be signed", counted(required.len(), "commit")),
        codes: &[
            &codes::UNSIGNED,
            &codes::BAD_SIGNATURE,
            &codes::UNKNOWN_SIGNER,
            &codes::EXPIRED_SIGNATURE,
            &codes::REVOKED_KEY,
            &codes::SIGNATURE_UNCHECKED,
        ],
    });
    let mut untold: BTreeMap<Why, Vec<&Step>> = BTreeMap::new();
    // The oldest first, as the rules over records tell theirs.
    for at in required.iter().rev() {
        let step = &past.steps[*at];
        let verdict = verdicts.get(&step.commit.id);
        match verdict {
            Some(Verdict::Good(_)) => {}
            Some(Verdict::CannotTell(why)) => untold.entry(why.clone()).or_default().push(step),
            Some(verdict) => report.findings.extend(finding(step, verdict)),
            None => {
                let why = Why::Other("Git said nothing of it".to_owned());
                untold.entry(why).or_default().push(step);
            }
        }
    }
    for (why, steps) in untold {
        report.findings.push(unchecked(&why, &steps));
    }
    report
}

fn finding(step: &Step, verdict: &Verdict) -> Option<Finding> {
    let commit = short(step);
    let (code, message): (&Code, String) = match verdict {
        Verdict::Good(_) | Verdict::CannotTell(_) => return None,
        Verdict::Missing => (&codes::UNSIGNED, format!("commit {commit} has no signature")),
        Verdict::Bad => (
            &codes::BAD_SIGNATURE,
            format!("the signature of commit {commit} does not fit it"),
        ),
        Verdict::Unknown(key) => {
            let message = format!(
                "commit {commit} is signed with the key {key}, which is not among those that may sign"
            );
            (&codes::UNKNOWN_SIGNER, message)
        }
        Verdict::Expired(who) => {
            let message = format!("the signature of commit {commit} by {who}, or its key, had expired");
            (&codes::EXPIRED_SIGNATURE, message)
        }
        Verdict::Revoked(who) => {
            let message = format!("commit {commit} is signed with a key of {who} that was revoked");
            (&codes::REVOKED_KEY, message)
        }
    };
    Some(Finding::new(code, message, code.example.good).in_commit(&step.commit))
}

/// All signatures that could not be checked for one reason, as one finding: what is not checked does not hold.
fn unchecked(why: &Why, steps: &[&Step]) -> Finding {
    let number = counted(steps.len(), "signature");
    let code = &codes::SIGNATURE_UNCHECKED;
    let (why, cure) = match why {
        Why::NoAllowedSigners => (
            "no file of allowed signers is named here".to_owned(),
            code.example.good,
        ),
        Why::NoKey(key) => (
            format!("the public key {key} is not here"),
            "get the public key from those who keep the register, and take it in: gpg --import FILE",
        ),
        Why::Other(said) => (
            said.clone(),
            "make sure that Git can check signatures here: git log --show-signature -1",
        ),
    };
    let first = steps.first().map(|step| short(step)).unwrap_or_default();
    let message =
        format!("{number} could not be checked, because {why}; the first is that of commit {first}");
    Finding::new(code, message, cure)
}

fn short(step: &Step) -> String {
    step.commit.id.chars().take(12).collect()
}
