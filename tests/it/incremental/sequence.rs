//! A random sequence of what a clerk, a webmaster, an accident or a careless hand does to a register and its built site, with
//! the real program: after each step a build that makes only what can differ must leave, byte for byte, what a whole build
//! with nothing kept makes elsewhere.

mod behind;
mod clerk;
pub(crate) mod dice;
pub(crate) mod edit;
mod equal;
mod place;
mod step;

use std::path::Path;

use chrono::NaiveDate;
use scrutiny::check;
use scrutiny::law::Law;
use scrutiny::source::{Source, Sources};

use clerk::Gone;
use dice::Dice;
use edit::Files;
use place::{Place, Tree};

use super::sealed::sealed;

/// What a sequence begins with.
pub(crate) struct Start<'s> {
    pub(crate) seed: u64,
    pub(crate) steps: usize,
    /// The program.
    pub(crate) program: &'s Path,
    /// Where its folder is made.
    pub(crate) within: &'s Path,
    /// The register's files, in the order in which they are saved.
    pub(crate) files: Vec<(String, String)>,
    /// What another register keeps, to be taken for ours.
    pub(crate) others: &'s Tree,
    /// Whether the folder is left where a difference was found.
    pub(crate) leave: bool,
}

/// What a sequence came to.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Builds that were compared, each with a whole one.
    pub(crate) compared: usize,
    /// Of these, builds for which the register, or what stood in the site's folder, was refused by both alike.
    pub(crate) refused: usize,
    /// Of these, builds that looked and found nothing to do.
    pub(crate) nothing_new: usize,
    /// Files of the sites that were compared.
    pub(crate) files: usize,
    /// Of these, files that were kept and not made again.
    pub(crate) kept: usize,
    /// What the register keeps at the end.
    pub(crate) keeps: Tree,
}

/// A site's folder as it was once: a copy lies beside, with the times of its files.
struct Once {
    strays: Tree,
    list: Vec<u8>,
}

/// A sequence on its way.
struct Walk<'s> {
    start: Start<'s>,
    place: Place,
    dice: Dice,
    /// The register's files as they stand.
    files: Files,
    /// The last ones from which a site was made.
    sound: Files,
    gone: Gone,
    as_at: &'static str,
    with_history: bool,
    /// Files in the site's folder that no build knows of.
    strays: Tree,
    /// Whether the site's list of files was touched since the last build, so that one may be refused.
    is_list_touched: bool,
    /// What was kept at some former build.
    older: Option<Tree>,
    once: Option<Once>,
    told: Told,
    story: Vec<String>,
}

/// Days on which sites are made.
const DAYS: [&str; 6] = [
    "2026-03-31",
    "2026-04-01",
    "2026-04-30",
    "2025-11-17",
    "2019-02-01",
    "2028-01-01",
];

/// Goes through a sequence. The error is the story up to the first difference.
pub(crate) fn run(start: Start<'_>) -> Result<Told, String> {
    let mut dice = Dice::of(start.seed);
    let threads = dice.pick(&["1", "2"]).copied().unwrap_or("1");
    let mut walk = Walk {
        place: Place::new(start.program, start.within, threads),
        files: start.files.iter().cloned().collect(),
        sound: Files::new(),
        gone: Gone::new(),
        as_at: DAYS[0],
        with_history: true,
        strays: Tree::new(),
        is_list_touched: false,
        older: None,
        once: None,
        told: Told::default(),
        story: Vec::new(),
        dice,
        start,
    };
    walk.begin();
    let mut found = walk.compare();
    for _ in 0..walk.start.steps {
        if found.is_err() {
            break;
        }
        walk.remember();
        walk.step();
        found = walk.compare();
    }
    walk.end(found)
}

impl Walk<'_> {
    /// Saves the register's files in a few commits, so that there is a history.
    fn begin(&mut self) {
        self.place.git(&["init", "--quiet", "--initial-branch=main"]);
        let ignored = [(".gitignore".to_owned(), "site/\n".to_owned())].into();
        self.place.write(&Files::new(), &ignored);
        let files = self.start.files.clone();
        let mut written = Files::new();
        for part in files.chunks(files.len().div_ceil(3)) {
            let before = written.clone();
            written.extend(part.iter().cloned());
            self.place.write(&before, &written);
            self.save("Some records");
        }
        self.sound = self.files.clone();
    }

    fn save(&mut self, summary: &str) {
        self.place.git(&["add", "--all"]);
        self.place.git(&["commit", "--quiet", "--message", summary]);
    }

    fn end(self, found: Result<(), String>) -> Result<Told, String> {
        let mut told = self.told;
        told.keeps = behind::kept(&self.place.kept());
        let Err(what) = found else {
            return Ok(told);
        };
        let mut story = format!("SEED={} after {} steps:\n", self.start.seed, self.story.len());
        for (at, step) in self.story.iter().enumerate() {
            story += &format!("{:3}. {step}\n", at + 1);
        }
        story += &what;
        if self.start.leave {
            story += &format!("\nleft in {}", self.place.leave().display());
        }
        Err(story)
    }

    /// Edits the register's files so that, mostly, they stay without a mistake.
    fn edit(&mut self) -> String {
        let may_err = self.dice.chance(8);
        let mut told = String::new();
        for _ in 0..6 {
            let (mut files, mut gone) = (self.files.clone(), self.gone.clone());
            told = clerk::change(&mut files, &mut gone, &mut self.dice);
            if may_err || is_sound(&files) {
                self.place.write(&self.files, &files);
                (self.files, self.gone) = (files, gone);
                return told;
            }
        }
        format!("nothing: {told} would be a mistake")
    }
}

/// Whether a register of these files has no mistake.
fn is_sound(files: &Files) -> bool {
    let sources = files
        .iter()
        .filter(|(path, _)| path.starts_with("records/"))
        .map(|(path, text)| Source::from_bytes(path, text.clone().into_bytes()));
    let sources = Sources::new(sources.collect());
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");
    !check::check(&sources, &Law::of(&sources), today).1.any_error()
}
