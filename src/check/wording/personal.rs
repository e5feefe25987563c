//! Finds e-mail addresses, telephone numbers and NHS numbers in text. Each takes one pass over the text.

use crate::source::first_not;

/// E-mail addresses: something, an at sign, and a name with a full stop in it.
pub(super) fn emails(text: &str) -> Vec<&str> {
    let local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start = at
            - text[..at]
                .chars()
                .rev()
                .take(64)
                .take_while(|c| local(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let length: usize = text[at + 1..]
            .chars()
            .take(255)
            .take_while(|c| domain(*c))
            .map(char::len_utf8)
            .sum();
        let name = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
        let sound = name
            .rsplit_once('.')
            .is_some_and(|(first, last)| !first.is_empty() && last.chars().count() >= 2);
        if start < at && sound {
            found.push(&text[start..at + 1 + name.len()]);
        }
    }
    found
}

/// A run of digits with single spaces, hyphens or brackets between them.
struct Run<'t> {
    text: &'t str,
    digits: String,
}

/// Runs of digits that no letter, digit, slash or decimal point adjoins.
fn runs(text: &str) -> Vec<Run<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let is_between = |byte: u8| !(byte.is_ascii_digit() || byte == b'+');
    // Most of a text is no digit; it is passed over in one go.
    while let Some(next) = first_not(&bytes[at..], is_between) {
        at += next;
        if bytes[at] == b'+' && !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end = run_end(bytes, at);
        let adjoins =
            |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || b"/._".contains(b));
        let before = at > 0 && (adjoins(bytes.get(at - 1)) || bytes[at - 1] == b'-');
        let after = bytes
            .get(end)
            .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
        if !before && !after {
            let run = &text[at..end];
            found.push(Run {
                text: run,
                digits: run.chars().filter(char::is_ascii_digit).collect(),
            });
        }
        at = end;
    }
    found
}

/// The byte after a run: digits go on, and so does one separator that a digit follows.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        let next = |offset: usize| bytes.get(at + offset).copied().unwrap_or(b'.');
        if next(0).is_ascii_digit() {
            at += 1;
        } else if b" -()".contains(&next(0)) && next(1).is_ascii_digit() {
            at += 2;
        } else if b" -()".contains(&next(0)) && b" ()".contains(&next(1)) && next(2).is_ascii_digit() {
            at += 3;
        } else {
            return at;
        }
    }
}

/// Telephone numbers of the United Kingdom: ten or eleven digits from 0, or the same from +44.
pub(super) fn telephones(text: &str) -> Vec<&str> {
    let runs = runs(text).into_iter();
    runs.filter(|run| {
        let digits = run.digits.as_str();
        let national = if run.text.starts_with('+') {
            digits.strip_prefix("44").map(|rest| rest.trim_start_matches('0'))
        } else {
            digits.strip_prefix('0')
        };
        national
            .is_some_and(|rest| (9..=10).contains(&rest.len()) && rest.starts_with(['1', '2', '3', '7', '8']))
    })
    .map(|run| run.text)
    .collect()
}

/// NHS numbers: ten digits of which the last checks the first nine, modulo 11, written 3-3-4 or together.
pub(super) fn nhs_numbers(text: &str) -> Vec<&str> {
    runs(text)
        .into_iter()
        .filter(|run| is_nhs_number(run))
        .map(|run| run.text)
        .collect()
}

fn is_nhs_number(run: &Run<'_>) -> bool {
    let groups: Vec<usize> = run.text.split([' ', '-']).map(str::len).collect();
    if !matches!(groups.as_slice(), [10] | [3, 3, 4]) || run.digits.len() != 10 {
        return false;
    }
    let digits: Vec<u32> = run.digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .take(9)
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = (11 - sum % 11) % 11;
    check < 10 && check == digits[9]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_handles_are_not() {
        assert_eq!(
            emails("Write to jo.bloggs@north.example."),
            ["jo.bloggs@north.example"]
        );
        assert_eq!(emails("(a+b@c-d.nhs.uk)"), ["a+b@c-d.nhs.uk"]);
        assert!(emails("the @ sign, @handle, a@b, x@.uk").is_empty());
    }

    #[test]
    fn telephone_numbers_are_found_and_dates_and_notices_are_not() {
        for number in [
            "01632 960 001",
            "020 7946 0958",
            "(01632) 960001",
            "+44 1632 960001",
            "07700900123",
        ] {
            let text = format!("Ring {number} today.");
            let digits = number.trim_start_matches('(');
            assert!(
                telephones(&text).iter().any(|found| found.contains(digits)),
                "{number}"
            );
        }
        let others =
            "On 2025-10-09, notice 2025/S 000-036221, 3,600 staff, from 01 April 2026 to 1 2 3, 0300 m";
        assert_eq!(telephones(others), Vec::<&str>::new());
    }

    #[test]
    fn only_numbers_that_check_are_nhs_numbers() {
        assert_eq!(nhs_numbers("Patient 999 012 3456."), Vec::<&str>::new());
        assert_eq!(nhs_numbers("Patient 943 476 5919."), ["943 476 5919"]);
        assert_eq!(nhs_numbers("Patient 9434765919 and 9434765918"), ["9434765919"]);
        assert!(nhs_numbers("0000000000 and 12-12-2025").is_empty());
    }
}
