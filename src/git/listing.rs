//! Git's own list of files (the index), brought in step with a save: read before anything is saved, changed beside the
//! list, then put in its place.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, Index, IndexEntry, IndexTime, ObjectType, Oid, Repository};

use super::journal::{File, Journal, Outcome};
use super::turn::lock_of;
use super::{Repo, failed};
use crate::disk;
use crate::failure::Failure;

/// Asks something of Git's list of files, and again where another program put a new list in its place meanwhile.
///
/// The library takes the size of the list before it opens it, so that it may see a longer one cut short.
pub(super) fn of_the_list<T>(mut ask: impl FnMut() -> Result<T, git2::Error>) -> Result<T, git2::Error> {
    const TRIES: usize = 8;
    let mut answer = ask();
    for _ in 1..TRIES {
        match &answer {
            Err(error) if error.class() == ErrorClass::Index => answer = ask(),
            _ => break,
        }
    }
    answer
}

/// Git's list of files, read before a save changes anything: one that cannot be read is found out in time, and one that
/// stays as it is until the branch has moved is not read again.
pub(super) struct Ahead {
    index: Index,
    /// Our copy, which takes the list's place in the end.
    own: PathBuf,
    /// How the list stood when it was copied.
    seen: Option<Metadata>,
}

impl Drop for Ahead {
    fn drop(&mut self) {
        // A copy that stays is cleared away by the next save.
        let _ = disk::remove(&self.own);
    }
}

impl Repo {
    /// Git's list of files as it is now: the repository would give it as it was when it was first asked.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be read, with what mends it.
    pub(super) fn listed(&self) -> Result<Index, Failure> {
        let read = of_the_list(|| Index::open(&self.list_place()));
        read.map_err(|error| self.unreadable_list(&error))
    }

    /// The same, within a turn, to be changed and put in its place when the branch has moved.
    ///
    /// # Errors
    ///
    /// As [`Repo::listed`], or where no copy can be made.
    pub(super) fn list_ahead(&self) -> Result<Ahead, Failure> {
        // The library would leave a lock that nobody could tell from another program's, so it works on a copy.
        let (place, own) = (self.list_place(), self.own_file("index"));
        // What a predecessor that was killed left of its own.
        disk::clear(&self.own_file(""), "index");
        let seen = looked(&place);
        disk::copy_as_it_is(&place, &own)?;
        match of_the_list(|| Index::open(&own)) {
            Ok(index) => Ok(Ahead { index, own, seen }),
            Err(error) => {
                disk::remove(&own)?;
                Err(self.unreadable_list(&error))
            }
        }
    }

    fn list_place(&self) -> PathBuf {
        self.repo.path().join("index")
    }

    /// Why Git's list of files cannot be read: forms that the library does not know, or damage.
    pub(super) fn unreadable_list(&self, error: &git2::Error) -> Failure {
        let (place, message) = (disk::plain_path(&self.list_place()), error.message());
        let refused = |what: &str| Failure::new(what).because(message);
        if message.contains("'link'") {
            let config = self.repo.config();
            let wanted = config.and_then(|config| config.get_bool("core.splitindex"));
            let setting = match wanted {
                Ok(true) => "git config core.splitIndex false && ",
                _ => "",
            };
            return refused(
                "Git's own list of files is kept in two parts (a split index), which is not supported",
            )
            .cure(format!(
                "put it together: {setting}git update-index --no-split-index"
            ));
        }
        if message.contains("'sdir'") {
            return refused(
                "Git's own list of files leaves folders out (a sparse index), which is not supported",
            )
            .cure("let it name every file: git sparse-checkout reapply --no-sparse-index");
        }
        if error.class() == ErrorClass::Os {
            return failed("Git's own list of files could not be read", error);
        }
        // The library says of an empty file that it is not there.
        let cause = match looked(&place) {
            Some(about) if about.len() == 0 => "it is empty",
            _ => message,
        };
        Failure::new("Git's own list of files is damaged").because(cause).cure(format!(
            "make it anew from the last commit: remove {}, then: git reset. The files of the register stay as they are",
            place.display()
        ))
    }

