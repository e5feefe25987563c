//! The XML that ModernGov's web service answers to `GetMeeting`: agenda, minutes and decision of each item in fields of their
//! own, each a piece of HTML that is escaped once or twice.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::sheet::{Mark, Part, Sheet};
use super::{Unreadable, Why, html};
use crate::minutes::paragraph::collapsed;
use crate::source::Span;

/// Whether text without an XML declaration begins as an answer of the web service does.
pub(super) fn is_service(head: &str) -> bool {
    ["<meeting>", "<meeting ", "<getmeeting", "<agendaitems"]
        .iter()
        .any(|start| head.starts_with(start))
}

/// Reads an answer.
pub(super) fn read(text: &str) -> Result<Sheet, Unreadable> {
    let found = gather(text);
    if found.items.is_empty() {
        return Err(none(&found));
    }
    let mut sheet = Sheet {
        structured: true,
        ..Sheet::default()
    };
    sheet.committee = found
        .committee
        .as_deref()
        .and_then(|committee| sheet.push(committee, Mark::Aside(Why::Meeting)));
    sheet.meeting = found
        .date
        .as_deref()
        .and_then(|date| sheet.push(date, Mark::Aside(Why::Meeting)));
    for line in &found.heading {
        sheet.push(line, Mark::Aside(Why::Meeting));
    }
    for item in &found.items {
        write(item, &mut sheet);
    }
    if let Some(at) = found.broken {
        sheet.push(
            "The file breaks off or is damaged here:",
            Mark::Aside(Why::Unread),
        );
        let rest = text.get(text.floor_char_boundary(at)..).unwrap_or_default();
        for line in rest.lines() {
            sheet.push(line, Mark::Aside(Why::Unread));
        }
    }
    Ok(sheet)
}

fn none(found: &Found) -> Unreadable {
    let cure = "in the web service, call GetMeeting for one meeting and save its whole answer";
    match found.root.as_str() {
        "getmeetings" | "getmeetingsbydate" | "getallmeetingsbydate" => {
            Unreadable::new("it is a list of meetings and holds no minutes", cure)
        }
        "meeting" | "getmeeting" => Unreadable::new("the meeting in it has no items", cure),
        _ if found.broken.is_some() => Unreadable::new(
            "it is damaged XML",
            "save it again, or paste the text of the item",
        ),
        _ => Unreadable::new("it is XML of a kind that holds no minutes", cure),
    }
}

#[derive(Debug, Default)]
struct Found {
    root: String,
    committee: Option<String>,
    date: Option<String>,
    heading: Vec<String>,
    items: Vec<Fields>,
    broken: Option<usize>,
}

/// The fields of an item that hold anything to read.
#[derive(Debug, Default)]
struct Fields {
    number: String,
    minutes_number: String,
    title: String,
    agenda: String,
    decision: String,
    minutes: String,
    restricted: bool,
    documents: Vec<String>,
}

/// Reads the fields, as far as the XML holds together.
fn gather(text: &str) -> Found {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = Found::default();
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut item: Option<Fields> = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.local_name().as_ref().to_ascii_lowercase();
                if path.is_empty() {
                    found.root.clone_from(&name);
                }
                match name.as_str() {
                    "agendaitem" => item = Some(Fields::default()),
                    "attendee" => found.heading.extend(attendee(&start)),
                    _ => {}
                }
                path.push(name);
                words.clear();
            }
            Ok(Event::Empty(start)) => {
                if start.local_name().as_ref().eq_ignore_ascii_case("attendee") {
                    found.heading.extend(attendee(&start));
                }
            }
            Ok(Event::End(_)) => {
                let name = path.pop().unwrap_or_default();
                if name == "agendaitem" {
                    found.items.extend(item.take());
                } else {
                    field(&mut found, item.as_mut(), &path, &name, &words);
                }
                words.clear();
            }
            Ok(Event::Text(part)) => words.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => words.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(reference)) => push_reference(&reference, &mut words),
            Ok(Event::Eof) if path.is_empty() => break,
            Ok(Event::Eof) | Err(_) => {
                found.broken = Some(before);
                // What was read of the field that breaks off is kept.
                if let Some(name) = path.pop() {
                    field(&mut found, item.as_mut(), &path, &name, &words);
                }
                break;
            }
            Ok(_) => {}
        }
    }
    found.items.extend(item);
    found
}

/// Adds the character that a reference stands for; one that is not known stays as it is written.
pub(super) fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        out.push(letter);
        return;
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "amp" => out.push('&'),
        "quot" => out.push('"'),
        "apos" => out.push('\''),
        "nbsp" => out.push('\u{a0}'),
        other => {
            out.push('&');
            out.push_str(other);
            out.push(';');
        }
    }
}

