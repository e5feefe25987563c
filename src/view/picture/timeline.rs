//! What happened to a change, along time: a lane for the change itself and one for each council.
//!
//! Marks that would touch in the narrowest picture stand below one another; what has no date stands in a zone at the
//! end; a date known only to its month or year is a span. What has no room is left to the list, and counted.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Across, NARROW, PITCH, width, wrapped};
use crate::value::PartialDate;

/// How many lanes are drawn.
pub const LANES: usize = 8;
/// How many rows of marks a lane has.
const ROWS: usize = 5;
/// How high a row is, in pixels.
const ROW: i32 = 30;
/// How high a line of a lane's name is.
const LINE: i32 = 17;
/// The sizes of the letters.
const SMALL: i32 = 12;
/// Names stand in bold letters of 13 pixels, which are as wide as others of 15.
const NAME: i32 = 15;
/// Where the first mark of the time axis stands; half a label has room before it.
const LEFT: i32 = 120;
/// Where the last one stands: without, and with, a zone for what has no date.
const RIGHT: [i32; 2] = [880, 740];
/// The two places in that zone, and where it begins.
const UNDATED: [i32; 2] = [850, 950];
const ZONE: i32 = 797;
/// A time axis holds so many days at least, so that two meetings in a week do not stand a page apart.
const SHORTEST: i64 = 92;

/// What a mark stands for. Each has a shape of its own; those of views are those of the tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A view that the change is substantial.
    Substantial,
    /// A view that it is not.
    NotSubstantial,
    /// An answer put off, or left to the council.
    Awaiting,
    /// A meeting.
    Meeting,
    /// A decision, or that the proposal was given up.
    Decided,
    /// A day by which something is asked for.
    Due,
    /// Anything else.
    Event,
}

impl Shape {
    /// What the shape stands for, in a sentence about the picture.
    pub fn words(self) -> &'static str {
        match self {
            Self::Substantial => "a filled square is a view that the change is substantial",
            Self::NotSubstantial => "a hollow square is a view that it is not substantial",
            Self::Awaiting => "a broken ring is an answer put off",
            Self::Meeting => "a disc is a meeting",
            Self::Decided => "a diamond is a decision",
            Self::Due => "a flag is a day by which something is asked for",
            Self::Event => "a ring is anything else that happened or is to happen",
        }
    }
}

/// One thing to draw.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number in the list.
    pub number: usize,
    /// Its lane.
    pub lane: usize,
    /// When.
    pub date: PartialDate,
    /// What it is.
    pub shape: Shape,
    /// What it opens or closes: the two ends of one bar have the same number.
    pub bar: Option<usize>,
}

/// A timeline.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// How high it is.
    pub height: i32,
    /// Where the lines across time begin.
    pub top: i32,
    /// The times that are named.
    pub ticks: Vec<Tick>,
    /// Where the zone begins for what has no date.
    pub undated: Option<Across>,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// How many events have no room in the picture.
    pub left: usize,
}

/// A time that is named.
#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    /// Where.
    pub x: Across,
    /// Its name.
    pub words: String,
}

/// One lane.
#[derive(Clone, Debug, Serialize)]
pub struct Lane {
    /// Its upper edge.
    pub top: i32,
    /// Its name, in lines.
    pub name: Vec<Line>,
    /// Where its first row is, to say there that it holds nothing.
    pub empty: Option<i32>,
    /// What lasts, or may have been at any time within it.
    pub bars: Vec<Bar>,
    /// What happened.
    pub marks: Vec<Mark>,
}

/// A line of text.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Where it stands.
    pub y: i32,
    /// What it says.
    pub words: String,
}

/// Something that lasts.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// Whether it is a consultation, and not a date that is known in part.
    pub lasts: bool,
    /// Where it begins.
    pub x: Across,
    /// How wide it is.
    pub width: Across,
    /// Its middle.
    pub y: i32,
}

/// A mark.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// The number in the list.
    pub number: usize,
    /// Its shape.
    pub shape: Shape,
    /// Its middle.
    pub x: Across,
    /// Its middle.
    pub y: i32,
}

/// What stands together in one row: a mark with its span, or the two ends of a bar.
struct Item<'e> {
    room: Range<i32>,
    marks: Vec<(&'e Event, i32)>,
    bars: Vec<(bool, Range<i32>)>,
}

/// Draws events, in the order of the list, in lanes of these names. Nothing is drawn where no date is known at all.
pub fn draw(events: &[Event], names: &[String]) -> Option<Timeline> {
    let axis = Axis::of(events)?;
    let undated = events.iter().any(|event| event.date.is_unknown());
    let mut timeline = Timeline {
        height: 0,
        top: if undated { 2 * LINE + 4 } else { LINE + 4 },
        ticks: axis.ticks(),
        undated: undated.then_some(Across(ZONE)),
        lanes: Vec::new(),
        left: events.iter().filter(|event| event.lane >= names.len()).count(),
    };
    let mut top = timeline.top;
    for (number, name) in names.iter().enumerate() {
        let own: Vec<&Event> = events.iter().filter(|event| event.lane == number).collect();
        let (lane, bottom) = lane(&axis, &own, name, top);
        timeline.left += own.len() - lane.marks.len();
        timeline.lanes.push(lane);
        top = bottom;
    }
    timeline.height = top;
    Some(timeline)
}

