//! The flags of `import minutes`, each the twin of a question, as answers.

use chrono::NaiveDate;

use super::answers::{About, Answers, KeyDate, NewChangeAnswer, labels};
use super::minutes::Minutes;
use crate::cli::flag::{date, split};
use crate::cli::name;
use crate::failure::{Exit, Failure};
use crate::minutes::ItemDraft;
use crate::record::resolution::Reading;
use crate::record::{Kind, RecordId};
use crate::register::Register;

/// What the flags settle.
///
/// # Errors
///
/// [`Exit::Usage`] where a flag cannot be understood, [`Exit::NotFound`] where it names what is not there.
pub(super) fn answers(
    flags: &Minutes,
    item: &ItemDraft,
    register: &Register,
    today: NaiveDate,
) -> Result<Answers, Failure> {
    let body = |text: &String| record(register, Kind::Body, text);
    let day = |text: &Option<String>| text.as_deref().map(|text| date(text, today)).transpose();
    let mut answers = Answers {
        committee: flags.committee.as_ref().map(body).transpose()?,
        meeting: day(&flags.meeting)?,
        title: flags.title.clone(),
        number: flags.item_number.clone(),
        source: flags.source.clone(),
        status: flags.minutes,
        confirmed_on: day(&flags.confirmed_on)?,
        discussion: flags.discussion.clone(),
        draft: flags.draft,
        ..Answers::default()
    };
    if !flags.changes.is_empty() {
        let named = flags.changes.iter().filter(|text| *text != "none");
        let found = named.map(|text| record(register, Kind::Change, text));
        answers.changes = Some(found.collect::<Result<_, _>>()?);
    }
    if let Some(title) = &flags.new_change {
        answers.new_change = Some(NewChangeAnswer {
            title: title.clone(),
            summary: flags.summary.clone(),
            kind: flags.kind,
            services: flags.services.clone(),
            responsible: flags.responsible.as_ref().map(body).transpose()?,
            authorities: flags.authorities.iter().map(body).collect::<Result<_, _>>()?,
        });
    }
    for number in &flags.settle {
        let doubt = number.checked_sub(1).filter(|doubt| *doubt < item.doubts.len());
        let what = || Failure::with(Exit::Usage, format!("there is no doubt {number}"));
        answers
            .settled
            .insert(doubt.ok_or_else(|| what().cure("--dry-run numbers the doubts there are"))?);
    }
    clauses(flags, item, register, &mut answers)?;
    for text in &flags.key_dates {
        answers.key_dates.push(key_date(text, register, today)?);
    }
    Ok(answers)
}

/// The flags that speak of a clause by its label.
fn clauses(
    flags: &Minutes,
    item: &ItemDraft,
    register: &Register,
    answers: &mut Answers,
) -> Result<(), Failure> {
    for text in &flags.reads {
        let (at, readings) = labelled(item, text, "\"a = noted\"")?;
        let each = readings.split(',').map(|word| word.trim().parse::<Reading>());
        let readings: Result<Vec<Reading>, String> = each.collect();
        answers.clause(at).readings = Some(readings.map_err(|why| Failure::with(Exit::Usage, why))?);
    }
    for text in &flags.labels {
        let (at, label) = labelled(item, text, "\"1 = a\"")?;
        answers.clause(at).label = Some(label.to_owned());
    }
    // A clause may hold several views: a flag given again speaks of the next.
    let mut seen = vec![0_usize; item.clauses.len()];
    for text in &flags.determinations {
        let (at, change) = labelled(item, text, "\"a = CHANGE\", or \"a = none\"")?;
        let about = match change {
            "none" => About::NoView,
            "new" if answers.new_change.is_some() => About::New,
            text => About::Change(record(register, Kind::Change, text)?),
        };
        answers.clause(at).view(seen[at]).about = Some(about);
        seen[at] += 1;
    }
    seen.fill(0);
    for text in &flags.views {
        let (at, view) = labelled(item, text, "\"a = not-substantial\"")?;
        let view = view
            .parse()
            .map_err(|why: String| Failure::with(Exit::Usage, why))?;
        answers.clause(at).view(seen[at]).view = Some(view);
        seen[at] += 1;
    }
    seen.fill(0);
    for text in &flags.scopes {
        let (at, scope) = labelled(item, text, "\"a = The ward only.\"")?;
        answers.clause(at).view(seen[at]).scope = Some(scope.to_owned());
        seen[at] += 1;
    }
    seen.fill(0);
    for text in &flags.supersedes {
        let (at, earlier) = labelled(item, text, "\"a = DETERMINATION\"")?;
        let earlier = record(register, Kind::Determination, earlier)?;
        answers.clause(at).view(seen[at]).supersedes = Some(earlier);
        seen[at] += 1;
    }
    Ok(())
}

/// A record of one kind, by its id or the beginning of it.
pub(super) fn record(register: &Register, kind: Kind, text: &str) -> Result<RecordId, Failure> {
    let (found, id) = name::find_among(register, text, &[kind])?;
    if found == kind {
        return Ok(id);
    }
    let what = format!("`{id}` is a {found}, and a {kind} is meant here");
    Err(Failure::with(Exit::Usage, what).cure(format!("see `scrutiny list {}`", kind.folder())))
}

/// The place of the clause that a flag such as `a = noted` speaks of, and what it says.
fn labelled<'t>(item: &ItemDraft, text: &'t str, form: &str) -> Result<(usize, &'t str), Failure> {
    let (label, says) = split(text, '=', form)?;
    let plain = |label: &str| {
        label
            .trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ' '))
            .to_lowercase()
    };
    let (own, _) = labels(item);
    let at = own.iter().position(|own| plain(own) == plain(label));
    at.map(|at| (at, says)).ok_or_else(|| {
        let failure = Failure::with(Exit::NotFound, format!("no clause is labelled `{label}`"));
        match own.as_slice() {
            [] => failure.cure("no clause was found in the item"),
            _ => failure.cure(format!("the clauses are: {}", own.join(", "))),
        }
    })
}

/// A key date: `2026-04-01 = service begins`, and after `@` the change, where there are several.
fn key_date(text: &str, register: &Register, today: NaiveDate) -> Result<KeyDate, Failure> {
    let (day, rest) = split(text, '=', "\"2026-04-01 = service begins\"")?;
    let (what, change) = match rest.rsplit_once(" @ ") {
        Some((what, change)) => (what.trim(), Some(record(register, Kind::Change, change.trim())?)),
        None => (rest, None),
    };
    Ok(KeyDate {
        date: date(day, today)?,
        what: what.to_owned(),
        change,
    })
}
