//! What the edges saw of the machine and the register.

use chrono::NaiveDate;

use crate::source::Sources;

/// The kind of system the program runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// Windows.
    Windows,
    /// macOS.
    Mac,
    /// Linux and its like.
    #[default]
    Unix,
}

/// Everything that the checks look at. What was not there, or could not be seen, is left empty.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The day it is.
    pub today: NaiveDate,
    /// The kind of system.
    pub family: Family,
    /// The program itself.
    pub program: Program,
    /// Where the register is, or where it was looked for.
    pub folder: Folder,
    /// The repository.
    pub git: Git,
    /// Who saves, as Git knows; none where it was not asked.
    pub identity: Option<Identity>,
    /// The installed `git` program: its version, or what stands in the way with its cure.
    pub git_program: Option<Result<String, (String, String)>>,
    /// The files below records/.
    pub sources: Option<Sources>,
    /// How many mistakes and how many warnings `check` finds; none where it was not asked.
    pub problems: Option<(usize, usize)>,
    /// From when commits have to be signed, in words, where records/register.yaml says so.
    pub signing_from: Option<String>,
    /// The folders that are written to, and why one cannot be.
    pub rights: Vec<Right>,
    /// Whether the file system can lock a file; the reason where it cannot. None where that was not tried.
    pub locks: Option<Result<(), String>>,
    /// Whether the schemas that editors are led to are there, and those of this version.
    pub schemas: Option<bool>,
    /// The version of the program that made site/.
    pub site_version: Option<String>,
    /// The terminal and the editor.
    pub desk: Desk,
}

/// The program itself.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Its version.
    pub version: String,
    /// The Git library within it, as a version.
    pub library: String,
    /// The system it was made for, such as `x86_64 linux`.
    pub system: String,
}

/// A folder and what it lies in.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Its path, in full.
    pub path: String,
    /// Whether a register was found there.
    pub holds_register: bool,
    /// Whether it was named, by a flag or a variable, rather than found.
    pub is_named: bool,
    /// What is mounted where it lies: the kind of file system, and what is mounted.
    pub mount: Option<Mount>,
    /// Folders of OneDrive, as the environment names them.
    pub one_drives: Vec<String>,
    /// Whether names that differ in capitals only are one file there.
    pub ignores_case: Option<bool>,
}

/// A file system that is mounted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mount {
    /// Its kind, such as `nfs4`.
    pub kind: String,
    /// What is mounted, such as `//server/share`.
    pub source: String,
}

/// A folder that commands write to.
#[derive(Clone, Debug, Default)]
pub struct Right {
    /// What it is called.
    pub folder: String,
    /// Why nothing can be written there.
    pub refused: Option<String>,
}

/// The repository.
#[derive(Clone, Debug, Default)]
pub enum Git {
    /// The register is in none, or there is no register.
    #[default]
    None,
    /// There is one that cannot be opened.
    Refused {
        /// What is wrong.
        what: String,
        /// What to do about it.
        cure: String,
    },
    /// There is one.
    Here(Box<Repository>),
}

/// A repository that can be opened.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    /// It has no files to work on, only commits.
    pub bare: bool,
    /// It shows a commit rather than a branch.
    pub detached: bool,
    /// Its branch has no commit yet.
    pub unborn: bool,
    /// Its older commits were left out when it was cloned.
    pub shallow: bool,
    /// What is half done in it, such as `merge`.
    pub under_way: Option<String>,
    /// The branch's short name; none where detached, or where it is not UTF-8.
    pub branch: Option<String>,
    /// The day of the last commit.
    pub last_day: Option<NaiveDate>,
    /// Locks that lie in Git's folder.
    pub locks: Vec<LockSeen>,
    /// Whether another scrutiny is at work now.
    pub is_busy: bool,
    /// Whether the journal of a save that was cut off is there.
    pub has_journal: bool,
    /// Why Git's own list of files cannot be read, with its cure.
    pub list: Option<(String, String)>,
    /// What of the last commit and of its history cannot be read, with its cure.
    pub damage: Option<(String, String)>,
    /// Files in Git's folder whose names are those of conflict copies.
    pub copies: Vec<String>,
    /// How Git treats the ends of lines.
    pub endings: Endings,
    /// Where the register is shared, without passwords.
    pub shared: Option<String>,
    /// How signing is set up.
    pub signing: Signing,
}

/// Who saves.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// `user.name`, or the variable that stands for it.
    pub name: Option<String>,
    /// `user.email`, or the variable that stands for it.
    pub email: Option<String>,
}

/// A lock in Git's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockSeen {
    /// Its path.
    pub path: String,
    /// Whether a scrutiny made it.
    pub is_ours: bool,
}

/// What tells Git to write files with other ends of lines than those in its commits.
#[derive(Clone, Debug, Default)]
pub struct Endings {
    /// `core.autocrlf`.
    pub autocrlf: Option<String>,
    /// `core.eol`.
    pub core_eol: Option<String>,
    /// The attribute `text` of a record: `set`, `unset`, `auto` or another word; none where it is not said.
    pub text: Option<String>,
    /// The attribute `eol` of a record.
    pub eol: Option<String>,
}

/// How signing is set up in Git.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    /// `commit.gpgsign`.
    pub asked: bool,
    /// `user.signingkey`.
    pub key: Option<String>,
}

/// The terminal and the editor.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// Whether a person sees what is printed.
    pub is_terminal: bool,
    /// Whether colours are printed there.
    pub is_coloured: bool,
    /// The columns it says it has.
    pub columns: Option<usize>,
    /// The language and letters that are set, such as `en_GB.UTF-8`; empty where none are.
    pub locale: String,
    /// The editor, and which variable names it; none for the one that is taken where no variable does.
    pub editor: String,
    /// The variable that names the editor.
    pub editor_from: Option<&'static str>,
    /// Whether the editor was found.
    pub has_editor: bool,
}
