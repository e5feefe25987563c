//! In which form a cell shows a number.

use std::collections::BTreeMap;

use super::xml::{Walk, attribute};
use crate::sheet::read::Unreadable;

/// What a form makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// It is shown as it is.
    #[default]
    Plain,
    /// A day.
    Day,
    /// A time of day, or a length of time.
    Time,
    /// Something else, such as a percentage or money.
    Other,
}

/// The forms of a workbook, by the number that cells have.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Form>);

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let (mut own, mut forms, mut in_cells) = (BTreeMap::new(), Vec::new(), false);
        let mut walk = Walk::new(text);
        while let Some(step) = walk.next()? {
            if let super::xml::Step::End(name) = &step
                && name == "cellXfs"
            {
                in_cells = false;
            }
            let Some(element) = step.opened() else {
                continue;
            };
            match element.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (attribute(element, "numFmtId"), attribute(element, "formatCode"))
                    {
                        own.insert(id, code);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(element, "numFmtId").unwrap_or_default();
                    forms.push(match own.get(&id) {
                        Some(code) => by_code(code),
                        None => by_number(id.parse().unwrap_or(0)),
                    });
                }
                _ => {}
            }
        }
        Ok(Self(forms))
    }

    /// The form of a cell that names this style.
    pub(super) fn of(&self, style: Option<&str>) -> Form {
        let number: usize = style.and_then(|style| style.parse().ok()).unwrap_or(0);
        self.0.get(number).copied().unwrap_or_default()
    }
}

/// The forms that every workbook has.
fn by_number(number: u32) -> Form {
    match number {
        0 | 1 | 49 => Form::Plain,
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Form::Day,
        18..=22 | 32..=35 | 45..=47 | 55 | 56 => Form::Time,
        _ => Form::Other,
    }
}

/// A form in its own words: `dd/mm/yyyy`, `[$-809]d mmmm yyyy`, `0.00%`.
fn by_code(code: &str) -> Form {
    let (mut letters, mut is_worded) = (String::new(), false);
    let mut rest = code.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '"' => {
                is_worded = true;
                while rest.next().is_some_and(|letter| letter != '"') {}
            }
            '[' => {
                let inner: String = rest.by_ref().take_while(|letter| *letter != ']').collect();
                // [h] is a length of time; [Red] and [$-809] are not part of the form.
                if ["h", "hh", "m", "mm", "s", "ss"].contains(&inner.to_lowercase().as_str()) {
                    letters.push('h');
                }
            }
            '\\' | '_' | '*' => {
                rest.next();
            }
            // Only the form of numbers above zero counts.
            ';' => break,
            other => letters.extend(other.to_lowercase()),
        }
    }
    let letters = letters.trim();
    if letters.is_empty() || letters == "general" || letters == "0" || letters == "@" || letters == "standard"
    {
        // Words beside a number are shown and not kept.
        return if is_worded { Form::Other } else { Form::Plain };
    }
    let has = |wanted: &[char]| letters.contains(wanted);
    match () {
        () if has(&['0', '#', '?']) || letters.contains("general") => Form::Other,
        () if has(&['h', 's']) => Form::Time,
        () if has(&['d', 'y', 'm']) => Form::Day,
        () => Form::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_tell_days_from_numbers() {
        for code in [
            "dd/mm/yyyy",
            "[$-809]d mmmm yyyy",
            "yyyy\\-mm\\-dd;@",
            "mmm\\ yy",
            "[$-F800]dddd, mmmm dd, yyyy",
        ] {
            assert_eq!(by_code(code), Form::Day, "{code}");
        }
        for code in ["General", "@", "0", "[Red]General"] {
            assert_eq!(by_code(code), Form::Plain, "{code}");
        }
        for code in ["dd/mm/yyyy hh:mm", "[h]:mm", "h:mm AM/PM"] {
            assert_eq!(by_code(code), Form::Time, "{code}");
        }
        for code in [
            "0.00%",
            "#,##0",
            "General%",
            "[$£-809]#,##0.00",
            "00000",
            "\"d\"0",
            "\"no\"General",
        ] {
            assert_eq!(by_code(code), Form::Other, "{code}");
        }
    }
}
