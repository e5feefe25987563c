//! Days as a calendar (RFC 5545) that an officer's own calendar shows: the writer for the command and for the site.
//!
//! Nothing here asks what day it is. An event keeps its name from day to day and from one calendar to another, and its
//! number grows with each commit that touched what it rests on, so that a calendar program takes the newer telling.

use chrono::{Datelike, NaiveDate};

use crate::value::slug;

/// How surely an event holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds, as far as is recorded.
    Confirmed,
    /// The records differ, or do not tell, whether it holds.
    Tentative,
    /// It no longer holds.
    Cancelled,
}

impl Status {
    /// As it is written in a calendar.
    fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// What happens on a day. A site holds those of all changes at once, so no text has room to grow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name within the register; it stays the same for good.
    pub key: Box<str>,
    /// The day.
    pub day: NaiveDate,
    /// What happens, in a line.
    pub summary: Box<str>,
    /// More about it.
    pub description: Box<str>,
    /// How surely it holds.
    pub status: Status,
    /// How many commits touched what it rests on; none where there is no history.
    pub sequence: usize,
    /// The day on which what is told here last changed; none where that is not known.
    pub modified: Option<NaiveDate>,
    /// Its page, below the site's address.
    pub page: Option<Box<str>>,
}

/// What events stand in.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// Its name, as a calendar program shows it.
    pub name: &'a str,
    /// What makes the names of its events this register's own: see [`host`].
    pub host: &'a str,
    /// The address of the site, where it is known.
    pub base: Option<&'a str>,
    /// The day that stands for the last change where none is known.
    pub undated: NaiveDate,
}

impl Calendar<'_> {
    /// The calendar as text. The same events give the same bytes.
    pub fn text<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> String {
        let mut out = String::new();
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//scrutiny//Duties//EN",
            "CALSCALE:GREGORIAN",
        ] {
            fold(&mut out, line);
        }
        fold(&mut out, &format!("X-WR-CALNAME:{}", escaped(self.name)));
        let mut any = false;
        for event in events {
            self.event(&mut out, event);
            any = true;
        }
        if !any {
            // A calendar holds at least one component. Its address stays, so that those who follow it hear of the
            // first event.
            for line in [
                "BEGIN:VTIMEZONE",
                "TZID:Etc/UTC",
                "BEGIN:STANDARD",
                "DTSTART:19700101T000000",
                "TZOFFSETFROM:+0000",
                "TZOFFSETTO:+0000",
                "END:STANDARD",
                "END:VTIMEZONE",
            ] {
                fold(&mut out, line);
            }
        }
        fold(&mut out, "END:VCALENDAR");
        out
    }

    fn event(&self, out: &mut String, event: &Event) {
        let mut line = |text: &str| fold(out, text);
        let day = |day: NaiveDate| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@{}", event.key, self.host));
        let stamp = day(event.modified.unwrap_or(self.undated));
        line(&format!("DTSTAMP:{stamp}T000000Z"));
        if let Some(modified) = event.modified {
            line(&format!("LAST-MODIFIED:{}T000000Z", day(modified)));
        }
        line(&format!("SEQUENCE:{}", event.sequence));
        line(&format!("STATUS:{}", event.status.word()));
        line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        if let (Some(base), Some(page)) = (self.base, &event.page) {
            line(&format!("URL:{}/{page}", base.trim_end_matches('/')));
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
}

/// Gives each event that shares its name with an earlier one a number after it.
pub fn number_alike<'e>(events: impl IntoIterator<Item = &'e mut Event>) {
    let mut seen = std::collections::BTreeMap::<Box<str>, usize>::new();
    for event in events {
        let count = seen.entry(event.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            event.key = format!("{}.{count}", event.key).into();
        }
    }
}

/// What makes names this register's own: where the site stands or, where that is not known, what the register is called.
pub fn host(name: &str, base: Option<&str>) -> String {
    let address = base.and_then(|base| base.split_once("://"));
    let host = address.map(|(_, rest)| {
        let whole = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = whole.rsplit_once('@').map_or(whole, |(_, host)| host);
        host.split(':').next().unwrap_or(host).to_lowercase()
    });
    let sound =
        |host: &String| host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.is_ascii();
    host.filter(sound)
        .unwrap_or_else(|| format!("{}.scrutiny.invalid", slug(name)))
}

/// Text as a value: its own marks are escaped, and nothing in it can begin a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let is_mark = |letter: char| matches!(letter, '\\' | ';' | ',') || letter.is_control();
    while let Some(at) = rest.find(is_mark) {
        out.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        match letters.next() {
            Some('\n') => out.push_str("\\n"),
            Some(letter) if !letter.is_control() => out.extend(['\\', letter]),
            _ => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out
}

/// Adds a line, broken so that none is longer than 75 bytes; no letter is broken.
fn fold(out: &mut String, text: &str) {
    const MOST: usize = 75;
    let (mut rest, mut room) = (text, MOST);
    while rest.len() > room {
        let (line, more) = rest.split_at(rest.floor_char_boundary(room));
        out.push_str(line);
        out.push_str("\r\n ");
        // The space that carries a line on takes a byte of it.
        (rest, room) = (more, MOST - 1);
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_bytes_and_no_letter_is_broken() {
        let mut out = String::new();
        let text = format!("SUMMARY:{}", "é–".repeat(60));
        fold(&mut out, &text);
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), text);
    }

    #[test]
    fn text_cannot_end_its_line() {
        assert_eq!(
            escaped("a, b; c\\d\nEND:VEVENT\r"),
            "a\\, b\\; c\\\\d\\nEND:VEVENT"
        );
    }

    #[test]
    fn events_are_named_after_the_site_or_the_register() {
        assert_eq!(
            host("Our register", Some("https://Health.kent.example/x")),
            "health.kent.example"
        );
        assert_eq!(host("R", Some("http://a@site.example:8080")), "site.example");
        assert_eq!(host("Our register", None), "our-register.scrutiny.invalid");
        assert_eq!(
            host("Our register", Some("http://[::1]/")),
            "our-register.scrutiny.invalid"
        );
    }

    #[test]
    fn a_calendar_without_events_still_holds_a_component() {
        let calendar = Calendar {
            name: "Days",
            host: "site.example",
            base: None,
            undated: NaiveDate::default(),
        };
        let text = calendar.text([]);
        assert!(text.contains("BEGIN:VTIMEZONE\r\n"), "{text}");
        assert!(!text.contains("VEVENT"), "{text}");
    }
}
