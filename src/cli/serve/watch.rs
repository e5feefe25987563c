//! Hears when a record or template changes.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long the files must lie still before the site is made anew: editors write a file in several steps.
const STILL: Duration = Duration::from_millis(120);

/// Changes of a register's files as they come.
pub(super) struct Changes(Receiver<()>);

/// Watches the records and templates of a register. Dropping the first value ends the watch and with it the changes.
/// A register seen at a commit does not change.
///
/// # Errors
///
/// Where the system cannot watch the folder.
pub(super) fn watch(root: &Path, at_commit: bool) -> Result<(Option<RecommendedWatcher>, Changes), Failure> {
    let (tell, heard) = channel();
    if at_commit {
        return Ok((None, Changes(heard)));
    }
    let failed =
        |error: notify::Error| Failure::new("changes of the records cannot be watched").because(error);
    let tell = move |event: notify::Result<Event>| {
        // Making the site reads every file, and being read is an event too.
        let changes = |kind| {
            matches!(
                kind,
                EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
            )
        };
        if event.is_ok_and(|event| changes(event.kind)) {
            // Nobody hears any more when the server ends.
            let _ = tell.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(tell).map_err(failed)?;
    watcher
        .watch(&root.join("records"), RecursiveMode::Recursive)
        .map_err(failed)?;
    // A register need not override any template.
    let _ = watcher.watch(&root.join("templates"), RecursiveMode::Recursive);
    Ok((Some(watcher), Changes(heard)))
}

impl Iterator for Changes {
    type Item = ();

    /// Waits for a change and until the files lie still; none when the watch has ended.
    fn next(&mut self) -> Option<()> {
        self.0.recv().ok()?;
        while self.0.recv_timeout(STILL).is_ok() {}
        Some(())
    }
}
