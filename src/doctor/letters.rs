//! What the texts of files are made of: the ends of their lines, and marks before their first letter.

use super::surroundings::{Endings, Git};
use super::{Finding, Surroundings, count, few};

/// Whether Git is told to write records with other ends of lines than those that are saved.
pub(super) fn conversion(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "line-endings";
    let Git::Here(own) = &seen.git else {
        return Vec::new();
    };
    match rewritten_by(&own.endings) {
        Some(by) => vec![Finding::doubtful(
            TOPIC,
            format!(
                "Git is set to write text files with Windows line endings here ({by}): records that Git writes then differ in \
                 every line from those that scrutiny writes, although nothing changed"
            ),
            "say in the register that records stay as they are, for everybody: add the line `records/** -text` to the file \
             .gitattributes beside records/, and commit it",
        )],
        None => vec![Finding::well(
            TOPIC,
            "Git leaves the line endings of records as they are",
        )],
    }
}

/// What makes Git rewrite line endings; none where nothing does. Attributes win over settings.
fn rewritten_by(endings: &Endings) -> Option<String> {
    match (endings.text.as_deref(), endings.eol.as_deref()) {
        (Some("unset"), _) | (_, Some("lf")) => return None,
        (_, Some("crlf")) => return Some("the attribute eol=crlf".to_owned()),
        _ => {}
    }
    if endings
        .autocrlf
        .as_deref()
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    {
        return Some("core.autocrlf=true".to_owned());
    }
    let is_text = matches!(endings.text.as_deref(), Some("set" | "auto"));
    let to_windows = endings.core_eol.as_deref() == Some("crlf");
    (is_text && to_windows).then(|| "core.eol=crlf".to_owned())
}

/// Which ends of lines the files have.
pub(super) fn files(seen: &Surroundings) -> Vec<Finding> {
    let Some(sources) = &seen.sources else {
        return Vec::new();
    };
    let (mut windows, mut mixed, mut marked) = (Vec::new(), Vec::new(), Vec::new());
    for (_, source) in sources.iter() {
        let all = source.text.matches('\n').count();
        let both = source.text.matches("\r\n").count();
        if both > 0 && both < all {
            mixed.push(source.path.clone());
        } else if both > 0 {
            windows.push(source.path.clone());
        }
        if source.text.starts_with('\u{feff}') {
            marked.push(source.path.clone());
        }
    }
    let mut found = Vec::new();
    let mut tell = |paths: &[String], is: (&str, &str), cure: &str| {
        if !paths.is_empty() {
            let what = format!(
                "{} {}: {}",
                count(paths.len(), "file", "files"),
                if paths.len() == 1 { is.0 } else { is.1 },
                few(paths)
            );
            found.push(Finding::doubtful("file-endings", what, cure));
        }
    };
    tell(
        &mixed,
        (
            "has lines of both kinds, Windows and not",
            "have lines of both kinds, Windows and not",
        ),
        "choose one kind of line ending in your editor and save the file again; LF is the usual one",
    );
    tell(
        &windows,
        ("has Windows line endings", "have Windows line endings"),
        "nothing need be done, since they are read alike; to have all alike, save them with the line ending LF",
    );
    tell(
        &marked,
        ("begins with a byte order mark", "begin with a byte order mark"),
        "save them as `UTF-8`, not `UTF-8 with BOM`: other programs may take the mark for a letter",
    );
    found
}

#[cfg(test)]
mod tests {
    use super::super::State::{Doubtful, Well};
    use super::super::surroundings::Repository;
    use super::super::tests::told;
    use super::*;
    use crate::source::{Source, Sources};

    fn with(endings: Endings) -> Surroundings {
        Surroundings {
            git: Git::Here(Box::new(Repository {
                endings,
                ..Repository::default()
            })),
            ..Surroundings::default()
        }
    }

    #[test]
    fn attributes_win_over_settings() {
        let endings = |autocrlf: &str, text: &str, eol: &str, core_eol: &str| {
            let some = |word: &str| (!word.is_empty()).then(|| word.to_owned());
            Endings {
                autocrlf: some(autocrlf),
                text: some(text),
                eol: some(eol),
                core_eol: some(core_eol),
            }
        };
        for (endings, wanted) in [
            (endings("", "", "", ""), Well),
            (endings("false", "", "", ""), Well),
            (endings("input", "", "", ""), Well),
            (endings("true", "", "", ""), Doubtful),
            (endings("true", "unset", "", ""), Well),
            (endings("true", "auto", "lf", ""), Well),
            (endings("", "", "crlf", ""), Doubtful),
            (endings("", "auto", "", "crlf"), Doubtful),
            (endings("", "", "", "crlf"), Well),
        ] {
            let found = told(conversion, &with(endings.clone()));
            assert_eq!(found[0].0, wanted, "{endings:?}");
        }
    }

    #[test]
    fn windows_lines_mixed_lines_and_marks_are_told_apart() {
        let file = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
        let seen = Surroundings {
            sources: Some(Sources::new(vec![
                file("records/a.yaml", "a: b\nc: d\n"),
                file("records/b.yaml", "a: b\r\nc: d\r\n"),
                file("records/c.yaml", "a: b\r\nc: d\n"),
                file("records/d.yaml", "\u{feff}a: b\n"),
                file("records/e.yaml", ""),
            ])),
            ..Surroundings::default()
        };
        let found: Vec<String> = told(files, &seen).into_iter().map(|(_, what)| what).collect();
        assert_eq!(
            found,
            [
                "1 file has lines of both kinds, Windows and not: records/c.yaml",
                "1 file has Windows line endings: records/b.yaml",
                "1 file begins with a byte order mark: records/d.yaml",
            ]
        );
    }
}
