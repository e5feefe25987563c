//! The labels that a browser shows before the items of a list.

use scraper::node::Element;

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    style: Style,
    next: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Number,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Bullet,
    Bare,
}

impl List {
    /// The list that an element begins, if it does.
    pub(super) fn of(element: &Element) -> Option<Self> {
        let ordered = match element.name() {
            "ol" => true,
            "ul" | "menu" => false,
            _ => return None,
        };
        let typed = match element.attr("type") {
            Some("a") => Some(Style::Lower),
            Some("A") => Some(Style::Upper),
            Some("i") => Some(Style::LowerRoman),
            Some("I") => Some(Style::UpperRoman),
            _ => None,
        };
        let css = element.attr("style").and_then(|css| {
            let kind = css.split("list-style").nth(1)?.split(';').next()?;
            [
                ("lower-alpha", Style::Lower),
                ("lower-latin", Style::Lower),
                ("upper-alpha", Style::Upper),
                ("upper-latin", Style::Upper),
                ("lower-roman", Style::LowerRoman),
                ("upper-roman", Style::UpperRoman),
                ("decimal", Style::Number),
                ("none", Style::Bare),
            ]
            .into_iter()
            .find(|(name, _)| kind.contains(name))
            .map(|(_, style)| style)
        });
        let plain = if ordered { Style::Number } else { Style::Bullet };
        // ModernGov's own lists are documents and links.
        let own = !ordered && element.classes().any(|class| class.starts_with("mg"));
        Some(Self {
            style: if own {
                Style::Bare
            } else {
                css.or(typed).unwrap_or(plain)
            },
            next: element
                .attr("start")
                .and_then(|start| start.trim().parse().ok())
                .unwrap_or(1),
        })
    }

    /// The label of the next item, with the blank after it.
    pub(super) fn label(&mut self, item: &Element) -> String {
        if let Some(value) = item.attr("value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
        match self.style {
            Style::Number => format!("{number}. "),
            Style::Lower => format!("{}. ", letters(number)),
            Style::Upper => format!("{}. ", letters(number).to_uppercase()),
            Style::LowerRoman => format!("{}. ", roman(number)),
            Style::UpperRoman => format!("{}. ", roman(number).to_uppercase()),
            Style::Bullet => "\u{b7} ".to_owned(),
            Style::Bare => String::new(),
        }
    }
}

/// a, b, ... z, aa, ab; figures where there is no letter.
pub(in crate::minutes::page) fn letters(number: i64) -> String {
    let Some(mut rest) = u32::try_from(number).ok().filter(|number| *number > 0) else {
        return number.to_string();
    };
    let mut out = Vec::new();
    while rest > 0 {
        out.push(char::from(b'a' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

/// i, ii, iii, iv; figures beyond what Roman numbers are used for.
pub(in crate::minutes::page) fn roman(number: i64) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    const STEPS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numbers() {
        assert_eq!(letters(1), "a");
        assert_eq!(letters(27), "aa");
        assert_eq!(letters(0), "0");
        assert_eq!(roman(14), "xiv");
        assert_eq!(roman(-3), "-3");
    }
}
