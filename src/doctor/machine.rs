//! The program, the records as a whole, the terminal and the editor.

use super::surroundings::Family;
use super::{Finding, Surroundings, count};
use crate::source::Sources;

/// Which program this is, and whether the site was made by it.
pub(super) fn program(seen: &Surroundings) -> Vec<Finding> {
    let own = &seen.program;
    let mut found = vec![Finding::well(
        "program",
        format!(
            "scrutiny {}, with Git library {}, for {}",
            own.version, own.library, own.system
        ),
    )];
    if let Some(version) = seen
        .site_version
        .as_ref()
        .filter(|version| **version != own.version)
    {
        found.push(Finding::doubtful(
            "site",
            format!(
                "site/ was made by scrutiny {version}, and this is {}",
                own.version
            ),
            "make it again: scrutiny build",
        ));
    }
    found
}

/// How many problems there are in the records.
pub(super) fn records(seen: &Surroundings) -> Vec<Finding> {
    const CURE: &str = "see each with its place and cure: scrutiny check";
    let Some((mistakes, warnings)) = seen.problems else {
        return Vec::new();
    };
    let (errors, doubts) = (
        count(mistakes, "mistake", "mistakes"),
        count(warnings, "warning", "warnings"),
    );
    vec![match (mistakes, warnings) {
        (0, 0) => Finding::well("records", "no problems in the records"),
        (0, _) => Finding::doubtful("records", format!("{doubts} in the records"), CURE),
        (_, 0) => Finding::wrong("records", format!("{errors} in the records"), CURE),
        _ => Finding::wrong("records", format!("{errors} and {doubts} in the records"), CURE),
    }]
}

/// Whether a terminal shows what is printed as it is meant, and whether there is an editor.
pub(super) fn desk(seen: &Surroundings) -> Vec<Finding> {
    let mut found = Vec::new();
    if seen.desk.is_terminal {
        found.push(terminal(seen));
    }
    found.push(editor(seen));
    found
}

/// Whether editors find what they explain fields with.
pub(super) fn schemas(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "schemas";
    let led = |text: &str| text.starts_with("# yaml-language-server: $schema=");
    let sources = seen.sources.iter().flat_map(Sources::iter);
    let are_led = sources.into_iter().any(|(_, source)| led(&source.text));
    match seen.schemas {
        Some(true) => vec![Finding::well(
            TOPIC,
            "editors that know YAML complete and explain fields",
        )],
        Some(false) if are_led => vec![Finding::doubtful(
            TOPIC,
            "the schemas that records lead editors to are not there, or are those of another version: fields are not explained",
            "write them: scrutiny schema --write",
        )],
        _ => Vec::new(),
    }
}

fn terminal(seen: &Surroundings) -> Finding {
    let desk = &seen.desk;
    let locale = desk.locale.to_lowercase();
    let shows_all = seen.family == Family::Windows || locale.contains("utf-8") || locale.contains("utf8");
    if !shows_all {
        let said = if locale.is_empty() {
            "no language is set".to_owned()
        } else {
            format!("the language is set to {}", desk.locale)
        };
        return Finding::doubtful(
            "terminal",
            format!("the terminal may not show every letter: {said}, without UTF-8"),
            "set the variable LANG to one that ends in UTF-8, such as C.UTF-8 or en_GB.UTF-8",
        );
    }
    if let Some(columns) = desk.columns.filter(|columns| *columns < 40) {
        return Finding::doubtful(
            "terminal",
            format!("the terminal is {columns} columns wide, and long lines will break"),
            "make its window wider; 80 columns are comfortable",
        );
    }
    let width = desk
        .columns
        .map(|columns| format!(", {columns} columns wide"))
        .unwrap_or_default();
    let colour = if desk.is_coloured {
        "with colours"
    } else {
        "without colours"
    };
    Finding::well(
        "terminal",
        format!("the terminal shows every letter, {colour}{width}"),
    )
}

