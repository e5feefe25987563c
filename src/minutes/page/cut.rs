//! Marked lines to items. Every line goes to exactly one place.

use super::furniture;
use super::meeting;
use super::outline;
use super::sheet::{Line, Mark, Part, Sheet};
use super::shell::{BLOCK, DATED};
use super::{Aside, Form, Item, Page, Why};
use crate::minutes::dates;
use crate::record::resolution::MinutesStatus;
use crate::source::{Span, Spanned};

/// Cuts a document into its items.
pub(super) fn cut(form: Form, mut sheet: Sheet) -> Page {
    let shell = outline::mark(&mut sheet);
    let form = match (form, shell) {
        (Form::Text | Form::Html, Some(shell)) => shell,
        (Form::Html, None) if sheet.structured => Form::Meeting,
        (form, _) => form,
    };
    let apart = tells_apart(&sheet, form);
    let ahead = heads_ahead(&sheet);
    let mut cutter = Cutter {
        sheet: &sheet,
        items: Vec::new(),
        aside: Vec::new(),
        part: Part::Minutes,
        apart,
    };
    for (line, ahead) in sheet.lines.iter().zip(ahead) {
        cutter.place(*line, ahead);
    }
    let (items, aside) = cutter.finish(form);
    let mut page = Page {
        form,
        text: Box::default(),
        committee: None,
        meeting: None,
        status: MinutesStatus::Unknown,
        source: None,
        items,
        aside,
    };
    meeting::read(&mut page, &sheet);
    page.text = sheet.text.into();
    page
}

/// Whether the page tells the agenda from the minutes, so that what stands before any heading is agenda. A heading for
/// decisions alone does so only on ModernGov's pages: elsewhere the discussion stands before it.
fn tells_apart(sheet: &Sheet, form: Form) -> bool {
    let has = |part| sheet.lines.iter().any(|line| line.mark == Mark::Head(part));
    let shell = matches!(form, Form::Meeting | Form::Item | Form::Issue | Form::Decision);
    sheet.structured || has(Part::Minutes) || (shell && has(Part::Decision))
}

/// For each line, whether minutes or a decision of the same item are still to come.
fn heads_ahead(sheet: &Sheet) -> Vec<bool> {
    let mut ahead = false;
    let mut found: Vec<bool> = Vec::with_capacity(sheet.lines.len());
    for line in sheet.lines.iter().rev() {
        found.push(ahead);
        match line.mark {
            Mark::Head(Part::Minutes | Part::Decision) => ahead = true,
            Mark::Opens { .. } | Mark::Block(_) => ahead = false,
            _ => {}
        }
        ahead &= !line.fresh;
    }
    found.reverse();
    found
}

struct Cutter<'s> {
    sheet: &'s Sheet,
    items: Vec<Item>,
    aside: Vec<Aside>,
    part: Part,
    apart: bool,
}

