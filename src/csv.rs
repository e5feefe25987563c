//! Tables as CSV (RFC 4180), such that a spreadsheet takes every cell for text.

/// Adds a row.
pub fn row<C: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = C>) {
    for (number, text) in cells.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        cell(out, text.as_ref());
    }
    out.push_str("\r\n");
}

/// Adds a cell. One that a spreadsheet would reckon as a formula gets an apostrophe before it. What any program takes for a
/// separator is quoted, as some look for the commonest.
fn cell(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !text.contains(['"', ',', ';', '\t', '\n', '\r']) {
        if formula {
            out.push('\'');
        }
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for (number, part) in text.split('"').enumerate() {
        if number > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_text_and_marks_are_quoted() {
        let mut out = String::new();
        row(&mut out, ["id", "title"]);
        row(&mut out, ["=1+1", "a \"b\", c|d"]);
        row(&mut out, ["-1, so", "\tx\r\ny"]);
        row(&mut out, ["one; two", "'a\tb"]);
        assert_eq!(
            out,
            "id,title\r\n'=1+1,\"a \"\"b\"\", c|d\"\r\n\"'-1, so\",\"'\tx\r\ny\"\r\n\"one; two\",\"'a\tb\"\r\n"
        );
    }
}
