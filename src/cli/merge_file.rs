//! `scrutiny merge-file`: one file in three versions to one, as Git asks for it.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::merge::{self, Answers, Conflict, Files, Sides, lines, marks};

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny merge-file base.yaml ours.yaml theirs.yaml --path records/bodies/kent-hosc.yaml",
        "as Git calls it",
    ),
    (
        "git config merge.scrutiny.driver 'scrutiny merge-file %O %A %B --path %P'",
        "said once in each clone, so that Git does",
    ),
    (
        "scrutiny merge-file base.yaml ours.yaml theirs.yaml --path records/bodies/kent-hosc.yaml --format json",
        "told as JSON",
    ),
];

/// Merge one file by record and field, as a merge driver of Git.
///
/// Git hands in three files: what both sides began from, ours and theirs. The result is written in the place of ours. Where both
/// sides changed the same thing, ours holds both versions between marks and the command ends in 1, so that Git asks for the file.
///
/// To have `git merge`, `git pull` and `git rebase` merge records so, say once in each clone:
///
///   git config merge.scrutiny.driver 'scrutiny merge-file %O %A %B --path %P'
///
/// and keep this line in the file .gitattributes beside records/, as `scrutiny init` does:
///
///   records/**/*.yaml merge=scrutiny
///
/// `scrutiny sync` needs neither: it merges the whole register at once, renamed records too, and checks what comes of it.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct MergeFile {
    /// What both sides began from: Git's %O
    base: PathBuf,

    /// Our version, and where the result goes: Git's %A
    ours: PathBuf,

    /// Their version: Git's %B
    theirs: PathBuf,

    /// The path of the file in the repository, which says what it holds: Git's %P
    #[arg(long)]
    path: String,
}

impl MergeFile {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let read = |path: &PathBuf| {
            disk::load(path)?.ok_or_else(|| {
                Failure::with(Exit::NotFound, format!("there is no file {}", path.display()))
                    .cure("give the three files that Git hands to a merge driver: %O %A %B")
            })
        };
        let (base, ours, theirs) = (read(&self.base)?, read(&self.ours)?, read(&self.theirs)?);
        let file = |bytes: Vec<u8>| Files::from([(self.path.clone(), bytes)]);
        let sides = Sides {
            // Where both sides added the file, Git hands in an empty one.
            base: if base.is_empty() { Files::new() } else { file(base) },
            ours: file(ours),
            theirs: file(theirs),
            prefix: prefix(&self.path).to_owned(),
            today: desk.clock,
        };
        let outcome = merge::merge(&sides, &Answers::new(), &lines::merged);
        if outcome.conflicts.is_empty() {
            if let Some(Some(bytes)) = outcome.files.get(&self.path) {
                disk::write(&self.ours, bytes)?;
            }
            desk.output
                .json_or_nothing(&json!({ "path": self.path, "merged": true, "conflicts": [] }));
            return Ok(Exit::Fine);
        }
        if let Some(bytes) = marks::marked(&sides, &self.path, &lines::merged) {
            disk::write(&self.ours, &bytes)?;
        }
        self.tell(desk, &outcome.conflicts);
        Ok(Exit::Problems)
    }

    fn tell(&self, desk: &Desk<'_>, conflicts: &[Conflict]) {
        if desk.output.is_json() {
            let each = conflicts.iter().map(|conflict| {
                json!({
                    "key": conflict.key, "what": conflict.what, "before": conflict.base, "ours": conflict.ours,
                    "theirs": conflict.theirs, "why": conflict.why,
                })
            });
            let open: Vec<_> = each.collect();
            let data = json!({ "path": self.path, "merged": false, "conflicts": open });
            return desk.output.judged(false, &data);
        }
        for conflict in conflicts {
            let stands = |words: &Option<String>| words.clone().unwrap_or_else(|| "nothing".to_owned());
            let mut line = format!(
                "{}: both sides changed it. Ours: {}. Theirs: {}.",
                conflict.what,
                stands(&conflict.ours),
                stands(&conflict.theirs)
            );
            if let Some(why) = &conflict.why {
                line.push_str(&format!(" ({why})"));
            }
            desk.output.aloud(&line);
        }
        desk.output.next(&format!(
            "choose between the marks in {}, then scrutiny check, git add, git commit",
            self.path
        ));
    }
}

/// The register's folder within the repository, by the path of one of its files.
fn prefix(path: &str) -> &str {
    let inside = |at: usize| at == 0 || path[..at].ends_with('/');
    let found = path
        .match_indices("records/")
        .map(|(at, _)| at)
        .find(|at| inside(*at));
    &path[..found.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registers_folder_ends_where_its_records_begin() {
        assert_eq!(prefix("records/changes/a.yaml"), "");
        assert_eq!(prefix("kent/records/changes/records/a.yaml"), "kent/");
        assert_eq!(prefix("kent/old-records/a.yaml"), "");
    }
}