fn editor(seen: &Surroundings) -> Finding {
    let desk = &seen.desk;
    let named = match desk.editor_from {
        Some(variable) => format!("`{}`, named by {variable}", desk.editor),
        None => format!("`{}`, as no variable names one", desk.editor),
    };
    if desk.has_editor {
        return Finding::well("editor", format!("records are edited with {named}"));
    }
    Finding::doubtful(
        "editor",
        format!("there is no program {named}, to edit records with"),
        "set the variable EDITOR to a program that edits text, or change fields with `scrutiny edit ID --set FIELD=VALUE`",
    )
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::super::surroundings::{Desk, Program};
    use super::super::tests::told;
    use super::*;

    #[test]
    fn a_site_of_another_version_is_doubtful() {
        let mut seen = Surroundings {
            program: Program {
                version: "0.2.0".into(),
                ..Program::default()
            },
            ..Surroundings::default()
        };
        assert_eq!(told(program, &seen).len(), 1);
        seen.site_version = Some("0.2.0".into());
        assert_eq!(told(program, &seen).len(), 1);
        seen.site_version = Some("0.1.0".into());
        assert_eq!(
            told(program, &seen)[1],
            (
                State::Doubtful,
                "site/ was made by scrutiny 0.1.0, and this is 0.2.0".into()
            )
        );
    }

    #[test]
    fn mistakes_are_wrong_and_warnings_doubtful() {
        let states = [(0, 0), (0, 1), (1, 0), (2, 3)].map(|problems| {
            let seen = Surroundings {
                problems: Some(problems),
                ..Surroundings::default()
            };
            told(records, &seen).remove(0)
        });
        let says = |state, what: &str| (state, what.to_owned());
        assert_eq!(
            states,
            [
                says(State::Well, "no problems in the records"),
                says(State::Doubtful, "1 warning in the records"),
                says(State::Wrong, "1 mistake in the records"),
                says(State::Wrong, "2 mistakes and 3 warnings in the records"),
            ]
        );
    }

    #[test]
    fn a_terminal_is_doubtful_without_letters_or_room() {
        let state = |family, locale: &str, columns| {
            let desk = Desk {
                is_terminal: true,
                locale: locale.into(),
                columns,
                has_editor: true,
                ..Desk::default()
            };
            let seen = Surroundings {
                family,
                desk,
                ..Surroundings::default()
            };
            told(desk_check, &seen)[0].0
        };
        assert_eq!(state(Family::Unix, "en_GB.UTF-8", None), State::Well);
        assert_eq!(state(Family::Mac, "C.utf8", Some(80)), State::Well);
        assert_eq!(state(Family::Unix, "C", None), State::Doubtful);
        assert_eq!(state(Family::Unix, "", None), State::Doubtful);
        assert_eq!(state(Family::Windows, "", Some(120)), State::Well);
        assert_eq!(state(Family::Windows, "", Some(30)), State::Doubtful);
    }

    fn desk_check(seen: &Surroundings) -> Vec<Finding> {
        super::desk(seen)
    }

    #[test]
    fn schemas_are_missed_where_records_lead_to_them() {
        use crate::source::Source;
        let state = |laid, text: &str| {
            let file = Source::from_bytes("records/bodies/a.yaml", text.as_bytes().to_vec());
            let seen = Surroundings {
                schemas: laid,
                sources: Some(Sources::new(vec![file])),
                ..Surroundings::default()
            };
            told(schemas, &seen).first().map(|(state, _)| *state)
        };
        let headed = crate::schema::headed("records/bodies/a.yaml", "name: A\n");
        assert_eq!(state(Some(true), &headed), Some(State::Well));
        assert_eq!(state(Some(false), &headed), Some(State::Doubtful));
        assert_eq!(state(Some(false), "name: A\n"), None);
        assert_eq!(state(None, &headed), None);
    }

    #[test]
    fn an_editor_that_is_not_there_is_told_with_what_names_it() {
        let seen = Surroundings {
            desk: Desk {
                editor: "nano".into(),
                editor_from: Some("EDITOR"),
                ..Desk::default()
            },
            ..Surroundings::default()
        };
        let found = told(desk_check, &seen);
        assert_eq!(found.len(), 1, "nothing is said of a terminal nobody sees");
        assert!(found[0].1.contains("`nano`, named by EDITOR"), "{found:?}");
    }
}
