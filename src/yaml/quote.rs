//! Puts quotes around one value of a file, where other readers would not take it for text.

use serde_json::Value as Json;

use super::Value;
use super::edit::{EditError, node};
use super::values::{parse, to_json};

/// Puts quotes around the value at a path where it stands without them and could be taken for a date or a number. The file
/// says the same afterwards.
///
/// # Errors
///
/// See [`EditError`]; the text is then as it was.
pub fn quote(text: &str, path: &[&str]) -> Result<String, EditError> {
    let tree = parse(text)?;
    let missing = || EditError::NoSuchField(path.join("."));
    let found = node(&tree, path).ok_or_else(missing)?;
    let Value::Scalar(scalar) = &found.value else {
        return Err(missing());
    };
    if !scalar.plain || super::ambiguous(&scalar.text).is_none() {
        return Ok(text.to_owned());
    }
    let range = found.span.range();
    let quoted = Json::from(&*scalar.text);
    let changed = format!("{}{quoted}{}", &text[..range.start], &text[range.end..]);
    if parse(&changed).is_ok_and(|new| to_json(&new) == to_json(&tree)) {
        Ok(changed)
    } else {
        Err(EditError::Unsafe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_is_text_is_quoted_and_nothing_else() {
        let text = "corrections:\n  - date: 2026-01-01\n    was: 2025-10-09 # so\n    why: A slip.\n";
        let quoted = text.replace("2025-10-09", "\"2025-10-09\"");
        assert_eq!(quote(text, &["corrections", "0", "was"]), Ok(quoted.clone()));
        assert_eq!(quote(&quoted, &["corrections", "0", "was"]), Ok(quoted));
        assert_eq!(quote(text, &["corrections", "0", "why"]), Ok(text.to_owned()));
        assert!(quote(text, &["corrections", "1", "why"]).is_err());
    }
}
