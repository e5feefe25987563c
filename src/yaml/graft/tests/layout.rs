//! Trees, and files that hold them in every layout.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::super::lay;

/// How a file is laid out.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    indent: usize,
    flush: bool,
    windows: bool,
    mark: bool,
    begins: bool,
    ends: bool,
    /// Taken in turn at each value: brackets, comments, quotes.
    whims: Vec<u8>,
}

pub(super) fn any_layout() -> impl Strategy<Value = Layout> {
    let whims = prop::collection::vec(any::<u8>(), 1..40);
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (1..5_usize, flags, whims).prop_map(|(indent, (flush, windows, mark, begins, ends), whims)| Layout {
        indent,
        flush,
        windows,
        mark,
        begins,
        ends,
        whims,
    })
}

pub(super) fn any_tree() -> impl Strategy<Value = Json> {
    let words = prop::sample::select(vec![
        "one",
        "no",
        "2026-03-01",
        "it's: so",
        "a #b",
        "two\nlines\n",
        "",
        "- x",
        "[y]",
        "caf\u{e9} \u{65e5}\u{672c}",
        "a long text that goes on and on until it is far longer than a line may be in a file, so that it is folded \
         into several lines",
    ]);
    let leaf = prop_oneof![9 => words.prop_map(Json::from), 1 => Just(Json::Null)];
    let tree = leaf.prop_recursive(4, 30, 4, |inner| {
        let name = prop::sample::select(vec!["a", "b", "c d", "no", "e"]);
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Json::from),
            3 => prop::collection::btree_map(name, inner, 1..4).prop_map(|fields| {
                Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    });
    let name = prop::sample::select(vec!["a", "b", "c", "f", "g"]);
    prop::collection::btree_map(name, tree, 1..5).prop_map(|fields| {
        Json::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    })
}

/// Writes a tree as the layout has it.
struct Writer<'l> {
    layout: &'l Layout,
    next: usize,
    out: String,
}

impl Writer<'_> {
    fn whim(&mut self, of: u8) -> bool {
        let whim = self.layout.whims[self.next % self.layout.whims.len()];
        self.next += 1;
        whim.is_multiple_of(of)
    }

    fn comment(&mut self, depth: usize) {
        if self.whim(3) {
            let number = self.next;
            self.out += &format!("{}# note {number}\n", " ".repeat(depth));
        }
        if self.whim(5) {
            self.out.push('\n');
        }
    }

    fn end_line(&mut self) {
        if self.whim(4) {
            let number = self.next;
            self.out += &format!("  # aside {number}");
        }
        self.out.push('\n');
    }

    fn value(&mut self, value: &Json, column: usize) {
        match value {
            Json::Object(fields) if !fields.is_empty() && !self.whim(4) => {
                self.end_line();
                let column = column + self.layout.indent;
                for (name, value) in fields {
                    self.comment(column);
                    self.out += &" ".repeat(column);
                    self.field(name, value, column);
                }
            }
            Json::Array(items) if !items.is_empty() && !self.whim(4) => {
                self.end_line();
                let column = if self.layout.flush {
                    column
                } else {
                    column + self.layout.indent
                };
                for item in items {
                    self.comment(column);
                    self.out += &format!("{}-", " ".repeat(column));
                    self.item(item, column);
                }
            }
            Json::Array(_) | Json::Object(_) => {
                self.out += &format!(" {}", lay::inline(value));
                self.end_line();
            }
            Json::Null => self.end_line(),
            Json::String(text) if text.ends_with("lines\n") => {
                self.out += " |\n";
                for line in text.lines() {
                    self.out += &format!("{}{line}\n", " ".repeat(column + self.layout.indent));
                }
            }
            Json::String(text) if text.starts_with("a long") && self.whim(2) => {
                self.out += " >-";
                self.end_line();
                for line in text.split(" until ").zip(["", "until "]) {
                    let pad = " ".repeat(column + self.layout.indent);
                    self.out += &format!("{pad}{}{}\n", line.1, line.0);
                }
            }
            Json::String(text) if self.whim(3) && !text.contains('\n') => {
                self.out += &format!(" '{}'", text.replace('\'', "''"));
                self.end_line();
            }
            other => {
                self.out += &format!(" {other}");
                self.end_line();
            }
        }
    }

    fn field(&mut self, name: &str, value: &Json, column: usize) {
        self.out += &format!("{}:", lay::inline(&Json::from(name)));
        self.value(value, column);
    }

    fn item(&mut self, item: &Json, column: usize) {
        match item {
            Json::Object(fields) if !fields.is_empty() && !self.whim(4) => {
                let inner = column + 2;
                for (at, (name, value)) in fields.iter().enumerate() {
                    if at == 0 {
                        self.out.push(' ');
                    } else {
                        self.comment(inner);
                        self.out += &" ".repeat(inner);
                    }
                    self.field(name, value, inner);
                }
            }
            Json::Array(items) if !items.is_empty() => {
                self.out += &format!(" {}", lay::inline(item));
                self.end_line();
            }
            item => self.value(item, column + 1),
        }
    }
}

pub(super) fn written(tree: &Json, layout: &Layout) -> String {
    let mut writer = Writer {
        layout,
        next: 0,
        out: String::new(),
    };
    for (name, value) in tree.as_object().expect("a group") {
        writer.comment(0);
        writer.field(name, value, 0);
    }
    let mut text = writer.out;
    if layout.begins {
        text.insert_str(0, "---\n");
    }
    if !layout.ends {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if layout.windows {
        text = text.replace('\n', "\r\n");
    }
    if layout.mark {
        text.insert(0, '\u{feff}');
    }
    text
}
