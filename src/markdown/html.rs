//! Markdown to HTML that is safe to publish, whoever wrote the Markdown.
//!
//! Raw HTML comes out as text, links lead to the web, to records or nowhere, and no text can make a page that a
//! browser chokes on.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html as written};

use super::parser;
use super::safe::{Safe, escape, safe};
use crate::value::slug;

/// Longest text that is shown, in bytes. Nested quotes grow many times over when they become HTML.
const LONGEST: usize = 60_000;
/// How deep quotes and lists may be nested; what is deeper is shown without its marks.
const DEEPEST: usize = 8;

/// How a text is to be shown.
pub struct Manner<'m> {
    /// The level of the heading it stands under; its own headings come below.
    pub under: u8,
    /// Whether its headings can be linked to. Only where one text fills the page, or their names could clash.
    pub anchors: bool,
    /// The address of a link that is no web address, such as `changes/ward-move-2026`; `None` where it leads nowhere.
    pub resolve: &'m dyn Fn(&str) -> Option<String>,
}

/// The text as HTML.
pub fn html(text: &str, manner: &Manner<'_>) -> String {
    let shown = clip(text);
    let mut writer = Writer {
        manner,
        events: Vec::new(),
        links: Vec::new(),
        nesting: Vec::new(),
        headings: Vec::new(),
        heading: None,
        names: HashSet::from(["main".to_owned()]),
        tried: HashMap::new(),
        in_head: false,
    };
    for event in parser(shown) {
        writer.take(event);
    }
    let mut out = String::with_capacity(shown.len() * 3 / 2);
    written::push_html(&mut out, writer.events.into_iter());
    if shown.len() < text.len() {
        out.push_str("<p>The text goes on; all of it is in the data file of this page.</p>\n");
    }
    out
}

fn clip(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// A heading that is being read, kept back until its name is known.
struct Heading<'t> {
    level: u8,
    words: String,
    events: Vec<Event<'t>>,
}

struct Writer<'t, 'm> {
    manner: &'m Manner<'m>,
    events: Vec<Event<'t>>,
    /// For each open link, whether it is shown as one.
    links: Vec<bool>,
    /// For each open list or quote, whether it is a list and whether it is shown.
    nesting: Vec<(bool, bool)>,
    /// The levels, as written, of the headings that are open.
    headings: Vec<HeadingLevel>,
    heading: Option<Heading<'t>>,
    names: HashSet<String>,
    /// How many names were tried for headings of the same words: where there are thousands, none is tried twice.
    tried: HashMap<String, usize>,
    in_head: bool,
}

