//! Every code there is, for `explain` and for the tests that hold each to its example.

use super::Rule;
use crate::diagnostic::Code;

/// Every code, in order of name.
pub fn all() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = families().into_iter().flat_map(|(_, codes)| codes).collect();
    codes.sort_by_key(|code| code.name);
    codes
}

/// Every code, by what it is about: the name of the family, and its codes in the order in which they are defined.
pub fn families() -> Vec<(&'static str, Vec<&'static Code>)> {
    let of = |rules: &[&[Rule]]| rules.iter().copied().flatten().map(|rule| rule.code).collect();
    vec![
        ("files", crate::yaml::codes::CODES.to_vec()),
        ("fields", crate::shape::codes::CODES.to_vec()),
        ("values", crate::value::codes::CODES.to_vec()),
        ("names", {
            let mut codes = crate::register::codes::CODES.to_vec();
            codes.extend(of(&[super::identity::RULES, super::twice::RULES]));
            codes
        }),
        ("views", of(&[super::judgement::RULES, super::whose::RULES])),
        ("days", of(&[super::chronology::RULES])),
        ("duties", of(&[super::duty::RULES, super::law::RULES])),
        ("wording", of(&[super::wording::RULES])),
        ("settings", of(&[super::look::RULES, super::signing::RULES])),
        ("provisions", crate::law::codes::CODES.to_vec()),
    ]
}
