//! Bare `scrutiny`: today's work.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found, Read};
use super::guided;
use super::read::named;
use crate::diagnostic::Severity;
use crate::failure::{Exit, Failure};
use crate::record::RecordId;
use crate::register::Register;
use crate::report::owed::{self, Wanted};
use crate::value::{PartialDate, Status};
use crate::view::words::counted;

/// Shows what the law asks for soon, duties on record, actions open, drafts and problems.
pub(super) fn run(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let found = desk.open()?;
    let read = found.read()?;
    let unfinished = unfinished(&found);
    let unsaved = found.is_unsaved()?;
    let register = &read.register;
    let (law, shown) = soon(&read, desk.today);
    let (duties, actions, drafts) = (
        duties(register, desk.today, &shown),
        actions(register),
        drafts(register),
    );
    let errors = read.problems.count(Severity::Error);
    let warnings = read.problems.count(Severity::Warning);
    if desk.output.is_json() {
        let list = |items: &[Item]| items.iter().map(Item::to_json).collect::<Vec<Json>>();
        let data = json!({
            "today": desk.today.to_string(),
            "law": list(&law), "duties": list(&duties), "actions": list(&actions), "drafts": list(&drafts), "unfinished": list(&unfinished), "unsaved": unsaved,
            "errors": errors, "warnings": warnings, "left_out": read.left_out(),
        });
        desk.output.of_register(&read.faults(), &data);
        return Ok(read.exit());
    }
    let day = PartialDate::Day(desk.today).spoken();
    let mut out = format!("{}, {day}\n", register.name());
    section(&mut out, "Owed by law, overdue or due within 30 days", &law, desk);
    section(&mut out, "Duties on record, not yet met", &duties, desk);
    section(&mut out, "Actions committees asked for", &actions, desk);
    if !actions.is_empty() {
        out.push_str("  `scrutiny actions` tells of whom each was asked, and makes a report for an agenda\n");
    }
    section(&mut out, "Drafts", &drafts, desk);
    if !unfinished.is_empty() {
        out.push_str(&format!("\nForms begun and not saved: {}\n", unfinished.len()));
        for item in &unfinished {
            out.push_str(&format!("  {}\n    {}\n", item.what, item.record));
        }
    }
    if unsaved {
        out.push_str("\nSome files were changed by hand and are not saved.\n");
        out.push_str("  `scrutiny diff` shows what differs, `scrutiny save` saves it\n");
    }
    if errors + warnings > 0 {
        out.push_str(&format!(
            "\nProblems: {} and {}\n",
            counted(errors, "error"),
            counted(warnings, "warning")
        ));
    }
    let left_out = read.left_out();
    if !left_out.is_empty() {
        out.push_str(&format!(
            "  Left out above, with what would follow: {}\n",
            named(&left_out)
        ));
    }
    desk.output.page(&out);
    desk.output.next(match (errors + warnings, drafts.len()) {
        (0, 0) => "`scrutiny build` makes the site; `scrutiny add --help` records something new",
        (0, _) => "`scrutiny edit ID` goes on with a draft",
        _ => "`scrutiny check` shows each problem and its cure",
    });
    Ok(read.exit())
}

/// One thing to do.
struct Item {
    record: String,
    what: String,
    due: Option<PartialDate>,
}

impl Item {
    fn to_json(&self) -> Json {
        json!({ "record": self.record, "what": self.what, "due": self.due })
    }
}

fn section(out: &mut String, title: &str, items: &[Item], desk: &Desk<'_>) {
    const MOST: usize = 12;
    out.push_str(&format!(
        "\n{title}: {}\n",
        if items.is_empty() {
            "none".to_owned()
        } else {
            items.len().to_string()
        }
    ));
    for item in items.iter().take(MOST) {
        let due = match item.due {
            Some(due) if due.latest().is_some_and(|day| day < desk.today) => {
                format!("overdue since {}", due.spoken())
            }
            Some(PartialDate::Unknown) => "date not known".to_owned(),
            Some(due) => format!("by {}", due.spoken()),
            None => "no date stated".to_owned(),
        };
        out.push_str(&format!("  {} ({due})\n    {}\n", item.what, item.record));
    }
    if items.len() > MOST {
        out.push_str(&format!("  ... and {} more\n", items.len() - MOST));
    }
}

/// Earliest due first, those without a date last.
fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| {
        let due = item.due.and_then(PartialDate::latest);
        (due.is_none(), due, item.record.clone())
    });
    items
}

/// What the law asks for and is overdue or due within thirty days, and the records of it.
fn soon(read: &Read, today: NaiveDate) -> (Vec<Item>, BTreeSet<RecordId>) {
    let wanted = Wanted {
        until: today.checked_add_days(Days::new(30)),
        ..Wanted::default()
    };
    let mut found = owed::owed(&read.register, &read.law, today, &wanted);
    found.retain(|owed| owed.provision.is_some());
    let recorded = found
        .iter()
        .flat_map(|owed| owed.recorded.iter().cloned())
        .collect();
    let items = found.iter().map(|owed| Item {
        record: format!("change/{}, {}", owed.change, owed.law),
        what: format!("{}: {}", owed.who(), owed.what),
        due: owed.day.map(PartialDate::Day),
    });
    (items.collect(), recorded)
}

/// The duties on record, but for those that were shown already.
fn duties(register: &Register, today: NaiveDate, shown: &BTreeSet<RecordId>) -> Vec<Item> {
    let open = register
        .duties
        .iter()
        .filter(|entry| entry.body.met_by(today).is_none() && entry.body.no_longer_owed.is_none())
        .filter(|entry| !shown.contains(&entry.id));
    sorted(
        open.map(|entry| {
            let by = register.bodies[&entry.body.owed_by].body.known_as();
            Item {
                record: format!("duty/{}", entry.id),
                what: format!("{by}: {}", *entry.body.title),
                due: entry.body.due.as_ref().map(|due| due.value),
            }
        })
        .collect(),
    )
}

fn actions(register: &Register) -> Vec<Item> {
    let all = register.resolutions.iter().flat_map(|entry| {
        let clauses = entry.body.clauses.iter();
        clauses.filter_map(move |clause| clause.action.as_ref().map(|action| (entry, clause, action)))
    });
    let open = all.filter(|(_, _, action)| action.done.is_none());
    sorted(
        open.map(|(entry, clause, action)| Item {
            record: format!(
                "resolution/{}, clause {}",
                entry.id,
                entry.body.label_of(&clause.label)
            ),
            what: super::output::clip(&clause.words, 90),
            due: Some(action.due.value),
        })
        .collect(),
    )
}

/// The forms that were left before they were saved, each with the command that goes on with it. Whoever looks at the past has
/// none.
fn unfinished(found: &Found<'_>) -> Vec<Item> {
    if found.at.is_some() {
        return Vec::new();
    }
    let each = guided::kept(&guided::folder(found))
        .into_iter()
        .filter_map(|kept| {
            let form = kept.form.as_ref().ok()?;
            let begun = PartialDate::Day(form.begun).spoken();
            let what = match &form.editing {
                Some(editing) => format!("the {} {}, begun on {begun}", form.kind(), editing.id),
                None => format!("a new {}, begun on {begun}", form.kind()),
            };
            Some(Item {
                record: kept.command()?,
                what,
                due: None,
            })
        });
    each.collect()
}

fn drafts(register: &Register) -> Vec<Item> {
    let drafts = register.entries().filter(|entry| entry.status == Status::Draft);
    drafts
        .map(|entry| Item {
            record: format!("{}/{}", entry.kind, entry.id),
            what: entry.title.to_owned(),
            due: None,
        })
        .collect()
}
