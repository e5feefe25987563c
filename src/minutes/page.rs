//! What was handed in, as plain text cut into items: the page's own furniture is set aside, and each item has its agenda
//! apart from its minutes, because an agenda may hold a ready-made resolution that nobody passed.

mod candidate;
mod cut;
mod decode;
mod furniture;
mod html;
mod lost;
mod meeting;
mod numbering;
mod outline;
mod pieces;
mod procedural;
mod runin;
mod service;
mod sheet;
mod shell;
mod table;
mod title;
mod unnumbered;
mod word;

use decode::Content;
use sheet::Sheet;

use crate::record::resolution::MinutesStatus;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;

/// A document with minutes: its text, and what its shape tells.
#[derive(Clone, Debug)]
pub struct Page {
    /// What kind of document it is.
    pub form: Form,
    /// Its plain text, a paragraph a line where the document has paragraphs; every [`Span`] is a place in this.
    pub text: Box<str>,
    /// The committee, where the document names it.
    pub committee: Option<Spanned<Box<str>>>,
    /// The day of the meeting, where the document tells it.
    pub meeting: Option<Spanned<PartialDate>>,
    /// Whether the minutes say that they are drafts; a page that does not say is unknown.
    pub status: MinutesStatus,
    /// The address the page says it was saved from.
    pub source: Option<Spanned<Box<str>>>,
    /// The items, in the order of the page.
    pub items: Vec<Item>,
    /// The lines outside all items.
    pub aside: Vec<Aside>,
}

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text without markup: pasted, or a text file.
    Text,
    /// A ModernGov page of a whole meeting (`ieListDocuments`).
    Meeting,
    /// A ModernGov page of one item (`mgAi`).
    Item,
    /// A ModernGov page of one issue through several meetings (`ieIssueDetails`).
    Issue,
    /// A ModernGov page of one decision (`ieDecisionDetails`, `mgDecisionDetails`).
    Decision,
    /// What the ModernGov web service answers to `GetMeeting`.
    WebService,
    /// Minutes printed as HTML, or another HTML page.
    Html,
    /// A Word document.
    Word,
}

/// One item of a meeting. Each list holds lines that are not blank, in the order of the text; a line that the document
/// breaks in the middle of a sentence is several.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its number as printed, without the full stop.
    pub number: Option<Spanned<Box<str>>>,
    /// Its title, without number and file sizes.
    pub title: Option<Spanned<Box<str>>>,
    /// The committee, where the item has one of its own (a page of an issue).
    pub committee: Option<Spanned<Box<str>>>,
    /// The day of its meeting, where the item has one of its own.
    pub meeting: Option<Spanned<PartialDate>>,
    /// The text of the agenda: what was to be done, never what was decided.
    pub agenda: Vec<Span>,
    /// The text under a heading of its own for decisions ("Decision:"), without that heading.
    pub decision: Vec<Span>,
    /// The minutes, without their heading ("Minutes:").
    pub minutes: Vec<Span>,
    /// Whether the document itself tells agenda and minutes apart. Where it does not, `minutes` may begin with agenda.
    pub apart: bool,
    /// Lines of the item that are none of these: headings, lists of documents, furniture.
    pub aside: Vec<Aside>,
}

/// Lines that were left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The line.
    pub span: Span,
    /// Why it is neither discussion nor clause.
    pub why: Why,
}

/// Why a line is neither discussion nor clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Menus, notices and footers of the website.
    Furniture,
    /// The heading of the meeting: committee, time, venue, contacts, who was there.
    Meeting,
    /// The number or title of an item, or a heading within it.
    Heading,
    /// The text of the agenda.
    Agenda,
    /// A list of documents.
    Documents,
    /// The words that begin a resolution, or its stem.
    Resolving,
    /// Who moved and seconded.
    Mover,
    /// How members voted.
    Vote,
    /// Who was there for the item.
    Guests,
    /// The same decision, printed a second time.
    Repeated,
    /// A note after a decision: reasons, a clarification, a right of appeal.
    Note,
    /// The text is too long to be taken in, or could not be read as text at all.
    Unread,
    /// It stands where a clause could, and is none that we know.
    NotUnderstood,
}

impl Page {
    /// The words at a place.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// Why a document could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with it, as a sentence without its full stop.
    pub what: Box<str>,
    /// What a person can do about it.
    pub cure: Box<str>,
}

impl Unreadable {
    fn new(what: &str, cure: &str) -> Self {
        Self {
            what: what.into(),
            cure: cure.into(),
        }
    }
}

/// Opens a document: finds its form and encoding, takes its text out, and cuts it into items. The content tells what a
/// document is; its name only helps to say what is wrong with one that cannot be read.
///
/// # Errors
///
/// [`Unreadable`] where it holds no text.
pub fn open(bytes: &[u8], name: Option<&str>) -> Result<Page, Unreadable> {
    let (form, sheet) = match decode::decode(bytes, name)? {
        Content::Word => (Form::Word, word::read(bytes)?),
        Content::Xml(text) => (Form::WebService, service::read(&text)?),
        Content::Html(text) => (Form::Html, html::read(&text)),
        Content::Text(text) => (Form::Text, Sheet::plain(text)),
    };
    if sheet.lines.is_empty() {
        return Err(Unreadable::new(
            "there is no text in it",
            "save the page again, or copy its text into a file",
        ));
    }
    Ok(cut::cut(form, sheet))
}
