//! A reader of Atom feeds that holds them to the musts of RFC 4287.

use std::collections::BTreeSet;

use chrono::DateTime;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A feed.
#[derive(Debug)]
pub(super) struct Feed {
    pub(super) own_link: Option<String>,
    pub(super) page: String,
    pub(super) entries: Vec<Entry>,
}

/// An entry.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) updated: String,
    pub(super) link: String,
}

/// An element with all that is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Self>,
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("attributes are well formed");
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .expect("a value");
            (attribute.key.into_inner().to_owned(), value.into_owned())
        });
        Self {
            name: start.name().into_inner().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn one<'e>(&'e self, name: &'e str) -> &'e Self {
        let found: Vec<&Self> = self.all(name).collect();
        assert_eq!(found.len(), 1, "<{}> has one <{name}>: {self:?}", self.name);
        found[0]
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn link(&self, rel: &str) -> Option<String> {
        let mut links = self.all("link").filter(|link| link.attribute("rel") == Some(rel));
        let link = links.next()?;
        assert!(links.next().is_none(), "two links with rel={rel} and one type");
        let address = link.attribute("href").expect("a link has an address");
        assert!(
            !address.is_empty() && !address.contains(char::is_whitespace),
            "{address}"
        );
        Some(address.to_owned())
    }
}

fn tree(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(start) => open.push(Element::new(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(Element::new(&start)),
            Event::End(_) => {
                let closed = open.pop().unwrap();
                open.last_mut()
                    .expect("no end without a start")
                    .children
                    .push(closed);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let letter = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("the entity {other}"),
                };
                open.last_mut().unwrap().text.push(letter);
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?} in a feed"),
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().unwrap()
}

/// Reads a feed. What breaks a must of the format fails the test.
pub(super) fn read(path: &str, text: &str) -> Feed {
    let document = tree(text);
    assert_eq!(document.children.len(), 1, "{path} has one root");
    let feed = &document.children[0];
    assert_eq!(feed.name, "feed", "{path}");
    assert_eq!(
        feed.attribute("xmlns"),
        Some("http://www.w3.org/2005/Atom"),
        "{path}"
    );
    assert!(is_tag(&feed.one("id").text), "{path}: {}", feed.one("id").text);
    assert!(!feed.one("title").text.is_empty(), "{path}");
    let author = feed.one("author");
    assert!(
        !author.one("name").text.is_empty(),
        "{path}: a feed or each of its entries has an author"
    );
    let updated = moment(&feed.one("updated").text);
    let entries: Vec<Entry> = feed.all("entry").map(entry).collect();
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), entries.len(), "{path}: an id is used twice");
    assert!(!ids.contains(feed.one("id").text.as_str()), "{path}");
    assert!(
        entries.is_sorted_by_key(|entry| std::cmp::Reverse(moment(&entry.updated))),
        "{path} has its newest entry first"
    );
    if let Some(newest) = entries.first() {
        assert_eq!(
            updated,
            moment(&newest.updated),
            "{path} is as new as its newest entry"
        );
    }
    Feed {
        own_link: feed.link("self"),
        page: feed.link("alternate").expect("a feed has a page"),
        entries,
    }
}

fn entry(element: &Element) -> Entry {
    let id = element.one("id").text.clone();
    assert!(is_tag(&id), "{id}");
    let summary = element.one("summary");
    assert!(matches!(summary.attribute("type"), None | Some("text")), "{id}");
    for category in element.all("category") {
        assert!(category.attribute("term").is_some(), "{id}");
    }
    let updated = element.one("updated").text.clone();
    moment(&updated);
    Entry {
        title: element.one("title").text.clone(),
        summary: summary.text.clone(),
        link: element
            .link("alternate")
            .expect("an entry without content has an alternate link"),
        updated,
        id,
    }
}

fn moment(text: &str) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Whether text is a tag URI (RFC 4151): an authority, a date, and something specific.
fn is_tag(text: &str) -> bool {
    let Some((entity, specific)) = text.strip_prefix("tag:").and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let Some((authority, date)) = entity.split_once(',') else {
        return false;
    };
    let label = |label: &str| {
        let plain = label
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        !label.is_empty() && plain && !label.starts_with('-') && !label.ends_with('-')
    };
    let dated = date.len() == 4 && date.bytes().all(|byte| byte.is_ascii_digit());
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
    authority.split('.').all(label) && dated && !specific.is_empty() && specific.bytes().all(sound)
}