fn attendee(start: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    let value = |name: &str| {
        let attribute = start
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.as_ref() == name)?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .ok()?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let name = value("name")?;
    let role = value("roledescription")
        .map(|role| format!(", {role}"))
        .unwrap_or_default();
    let attendance = value("attendance")
        .map(|how| format!(" ({how})"))
        .unwrap_or_default();
    Some(format!("{name}{role}{attendance}"))
}

/// Keeps a field that ends.
fn field(found: &mut Found, item: Option<&mut Fields>, path: &[String], name: &str, words: &str) {
    let value = words.trim();
    if value.is_empty() {
        return;
    }
    let parent = path.last().map(String::as_str);
    match (item, parent, name) {
        (Some(item), Some("linkeddoc"), "title") => item.documents.push(value.to_owned()),
        (Some(_), Some("linkeddoc"), "committeetitle") => {
            found.committee.get_or_insert_with(|| value.to_owned());
        }
        (Some(item), Some("agendaitem"), _) => match name {
            "agendaitemtitle" => value.clone_into(&mut item.title),
            "fulldisplaynumberformat" => value.clone_into(&mut item.number),
            "minutesitemnumber" => value.clone_into(&mut item.minutes_number),
            "agendatext" => words.clone_into(&mut item.agenda),
            "minutesnonemptyhtmlbody" => words.clone_into(&mut item.minutes),
            "decisionnonemptyhtmlbody" => words.clone_into(&mut item.decision),
            "isrestricted" => item.restricted = value.eq_ignore_ascii_case("true"),
            _ => {}
        },
        (None, Some("meeting" | "getmeeting"), "meetingdate") => found.date = Some(value.to_owned()),
        (None, Some("meeting" | "getmeeting"), "committeetitle" | "committeename") => {
            found.committee = Some(value.to_owned());
        }
        (None, Some("meeting" | "getmeeting"), "meetingtime") => found.heading.push(value.to_owned()),
        (None, Some("meeting" | "getmeeting"), "meetinglocation") => {
            found.heading.push(format!("Venue: {value}"));
        }
        _ => {}
    }
}

/// Writes an item's lines.
fn write(item: &Fields, sheet: &mut Sheet) {
    let number = Some(item.number.as_str())
        .filter(|number| !number.is_empty())
        .unwrap_or(&item.minutes_number);
    let line = format!("{number} {}", collapsed(&item.title));
    let shown = number.trim_end_matches(['.', ' ']).len();
    match sheet.push(&line, Mark::Plain) {
        Some(span) => {
            let start = span.range().start;
            let number = (shown > 0).then(|| Span::new(start, start + shown));
            let lead = if shown > 0 { number_end(&line) } else { 0 };
            let rest = Span::new((start + lead).min(span.range().end), span.range().end);
            let title = super::title::clean(&sheet.text, rest);
            if let Some(line) = sheet.lines.last_mut() {
                line.mark = Mark::Opens { number, title };
            }
        }
        None => sheet
            .push(
                "Item",
                Mark::Opens {
                    number: None,
                    title: None,
                },
            )
            .map_or((), |_| ()),
    }
    let parts = [
        ("", Part::Agenda, &item.agenda),
        ("Decision:", Part::Decision, &item.decision),
        ("Minutes:", Part::Minutes, &item.minutes),
    ];
    for (head, part, body) in parts {
        if body.trim().is_empty() {
            continue;
        }
        sheet.push(head, Mark::Head(part));
        if item.restricted {
            // What the public may not read is not read here either, but it is not hidden that it was there.
            html::read_into(&unescaped(body), sheet, Mark::Aside(Why::Furniture));
        } else {
            html::read_into(&unescaped(body), sheet, Mark::Body);
        }
    }
    if !item.documents.is_empty() {
        sheet.push("Supporting documents:", Mark::Head(Part::Documents));
    }
    for document in &item.documents {
        sheet.push(&document.replace('\n', " "), Mark::Aside(Why::Documents));
    }
}

/// Where the title begins after the number in a line made of both.
fn number_end(line: &str) -> usize {
    line.find(' ').unwrap_or(0)
}

/// HTML without the further escapes that some sites put around it.
fn unescaped(body: &str) -> String {
    let mut body = body.to_owned();
    for _ in 0..3 {
        let has_tags = |open: &str| {
            body.match_indices(open).take(50).any(|(at, _)| {
                let rest = body[at + open.len()..].trim_start_matches('/');
                rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
            })
        };
        if has_tags("<") || !(has_tags("&lt;") || has_tags("&amp;lt;")) {
            break;
        }
        body = unescape(&body);
    }
    body
}

fn unescape(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ];
        match known.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, letter)) => {
                out.push_str(letter);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_unescaped_until_their_tags_are_tags() {
        let html = "<p>Fish &amp; chips</p>";
        assert_eq!(unescaped(html), html);
        let once = html
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        assert_eq!(unescaped(&once), html);
        let twice = once.replace('&', "&amp;");
        assert_eq!(unescaped(&twice), html);
        assert_eq!(unescaped("3 &lt; 4"), "3 &lt; 4");
    }
}
