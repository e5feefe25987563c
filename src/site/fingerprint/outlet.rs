//! What feeds, calendars and data files are made from. Those that are few and cheap have no number.

use super::{Fingerprint, sum};
use crate::record::{Kind, RecordId};
use crate::site::Site;
use crate::site::outlet::Outlet;
use crate::view::data::tables::Sheet;
use crate::view::feed::{Feed, Source};

/// Gives the number of a record.
type Of<'f> = dyn Fn(Kind, &RecordId) -> Option<Fingerprint> + Sync + 'f;

/// The number of a file: `named` counts a record's words and of what it names, `page` all that its page shows.
pub(super) fn print(
    site: &Site<'_>,
    outlet: &Outlet<'_>,
    named: &Of<'_>,
    page: &Of<'_>,
) -> Option<Fingerprint> {
    match outlet {
        Outlet::Feed(feed) => feed_print(site, *feed, named),
        // As cheap to make as to number.
        Outlet::Calendar(calendar) => Some(sum([calendar.bytes(&site.input, &site.lists.outlets.days)])),
        Outlet::Table(sheet) => Some(sheet_print(site, *sheet, page)),
        Outlet::Whole(sheet) => {
            let day = site.input.as_at.to_string();
            Some(sum([sheet_print(site, *sheet, page).as_slice(), day.as_bytes()]))
        }
        Outlet::Oparl(part) => {
            let records = part.records()?;
            Some(sum(records.into_iter().filter_map(|(kind, id)| named(kind, id))))
        }
        Outlet::Schema(_) => Some(sum(["schema"])),
        _ => None,
    }
}

/// The commits that a feed tells of, and the records as it names them.
fn feed_print(site: &Site<'_>, feed: Feed<'_>, named: &Of<'_>) -> Option<Fingerprint> {
    let own = match feed {
        Feed::Change(entry) => named(Kind::Change, &entry.id)?,
        Feed::Body(entry) => named(Kind::Body, &entry.id)?,
        Feed::Service(slug) => sum([site.lists.outlets.service_page(slug).as_str()]),
        // One file each, which tells of the whole register.
        Feed::All | Feed::Duties => return None,
    };
    let moments = feed.moments(Source {
        input: &site.input,
        conclusions: &site.conclusions,
        lists: &site.lists,
    });
    let mut parts = vec![own];
    for moment in &moments {
        let (kind, id) = moment.record;
        parts.push(sum([
            moment.commit.id.as_bytes(),
            &[moment.touch as u8],
            &named(kind, id)?,
        ]));
    }
    Some(sum(parts))
}

/// All records that a data file holds.
fn sheet_print(site: &Site<'_>, sheet: Sheet, page: &Of<'_>) -> Fingerprint {
    let entries = site.input.register.entries();
    let held = entries.filter(|entry| entry.kind == sheet.kind());
    sum(held.filter_map(|entry| page(entry.kind, entry.id)))
}
