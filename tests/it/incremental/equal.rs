//! A build that makes only what can differ, beside a whole one with nothing kept.

use std::fs;

use super::Walk;
use super::place::{Ran, Tree, tree};

impl Walk<'_> {
    /// Builds both ways. The error tells how they differ.
    pub(super) fn compare(&mut self) -> Result<(), String> {
        let site = self.place.site();
        let before = tree(&site);
        let mut own = self.build(&[]);
        let (whole, fresh) = self.whole();
        self.told.compared += 1;
        if own.code == 3 && whole.code == 0 && (self.is_list_touched || !self.strays.is_empty()) {
            // Without its list the site's files are nobody's, and nobody's files are not written over.
            untouched(&before, &tree(&site), &own)?;
            self.told.refused += 1;
            let _ = fs::remove_dir_all(&site);
            self.strays.clear();
            own = self.build(&[]);
        }
        if own.code != whole.code {
            return Err(format!(
                "one build ended with {}, the whole one with {}\n{}\n{}",
                own.code, whole.code, own.err, whole.err
            ));
        }
        if own.code != 0 {
            untouched(&before, &tree(&site), &own)?;
            if !fresh.is_empty() {
                return Err("a build that was refused wrote something".to_owned());
            }
            if own.said() != whole.said() {
                return Err(format!("two refusals differ\n{}\n{}", own.err, whole.err));
            }
            self.told.refused += 1;
            self.mend();
            return Ok(());
        }
        self.equal(&before, tree(&site), &fresh)?;
        if own.said() != whole.said() {
            return Err(format!(
                "two builds say different things\n{}\n---\n{}",
                own.err, whole.err
            ));
        }
        self.count(&own);
        self.sound = self.files.clone();
        self.is_list_touched = false;
        Ok(())
    }

    /// A build of the state as it is now.
    fn build(&self, more: &[&str]) -> Ran {
        let mut args = vec!["build", "--format", "json", "--as-at", self.as_at];
        if !self.with_history {
            args.push("--no-history");
        }
        args.extend(more);
        self.place.run("", &args)
    }

    /// A whole build elsewhere, as in a fresh clone: what is kept is out of sight meanwhile.
    fn whole(&self) -> (Ran, Tree) {
        let (kept, hidden) = (self.place.kept(), self.place.beside("hidden"));
        let fresh = self.place.beside("fresh");
        let is_hidden = fs::rename(&kept, &hidden).is_ok();
        let ran = self.build(&["--whole", "--to", &fresh.to_string_lossy()]);
        let _ = fs::remove_dir_all(&kept);
        if is_hidden {
            fs::rename(&hidden, &kept).expect("a folder can be moved back");
        }
        let files = tree(&fresh);
        let _ = fs::remove_dir_all(&fresh);
        (ran, files)
    }

    /// Holds a site against a whole one, file by file.
    fn equal(&mut self, before: &Tree, mut built: Tree, fresh: &Tree) -> Result<(), String> {
        for (path, bytes) in &self.strays {
            if built.remove(path).as_ref() != Some(bytes) {
                return Err(format!("{path}, which no build made, was touched"));
            }
        }
        if self.is_list_touched {
            // What the list no longer told of is nobody's, and stays.
            let mine = built.extract_if(.., |path, bytes| {
                !fresh.contains_key(path) && (path.ends_with('/') || before.get(path) == Some(bytes))
            });
            self.strays.extend(mine.filter(|(path, _)| !path.ends_with('/')));
        }
        let mut told = Vec::new();
        for path in fresh
            .keys()
            .chain(built.keys().filter(|path| !fresh.contains_key(*path)))
        {
            match (built.get(path), fresh.get(path)) {
                (Some(one), Some(other)) if one == other => {}
                (Some(one), Some(other)) => told.push(format!("{path} differs: {}", line(one, other))),
                (None, _) => told.push(format!("{path} is missing")),
                (_, None) => told.push(format!("{path} should not be there")),
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        let count = told.len();
        told.truncate(8);
        Err(format!(
            "{count} files differ from a whole build\n{}",
            told.join("\n")
        ))
    }

    /// Counts what was kept.
    fn count(&mut self, ran: &Ran) {
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_default();
        let number = |name: &str| {
            let number = told["data"][name].as_u64().expect(name);
            usize::try_from(number).expect("a number of files")
        };
        self.told.files += number("files");
        self.told.kept += number("kept");
        self.told.nothing_new += usize::from(number("kept") == number("files"));
    }

    /// After a refusal: the files from which the last site was made.
    fn mend(&mut self) {
        self.place.write(&self.files, &self.sound);
        self.files = self.sound.clone();
        if let Some(last) = self.story.last_mut() {
            last.push_str(" (refused, and the mistakes mended)");
        }
    }
}

/// The error where a refused build left a trace in the site's folder.
fn untouched(before: &Tree, after: &Tree, ran: &Ran) -> Result<(), String> {
    match before == after {
        true => Ok(()),
        false => Err(format!("a build that was refused touched the site\n{}", ran.err)),
    }
}

/// The first line in which two files differ.
fn line(one: &[u8], other: &[u8]) -> String {
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let mut lines = one.lines().zip(other.lines()).enumerate();
    let found = lines.find(|(_, (one, other))| one != other);
    found.map_or_else(
        || format!("{} and {} bytes", one.len(), other.len()),
        |(at, (one, other))| {
            let clip = |line: &str| line.chars().take(300).collect::<String>();
            format!("line {}\n   is   {}\n   not  {}", at + 1, clip(one), clip(other))
        },
    )
}
