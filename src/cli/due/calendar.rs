//! What is owed as a calendar (RFC 5545), so that an officer's own calendar shows the days.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::owed::Owed;
use crate::value::slug;

/// The calendar. Two runs on the same records and the same day give the same bytes, and an event keeps its name from
/// day to day.
pub(super) fn calendar(name: &str, base: Option<&str>, as_at: NaiveDate, owed: &[Owed]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//scrutiny//Duties//EN");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(&format!("Duties: {name}"))));
    let host = host(name, base);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (owed, day) in owed.iter().filter_map(|owed| Some((owed, owed.day?))) {
        let key = format!("{}/{}", owed.change, owed.key).replace('/', ".");
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let again = if *count > 1 {
            format!(".{count}")
        } else {
            String::new()
        };
        line("BEGIN:VEVENT");
        line(&format!("UID:{key}{again}@{host}"));
        line(&format!("DTSTAMP:{}T000000Z", as_at.format("%Y%m%d")));
        line(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
        line(&format!(
            "SUMMARY:{}",
            escaped(&format!("{}: {}", owed.who(), owed.what))
        ));
        line(&format!("DESCRIPTION:{}", escaped(&description(owed))));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn description(owed: &Owed) -> String {
    let mut parts = vec![
        format!("{} ({})", owed.change_title, owed.change),
        format!("For: {}", owed.whom()),
        format!("Under: {}", owed.law),
    ];
    if let Some(time) = &owed.time {
        parts.push(format!("Time: {time}"));
    }
    parts.push(match owed.state {
        "overdue" => "The day has gone by, and we hold no record that it was done.".to_owned(),
        "disputed" => "The records differ on whether it is owed.".to_owned(),
        "cannot-tell" => "The records do not tell whether it is owed.".to_owned(),
        _ => "We hold no record that it was done.".to_owned(),
    });
    parts.join("\n")
}

/// What makes the names of events this register's own.
fn host(name: &str, base: Option<&str>) -> String {
    let address = base.and_then(|base| base.split_once("://"));
    match address {
        Some((_, rest)) => rest.split('/').next().unwrap_or(rest).to_lowercase(),
        None => format!("{}.scrutiny.invalid", slug(name)),
    }
}

/// Text as a value: its own marks are escaped, and nothing in it can begin a line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Adds a line, broken so that none is longer than 75 bytes; no letter is broken.
fn fold(out: &mut String, text: &str) {
    const MOST: usize = 75;
    let mut used = 0;
    for letter in text.chars() {
        if used + letter.len_utf8() > MOST {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
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
        assert_eq!(host("Our register", None), "our-register.scrutiny.invalid");
    }
}
