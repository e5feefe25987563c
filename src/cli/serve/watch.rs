//! Hears when a record or template changes.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify_debouncer_mini::{DebounceEventResult, new_debouncer, notify::RecursiveMode};

use crate::failure::Failure;

/// How long the files must lie still before the site is made anew: editors write a file in several steps.
const STILL: Duration = Duration::from_millis(150);

/// Watches the records and templates of a register. The first value keeps the watch going until it is dropped; the
/// second gives one item a change. A register seen at a commit does not change.
pub(super) fn watch(root: &Path, at_commit: bool) -> Result<(Option<impl Sized + use<>>, Receiver<()>), Failure> {
    let (tell, changes) = channel();
    if at_commit {
        return Ok((None, changes));
    }
    let failed = |error: notify_debouncer_mini::notify::Error| {
        Failure::new("changes of the records cannot be watched").because(error)
    };
    let heard = move |result: DebounceEventResult| {
        if result.is_ok_and(|events| !events.is_empty()) {
            // The receiver is gone when the server ends.
            let _ = tell.send(());
        }
    };
    let mut debouncer = new_debouncer(STILL, heard).map_err(failed)?;
    debouncer.watcher().watch(&root.join("records"), RecursiveMode::Recursive).map_err(failed)?;
    // A register need not override any template.
    let _ = debouncer.watcher().watch(&root.join("templates"), RecursiveMode::Recursive);
    Ok((Some(debouncer), changes))
}
