//! The paragraphs and tables of a Word document, as lines.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::labels::{Labels, attribute};
use crate::minutes::page::Why;
use crate::minutes::page::service::push_reference;
use crate::minutes::page::sheet::{Mark, Sheet};
use crate::minutes::paragraph::collapsed;

/// The longest cell of a table whose rows are lines; longer ones only put text side by side.
const CELL: usize = 300;

/// Reads the paragraphs of a document into lines. Whether there was anything to read.
pub(super) fn read(xml: &str, labels: Labels, sheet: &mut Sheet) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut body = Body {
        labels,
        sheet,
        paragraphs: Vec::new(),
        rows: Vec::new(),
        skipped: 0,
        in_text: false,
    };
    let mut seen = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                seen = true;
                body.start(&element);
            }
            Ok(Event::Empty(element)) => {
                body.start(&element);
                body.end(element.local_name().as_ref());
            }
            Ok(Event::End(element)) => body.end(element.local_name().as_ref()),
            Ok(Event::Text(text)) => body.text(&text.xml10_content()),
            Ok(Event::CData(text)) => body.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let mut letter = String::new();
                push_reference(&reference, &mut letter);
                body.text(&letter);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                body.finish();
                body.sheet
                    .push("The document is damaged from here on.", Mark::Aside(Why::Unread));
                break;
            }
        }
    }
    body.finish();
    seen
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    list: Option<String>,
    level: Option<usize>,
    style: Option<String>,
    /// Whether its properties are being read: those of its mark can hold another list's.
    properties: bool,
}

struct Body<'s> {
    labels: Labels,
    sheet: &'s mut Sheet,
    /// The paragraphs that are open; a box of text in a paragraph holds further ones.
    paragraphs: Vec<Paragraph>,
    /// The rows that are open, each with its cells, each with its lines.
    rows: Vec<Vec<Vec<String>>>,
    /// How many elements are open whose text is not shown.
    skipped: usize,
    in_text: bool,
}

impl Body<'_> {
    fn start(&mut self, element: &BytesStart<'_>) {
        let local = element.local_name();
        let name = local.as_ref();
        if is_hidden(name) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            "t" => self.in_text = true,
            _ => {}
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match name {
            "pPr" => paragraph.properties = true,
            "numId" if paragraph.properties => paragraph.list = attribute(element, "val"),
            "ilvl" if paragraph.properties => {
                paragraph.level = attribute(element, "val").and_then(|level| level.parse().ok());
            }
            "pStyle" if paragraph.properties => paragraph.style = attribute(element, "val"),
            "tab" if !paragraph.properties => self.text_of_run("\t"),
            "br" | "cr" => self.text_of_run("\n"),
            "noBreakHyphen" => self.text_of_run("\u{2011}"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if is_hidden(name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.properties = false;
                }
            }
            "tr" => self.end_row(),
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_text && self.skipped == 0 {
            self.text_of_run(words);
        }
    }

    fn text_of_run(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        let styled = paragraph
            .style
            .as_deref()
            .and_then(|style| self.labels.of_style(style));
        let list = paragraph
            .list
            .or_else(|| styled.as_ref().map(|styled| styled.0.clone()));
        let level = paragraph.level.or(styled.map(|styled| styled.1)).unwrap_or(0);
        if paragraph.words.trim().is_empty() {
            return;
        }
        let label = list
            .filter(|list| list != "0")
            .and_then(|list| self.labels.next(&list, level));
        let mut label = label
            .map(|label| format!("{} ", label.trim()))
            .unwrap_or_default();
        for line in paragraph.words.split('\n') {
            let words = collapsed(line);
            if words.is_empty() {
                continue;
            }
            let line = format!("{}{}", std::mem::take(&mut label), words);
            self.line(line);
        }
    }

    fn line(&mut self, line: String) {
        match self.rows.last_mut().map(|row| row.last_mut()) {
            Some(Some(cell)) => cell.push(line),
            _ => {
                self.sheet.push(&line, Mark::Plain);
            }
        }
    }

    /// A row of short cells is a line; one with text in it is as many lines as it has paragraphs.
    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let long = |cell: &Vec<String>| cell.len() > 1 || cell.iter().any(|line| line.len() > CELL);
        if row.iter().any(long) {
            for line in row.into_iter().flatten() {
                self.line(line);
            }
            return;
        }
        let cells: Vec<String> = row.into_iter().flatten().collect();
        if !cells.is_empty() {
            self.line(cells.join(" | "));
        }
    }

    /// Keeps what was read of paragraphs that were never closed.
    fn finish(&mut self) {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
    }
}

/// Elements whose text Word does not show: what was deleted or moved away, and the second copy of drawings.
fn is_hidden(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "instrText" | "delText")
}
