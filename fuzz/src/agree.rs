//! Two independent readers of YAML agree on what a file says.

use std::fmt;

use scrutiny::diagnostic::Diagnostics;
use scrutiny::source::{Source, SourceId};
use scrutiny::yaml::{self, Node};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text as a file of a register.
pub fn file(text: &str) -> Source {
    Source::from_bytes("records/bodies/any.yaml", text.as_bytes().to_vec())
}

/// A file read by our own reader.
pub fn read(source: &Source) -> (Option<Node<'_>>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let node = yaml::read(SourceId(0), source, &mut problems);
    (node, problems)
}

/// Reads with the other reader of YAML what our own reader found: the same lists, the same fields in the same
/// order, and for each scalar the same text.
struct Same<'n>(&'n Node<'n>);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &self.0.value {
            yaml::Value::Null => match <Option<IgnoredAny> as serde::Deserialize>::deserialize(deserializer)?
            {
                None => Ok(()),
                Some(_) => Err(D::Error::custom("something where we read nothing")),
            },
            yaml::Value::Scalar(scalar) => {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                if text == scalar.text {
                    Ok(())
                } else {
                    Err(D::Error::custom(format!(
                        "{text:?} where we read {:?}",
                        scalar.text
                    )))
                }
            }
            yaml::Value::List(_) => deserializer.deserialize_seq(self),
            yaml::Value::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.value.describe())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let yaml::Value::List(items) = &self.0.value else {
            return Err(A::Error::custom("a list where we read none"));
        };
        for item in items {
            list.next_element_seed(Same(item))?
                .ok_or_else(|| A::Error::custom("a shorter list"))?;
        }
        match list.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("a longer list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let yaml::Value::Map(fields) = &self.0.value else {
            return Err(A::Error::custom("fields where we read none"));
        };
        for (name, value) in fields {
            let other: String = map.next_key()?.ok_or_else(|| A::Error::custom("fewer fields"))?;
            if other != name.value {
                return Err(A::Error::custom(format!(
                    "the field {other:?} where we read {:?}",
                    name.value
                )));
            }
            map.next_value_seed(Same(value))?;
        }
        match map.next_key::<String>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("more fields")),
        }
    }
}

/// Whether a colon begins a word, or stands before a question mark, comma or closing bracket, where the other reader stops or,
/// between brackets, takes it for a letter; or a question mark begins a word; or a tab stands among the blanks before a
/// comment or after a hyphen, or on a line that is otherwise blank; or a line is so long that the name of a field in it may have
/// more than the 1,024 letters after which YAML ends names, which only the other reader counts.
fn is_disputed(text: &str) -> bool {
    let bytes = format!("\n{text}\n").into_bytes();
    let begins = |byte: u8| b" \t\r\n{[,".contains(&byte);
    let disputed = |three: &[u8]| match three[1] {
        b':' => begins(three[0]) || b"?,]}".contains(&three[2]),
        b'?' => begins(three[0]),
        _ => false,
    };
    let is_blank = |line: &str| line.contains('\t') && line.trim().is_empty();
    let after_tab = |line: &str| {
        let stretches = line.split_inclusive('-').skip(1);
        let mut after_hyphen =
            stretches.map(|rest| &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]);
        let before_comment = line.match_indices('#').map(|(at, _)| {
            let before = &line[..at];
            &before[before.trim_end_matches([' ', '\t']).len()..]
        });
        after_hyphen.any(|blanks| blanks.contains('\t'))
            || before_comment.into_iter().any(|blanks| blanks.contains('\t'))
    };
    let is_long = |line: &str| line.len() > 1000 && line.contains(':');
    let disputes = |line: &str| is_blank(line) || after_tab(line) || is_long(line);
    bytes.windows(3).any(disputed) || text.lines().any(disputes)
}

/// What the two readers disagree on, for a text that ours reads without a problem.
///
/// They honestly differ, so that the text is made the same first or not compared:
/// - where a block ends with the file and no line feed: ours reads it as if there were one;
/// - after a byte-order mark, which the other takes for a column, and so the second field for the end of the record;
/// - where `...` stands before the record, which the other refuses;
/// - where nothing is recorded, or one text without any field, which may stand further to the left for ours;
/// - in what [`is_disputed`] says.
pub fn disagreement(text: &str) -> Option<String> {
    let text = &format!("{}\n", text.trim_start_matches('\u{feff}'));
    let begins = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if text
        .lines()
        .find(begins)
        .is_some_and(|line| line.starts_with("..."))
    {
        return None;
    }
    let source = file(text);
    let (node, problems) = read(&source);
    let node = node.filter(|_| problems.is_empty() && !is_disputed(text))?;
    if matches!(node.value, yaml::Value::Null | yaml::Value::Scalar(_)) {
        return None;
    }
    let other = Same(&node).deserialize(serde_yaml::Deserializer::from_str(text));
    other
        .err()
        .map(|error| format!("{error}\n{node:?}\n{text:?}\n{text}"))
}
