//! The page of one resolution: what a committee resolved on one item, word for word.

use serde::Serialize;

use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind};
use crate::site::PagePath;

use super::clauses::{self, Action, Minuted};
use super::correction::{self, Corrected};
use super::frame::Head;
use super::judgement::Judgement;
use super::law::meeting::{self, Access};
use super::piece::{Dated, Linked, Source, Step, Tag};
use super::{Here, words};

/// What the page of a resolution says.
#[derive(Debug, Serialize)]
pub struct ResolutionView {
    title: String,
    number: Option<String>,
    minuted: Minuted,
    confirmed_on: Option<Dated>,
    sum: Option<String>,
    changes: Vec<About>,
    /// Whether any clause holds a view.
    holds_view: bool,
    discussion_html: Option<String>,
    votes: Option<String>,
    corrections: Vec<Corrected>,
    actions: Vec<Action>,
    /// By when the meeting and its papers have to be open to the public.
    access: Vec<Access>,
    sources: Vec<Source>,
    history: Vec<Step>,
}

/// A change the item was about.
#[derive(Debug, Serialize)]
pub struct About {
    change: Linked,
    status: Tag,
}

/// The changes an item was about, each with its status.
pub fn about(here: Here<'_, '_>, resolution: &Resolution) -> Vec<About> {
    let register = here.register();
    let each = resolution.changes.iter().map(|change| {
        let entry = &register.changes[change];
        About {
            change: here.change(entry),
            status: Tag::of_change(&Judgement::of(register, entry)),
        }
    });
    each.collect()
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>, entry: &Entry<Resolution>) -> Head {
    let meeting = here.meeting(&entry.body);
    Head {
        title: format!("{} ({meeting})", *entry.body.item),
        about: Some(format!("What {meeting} resolved, word for word.")),
        data: Some(PagePath::data(Kind::Resolution, &entry.id)),
        part: Some("resolutions"),
    }
}

/// What the page says.
pub fn view<'r>(here: Here<'_, 'r>, entry: &'r Entry<Resolution>) -> ResolutionView {
    let resolution = &entry.body;
    let minutes = resolution.minutes.as_ref();
    ResolutionView {
        title: resolution.item.to_string(),
        number: resolution.item_number.as_ref().map(|number| number.to_string()),
        minuted: clauses::minuted(here, entry, None),
        confirmed_on: minutes.and_then(|minutes| Dated::known(minutes.confirmed_on.value)),
        sum: minutes.and_then(|minutes| Some(minutes.sha256.as_ref()?.to_string())),
        changes: about(here, resolution),
        holds_view: !here.register().determinations_in(&entry.id).is_empty(),
        discussion_html: resolution.discussion.as_ref().map(|text| here.markdown(text, 2)),
        votes: resolution.votes.as_ref().map(|votes| words::capital(votes)),
        corrections: correction::corrections(&resolution.corrections, &|label| resolution.label_of(label)),
        actions: clauses::actions(here, entry, None),
        access: meeting::access(here, here.conclusions.of_item(entry).as_ref()),
        sources: here.sources(&resolution.sources),
        history: here.history("resolutions", &entry.id),
    }
}
