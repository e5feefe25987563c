//! A provision in a case, as an officer would note it: where it stands, why, under which law, by when, and what shows
//! that it was done.

use super::{Asked, record};
use crate::cli::paper::{Entry, Line};
use crate::law::account::{Account, names};
use crate::law::derive::{Derived, State};
use crate::law::provision::{Effect, Verification};
use crate::law::trace::{Finding, Ground, Step};
use crate::record::RecordId;
use crate::value::{PartialDate, capital, with_weekday};
use chrono::NaiveDate;

/// The entry of a provision. The change is named where a view of it can be added.
pub(super) fn of(asked: Asked<'_>, derived: &Derived<'_>, change: Option<&RecordId>) -> Entry {
    let account = asked.teller().one(derived);
    let mut lines = vec![who(&account)];
    if account.effect != Effect::Duty {
        lines.push(Line::new("means", account.summary.clone()));
    }
    lines.extend(because(derived, &account, change));
    lines.push(law(&account));
    lines.extend(by(&account));
    lines.extend(done(&account));
    let records = account
        .recorded
        .iter()
        .map(|id| Line::new("record", format!("duty/{id}")));
    lines.extend(records);
    // Where something is missing, that is what would change it; what is done or over hardly changes.
    let settled = matches!(
        derived.state,
        State::CannotTell | State::Discharged | State::Passed
    );
    if !settled && !account.would_change_if.is_empty() {
        lines.push(Line::new(
            "would change if",
            account.would_change_if.join("; or "),
        ));
    }
    Entry {
        title: account.title.clone(),
        state: standing(derived, &account),
        lines,
    }
}

/// One entry for several that wait for the same facts.
pub(super) fn of_alike(asked: Asked<'_>, group: &[&Derived<'_>], change: Option<&RecordId>) -> Entry {
    let accounts: Vec<Account> = group.iter().map(|one| asked.teller().one(one)).collect();
    let mut lines = Vec::new();
    if let Some(first) = accounts.first() {
        lines.push(Line::new("who", names(&first.bearers)));
    }
    lines.extend(group.first().into_iter().flat_map(|first| missing(first, change)));
    let each = accounts.iter().map(|account| {
        let says = format!("{}: {} [{}]", account.title, account.citation, account.provision);
        Line::new("which", says)
    });
    lines.extend(each);
    Entry {
        title: format!("{} matters that turn on the same facts", group.len()),
        state: "cannot tell yet".to_owned(),
        lines,
    }
}

/// Where it stands, in a few words.
pub(in crate::cli) fn standing(derived: &Derived<'_>, account: &Account) -> String {
    let is_duty = account.effect == Effect::Duty;
    let day = account.due.map(spoken);
    let words = match (derived.state, day) {
        (State::Overdue, Some(day)) => format!("overdue: the last day was {day}"),
        (State::Overdue, None) => "overdue".to_owned(),
        (State::Due, Some(day)) => format!("due by {day}"),
        (State::Required, Some(day)) => format!("required until {day}"),
        (State::Due | State::Required, None) => "required".to_owned(),
        (State::Disputed, _) => "disputed".to_owned(),
        (State::CannotTell, _) => "cannot tell yet".to_owned(),
        (State::Discharged, _) => match &account.discharged {
            Some(met) if met.late => "done late".to_owned(),
            _ if is_duty => "done".to_owned(),
            _ => "used".to_owned(),
        },
        (State::Available, Some(day)) => format!("may be used until {day}"),
        (State::Available, None) => "may be used".to_owned(),
        (State::InEffect, Some(day)) => format!("applies until {day}"),
        (State::InEffect, None) => "applies".to_owned(),
        (State::Passed, Some(day)) if is_duty => format!("the last day was {day}"),
        (State::Passed, Some(day)) => format!("ended on {day}"),
        (State::Passed, None) if is_duty => "not recorded as done in time".to_owned(),
        (State::Passed, None) => "the time has gone by".to_owned(),
        (State::NotRequired, _) if is_duty => "not required".to_owned(),
        (State::NotRequired, _) => "does not apply".to_owned(),
    };
    match account.unconfirmed && !matches!(derived.state, State::CannotTell | State::Disputed) {
        true => format!("{words}, on recorded views"),
        false => words,
    }
}

/// Who must or may, and for whom.
fn who(account: &Account) -> Line {
    let bearers = names(&account.bearers);
    let owed_to = names(&account.owed_to);
    Line::new(
        "who",
        match bearers == owed_to {
            true => bearers,
            false => format!("{bearers}, for {owed_to}"),
        },
    )
}

