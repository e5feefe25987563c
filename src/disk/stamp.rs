//! Whether files of the site are still as the last build left them, told from their length and time alone.

use std::path::Path;
use std::time::UNIX_EPOCH;

use super::look;

/// Length in bytes and time of the last change in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// Nanoseconds since the beginning of 1970; 0 where the system does not tell.
    pub time: u64,
}

/// The stamp of a plain file below a folder; none where there is no such file.
pub fn stamp_of(dir: &Path, path: &str) -> Option<Stamp> {
    stamp(&dir.join(path))
}

/// The stamp of the running program: what another version of it left behind is not taken for its own.
pub fn program() -> Option<Stamp> {
    // A program that was replaced while it runs has no file any more, and then keeps nothing.
    stamp(&std::env::current_exe().ok()?)
}

fn stamp(place: &Path) -> Option<Stamp> {
    stamp_from(&look(place).ok()?.filter(std::fs::Metadata::is_file)?)
}

/// The stamp of a file of which this is known.
pub(super) fn stamp_from(about: &std::fs::Metadata) -> Option<Stamp> {
    let time = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp {
        length: about.len(),
        time: u64::try_from(time.as_nanos()).unwrap_or(0),
    })
}