    /// Brings Git's list of files in step for the files of this save, and for no other. `ahead` is the list as it was
    /// read before the branch moved.
    pub(super) fn update_index(
        &self,
        journal: &Journal,
        outcomes: &[Result<Outcome, Failure>],
        ahead: Option<Ahead>,
    ) -> Result<(), Failure> {
        let Some((wanted, _)) = self.both_trees(journal) else {
            return Ok(());
        };
        let place = self.list_place();
        let Some(_hold) = self.hold(&place)? else {
            let cure = format!(
                "if no other program is at work, remove {}",
                lock_of(&place).display()
            );
            return Err(Failure::new("another program keeps it locked").cure(cure));
        };
        let mut ahead = match ahead.filter(|ahead| is_same(ahead.seen.as_ref(), looked(&place).as_ref())) {
            Some(ahead) => ahead,
            None => self.list_ahead()?,
        };
        let index = &mut ahead.index;
        let mut make = || {
            // Names the repository to it: entries that changed within the tick of the clock in which the list was
            // written are then looked at again. To a handle of its own, which keeps the list that it was given: this one
            // must not go on with a list that is gone.
            let apart = Repository::open(self.repo.path())?;
            apart.set_index(index)?;
            for (file, outcome) in journal.files.iter().zip(outcomes) {
                let path = Path::new(&file.path);
                // A folder may have taken the place of a file.
                let wanted = self.entry(Some(wanted), &file.path);
                match (wanted.filter(|(_, mode)| *mode != FOLDER), outcome) {
                    (_, Ok(Outcome::Overtaken)) => {}
                    (None, _) => index.remove_path(path)?,
                    (Some((id, mode)), outcome) => {
                        let is_done = matches!(outcome, Ok(Outcome::Done));
                        let seen = if is_done { self.as_put(file) } else { None };
                        index.add(&entry(&file.path, id, mode, seen.as_ref()))?;
                    }
                }
            }
            index.write()
        };
        make().map_err(|error| failed("it could not be written", &error))?;
        disk::take_place(&ahead.own, &place)
    }

    /// How a file stands that holds what the save put there; none where it holds something else by now.
    fn as_put(&self, file: &File) -> Option<Metadata> {
        let top = self.repo.workdir().unwrap_or(&self.root);
        let place = disk::inside(top, &file.path).ok()?;
        // Looked at first: a change after this one is seen by its time.
        let about = disk::look(&place).ok()??;
        let bytes = disk::load(&place).ok()??;
        let id = Oid::hash_object(ObjectType::Blob, &bytes).ok()?.to_string();
        (Some(id) == file.after).then_some(about)
    }
}

fn looked(place: &Path) -> Option<Metadata> {
    disk::look(place).ok().flatten()
}

/// Whether a file is the same as before, as far as that is to be seen without reading it: Git puts each new list in the
/// place of the old.
fn is_same(before: Option<&Metadata>, now: Option<&Metadata>) -> bool {
    let (before, now) = match (before, now) {
        (None, None) => return true,
        (Some(before), Some(now)) => (before, now),
        _ => return false,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let moment = |about: &Metadata| (about.dev(), about.ino(), about.ctime(), about.ctime_nsec());
        if moment(before) != moment(now) {
            return false;
        }
    }
    let modified = before.modified().ok();
    before.len() == now.len() && modified.is_some() && modified == now.modified().ok()
}

/// The mode of a folder in a tree; the list knows files only.
const FOLDER: i32 = 0o040_000;

/// An entry of the list. Of a file whose state is not known Git looks at the file itself.
fn entry(path: &str, id: Oid, mode: i32, seen: Option<&Metadata>) -> IndexEntry {
    let never = IndexTime::new(0, 0);
    let unseen = IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode: u32::try_from(mode).unwrap_or(0o100_644),
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.into(),
    };
    match seen {
        Some(about) => with(unseen, about),
        None => unseen,
    }
}

/// What Git keeps of a file to tell that it was not touched, each number cut to 32 bits.
#[cfg(unix)]
fn with(entry: IndexEntry, about: &Metadata) -> IndexEntry {
    use std::os::unix::fs::MetadataExt;
    let time = |seconds: i64, rest: i64| IndexTime::new(cut(seconds), u32::try_from(rest).unwrap_or(0));
    IndexEntry {
        ctime: time(about.ctime(), about.ctime_nsec()),
        mtime: time(about.mtime(), about.mtime_nsec()),
        dev: low(about.dev()),
        ino: low(about.ino()),
        uid: about.uid(),
        gid: about.gid(),
        file_size: low(about.size()),
        ..entry
    }
}

/// Here Git compares little; it looks at the file itself once, and remembers.
#[cfg(not(unix))]
fn with(entry: IndexEntry, _about: &Metadata) -> IndexEntry {
    entry
}

#[cfg(unix)]
fn low(number: u64) -> u32 {
    u32::try_from(number & 0xffff_ffff).unwrap_or(0)
}

#[cfg(unix)]
fn cut(seconds: i64) -> i32 {
    i32::try_from(seconds).unwrap_or(0)
}
