//! XML step by step, such that nothing in it can lead out of the file or make it grow.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::damaged;
use crate::sheet::read::Unreadable;

/// What comes next in a part.
pub(super) enum Step<'t> {
    /// An element begins.
    Start(BytesStart<'t>),
    /// An element that holds nothing.
    Empty(BytesStart<'t>),
    /// An element ends; its name without prefix.
    End(String),
    /// Text, with references resolved.
    Text(String),
}

/// A part that is read.
pub(super) struct Walk<'t> {
    reader: Reader<&'t [u8]>,
}

impl<'t> Step<'t> {
    /// The element that begins here, whether it holds anything or not.
    pub(super) fn opened(&self) -> Option<&BytesStart<'t>> {
        match self {
            Self::Start(element) | Self::Empty(element) => Some(element),
            _ => None,
        }
    }
}

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Self { reader }
    }

    /// The next step; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Step<'t>>, Unreadable> {
        loop {
            let event = self.reader.read_event().map_err(|_| damaged())?;
            return Ok(Some(match event {
                Event::Start(element) => Step::Start(element),
                Event::Empty(element) => Step::Empty(element),
                Event::End(element) => Step::End(element.local_name().as_ref().to_owned()),
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let letter = match reference.resolve_char_ref() {
                        Ok(Some(letter)) => letter,
                        _ => match reference.xml10_content().as_ref() {
                            "lt" => '<',
                            "gt" => '>',
                            "amp" => '&',
                            "quot" => '"',
                            "apos" => '\'',
                            // No workbook needs names of its own for text; who brings some has something else in mind.
                            _ => return Err(damaged()),
                        },
                    };
                    Step::Text(letter.to_string())
                }
                Event::DocType(_) => return Err(damaged()),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }
}

/// An attribute of an element, by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|found| found.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
