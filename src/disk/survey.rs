//! What a disk says of itself: where it is mounted, what it can do, who may write. Nothing is left behind.
#![expect(clippy::disallowed_methods, reason = "this is the edge that looks at files")]

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::look;

/// What can be done in a folder, as it was tried.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tried {
    /// Why no file can be made there.
    pub(crate) refused: Option<String>,
    /// Why a file there cannot be locked; none where that was not tried.
    pub(crate) locks: Option<Result<(), String>>,
}

/// Tries whether a file can be made in a folder and locked, with one that goes when it is closed, whatever happens. Rights
/// alone do not tell: a list of them, a disk that is full or one that is mounted for reading decide as well.
pub(crate) fn try_folder(folder: &Path) -> Tried {
    match tempfile::tempfile_in(folder) {
        Ok(file) => Tried {
            refused: None,
            locks: Some(match file.try_lock() {
                Ok(()) | Err(TryLockError::WouldBlock) => Ok(()),
                Err(TryLockError::Error(error)) => Err(error.to_string()),
            }),
        },
        Err(error) => Tried {
            refused: Some(match error.raw_os_error() {
                Some(code) => std::io::Error::from_raw_os_error(code).to_string(),
                None => error.to_string(),
            }),
            locks: None,
        },
    }
}

/// Whether another program holds the lock of a file; no where there is no such file.
pub(crate) fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Whether a folder that is called `records` is also found as `RECORDS`.
pub(crate) fn ignores_case(root: &Path) -> Option<bool> {
    let names = fs::read_dir(root).ok()?;
    let is_there_so = names
        .flatten()
        .any(|entry| entry.file_name() == OsStr::new("RECORDS"));
    (!is_there_so).then(|| root.join("RECORDS").is_dir())
}

/// Kind and source of the file system that a path lies in, where the system keeps a list of them as Linux does.
pub(crate) fn mount_of(path: &Path) -> Option<(String, String)> {
    let list = fs::read_to_string("/proc/self/mounts").ok()?;
    mounted(&list, &path.to_string_lossy())
}

/// The entry of a list of mounts that a path lies in: the longest that leads to it, the last of several.
fn mounted(list: &str, path: &str) -> Option<(String, String)> {
    let entries = list.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        let (source, point, kind) = (fields.next()?, fields.next()?, fields.next()?);
        let point = unescaped(point);
        let below = path.strip_prefix(point.trim_end_matches('/'))?;
        (below.is_empty() || below.starts_with('/'))
            .then(|| (point.len(), kind.to_owned(), unescaped(source)))
    });
    entries
        .max_by_key(|(length, ..)| *length)
        .map(|(_, kind, source)| (kind, source))
}

/// A field of the list of mounts, in which blanks stand as numbers.
fn unescaped(field: &str) -> String {
    field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\134", "\\")
}

/// Whether a program can be found: as a path, or in the folders of `search`, with one of the ends that make it one.
pub(crate) fn finds_program(name: &str, search: Option<&OsStr>, ends: &[String]) -> bool {
    let is_there = |place: &Path| {
        let plain = std::iter::once(place.to_path_buf());
        let ended = ends.iter().map(|end| {
            let mut name = place.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        });
        plain.chain(ended).any(|place| place.is_file())
    };
    if name.contains(['/', '\\']) {
        return is_there(Path::new(name));
    }
    let folders = search.map(std::env::split_paths).into_iter().flatten();
    folders.into_iter().any(|folder| is_there(&folder.join(name)))
}

/// The names of what lies in a folder and the folders in it, `/` between parts, as far as a depth; links are not followed.
pub(crate) fn names_below(folder: &Path, depth: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![(folder.to_path_buf(), String::new(), depth)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if depth > 0
                && look(&entry.path())
                    .ok()
                    .flatten()
                    .is_some_and(|about| about.is_dir())
            {
                folders.push((entry.path(), format!("{name}/"), depth - 1));
            }
            names.push(name);
        }
    }
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_in_the_mount_that_is_nearest() {
        let list = "/dev/vda / ext4 rw 0 0\n//server/team\\040share /mnt/share cifs rw 0 0\nproc /proc proc rw 0 0\n\
                    tmpfs /mnt/share/fast tmpfs rw 0 0\n";
        let kind = |path| mounted(list, path).map(|(kind, _)| kind);
        assert_eq!(kind("/home/ann/register").as_deref(), Some("ext4"));
        assert_eq!(
            mounted(list, "/mnt/share/register"),
            Some(("cifs".to_owned(), "//server/team share".to_owned()))
        );
        assert_eq!(kind("/mnt/shared").as_deref(), Some("ext4"));
        assert_eq!(kind("/mnt/share/fast/x").as_deref(), Some("tmpfs"));
        assert_eq!(mounted("", "/x"), None);
    }

    #[test]
    fn trying_a_folder_leaves_nothing_and_tells_why_it_cannot_be_written() {
        let place = tempfile::tempdir().unwrap();
        let tried = try_folder(place.path());
        assert_eq!(tried.refused, None);
        assert_eq!(tried.locks, Some(Ok(())));
        assert_eq!(names_below(place.path(), 0), Vec::<String>::new());
        let missing = try_folder(&place.path().join("not-there"));
        assert!(
            missing
                .refused
                .is_some_and(|reason| !reason.contains("not-there"))
        );
    }

    #[test]
    fn a_lock_of_another_is_seen_and_not_taken() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("lock");
        assert!(!is_held(&path));
        let file = File::create(&path).unwrap();
        assert!(!is_held(&path));
        file.lock().unwrap();
        assert!(is_held(&path));
    }

    #[test]
    fn programs_are_found_as_a_shell_finds_them() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("edit.exe"), "").unwrap();
        let search = place.path().as_os_str();
        assert!(!finds_program("edit", Some(search), &[]));
        assert!(finds_program("edit", Some(search), &[".exe".to_owned()]));
        assert!(finds_program("edit.exe", Some(search), &[]));
        assert!(!finds_program("edit.exe", None, &[]));
        let whole = place.path().join("edit.exe");
        assert!(finds_program(&whole.to_string_lossy(), None, &[]));
    }

    #[test]
    fn names_are_listed_as_deep_as_was_asked() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("refs/heads")).unwrap();
        fs::write(place.path().join("refs/heads/main"), "").unwrap();
        assert_eq!(names_below(place.path(), 1), ["refs", "refs/heads"]);
        assert_eq!(
            names_below(place.path(), 2),
            ["refs", "refs/heads", "refs/heads/main"]
        );
        assert_eq!(ignores_case(place.path()), Some(false));
    }
}
