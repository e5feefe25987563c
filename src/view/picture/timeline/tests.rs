//! Whatever the dates are: every mark has room, no two touch, and nothing is lost unsaid.

use proptest::prelude::*;

use super::super::MARK;
use super::*;

fn event(number: usize, lane: usize, date: &str) -> Event {
    Event {
        number,
        lane,
        date: PartialDate::parse(date).expect(date),
        shape: Shape::Event,
        bar: None,
    }
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|lane| format!("Council of lane {lane}")).collect()
}

/// What must hold of every timeline.
fn holds(timeline: &Timeline, events: &[Event]) {
    let marks: Vec<&Mark> = timeline.lanes.iter().flat_map(|lane| &lane.marks).collect();
    assert_eq!(marks.len() + timeline.left, events.len());
    let half = f64::from(MARK) / 2.0;
    for (at, mark) in marks.iter().enumerate() {
        let (x, y) = (mark.x.pixels(), f64::from(mark.y));
        assert!(x - half >= 0.0 && x + half <= f64::from(NARROW), "{mark:?}");
        assert!(
            y - half >= f64::from(timeline.top) && y + half <= f64::from(timeline.height),
            "{mark:?}"
        );
        for other in &marks[..at] {
            assert_ne!(mark.number, other.number);
            let apart = (x - other.x.pixels()).abs() >= f64::from(MARK) || (mark.y - other.y).abs() >= MARK;
            assert!(apart, "{mark:?} touches {other:?}");
        }
    }
    for lane in &timeline.lanes {
        for bar in &lane.bars {
            assert!(
                bar.width.0 > 0 && bar.x.0 >= 0 && bar.x.0 + bar.width.0 <= 1000,
                "{bar:?}"
            );
        }
        for line in &lane.name {
            assert!(width(&line.words, NAME) <= NARROW, "{}", line.words);
        }
    }
    assert!(!timeline.ticks.is_empty());
    for tick in &timeline.ticks {
        let half = f64::from(width(&tick.words, SMALL)) / 2.0;
        assert!(
            tick.x.pixels() - half >= 0.0 && tick.x.pixels() + half <= f64::from(NARROW),
            "{tick:?}"
        );
    }
    for pair in timeline.ticks.windows(2) {
        let gap = pair[1].x.pixels() - pair[0].x.pixels();
        assert!(gap >= f64::from(width(&pair[0].words, SMALL)), "{pair:?}");
    }
    let zone = timeline.undated.map_or(f64::from(NARROW), Across::pixels);
    for event in events.iter().filter(|event| event.lane < timeline.lanes.len()) {
        let lane = &timeline.lanes[event.lane];
        let Some(mark) = lane.marks.iter().find(|mark| mark.number == event.number) else {
            continue;
        };
        assert_eq!(
            mark.x.pixels() > zone,
            event.date.is_unknown(),
            "{event:?} at {mark:?}"
        );
    }
}

#[test]
fn later_stands_to_the_right_and_what_is_not_dated_at_the_end() {
    let events = [
        event(1, 0, "2025-06-30"),
        event(2, 1, "2025-10-09"),
        event(3, 1, "2025-10-09"),
        event(4, 0, "2026-04-01"),
        event(5, 0, "unknown"),
    ];
    let timeline = draw(&events, &names(2)).expect("dates are known");
    holds(&timeline, &events);
    let marks: Vec<(usize, i32)> = timeline
        .lanes
        .iter()
        .flat_map(|lane| &lane.marks)
        .map(|mark| (mark.number, mark.x.0))
        .collect();
    assert_eq!(marks, [(1, 120), (4, 740), (5, 850), (2, 348), (3, 348)]);
    let words: Vec<&str> = timeline.ticks.iter().map(|tick| tick.words.as_str()).collect();
    assert_eq!(words, ["Jul 2025", "Jan 2026"]);
    let rows: Vec<i32> = timeline.lanes[1].marks.iter().map(|mark| mark.y).collect();
    assert_eq!(
        rows[1] - rows[0],
        ROW,
        "two things on one day stand below one another"
    );
}

#[test]
fn a_month_and_a_year_are_spans_and_a_consultation_is_a_bar() {
    let with = |bar, event: Event| Event {
        bar: Some(bar),
        ..event
    };
    let events = [
        event(1, 0, "2024"),
        with(7, event(2, 1, "2024-03-01")),
        event(3, 0, "2024-05"),
        with(7, event(4, 1, "2024-11-30")),
    ];
    let timeline = draw(&events, &names(2)).expect("dates are known");
    holds(&timeline, &events);
    let of = |lane: usize| -> Vec<(bool, i32, i32)> {
        timeline.lanes[lane]
            .bars
            .iter()
            .map(|bar| (bar.lasts, bar.x.0, bar.width.0))
            .collect()
    };
    let spans = of(0);
    assert_eq!(spans[0], (false, 120, 760), "a year is as long as the year");
    assert!(
        !spans[1].0 && (60..70).contains(&spans[1].2),
        "a month is a twelfth of it"
    );
    let bars = of(1);
    assert_eq!(bars.len(), 1);
    assert!(bars[0].0);
    let ends: Vec<i32> = timeline.lanes[1].marks.iter().map(|mark| mark.x.0).collect();
    assert_eq!(
        ends,
        [bars[0].1, bars[0].1 + bars[0].2],
        "the marks stand at the ends of the bar"
    );
    assert_eq!(timeline.lanes[1].marks[0].y, timeline.lanes[1].marks[1].y);
}

#[test]
fn one_day_alone_is_drawn_and_no_day_at_all_is_not() {
    let one = [event(1, 0, "2025-10-09")];
    holds(&draw(&one, &names(1)).expect("a date is known"), &one);
    assert!(draw(&[event(1, 0, "unknown")], &names(1)).is_none());
    assert!(draw(&[], &names(1)).is_none());
}

#[test]
fn what_has_no_room_is_counted() {
    let events: Vec<Event> = (1..=400)
        .map(|number| event(number, number % 20, "2025-10-09"))
        .collect();
    let timeline = draw(&events, &names(LANES)).expect("dates are known");
    holds(&timeline, &events);
    assert_eq!(
        timeline.lanes.iter().map(|lane| lane.marks.len()).max(),
        Some(ROWS)
    );
    assert_eq!(timeline.left, 400 - ROWS * LANES);
}

fn date() -> impl Strategy<Value = PartialDate> {
    let day = (1948i32..2199, 1u32..13, 1u32..29);
    prop_oneof![
        1 => Just(PartialDate::Unknown),
        1 => (1948i32..2199).prop_map(PartialDate::Year),
        2 => day.clone().prop_map(|(year, month, _)| PartialDate::Month(year, month)),
        6 => (2015i32..2027, 1u32..13, 1u32..29)
            .prop_map(|(year, month, day)| PartialDate::Day(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))),
        1 => day.prop_map(|(year, month, day)| PartialDate::Day(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))),
    ]
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_dates_at_all_have_room(
        mut dates in prop::collection::vec((date(), 0usize..6, prop::option::of(0usize..4)), 1..60),
        lanes in 1usize..6,
    ) {
        // In the order of the list: by date, those without one last.
        dates.sort_by_key(|(date, ..)| (date.is_unknown(), date.earliest()));
        let events: Vec<Event> = (1..)
            .zip(dates)
            .map(|(number, (date, lane, bar))| Event { number, lane, date, shape: Shape::Event, bar })
            .collect();
        if let Some(timeline) = draw(&events, &names(lanes)) {
            holds(&timeline, &events);
        } else {
            prop_assert!(events.iter().all(|event| event.date.is_unknown()));
        }
    }
}
