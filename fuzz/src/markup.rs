//! A small reader of HTML of its own, which knows nothing of how ours is written: tags that match, attributes that are
//! known, letters that are escaped, links that lead to the web.

/// Elements that hold nothing and are not closed.
const VOID: [&str; 2] = ["br", "hr"];

/// Elements that a text of Markdown may become.
const ELEMENTS: [&str; 26] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "a",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "hr",
    "del",
];

/// What was found in a piece of HTML.
#[derive(Debug, Default)]
pub struct Markup {
    /// Every element, in the order in which they open.
    pub elements: Vec<String>,
    /// Where links lead, entities read.
    pub links: Vec<String>,
    /// The names of places.
    pub names: Vec<String>,
    /// The text, entities read.
    pub text: String,
}

/// Reads HTML; panics where it is not well formed, or holds what no text may become.
pub fn read(html: &str) -> Markup {
    let mut found = Markup::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        found.text += &letters(&rest[..at]);
        let inside = &rest[at + 1..];
        let end = ends(inside).unwrap_or_else(|| panic!("a tag does not end: {inside:?}"));
        let tag = &inside[..end];
        rest = &inside[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(
                open.pop(),
                Some(name),
                "what was opened last is closed first: {html}"
            );
            continue;
        }
        let tag = tag.strip_suffix('/').unwrap_or(tag).trim_end();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "<{name}> in {html}");
        found.elements.push(name.to_owned());
        found.attributes(name, attributes);
        if name == "a" {
            assert!(!open.contains(&"a"), "a link within a link: {html}");
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    found.text += &letters(rest);
    assert!(open.is_empty(), "{open:?} stay open: {html}");
    found
}

/// Where a tag ends: at the first `>` outside quotes.
fn ends(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at),
            b'<' if !quoted => return None,
            _ => {}
        }
    }
    None
}

impl Markup {
    fn attributes(&mut self, element: &str, text: &str) {
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (name, after) = rest
                .split_once("=\"")
                .unwrap_or_else(|| panic!("{rest:?} is no attribute"));
            let (value, after) = after
                .split_once('"')
                .unwrap_or_else(|| panic!("{rest:?} does not end"));
            let value = letters(value);
            rest = after.trim_start();
            match (element, name) {
                ("a", "href") => self.links.push(value),
                ("a", "rel") => assert_eq!(value, "noopener external"),
                ("code", "class") => assert!(value.starts_with("language-"), "{value:?}"),
                ("ol", "start") => assert!(value.parse::<u64>().is_ok(), "{value:?}"),
                ("th", "scope") => assert_eq!(value, "col"),
                ("div", "class") => assert_eq!(value, "scroll"),
                ("div", "role") => assert_eq!(value, "group"),
                ("div", "aria-label") => assert_eq!(value, "Table"),
                ("div", "tabindex") => assert_eq!(value, "0"),
                ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => self.names.push(value),
                _ => panic!("{name}={value:?} on <{element}>"),
            }
        }
    }
}

/// Text with its entities read; panics where a letter stands bare that means something in HTML.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    let plain = |part: &str| assert!(!part.contains(['<', '>']), "{text:?}");
    let first = parts.next().unwrap_or_default();
    plain(first);
    out.push_str(first);
    for part in parts {
        plain(part);
        let (entity, rest) = part
            .split_once(';')
            .unwrap_or_else(|| panic!("a bare & in {text:?}"));
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" | "#x27" => '\'',
            _ => panic!("&{entity}; in {text:?}"),
        });
        out.push_str(rest);
    }
    out
}
