//! Hears when a record or template changes, and when a new day begins.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use chrono::NaiveDate;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long the files must lie still before the site is made anew: editors write a file in several steps.
const STILL: Duration = Duration::from_millis(120);

/// How often it is asked whether a new day has begun. A machine that slept through midnight is asked soon after it wakes.
const MINUTE: Duration = Duration::from_secs(60);

/// The folders whose files a site is made from.
const FOLDERS: [&str; 2] = ["records", "templates"];

/// A watch that goes on for as long as this is kept.
#[derive(Debug)]
pub(super) struct Watch {
    _files: Option<Arc<Mutex<RecommendedWatcher>>>,
    _open: Sender<()>,
}

/// Why the site is to be made anew, as it comes: a file changed, or it became another day.
#[derive(Debug)]
pub(super) struct Changes {
    heard: Receiver<()>,
    root: PathBuf,
    files: Weak<Mutex<RecommendedWatcher>>,
    today: fn() -> NaiveDate,
    day: NaiveDate,
    /// How often the day is asked for.
    every: Duration,
}

/// Watches the records and templates of a register, and the day, which `today` tells. Dropping the first value ends the
/// watch and with it the changes. The files of a register seen at a commit do not change.
///
/// # Errors
///
/// Where the system cannot watch the folders.
pub(super) fn watch(
    root: &Path,
    at_commit: bool,
    today: fn() -> NaiveDate,
) -> Result<(Watch, Changes), Failure> {
    let (open, heard) = channel();
    let mut changes = Changes {
        heard,
        root: root.to_path_buf(),
        files: Weak::new(),
        today,
        day: today(),
        every: MINUTE,
    };
    let mut watch = Watch {
        _files: None,
        _open: open.clone(),
    };
    if !at_commit {
        let failed =
            |error: notify::Error| Failure::new("changes of the records cannot be watched").because(error);
        let mut files = of_files(root.to_path_buf(), open).map_err(failed)?;
        // The register's own folder tells when one of the two below comes, or comes back.
        files.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        files
            .watch(&root.join(FOLDERS[0]), RecursiveMode::Recursive)
            .map_err(failed)?;
        let files = Arc::new(Mutex::new(files));
        changes.files = Arc::downgrade(&files);
        changes.enter();
        watch._files = Some(files);
    }
    Ok((watch, changes))
}

/// Says when a file that a site is made from changes, of those that will be watched.
fn of_files(root: PathBuf, tell: Sender<()>) -> notify::Result<RecommendedWatcher> {
    notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&root, &event)) {
            // Nobody hears any more when the server ends.
            let _ = tell.send(());
        }
    })
}

fn is_change(root: &Path, event: &Event) -> bool {
    // Making the site reads every file, and being read is an event too.
    let changes = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    // Some systems tell a path by another name of the same folder; then it may be any.
    let is_ours = |path: &PathBuf| match path.strip_prefix(root) {
        Ok(path) => FOLDERS.iter().any(|folder| path.starts_with(folder)),
        Err(_) => true,
    };
    changes && event.paths.iter().any(is_ours)
}

impl Changes {
    /// Watches the folders that are there; one that was made anew is another folder to the system. A register need not
    /// override any template.
    fn enter(&self) {
        if let Some(files) = self.files.upgrade() {
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            for folder in FOLDERS {
                let _ = files.watch(&self.root.join(folder), RecursiveMode::Recursive);
            }
        }
    }
}

impl Iterator for Changes {
    type Item = ();

    /// Waits for a change and until the files lie still, or for another day; none when the watch has ended.
    fn next(&mut self) -> Option<()> {
        loop {
            match self.heard.recv_timeout(self.every) {
                Ok(()) => {
                    while self.heard.recv_timeout(STILL).is_ok() {}
                    break;
                }
                Err(RecvTimeoutError::Timeout) if (self.today)() != self.day => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        self.day = (self.today)();
        self.enter();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;

    const MONDAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();

    fn register() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("records")).unwrap();
        folder
    }

    /// The changes as they come, to be waited for no longer than one wants.
    fn told(changes: Changes) -> Receiver<()> {
        let (tell, heard) = channel();
        thread::spawn(move || changes.for_each(|()| tell.send(()).unwrap_or_default()));
        heard
    }

    #[test]
    fn another_day_is_a_change() {
        static IS_TUESDAY: AtomicBool = AtomicBool::new(false);
        let today = || {
            if IS_TUESDAY.load(Ordering::SeqCst) {
                MONDAY.succ_opt().unwrap()
            } else {
                MONDAY
            }
        };
        let folder = register();
        let (watch, mut changes) = watch(folder.path(), true, today).unwrap();
        changes.every = Duration::from_millis(5);
        let heard = told(changes);
        assert_eq!(
            heard.recv_timeout(Duration::from_millis(200)),
            Err(RecvTimeoutError::Timeout)
        );
        IS_TUESDAY.store(true, Ordering::SeqCst);
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)), Ok(()));
        assert_eq!(
            heard.recv_timeout(Duration::from_millis(200)),
            Err(RecvTimeoutError::Timeout)
        );
        drop(watch);
        assert_eq!(
            heard.recv_timeout(Duration::from_secs(10)),
            Err(RecvTimeoutError::Disconnected)
        );
    }

    #[test]
    fn a_template_is_heard_in_a_folder_that_came_later() {
        let folder = register();
        let (_watch, changes) = watch(folder.path(), false, || MONDAY).unwrap();
        let heard = told(changes);
        let wait = Duration::from_secs(10);
        for round in 0..2 {
            let templates = folder.path().join("templates");
            std::fs::create_dir(&templates).unwrap();
            assert_eq!(heard.recv_timeout(wait), Ok(()), "round {round}");
            std::fs::create_dir(templates.join("home")).unwrap();
            assert_eq!(heard.recv_timeout(wait), Ok(()), "round {round}");
            std::fs::remove_dir_all(&templates).unwrap();
            assert_eq!(heard.recv_timeout(wait), Ok(()), "round {round}");
        }
        // What is no part of a site is no change: what is built into the register's folder, above all.
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        assert_eq!(
            heard.recv_timeout(Duration::from_millis(500)),
            Err(RecvTimeoutError::Timeout)
        );
    }
}
