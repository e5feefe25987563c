//! The labels that Word shows before numbered paragraphs. They are not in the text: each paragraph names a list and a level,
//! and the lists say how their levels are counted and printed.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::minutes::page::html::{letters, roman};

/// The deepest level that Word has.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// The shape of a list, for each list.
    shapes: HashMap<String, [Level; LEVELS]>,
    /// Which shape a list has, and where it starts again.
    lists: HashMap<String, (String, [Option<i64>; LEVELS])>,
    /// The list and level of each style.
    styles: HashMap<String, (String, usize)>,
    /// How far the lists of a shape are counted: lists of one shape go on where the one before stopped.
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    /// The lists that were begun.
    begun: HashMap<String, ()>,
}

#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
        }
    }
}

/// An attribute of an element, by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|found| found.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}

impl Labels {
    /// Reads the lists of a document and the styles that use them.
    pub(super) fn read(numbering: &str, styles: &str) -> Self {
        let mut labels = Self::default();
        labels.read_lists(numbering);
        labels.read_styles(styles);
        labels
    }

    fn read_lists(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut shape, mut list, mut level) = (String::new(), String::new(), 0);
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let value = |name| attribute(&element, name).unwrap_or_default();
            let local = element.local_name();
            match local.as_ref() {
                "abstractNum" => {
                    (shape, list) = (value("abstractNumId"), String::new());
                    self.shapes.insert(shape.clone(), Default::default());
                }
                "num" => list = value("numId"),
                "abstractNumId" if !list.is_empty() => {
                    self.lists.insert(list.clone(), (value("val"), [None; LEVELS]));
                }
                "lvl" | "lvlOverride" => level = value("ilvl").parse().unwrap_or(0),
                "startOverride" => {
                    let start = value("val").parse().ok();
                    if let Some(place) = self.lists.get_mut(&list).and_then(|list| list.1.get_mut(level)) {
                        *place = start;
                    }
                }
                name @ ("start" | "numFmt" | "lvlText") if list.is_empty() => {
                    let place = self
                        .shapes
                        .get_mut(&shape)
                        .and_then(|levels| levels.get_mut(level));
                    if let Some(place) = place {
                        match name {
                            "start" => place.start = value("val").parse().unwrap_or(1),
                            "numFmt" => place.format = value("val"),
                            _ => place.text = value("val"),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn read_styles(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut style = String::new();
        let mut parents: HashMap<String, String> = HashMap::new();
        let mut level = 0;
        let mut order: Vec<String> = Vec::new();
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let value = |name| attribute(&element, name).unwrap_or_default();
            match element.local_name().as_ref() {
                "style" => {
                    (style, level) = (value("styleId"), 0);
                    order.push(style.clone());
                }
                "basedOn" => {
                    parents.insert(style.clone(), value("val"));
                }
                "ilvl" => level = value("val").parse().unwrap_or(0),
                "numId" => {
                    self.styles.insert(style.clone(), (value("val"), level));
                }
                _ => {}
            }
        }
        // A style without a list of its own uses that of the style it is based on.
        for style in order {
            let mut at = &style;
            for _ in 0..10 {
                if let Some(found) = self.styles.get(at).cloned() {
                    self.styles.insert(style.clone(), found);
                    break;
                }
                let Some(parent) = parents.get(at) else { break };
                at = parent;
            }
        }
    }

    /// The list and level of a style.
    pub(super) fn of_style(&self, style: &str) -> Option<(String, usize)> {
        self.styles.get(style).cloned()
    }

    /// Counts a paragraph and returns its label.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (shape, starts) = self.lists.get(list)?;
        let levels = self.shapes.get(shape)?;
        let counts = self.counts.entry(shape.clone()).or_default();
        if self.begun.insert(list.to_owned(), ()).is_none() && starts.iter().any(Option::is_some) {
            for (count, start) in counts.iter_mut().zip(starts) {
                *count = start.map_or(*count, |start| Some(start - 1));
            }
        }
        let start = starts[level].unwrap_or(levels[level].start);
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        for deeper in &mut counts[level + 1..] {
            *deeper = None;
        }
        let own = &levels[level];
        match own.format.as_str() {
            "none" => return None,
            "bullet" => return Some("\u{b7}".to_owned()),
            _ => {}
        }
        let mut label = own.text.clone();
        for (at, level) in levels.iter().enumerate().take(level + 1) {
            let count = counts[at].unwrap_or(level.start);
            label = label.replace(&format!("%{}", at + 1), &printed(count, &level.format));
        }
        Some(label).filter(|label| !label.trim().is_empty())
    }
}

fn printed(count: i64, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}