/// One lane and its lower edge.
fn lane(axis: &Axis, own: &[&Event], name: &str, top: i32) -> (Lane, i32) {
    let name = wrapped(name, NAME, NARROW - 8, 2);
    let lines = i32::try_from(name.len()).unwrap_or(1);
    let first = top + LINE * lines + 8 + ROW / 2;
    let mut lane = Lane {
        top,
        name: (1..)
            .zip(name)
            .map(|(line, words)| Line {
                y: top + LINE * line,
                words,
            })
            .collect(),
        empty: own.is_empty().then_some(first),
        bars: Vec::new(),
        marks: Vec::new(),
    };
    let mut rows: Vec<Vec<Range<i32>>> = Vec::new();
    for item in items(axis, own) {
        let free = rows.iter().position(|row| {
            let apart = |other: &Range<i32>| other.end <= item.room.start || item.room.end <= other.start;
            row.iter().all(apart)
        });
        let row = free.unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        if row >= ROWS {
            rows.pop();
            continue;
        }
        rows[row].push(item.room.clone());
        let y = first + ROW * i32::try_from(row).unwrap_or(0);
        lane.bars.extend(item.bars.into_iter().map(|(lasts, bar)| Bar {
            lasts,
            x: Across(bar.start),
            width: Across((bar.end - bar.start).max(4)),
            y,
        }));
        lane.marks.extend(item.marks.into_iter().map(|(event, x)| Mark {
            number: event.number,
            shape: event.shape,
            x: Across(x),
            y,
        }));
    }
    lane.marks.sort_by_key(|mark| mark.number);
    let deep = i32::try_from(rows.len().max(1)).unwrap_or(1);
    (lane, first + ROW * deep - ROW / 2 + 8)
}

/// What is to stand in a lane, with the room that each takes.
fn items<'e>(axis: &Axis, own: &[&'e Event]) -> Vec<Item<'e>> {
    let half = (Across::of_pixels(PITCH).0 + 1) / 2;
    let mut items: Vec<Item<'e>> = Vec::new();
    let mut places = 0;
    let mut done: Vec<usize> = Vec::new();
    for event in own {
        if done.contains(&event.number) {
            continue;
        }
        let Some(place) = axis.place(event.date) else {
            let x = UNDATED[places % UNDATED.len()];
            places += 1;
            items.push(Item {
                room: x - half..x + half,
                marks: vec![(event, x)],
                bars: Vec::new(),
            });
            continue;
        };
        let mut item = Item::of(event, &place, half);
        let close = own
            .iter()
            .find(|other| event.bar.is_some() && other.bar == event.bar && other.number > event.number);
        if let Some((close, to)) = close.and_then(|close| Some((close, axis.place(close.date)?))) {
            item.bars.push((true, place.start..to.end.max(place.start)));
            item.room.end = item.room.end.max(to.end);
            let other = Item::of(close, &to, half);
            // Where both ends have room in one row they share it; else the second stands in a row below.
            if other.marks[0].1 - item.marks[0].1 >= 2 * half {
                item.room.end = item.room.end.max(other.room.end);
                item.marks.extend(other.marks);
                item.bars.extend(other.bars);
                done.push(close.number);
            }
        }
        items.push(item);
    }
    items
}

impl<'e> Item<'e> {
    /// A mark in the middle of the time it may have been.
    fn of(event: &'e Event, place: &Range<i32>, half: i32) -> Self {
        let middle = i32::midpoint(place.start, place.end);
        let known = place.start == place.end;
        Self {
            room: place.start.min(middle - half)..place.end.max(middle + half),
            marks: vec![(event, middle)],
            bars: if known {
                Vec::new()
            } else {
                vec![(false, place.clone())]
            },
        }
    }
}

/// The axis of time.
struct Axis {
    first: NaiveDate,
    last: NaiveDate,
    right: i32,
}

impl Axis {
    fn of(events: &[Event]) -> Option<Self> {
        let first = events.iter().filter_map(|event| event.date.earliest()).min()?;
        let last = events.iter().filter_map(|event| event.date.latest()).max()?;
        let short = (SHORTEST - (last - first).num_days()).max(0);
        let undated = events.iter().any(|event| event.date.is_unknown());
        Some(Self {
            first: first - chrono::Duration::days(short / 2),
            last: last + chrono::Duration::days(short - short / 2),
            right: RIGHT[usize::from(undated)],
        })
    }

    /// Where a day stands.
    fn x(&self, day: NaiveDate) -> i32 {
        let whole = (self.last - self.first).num_days().max(1);
        let part = (day - self.first).num_days();
        let wide = i64::from(self.right - LEFT);
        LEFT + i32::try_from((part * wide + whole / 2) / whole).unwrap_or(0)
    }

    /// From where to where a date may be.
    fn place(&self, date: PartialDate) -> Option<Range<i32>> {
        Some(self.x(date.earliest()?)..self.x(date.latest()?))
    }

    /// As many months or years as can be named side by side in the narrowest picture.
    fn ticks(&self) -> Vec<Tick> {
        const STEPS: [i32; 10] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
        let room = |words: &str| Across::of_pixels(width(words, SMALL) + 6).0;
        for step in STEPS {
            let ticks = self.every(step);
            let mut pairs = ticks.windows(2);
            let apart = pairs.all(|pair| pair[1].x.0 - pair[0].x.0 >= room(&pair[1].words));
            if !ticks.is_empty() && apart {
                return ticks;
            }
        }
        Vec::new()
    }

    fn every(&self, step: i32) -> Vec<Tick> {
        let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
        let months = month(self.first)..=month(self.last);
        let days = months
            .filter(|month| month.rem_euclid(step) == 0)
            .filter_map(|month| {
                NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
            })
            .filter(|day| *day >= self.first && *day <= self.last);
        days.map(|day| Tick {
            x: Across(self.x(day)),
            words: day.format(if step < 12 { "%b %Y" } else { "%Y" }).to_string(),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
