//! Every code there is, for `explain` and for the tests that hold each to its example.

use crate::diagnostic::Code;

/// Every code, in order of name.
pub fn all() -> Vec<&'static Code> {
    let of_files = crate::yaml::codes::CODES.iter();
    let of_fields = crate::shape::codes::CODES.iter();
    let of_values = crate::value::codes::CODES.iter();
    let of_law = crate::law::codes::CODES.iter();
    let of_links = crate::register::codes::CODES.iter();
    let mut codes: Vec<&'static Code> = of_files
        .chain(of_fields)
        .chain(of_values)
        .chain(of_links)
        .chain(of_law)
        .copied()
        .collect();
    codes.extend(super::RULES.iter().copied().flatten().map(|rule| rule.code));
    codes.sort_by_key(|code| code.name);
    codes
}
