//! The same minutes a second time: whether an item is in the register already, from these bytes or from others.

use super::answers::Answers;
use super::plan::{self, Material};
use crate::record::Entry;
use crate::record::resolution::Resolution;
use crate::value::fold;

/// Whether an item is in the register.
#[derive(Clone, Copy, Debug)]
pub(super) enum Again<'r> {
    /// It is not.
    New,
    /// It is, read from the same bytes.
    Same(&'r Entry<Resolution>),
    /// It is, read from others.
    Other(&'r Entry<Resolution>),
}

/// Looks for an item among the resolutions.
pub(super) fn look<'r>(material: &Material<'r>, answers: &Answers) -> Again<'r> {
    let committee = plan::committee(material, answers);
    let meeting = plan::meeting(material, answers).filter(|day| !day.is_unknown());
    let source = plan::source(material, answers);
    let mut other = None;
    for entry in material.register.resolutions.iter() {
        let resolution = &entry.body;
        let minutes = resolution.minutes.as_ref();
        let sum = minutes.and_then(|minutes| minutes.sha256.as_ref());
        let same_bytes = sum.is_some_and(|sum| *sum.value == *material.sum);
        let same_item = is_item(material, answers, resolution);
        if same_bytes && same_item.unwrap_or(material.items == 1) {
            return Again::Same(entry);
        }
        let known = |day| resolution.meeting.value == day;
        let same_meeting = committee.as_ref() == Some(&resolution.committee.id) && meeting.is_some_and(known);
        let address = minutes.and_then(|minutes| minutes.source.as_ref());
        let same_address = address.is_some_and(|address| source.as_deref() == Some(&*address.value));
        // One page may be of one item; a page of a whole meeting is of many, and an address says no more than the meeting.
        let fits = match same_item {
            Some(same) => same && (same_meeting || same_address),
            None => same_address && material.items == 1,
        };
        if fits {
            other = other.or(Some(entry));
        }
    }
    other.map_or(Again::New, Again::Other)
}

/// Whether an item is the one of a resolution, by its title, or else its number; none where neither tells.
fn is_item(material: &Material<'_>, answers: &Answers, resolution: &Resolution) -> Option<bool> {
    let plain = |text: &str| super::matching::split(&fold(text)).join(" ");
    if let Some(title) = plan::title(material, answers) {
        return Some(plain(&title) == plain(&resolution.item));
    }
    let number = plan::number(material, answers)?;
    let own = resolution.item_number.as_ref()?;
    Some(plain(&number) == plain(own))
}