/// What is not recorded, and the commands that record it.
fn missing(derived: &Derived<'_>, change: Option<&RecordId>) -> Vec<Line> {
    let steps = derived.because.missing();
    let mut lines: Vec<Line> = steps
        .iter()
        .map(|step| Line::new("missing", capital(&step.says)))
        .collect();
    lines.extend(
        change
            .into_iter()
            .flat_map(|change| record::commands(&steps, change)),
    );
    lines
}

/// The command that records a view.
fn add_view(change: &RecordId) -> Line {
    Line::command("add it", record::view(change))
}

/// What decides it; or, where it cannot be told, what is not recorded.
fn because(derived: &Derived<'_>, account: &Account, change: Option<&RecordId>) -> Vec<Line> {
    if account.applies == Finding::Unknown {
        return missing(derived, change);
    }
    // That the law is in force is told with the law.
    let in_force = derived
        .because
        .because
        .first()
        .filter(|step| step.finding == Finding::Yes);
    let in_force = in_force.map(|step| capital(&step.says));
    let views = absent_views(&derived.because);
    let mut lines = Vec::new();
    let mut lifted = Vec::new();
    for reason in &account.reasons {
        if in_force.as_ref() == Some(&reason.says) {
            continue;
        }
        if reason.provision.is_some() && reason.finding == Finding::No && account.applies != Finding::No {
            lifted.push(reason.says.trim_end_matches(" does not apply").to_owned());
            continue;
        }
        lines.push(Line::new("because", reason.says.clone()));
        lines.extend(change.filter(|_| views.contains(&reason.says)).map(add_view));
    }
    if !lifted.is_empty() {
        let says = format!("No exception applies: {}", lifted.join(", "));
        lines.push(Line::new("because", says));
    }
    lines
}

/// The sentences that say that a view is not recorded.
fn absent_views(step: &Step) -> Vec<String> {
    let mut found = Vec::new();
    for reason in step.reasons() {
        let views = reason
            .because
            .iter()
            .filter(|view| view.ground == Ground::View && view.from.is_empty());
        found.extend(views.map(|view| capital(&view.says)));
    }
    found
}

/// The citation, when it is law, and how far our entry can be relied on.
fn law(account: &Account) -> Line {
    let period = match (account.in_force.from(), account.in_force.until()) {
        (Some(from), Some(until)) => format!("in force from {} to {}", spoken(from), spoken(until)),
        (Some(from), None) => format!("in force since {}", spoken(from)),
        (None, _) => "never brought into force, as far as is known".to_owned(),
    };
    let checked = match account.verified {
        Verification::Primary => "",
        _ => "; not checked against the text",
    };
    Line::new(
        "law",
        format!("{}, {period}{checked} [{}]", account.citation, account.provision),
    )
}

/// By when, with the law's words and the sum; that the law states no number of days, where somebody might look for one.
fn by(account: &Account) -> Vec<Line> {
    let when = &account.time;
    let open = !matches!(account.state, "not-required" | "discharged");
    let label = match when.kind {
        "not-before" => "not before",
        "until" => "until",
        "on" => "on",
        "at-once" => "at once",
        _ => "by",
    };
    let gone_by = account.gone_by.iter().filter(|_| account.state == "passed");
    let gone_by = gone_by.map(|past| {
        Line::new(
            "by",
            format!("{past}, and we hold no record that this was done before."),
        )
    });
    let Some(words) = &when.words else {
        let silent = account.effect == Effect::Duty && open && account.applies != Finding::Unknown;
        let says = "The law states no number of days.";
        let silent = silent.then(|| Line::new("by", says));
        return silent.into_iter().chain(gone_by).collect();
    };
    if account.applies == Finding::No {
        return Vec::new();
    }
    let Some(day) = when.day else {
        let why = when.missing.as_deref().unwrap_or("The day cannot be reckoned");
        return vec![Line::new(label, format!("{}. {why}.", capital(words)))];
    };
    let mut lines = vec![Line::new(label, format!("{}: {words}", with_weekday(day)))];
    lines.extend(when.steps.iter().map(|step| Line::new(label, step.clone())));
    if when.projected {
        lines.push(Line::new(
            label,
            "The bank holidays of that year are not all proclaimed yet.",
        ));
    }
    lines
}

/// When it was done and what shows it.
fn done(account: &Account) -> Option<Line> {
    let done = account.discharged.as_ref()?;
    let on = match PartialDate::parse(&done.on) {
        Ok(date) => date.spoken(),
        Err(_) => done.on.clone(),
    };
    let late = if done.late { ", after the last day" } else { "" };
    Some(Line::new(
        "done",
        format!("{on}{late}: {} ({})", done.evidence, done.from.record),
    ))
}

/// A day as it is said.
pub(in crate::cli) fn spoken(day: NaiveDate) -> String {
    PartialDate::Day(day).spoken()
}
