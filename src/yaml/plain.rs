//! Text without quotes that other readers of YAML do not take for text.

/// What kind of thing other YAML readers may take this unquoted text for; `None` where all agree that it is text.
pub fn ambiguous(text: &str) -> Option<&'static str> {
    const BOOLEANS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];
    if BOOLEANS.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return Some("yes or no");
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'.' | b'+' | b'-')) {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let only = |extra: &[u8]| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || extra.contains(&byte))
    };
    if digits == 0 {
        let special = unsigned.eq_ignore_ascii_case(".inf") || unsigned.eq_ignore_ascii_case(".nan");
        return special.then_some("a number");
    }
    if text.len() >= 8 && only(b"-") && text.bytes().filter(|byte| *byte == b'-').count() == 2 {
        return Some("a date");
    }
    if is_time_of_day(text) {
        return Some("a date");
    }
    if only(b"+-:._") && text.contains(':') {
        return Some("a number of minutes");
    }
    let number = unsigned.replace('_', "");
    let based = ["0x", "0o", "0b"].iter().any(|base| number.starts_with(base));
    (number.parse::<f64>().is_ok() || based).then_some("a number")
}

/// Whether text is a day and a time of day, such as `2025-10-09T10:00:00Z`.
fn is_time_of_day(text: &str) -> bool {
    text.as_bytes().split_at_checked(10).is_some_and(|(day, time)| {
        day.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        }) && matches!(time, [b'T' | b't' | b' ', second, ..] if second.is_ascii_digit())
            && time
                .iter()
                .all(|byte| byte.is_ascii_digit() || b"Tt :.+-Zz".contains(byte))
    })
}
