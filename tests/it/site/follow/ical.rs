//! A reader of calendars that holds them to the musts of RFC 5545, as far as what we write needs them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// A calendar.
#[derive(Debug)]
pub(super) struct Calendar {
    pub(super) events: Vec<Event>,
}

/// An event: its properties with their values, unescaped.
#[derive(Debug, Default)]
pub(super) struct Event(Vec<(String, String)>);

impl Event {
    pub(super) fn find(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(own, _)| own == name);
        let value = found.next();
        assert!(found.next().is_none(), "{name} stands twice in {self:?}");
        value.map(|(_, value)| value.as_str())
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }
}

/// Reads a calendar. What breaks a must of the format fails the test.
pub(super) fn read(path: &str, text: &str) -> Calendar {
    assert!(text.ends_with("\r\n"), "{path} ends with a line's end");
    assert_eq!(
        text.matches('\n').count(),
        text.matches("\r\n").count(),
        "{path}: every line ends in CRLF"
    );
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{path}: {line}");
        assert!(!line.chars().any(char::is_control), "{path}: {line:?}");
    }
    let whole = text.replace("\r\n ", "");
    let mut lines = whole.split_terminator("\r\n");
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"), "{path}");
    let mut head: Vec<(String, String)> = Vec::new();
    let mut events = Vec::new();
    let mut components = 0;
    loop {
        let line = lines.next().unwrap_or_else(|| panic!("{path} is not ended"));
        match line {
            "END:VCALENDAR" => break,
            "BEGIN:VEVENT" => {
                events.push(event(path, &mut lines));
                components += 1;
            }
            "BEGIN:VTIMEZONE" => {
                assert!(lines.by_ref().any(|line| line == "END:VTIMEZONE"), "{path}");
                components += 1;
            }
            property => {
                assert_eq!(components, 0, "{path}: properties stand before components");
                head.push(split(path, property));
            }
        }
    }
    assert_eq!(lines.next(), None, "{path}: nothing stands after its end");
    assert!(components > 0, "{path} has a component");
    let one = |name: &str| head.iter().filter(|(own, _)| own == name).count();
    assert_eq!(
        (one("VERSION"), one("PRODID"), one("CALSCALE")),
        (1, 1, 1),
        "{path}"
    );
    assert!(head.contains(&("VERSION".to_owned(), "2.0".to_owned())), "{path}");
    let names: BTreeSet<&str> = events.iter().map(|event: &Event| event.get("UID")).collect();
    assert_eq!(names.len(), events.len(), "{path}: a UID is used twice");
    Calendar { events }
}

fn event<'l>(path: &str, lines: &mut impl Iterator<Item = &'l str>) -> Event {
    let properties = lines.take_while(|line| *line != "END:VEVENT");
    let event = Event(properties.map(|line| split(path, line)).collect());
    assert!(event.get("UID").contains('@'), "{path}");
    let stamp = |name: &str, value: &str| {
        let day = value
            .strip_suffix("T000000Z")
            .unwrap_or_else(|| panic!("{path}: {name} {value}"));
        NaiveDate::parse_from_str(day, "%Y%m%d").unwrap_or_else(|_| panic!("{path}: {name} {value}"));
    };
    stamp("DTSTAMP", event.get("DTSTAMP"));
    event
        .find("LAST-MODIFIED")
        .into_iter()
        .for_each(|value| stamp("LAST-MODIFIED", value));
    NaiveDate::parse_from_str(event.get("DTSTART"), "%Y%m%d").expect("a whole day");
    event.get("SEQUENCE").parse::<u32>().expect("a number");
    assert!(
        ["CONFIRMED", "TENTATIVE", "CANCELLED"].contains(&event.get("STATUS")),
        "{path}"
    );
    assert!(
        !event.get("SUMMARY").is_empty() && !event.get("DESCRIPTION").is_empty(),
        "{path}"
    );
    event
}

/// A property and its value.
fn split(path: &str, line: &str) -> (String, String) {
    let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{path}: {line}"));
    let (name, parameter) = name.split_once(';').unwrap_or((name, ""));
    assert!(
        parameter.is_empty() || (name == "DTSTART" && parameter == "VALUE=DATE"),
        "{path}: {line}"
    );
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some(mark @ ('\\' | ';' | ',')) => out.push(mark),
                other => panic!("{path}: an escape of {other:?}"),
            },
            ';' | ',' if !["DTSTART", "URL"].contains(&name) => panic!("{path}: a bare {letter} in {line}"),
            letter => out.push(letter),
        }
    }
    (name.to_owned(), out)
}
