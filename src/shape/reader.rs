//! The reader of one file: it goes on after a fault, so that all of them are reported at once.

use super::{Shape, codes};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, SourceId, Span};
use crate::yaml::{Field, Node, Value};

/// Reads one file, collecting what is wrong with it.
#[derive(Debug)]
pub struct Reader<'s> {
    source: SourceId,
    /// The whole text of the file, for messages that quote it.
    pub text: &'s str,
    /// What has been found so far.
    pub problems: Diagnostics,
    /// Whether a value could not be read, so that the record is not sound even if it was read in part.
    pub faulty: bool,
}

impl<'s> Reader<'s> {
    /// A reader of one source.
    pub fn new(source: SourceId, text: &'s str) -> Self {
        Self {
            source,
            text,
            problems: Diagnostics::new(),
            faulty: false,
        }
    }

    /// A place in the file that is read.
    pub fn at(&self, span: Span) -> Location {
        Location {
            source: self.source,
            span,
        }
    }

    /// Reports a problem and gives no value.
    pub fn fail<T>(&mut self, problem: Diagnostic) -> Option<T> {
        self.problems.push(problem);
        self.faulty = true;
        None
    }

    /// Whether nothing but a comment stands after the name of a field, on its line.
    fn is_comment_after(&self, name: Span) -> bool {
        let rest = self.text.get(name.end as usize..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        line.trim_start_matches(['"', '\'', ' ', ':']).starts_with('#')
    }

    /// Reports that something else was expected here.
    pub fn wrong_type<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let message = format!("{expected} belongs here, not {}", node.value.describe());
        let cure = match node.value {
            Value::List(_) => "write one value, without brackets or hyphens",
            Value::Map(_) => "write one value; if it holds a colon followed by a space, put quotes around it",
            Value::Null => "write a value here, or delete the line",
            Value::Scalar(_) => "see `scrutiny schema` for what this field holds",
        };
        self.fail(Diagnostic::new(&codes::WRONG_TYPE, self.at(node.span), message).cure(cure))
    }

    /// The fields of a mapping, with each name that is not among `known` reported.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node<'_>,
        what: &'static str,
        known: &[&'static str],
    ) -> Option<Fields<'n>> {
        let fields = match &node.value {
            Value::Map(fields) => fields.as_slice(),
            Value::Null => &[],
            _ => {
                let message = format!("the fields of {what} belong here, not {}", node.value.describe());
                let first = known.first().copied().unwrap_or_default();
                let cure = format!(
                    "write each below it, indented, such as `{first}: ...`; they are {}",
                    known.join(", ")
                );
                return self
                    .fail(Diagnostic::new(&codes::WRONG_TYPE, self.at(node.span), message).cure(cure));
            }
        };
        let mut misspelt = Vec::new();
        for (name, _) in fields {
            if !known.contains(&&*name.value) {
                let meant = codes::meant_field(&name.value, known);
                let problem = codes::unknown_field(self.at(name.span), &name.value, what, meant, known);
                self.problems.push(problem);
                self.faulty = true;
                misspelt.extend(meant);
            }
        }
        Some(Fields {
            fields,
            what,
            span: node.span,
            misspelt,
        })
    }
}

/// The fields of one mapping while they are read.
#[derive(Debug)]
pub struct Fields<'n> {
    fields: &'n [Field<'n>],
    what: &'static str,
    span: Span,
    /// The fields that misspelt ones were probably meant for: that these are missing is no second fault.
    misspelt: Vec<&'static str>,
}

impl Fields<'_> {
    /// Reads one field. A fault in a field that may be left out leaves it out, so that the rest is still read.
    pub fn take<T: Shape>(&self, name: &str, reader: &mut Reader<'_>) -> Option<T> {
        let written = self.fields.iter().find(|(field, _)| field.value == name);
        match written {
            Some((_, node)) if !matches!(node.value, Value::Null) => T::read(node, reader).or_else(T::absent),
            Some((field, _)) if T::begins_with_hash() && reader.is_comment_after(field.span) => {
                reader.fail(crate::value::codes::hidden_by_hash(reader.at(field.span)))
            }
            None if self.misspelt.contains(&name) => T::absent(),
            _ => T::absent().or_else(|| {
                let (at, empty) = match written {
                    Some((field, _)) => (field.span, true),
                    None => (
                        Span {
                            end: self.span.start,
                            ..self.span
                        },
                        false,
                    ),
                };
                let problem = codes::missing_field(reader.at(at), name, self.what, empty);
                reader.fail(problem)
            }),
        }
    }
}
