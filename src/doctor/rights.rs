//! Whether what commands write can be written, and what the file system can do.

use super::{Finding, Surroundings};

/// Whether the folders can be written, files can be locked, and names keep their capitals.
pub(super) fn written(seen: &Surroundings) -> Vec<Finding> {
    let mut found = Vec::new();
    for right in &seen.rights {
        if let Some(reason) = &right.refused {
            found.push(Finding::wrong(
                "rights",
                format!("nothing can be written in {}: {reason}", right.folder),
                "ask whoever looks after this computer for the right to change files there, or work in a copy of your own",
            ));
        }
    }
    if found.is_empty() && !seen.rights.is_empty() {
        let names: Vec<&str> = seen.rights.iter().map(|right| right.folder.as_str()).collect();
        found.push(Finding::well(
            "rights",
            format!("files can be written in {}", listed(&names)),
        ));
    }
    if let Some(Err(reason)) = &seen.locks {
        found.push(Finding::wrong(
            "file-locks",
            format!("files cannot be locked here, so nothing can be saved safely: {reason}"),
            "keep the register on a disk of this computer, and share it with `scrutiny sync`",
        ));
    }
    if seen.folder.ignores_case == Some(true) {
        found.push(Finding::well(
            "capitals",
            "names that differ in capitals only are one file on this disk; ids have none, so that does no harm",
        ));
    }
    found
}

/// Names in a sentence.
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State::{Well, Wrong};
    use super::super::surroundings::Right;
    use super::super::tests::told;
    use super::*;

    #[test]
    fn each_folder_that_cannot_be_written_is_told_with_the_reason() {
        let right = |folder: &str, refused: Option<&str>| Right {
            folder: folder.into(),
            refused: refused.map(str::to_owned),
        };
        let mut seen = Surroundings {
            rights: vec![
                right("records/", None),
                right("site/", None),
                right("Git's folder", None),
            ],
            locks: Some(Ok(())),
            ..Surroundings::default()
        };
        let well = (
            Well,
            "files can be written in records/, site/ and Git's folder".to_owned(),
        );
        assert_eq!(told(written, &seen), [well]);
        seen.rights[1].refused = Some("permission denied".into());
        seen.locks = Some(Err("not supported".into()));
        let found = told(written, &seen);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0],
            (Wrong, "nothing can be written in site/: permission denied".into())
        );
        assert!(found[1].1.contains("cannot be locked"), "{found:?}");
    }
}
