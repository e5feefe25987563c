//! Reasons as sentences, each with a link to the record that it came from.
//!
//! These lists are made here, as Markdown is, and not by templates: nothing else stands on a page so often.

use crate::law::account::{Place, Reason};
use crate::law::trace::{Finding, Ground, Step};
use crate::markdown::escape;
use crate::record::{Kind, RecordId};

use super::super::Here;
use super::super::known_as;
use super::super::piece::Linked;
use super::super::words::uncapital;
use crate::site::PagePath;

/// The decisive reasons as a list, each with what it rests on. That none of the exceptions applies is one sentence: each
/// of them stands among the steps.
pub fn decisive(here: Here<'_, '_>, step: &Step) -> String {
    let reasons = here.teller().reasons(step);
    let is_lift = |reason: &Reason| {
        step.finding != Finding::No && reason.provision.is_some() && reason.finding == Finding::No
    };
    let lifts = reasons.iter().filter(|reason| is_lift(reason)).count();
    let mut html = String::with_capacity(160 * reasons.len());
    html.push_str("<ul class=\"reasons\">");
    for reason in reasons.iter().filter(|reason| lifts < 2 || !is_lift(reason)) {
        one(here, reason, &mut html);
    }
    if lifts > 1 {
        html.push_str(&format!("<li>None of the {lifts} exceptions to it applies</li>"));
    }
    html.push_str("</ul>");
    html
}

fn one(here: Here<'_, '_>, reason: &Reason, html: &mut String) {
    let mut from = places(here, &reason.from);
    if let Some(provision) = reason.provision.as_deref().and_then(|id| here.input.law.get(id)) {
        from.push(here.provision(provision));
    }
    html.push_str("<li>");
    html.push_str(&escape(&reason.says));
    if reason.unconfirmed {
        html.push_str(" <span class=\"note\">(on one body’s view alone)</span>");
    }
    for (number, link) in from.iter().enumerate() {
        html.push_str(if number == 0 {
            " <span class=\"note\">("
        } else {
            "; "
        });
        let (address, words) = (escape(&link.address), escape(&link.words));
        html.push_str(&format!("<a href=\"{address}\">{words}</a>"));
    }
    if !from.is_empty() {
        html.push_str(")</span>");
    }
    html.push_str("</li>");
}

/// Every step below a conclusion, each as an item of a list; none where there are no more than the reasons tell. Of
/// another provision that it leans on only what decides it stands here: the rest stands with that.
pub fn trace(here: Here<'_, '_>, step: &Step) -> Vec<String> {
    let steps = flat(step);
    let told = step.reasons().len();
    let deeper = steps.iter().any(|part| !part.because.is_empty());
    if !deeper && steps.len() <= told {
        return Vec::new();
    }
    items(here, &steps)
}

/// Items as a list; none where there are none.
pub fn listed(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| format!("<ul class=\"tree\">{}</ul>", items.concat()))
}

fn items(here: Here<'_, '_>, steps: &[&Step]) -> Vec<String> {
    let item = |part: &&Step| {
        let mut html = format!(
            "<li><b>{}:</b> {}",
            finding(part.finding),
            escape(&says(here, part))
        );
        let below = match part.ground {
            Ground::Provision(_) => part.reasons(),
            _ => flat(part),
        };
        match part.ground {
            _ if below.is_empty() => {}
            Ground::Provision(_) => leaves(here, &below, &mut html),
            _ => html.extend(listed(&items(here, &below))),
        }
        html.push_str("</li>");
        html
    };
    steps.iter().map(item).collect()
}

fn leaves(here: Here<'_, '_>, steps: &[&Step], html: &mut String) {
    html.push_str("<ul class=\"tree\">");
    for part in steps {
        html.push_str("<li><b>");
        html.push_str(finding(part.finding));
        html.push_str(":</b> ");
        html.push_str(&escape(&says(here, part)));
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}

/// The steps below one. All that must hold stands in one list, and what must not hold says so itself.
fn flat(step: &Step) -> Vec<&Step> {
    let mut found = Vec::new();
    for part in &step.because {
        match part.ground {
            Ground::All | Ground::Not => found.extend(flat(part)),
            _ => found.push(&**part),
        }
    }
    found
}

/// What a step says, to follow what was found.
fn says(here: Here<'_, '_>, step: &Step) -> String {
    match step.ground {
        Ground::Any => "one of these holds".to_owned(),
        Ground::Provision(_) => uncapital(&here.teller().says(step)),
        _ => step.says.to_string(),
    }
}

fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::No => "No",
        Finding::Unknown => "Not known",
        Finding::Disputed => "Disputed",
        Finding::Yes => "Yes",
    }
}

/// Links to records, each under a name that tells where it leads.
pub fn places(here: Here<'_, '_>, places: &[Place]) -> Vec<Linked> {
    let mut links: Vec<Linked> = Vec::new();
    for link in places.iter().filter_map(|place| self::place(here, &place.record)) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// A link to `changes/ID` or the like. A change's own page leads to what it says at a glance.
fn place(here: Here<'_, '_>, record: &str) -> Option<Linked> {
    let (folder, id) = record.split_once('/')?;
    let id = RecordId::new(id).ok()?;
    let register = here.register();
    Some(match Kind::from_folder(folder)? {
        Kind::Change if PagePath::record(Kind::Change, &id) == *here.path => Linked {
            words: "record of this change".to_owned(),
            address: "#glance".to_owned(),
        },
        Kind::Change => here.change(register.changes.get(&id)?),
        Kind::Resolution => here.resolution(register.resolutions.get(&id)?),
        Kind::Determination => {
            let view = register.determinations.get(&id)?;
            let by = known_as(&register.bodies[&view.body.by]);
            here.determination(view, &format!("view of {by}"))
        }
        Kind::Duty => here.duty(register.duties.get(&id)?),
        Kind::Body => here.body(&id),
    })
}
