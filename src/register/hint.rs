//! What is seen of a mistake only where the text around it and the other records are at hand.

use rustc_hash::FxHashMap;

use super::{Register, codes};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::record::Entry;
use crate::record::body::Body;
use crate::source::{Location, Source, Sources, Span};
use crate::value::slug;
use crate::yaml::codes::YAML_SYNTAX;

/// Spaces that look like the one between words and are none, to people as to programs that paste them.
const ODD_SPACES: [(char, &str); 4] = [
    ('\u{a0}', "a no-break space (U+00A0)"),
    ('\u{202f}', "a narrow no-break space (U+202F)"),
    ('\u{2007}', "a figure space (U+2007)"),
    ('\u{3000}', "a wide space (U+3000)"),
];

/// Adds to mistakes what they may come from: that a body is named by what it is called where its id is wanted, that a space is
/// none.
pub(super) fn hint(register: &Register, sources: &Sources, problems: &mut Diagnostics) {
    // Gathered once: a register may hold many mistakes and many bodies.
    let mut bodies: Option<Called<'_>> = None;
    for problem in problems.iter_mut() {
        let source = sources.get(problem.primary.at.source);
        let is_id = [&codes::BAD_ID, &codes::DANGLING_REFERENCE].contains(&problem.code);
        let meant = is_id.then(|| slug(source.slice(problem.primary.at.span)));
        let meant = meant.and_then(|wanted| cure(bodies.get_or_insert_with(|| called(register)), &wanted));
        if let Some(cure) = meant {
            problem.cure = Some(cure);
        } else if let Some((at, name)) = odd_space(problem, source) {
            let at = Location {
                source: problem.primary.at.source,
                span: at,
            };
            let told = problem.clone().related(at, format!("this is {name}"));
            *problem =
                told.cure("write an ordinary space in the place of the other, or none at the end of a line");
        }
    }
}

/// The body of which these words are the name, or the short name, where only one has it.
pub(crate) fn meant(register: &Register, words: &str) -> Option<String> {
    cure(&called(register), &slug(words))
}

/// Bodies by their names and short names; none where several have one.
type Called<'r> = FxHashMap<String, Option<&'r Entry<Body>>>;

fn called(register: &Register) -> Called<'_> {
    let mut called: Called<'_> = FxHashMap::default();
    for entry in register.bodies.iter() {
        let short = entry.body.short_name.as_ref().map(|name| slug(name));
        let name = slug(&entry.body.name);
        for name in std::iter::once(name.clone()).chain(short.filter(|short| *short != name)) {
            called
                .entry(name)
                .and_modify(|other| *other = None)
                .or_insert(Some(entry));
        }
    }
    called
}

fn cure(called: &Called<'_>, wanted: &str) -> Option<String> {
    let body = called.get(wanted).copied().flatten()?;
    Some(format!("did you mean `{}` ({})?", body.id, *body.body.name))
}

/// The odd space in what is wrong; where the reader stopped at a place, in the line of it or the one before.
fn odd_space(problem: &Diagnostic, source: &Source) -> Option<(Span, &'static str)> {
    let text = source.text.as_str();
    let Span { start, end } = problem.primary.at.span;
    let (mut start, mut end) = (start as usize, (end as usize).min(text.len()));
    if *problem.code == YAML_SYNTAX {
        let line = |from: usize| text[..from].rfind('\n').unwrap_or(0);
        start = line(line(start.min(text.len())));
        end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    }
    text.get(start..end)?.char_indices().find_map(|(at, c)| {
        let (_, name) = ODD_SPACES.iter().find(|(space, _)| *space == c)?;
        Some((Span::new(start + at, start + at + c.len_utf8()), *name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain;

    /// What is said of a body with this text, in the sound register.
    fn told(text: &str) -> (String, Vec<String>) {
        let file = Source::from_bytes("records/bodies/north.yaml", text.as_bytes().to_vec());
        let (_, problems) = Register::build(&explain::register().with(vec![file]));
        let problem = problems.iter().next().expect("a mistake");
        let related = problem.related.iter().map(|label| label.text.clone());
        (problem.cure.clone().unwrap_or_default(), related.collect())
    }

    #[test]
    fn a_body_named_by_what_it_is_called_is_found() {
        for name in [
            "Kent County Council",
            "\"kent county  council\"",
            "KENT COUNTY COUNCIL",
            "kent-county--council",
        ] {
            let (cure, _) = told(&format!(
                "name: North HOSC\nrole: scrutiny-committee\npart_of: {name}\n"
            ));
            assert_eq!(
                cure, "did you mean `kent-county-council` (Kent County Council)?",
                "{name}"
            );
        }
        let (cure, _) =
            told("name: A HOSC\nrole: joint-scrutiny-committee\nmembers: [kent-hosc, Kent HOSC 2]\n");
        assert!(cure.starts_with("write the id of a record"), "{cure}");
    }

    #[test]
    fn a_space_that_is_none_is_named() {
        for text in [
            "name:\u{a0}North\nrole: icb\n",
            "name: North\nrole: icb\u{a0}\n",
            "name: North\n\u{a0}role: icb\n",
            "name: North\nrole: nhs-trust\npart_of: kmpt\u{a0}\n",
            "name: North\nrole: nhs-trust\nactive: {from: 2026-01\u{a0}-01}\n",
        ] {
            let (cure, related) = told(text);
            assert!(cure.starts_with("write an ordinary space"), "{text:?}: {cure}");
            assert_eq!(related, ["this is a no-break space (U+00A0)"], "{text:?}");
        }
        let (cure, related) = told("name: North\u{a0}Trust\nrole: nhs-turst\n");
        assert!(related.is_empty() && cure.contains("nhs-trust"), "{cure}");
    }
}
