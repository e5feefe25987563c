//! The steps of a sequence.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use super::behind::{self, LIST};
use super::place::{copy_with_times, tree};
use super::{DAYS, Once, Walk};

impl Walk<'_> {
    /// Keeps, now and then, what stands now, to be put back later.
    pub(super) fn remember(&mut self) {
        if self.dice.chance(25) {
            self.older = Some(behind::kept(&self.place.kept()));
        }
        if self.dice.chance(10) {
            let (site, copy) = (self.place.site(), self.place.beside("once"));
            let _ = fs::remove_dir_all(&copy);
            copy_with_times(&site, &copy);
            let list = fs::read(site.join(LIST)).unwrap_or_default();
            let strays = self.strays.clone();
            self.once = Some(Once { strays, list });
        }
    }

    /// Takes a step, and writes it into the story.
    pub(super) fn step(&mut self) {
        let mut told = vec![self.one()];
        // Troubles seldom come alone.
        while self.dice.chance(25) {
            told.push(self.one());
        }
        self.story.push(told.join("; "));
    }

    fn one(&mut self) -> String {
        match self.dice.below(100) {
            0..=37 => self.by_a_clerk(),
            38..=43 => {
                self.save("What was not saved yet");
                "all saved".to_owned()
            }
            44..=52 => self.in_git(),
            53..=59 => {
                self.as_at = self.dice.pick(&DAYS).copied().unwrap_or(DAYS[0]);
                format!("as at {}", self.as_at)
            }
            60..=64 => {
                self.with_history = !self.with_history;
                format!("history: {}", self.with_history)
            }
            65..=76 => self.in_site(),
            77..=88 => {
                let (others, older) = (self.start.others, self.older.as_ref());
                behind::in_kept(&self.place.kept(), others, older, &mut self.dice)
            }
            89..=93 => self.other_build(),
            _ => "nothing".to_owned(),
        }
    }

    /// Some edits, saved or not.
    fn by_a_clerk(&mut self) -> String {
        let count = 1 + self.dice.below(3);
        let edits: Vec<String> = (0..count).map(|_| self.edit()).collect();
        let mut told = edits.join(", ");
        if self.dice.chance(60) {
            self.save("A change");
            told += ", saved";
        }
        told
    }

    /// What happens to the history.
    fn in_git(&mut self) -> String {
        let told = match self.dice.below(7) {
            0 => {
                let to = format!("HEAD~{}", 1 + self.dice.below(3));
                self.place.git(&["reset", "--quiet", "--hard", &to]);
                format!("back to {to}")
            }
            1 => {
                self.place
                    .git(&["commit", "--quiet", "--amend", "--message", "In other words"]);
                "the last commit in other words".to_owned()
            }
            2 => {
                self.place
                    .git(&["checkout", "--quiet", "--force", "HEAD", "--", "."]);
                self.place
                    .git(&["clean", "--quiet", "--force", "-d", "records", "templates"]);
                "what was not saved thrown away".to_owned()
            }
            3 => {
                self.place.git(&["repack", "-a", "-d", "--quiet"]);
                "repacked".to_owned()
            }
            4 => {
                self.save("What was not saved yet");
                let went = self.place.git(&["revert", "--no-edit", "HEAD"]);
                if !went {
                    self.place.git(&["revert", "--abort"]);
                }
                format!("the last commit reverted: {went}")
            }
            5 => self.shallow(),
            _ => self.merge(),
        };
        self.files = self.place.files();
        told
    }

    /// The clone is shallow, or whole again.
    fn shallow(&mut self) -> String {
        let list = self.place.root().join(".git/shallow");
        if fs::remove_file(&list).is_ok() {
            return "the history is whole".to_owned();
        }
        let end = self.place.asked(&["rev-parse", "HEAD~1"]);
        if !end.is_empty() {
            fs::write(&list, end).expect("a file can be written");
        }
        "the history is cut short".to_owned()
    }

    /// Two lines of work, merged where they can be.
    fn merge(&mut self) -> String {
        self.save("What was not saved yet");
        self.place.git(&["checkout", "--quiet", "-B", "aside"]);
        let aside = self.edit();
        self.save("Aside");
        self.place.git(&["checkout", "--quiet", "main"]);
        self.files = self.place.files();
        let own = self.edit();
        self.save("Meanwhile");
        let went = self
            .place
            .git(&["merge", "--quiet", "--no-ff", "--no-edit", "aside"]);
        if !went {
            self.place.git(&["merge", "--abort"]);
        }
        format!("merged ({went}): {aside} / {own}")
    }

    /// What happens in the folder of the site.
    fn in_site(&mut self) -> String {
        let site = self.place.site();
        match self.dice.below(12) {
            0 => {
                let _ = fs::remove_dir_all(&site);
                self.strays.clear();
                "the site removed".to_owned()
            }
            1 => {
                behind::left_over(&site);
                "a build's leavings in the site".to_owned()
            }
            2 | 3 => {
                self.is_list_touched = true;
                let former = self.once.as_ref().map(|once| once.list.as_slice());
                behind::in_list(&site, &tree(&site), former, &mut self.dice)
            }
            4 => {
                let name = format!("notes-{}.txt", self.dice.below(9));
                let _ = fs::create_dir_all(&site);
                fs::write(site.join(&name), "Not ours.\n").expect("a file can be written");
                self.strays.insert(name.clone(), b"Not ours.\n".to_vec());
                format!("{name} put into the site")
            }
            5 if self.once.is_some() => self.put_back(),
            _ => {
                let mut files = tree(&site);
                files.retain(|path, _| !self.strays.contains_key(path));
                let told = behind::in_site(&site, &files, &mut self.dice);
                // A folder that was removed may have held some.
                let left = tree(&site);
                self.strays.retain(|path, _| left.contains_key(path));
                told
            }
        }
    }

    /// The site's folder as it was once, with the times of its files, as from a backup.
    fn put_back(&mut self) -> String {
        let (site, copy) = (self.place.site(), self.place.beside("once"));
        let _ = fs::remove_dir_all(&site);
        copy_with_times(&copy, &site);
        if let Some(once) = &self.once {
            self.strays = once.strays.clone();
        }
        "the whole site as it was once".to_owned()
    }

    /// Another build between: elsewhere, of an earlier state, or ended in its midst.
    fn other_build(&mut self) -> String {
        let elsewhere = self.place.beside("elsewhere");
        let to = elsewhere.to_string_lossy().into_owned();
        match self.dice.below(4) {
            0 => {
                let ran = self.place.run("", &["build", "--to", &to, "--as-at", self.as_at]);
                format!("a build elsewhere, which ended with {}", ran.code)
            }
            1 => {
                let ran = self.place.run("", &["build", "--to", &to, "--at", "HEAD~1"]);
                format!("a build of HEAD~1 elsewhere, which ended with {}", ran.code)
            }
            2 => {
                let ran = self
                    .place
                    .run("records", &["build", "--whole", "--as-at", self.as_at]);
                // One that is refused because the list was touched leaves it so.
                format!("a whole build from a folder below, which ended with {}", ran.code)
            }
            _ => {
                let mut command = self.place.command("", &["build", "--as-at", DAYS[5]]);
                let running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
                let mut running = running.expect("the program starts");
                let time = self.dice.below(150) as u64;
                std::thread::sleep(Duration::from_millis(time));
                let _ = running.kill();
                let ended = running.wait().expect("it ends");
                format!("a build of another day killed after {time} ms: {ended}")
            }
        }
    }
}
