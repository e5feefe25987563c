//! What feeds, calendars and data files are made from. Those that are few and cheap have no number.

use chrono::{Datelike, NaiveDate};

use crate::calendar::Event;
use crate::record::{Kind, RecordId};
use crate::site::Site;
use crate::site::outlet::Outlet;
use crate::value::{Fingerprint, sum};
use crate::view::data::tables::Sheet;
use crate::view::feed::{Feed, Source};

/// Gives the number of a record.
type Of<'f> = dyn Fn(Kind, &RecordId) -> Option<Fingerprint> + Sync + 'f;

/// The number of a file: `own` counts a record's words alone, `named` those of what it names too, `page` all that its page
/// shows.
pub(super) fn print<'r>(
    site: &Site<'r>,
    outlet: &Outlet<'r>,
    own: &Of<'_>,
    named: &Of<'_>,
    page: &Of<'_>,
) -> Option<Fingerprint> {
    match outlet {
        Outlet::Feed(feed) => feed_print(site, *feed, named),
        Outlet::Calendar(calendar) => {
            let events = calendar.events(&site.input, &site.lists.outlets.days);
            let events = events.into_iter().map(event_print);
            Some(sum(std::iter::once(sum([calendar.title()])).chain(events)))
        }
        // The table of changes also says what the views of each come to.
        Outlet::Table(sheet @ Sheet::Records(Kind::Change)) => Some(sheet_print(site, *sheet, page)),
        Outlet::Table(sheet) => Some(sheet_print(site, *sheet, own)),
        Outlet::Whole(sheet) => {
            let day = site.input.as_at.to_string();
            Some(sum([sheet_print(site, *sheet, own).as_slice(), day.as_bytes()]))
        }
        Outlet::Oparl(part) => {
            let records = part.records().into_iter();
            let records = records.filter_map(|(kind, id)| named(kind, id));
            Some(sum(records.chain([sum([part.total().to_le_bytes()])])))
        }
        Outlet::Schema(_) => Some(sum(["schema"])),
        _ => None,
    }
}

/// All that a calendar says of a day.
fn event_print(event: &Event) -> Fingerprint {
    // Named one by one, so that none that is added can be forgotten here.
    let Event {
        key,
        day,
        summary,
        description,
        status,
        sequence,
        modified,
        page,
    } = event;
    let of_day = |day: NaiveDate| day.num_days_from_ce().to_le_bytes();
    let modified = modified.map(of_day);
    sum([
        key.as_bytes(),
        &of_day(*day),
        summary.as_bytes(),
        description.as_bytes(),
        &[*status as u8],
        &sequence.to_le_bytes(),
        modified.as_ref().map_or(&[], <[u8; 4]>::as_slice),
        page.as_deref().unwrap_or_default().as_bytes(),
    ])
}

/// The commits that a feed tells of, and the records as it names them.
fn feed_print<'r>(site: &Site<'r>, feed: Feed<'r>, named: &Of<'_>) -> Option<Fingerprint> {
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
fn sheet_print(site: &Site<'_>, sheet: Sheet, of: &Of<'_>) -> Fingerprint {
    let entries = site.input.register.entries();
    let held = entries.filter(|entry| entry.kind == sheet.kind());
    sum(held.filter_map(|entry| of(entry.kind, entry.id)))
}