impl Cutter<'_> {
    fn place(&mut self, line: Line, ahead: bool) {
        let span = line.span;
        if line.fresh {
            self.open();
        }
        match line.mark {
            Mark::Plain | Mark::Body => self.text(line, ahead),
            Mark::Opens { number, title } => {
                self.open().number = number.map(|span| self.told(span));
                self.title(title);
                self.set_aside(span, Why::Heading);
            }
            Mark::Title(title) => {
                self.title(title);
                self.set_aside(span, Why::Heading);
            }
            Mark::Block(title) => {
                self.block(span);
                self.title(title);
                self.set_aside(span, Why::Heading);
            }
            Mark::Head(part) => {
                if self.items.is_empty() {
                    self.open();
                }
                self.part = part;
                self.set_aside(span, Why::Heading);
            }
            Mark::Aside(why) => self.set_aside(span, why),
        }
    }

    /// Begins an item.
    fn open(&mut self) -> &mut Item {
        self.part = if self.apart { Part::Agenda } else { Part::Minutes };
        self.items.push(Item {
            apart: self.apart,
            ..Item::default()
        });
        let last = self.items.len() - 1;
        &mut self.items[last]
    }

    fn told(&self, span: Span) -> Spanned<Box<str>> {
        Spanned::new(self.sheet.words(span).into(), span)
    }

    fn title(&mut self, title: Option<Span>) {
        let title = title.map(|span| self.told(span));
        if let Some(item) = self.items.last_mut().filter(|item| item.title.is_none()) {
            item.title = title;
        }
    }

    /// Begins the item of one meeting on the page of an issue.
    fn block(&mut self, span: Span) {
        let start = span.range().start;
        let words = self.sheet.words(span);
        let found = BLOCK.captures(words).or_else(|| DATED.captures(words));
        let at = |name: &str| {
            let range = found.as_ref()?.name(name)?.range();
            Some(Span::new(start + range.start, start + range.end))
        };
        let (number, committee, date) = (at("number"), at("committee"), at("date"));
        let meeting = date.and_then(|span| Some((dates::find(self.sheet.words(span))?.0, span)));
        let number = number.map(|span| self.told(span));
        let committee = committee.map(|span| self.told(span));
        let item = self.open();
        item.number = number;
        item.committee = committee;
        item.meeting = meeting.map(|(day, span)| Spanned::new(day, span));
    }

    fn set_aside(&mut self, span: Span, why: Why) {
        let aside = Aside { span, why };
        match self.items.last_mut() {
            Some(item) => item.aside.push(aside),
            None => self.aside.push(aside),
        }
    }

    /// Text goes to the part it stands in.
    fn text(&mut self, line: Line, ahead: bool) {
        let words = self.sheet.words(line.span);
        if self.items.is_empty() {
            let menu = furniture::is_menu(words);
            self.set_aside(line.span, if menu { Why::Furniture } else { Why::Meeting });
            return;
        }
        if line.mark == Mark::Plain && furniture::is_file(words) {
            self.set_aside(line.span, Why::Documents);
            return;
        }
        if self.part == Part::Documents && self.leaves_documents(words, ahead) {
            self.part = Part::Minutes;
        }
        let Some(item) = self.items.last_mut() else { return };
        let span = line.span;
        match self.part {
            Part::Agenda => item.agenda.push(span),
            Part::Decision => item.decision.push(span),
            Part::Minutes => item.minutes.push(span),
            Part::Documents => {
                let why = if furniture::is_menu(words) {
                    Why::Furniture
                } else {
                    Why::Documents
                };
                item.aside.push(Aside { span, why });
            }
            Part::Note => item.aside.push(Aside { span, why: Why::Note }),
        }
    }

    /// Whether a line below a list of documents is text again. The names of documents are no sentences; the heading of
    /// the minutes may be lost. What is resolved is text wherever it stands.
    fn leaves_documents(&self, words: &str, ahead: bool) -> bool {
        let resolves = ["RESOLVED", "Resolved"]
            .iter()
            .any(|word| words.starts_with(word));
        let read = self
            .items
            .last()
            .is_some_and(|item| !item.minutes.is_empty() || !item.decision.is_empty());
        let sentence = words.ends_with(['.', ':', ';']) && words.len() > 60;
        !ahead && (resolves || (!read && !self.apart && sentence))
    }

    /// What stands below the last item belongs to the page; the fields of the web service say where an item ends.
    fn finish(mut self, form: Form) -> (Vec<Item>, Vec<Aside>) {
        if let Some(item) = self.items.last_mut().filter(|_| form != Form::WebService) {
            let lists = [&item.agenda, &item.decision, &item.minutes];
            let text = lists
                .iter()
                .filter_map(|list| list.last())
                .map(|span| span.end)
                .max();
            let tail = item
                .aside
                .iter()
                .rposition(|aside| {
                    aside.why != Why::Furniture || text.is_some_and(|end| aside.span.start < end)
                })
                .map_or(0, |at| at + 1);
            self.aside.extend(item.aside.drain(tail..));
        }
        (self.items, self.aside)
    }
}

/// Where an item begins.
pub(super) fn start_of(item: &Item) -> Option<u32> {
    let lists = [&item.agenda, &item.decision, &item.minutes];
    let text = lists
        .iter()
        .filter_map(|list| list.first())
        .map(|span| span.start);
    text.chain(item.aside.first().map(|aside| aside.span.start)).min()
}