impl<'t> Writer<'t, '_> {
    fn put(&mut self, event: Event<'t>) {
        match &mut self.heading {
            Some(heading) => heading.events.push(event),
            None => self.events.push(event),
        }
    }

    fn tag(&mut self, tag: impl Into<CowStr<'t>>) {
        self.put(Event::InlineHtml(tag.into()));
    }

    fn take(&mut self, event: Event<'t>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            // Whatever looks like HTML in the text is text.
            Event::Html(text) | Event::InlineHtml(text) => self.put(Event::Text(text)),
            Event::Text(text) | Event::Code(text) if self.heading.is_some() => {
                if let Some(heading) = &mut self.heading {
                    heading.words.push_str(&text);
                    heading.events.push(Event::Text(text));
                }
            }
            other => self.put(other),
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::HtmlBlock => self.put(Event::Start(Tag::Paragraph)),
            Tag::Image { .. } => {}
            Tag::Link {
                link_type, dest_url, ..
            } => self.start_link(link_type, &dest_url),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::List(_) | Tag::BlockQuote(_) => {
                let shown = self.nesting.len() < DEEPEST;
                self.nesting.push((matches!(tag, Tag::List(_)), shown));
                if shown {
                    self.put(Event::Start(tag));
                }
            }
            Tag::Item if !self.in_shown_list() => {}
            Tag::Table(_) => {
                self.tag("<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.tag("<thead><tr>");
            }
            Tag::TableRow => self.tag("<tr>"),
            Tag::TableCell if self.in_head => self.tag("<th scope=\"col\">"),
            Tag::TableCell => self.tag("<td>"),
            other => self.put(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.put(Event::End(TagEnd::Paragraph)),
            TagEnd::Image => {}
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.tag("</a>");
                }
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                if self.nesting.pop().is_some_and(|(_, shown)| shown) {
                    self.put(Event::End(tag));
                }
            }
            TagEnd::Item if !self.in_shown_list() => {}
            TagEnd::Table => self.tag("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.tag("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.tag("</tr>"),
            TagEnd::TableCell if self.in_head => self.tag("</th>"),
            TagEnd::TableCell => self.tag("</td>"),
            other => self.put(Event::End(other)),
        }
    }

    fn in_shown_list(&self) -> bool {
        let list = self.nesting.iter().rev().find(|(is_list, _)| *is_list);
        list.is_some_and(|(_, shown)| *shown)
    }

    fn start_link(&mut self, kind: LinkType, destination: &str) {
        let email = format!("mailto:{destination}");
        let written = if kind == LinkType::Email {
            &email
        } else {
            destination
        };
        let opened = match safe(written) {
            Safe::Web => Some(format!(
                "<a href=\"{}\" rel=\"noopener external\">",
                escape(written)
            )),
            Safe::Here => Some(format!("<a href=\"{}\">", escape(written))),
            Safe::Relative => {
                let address = (self.manner.resolve)(written);
                address.map(|address| format!("<a href=\"{}\">", escape(&address)))
            }
            Safe::No => None,
        };
        // A link inside a link cannot be written in HTML.
        let shown = opened.filter(|_| !self.links.contains(&true));
        self.links.push(shown.is_some());
        if let Some(tag) = shown {
            self.tag(tag);
        }
    }

    /// Headings come below the one they stand under, without gaps, whatever level they are written at.
    fn start_heading(&mut self, level: HeadingLevel) {
        while self.headings.last().is_some_and(|open| *open >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        let depth = u8::try_from(self.headings.len()).unwrap_or(6);
        self.heading = Some(Heading {
            level: self.manner.under.saturating_add(depth).min(6),
            words: String::new(),
            events: Vec::new(),
        });
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let level = heading.level;
        let name = self.name(&heading.words);
        self.tag(match name {
            Some(name) => format!("<h{level} id=\"{name}\">"),
            None => format!("<h{level}>"),
        });
        self.events.extend(heading.events);
        self.tag(format!("</h{level}>\n"));
    }

    /// A name for a heading that no other on the page has.
    fn name(&mut self, words: &str) -> Option<String> {
        let base = slug(words);
        if !self.manner.anchors || base.is_empty() {
            return None;
        }
        let number = self.tried.entry(base.clone()).or_default();
        loop {
            *number += 1;
            let name = match *number {
                1 => base.clone(),
                number => format!("{base}-{number}"),
            };
            if self.names.insert(name.clone()) {
                return Some(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let resolve = |to: &str| to.strip_prefix("changes/").map(|id| format!("{id}.html"));
        html(
            text,
            &Manner {
                under: 2,
                anchors: false,
                resolve: &resolve,
            },
        )
    }

    #[test]
    fn headings_of_the_same_words_have_names_of_their_own_however_many_there_are() {
        let manner = Manner {
            under: 1,
            anchors: true,
            resolve: &|_| None,
        };
        let page = html("# x 2\n\n# Main\n\n# x\n\n# x\n\n# x\n", &manner);
        let names: Vec<&str> = page
            .split("id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(names, ["x-2", "main-2", "x", "x-3", "x-4"]);
        // As many as are shown; looked for one by one from the first on, they would take minutes.
        let many = html(&"# x\n\n".repeat(12_000), &manner);
        assert!(many.contains("id=\"x-12000\""), "{}", &many[many.len() - 99..]);
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div>\n\n**x**\n</div>",
            "[x](<javascript:alert(1)>\"onclick=x)",
        ] {
            let out = shown(text);
            assert!(
                !out.contains("<script") && !out.contains("<img") && !out.contains("<div"),
                "{out}"
            );
        }
        assert!(shown("a <b>c</b>").contains("a &lt;b&gt;c&lt;/b&gt;"));
    }

    #[test]
    fn unsafe_links_become_plain_text_in_every_form() {
        for text in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](java&#10;script:alert(1))",
            "[x][y]\n\n[y]: javascript:alert(1)",
            "[y]\n\n[y]: data:text/html,x",
            "<javascript:alert(1)>",
            "<vbscript:x>",
            "[x](//evil.example/)",
            "[x](/etc/passwd)",
            "[x](../../up)",
            "[x](https:evil)",
            "[x](file:///etc/passwd)",
            "[x](\\\\evil)",
            "![alt](javascript:x)",
            "[x](#\"onmouseover=y)",
        ] {
            let out = shown(text);
            assert!(!out.contains("<a ") && !out.contains("<img"), "{text}: {out}");
        }
    }

    #[test]
    fn safe_links_work() {
        assert!(
            shown("[x](https://a.example/?q=1&r=%22)")
                .contains("<a href=\"https://a.example/?q=1&amp;r=%22\" rel=\"noopener external\">x</a>")
        );
        assert!(shown("<https://a.example/>").contains("href=\"https://a.example/\""));
        assert!(shown("<a@b.example>").contains("href=\"mailto:a@b.example\""));
        assert!(shown("[x](changes/ward)").contains("<a href=\"ward.html\">x</a>"));
        assert!(shown("[x](#here)").contains("<a href=\"#here\">x</a>"));
        assert_eq!(shown("![a map](https://a.example/m.png)"), "<p>a map</p>\n");
        let nested = shown("[a ![b [c](https://d.example/)](https://e.example/)](https://f.example/)");
        assert_eq!(nested.matches("<a ").count(), nested.matches("</a>").count());
    }

    #[test]
    fn headings_and_tables_fit_the_page() {
        let out = shown("# A\n\n### B\n\n### C\n\n# D\n\n|x|y|\n|-|:-:|\n|1|2|\n");
        assert!(out.contains("<h3>A</h3>") && out.contains("<h4>B</h4>") && out.contains("<h4>C</h4>"));
        assert!(out.contains("<h3>D</h3>"));
        assert!(out.contains("<th scope=\"col\">x</th>") && out.contains("<td>2</td>"));
        assert!(!out.contains("style="));
    }

    #[test]
    fn anchors_are_unique() {
        let manner = Manner {
            under: 1,
            anchors: true,
            resolve: &|_| None,
        };
        let out = html("## Who *decides*\n\n## Who decides\n\n## Main\n", &manner);
        assert!(
            out.contains("<h2 id=\"who-decides\">Who <em>decides</em></h2>"),
            "{out}"
        );
        assert!(out.contains("id=\"who-decides-2\"") && out.contains("id=\"main-2\""));
    }

    #[test]
    fn no_text_swells() {
        for text in [
            ">".repeat(50_000),
            "- ".repeat(30_000),
            "[".repeat(60_000),
            "*a ".repeat(20_000),
        ] {
            assert!(shown(&text).len() < text.len() * 8 + 1000);
        }
        assert!(shown(&"é".repeat(60_000)).contains("The text goes on"));
    }
}
