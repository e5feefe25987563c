//! A register in a new repository in a folder of its own, and a look at it from outside.

use std::path::{Path, PathBuf};
use std::process::Command;

use git2::{IndexAddOption, Oid, Repository, Signature, Time};
use scrutiny::git::{FileEdit, Repo, Step};

/// Where a save or an undo of three files can be cut off.
pub(crate) const STEPS: [Step; 11] = [
    Step::Locked,
    Step::Checked,
    Step::TextsStored,
    Step::CommitStored,
    Step::JournalWritten,
    Step::BranchMoved,
    Step::FileWritten(1),
    Step::FileWritten(2),
    Step::FileWritten(3),
    Step::IndexWritten,
    Step::JournalRemoved,
];

pub(crate) struct Ground {
    _dir: tempfile::TempDir,
    pub(crate) top: PathBuf,
    pub(crate) root: PathBuf,
    pub(crate) git: Repository,
}

impl Ground {
    /// A repository with no commit, the register at its top.
    pub(crate) fn new() -> Self {
        Self::below("")
    }

    /// The register in a folder of the repository.
    pub(crate) fn below(prefix: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path().join("work");
        let mut options = git2::RepositoryInitOptions::new();
        let git = Repository::init_opts(&top, options.initial_head("main").mkpath(true)).unwrap();
        let mut config = git.config().unwrap();
        config.set_str("user.name", "Clerk One").unwrap();
        config.set_str("user.email", "clerk@example.org").unwrap();
        config.set_bool("commit.gpgsign", false).unwrap();
        config.set_str("core.autocrlf", "false").unwrap();
        let root = if prefix.is_empty() {
            top.clone()
        } else {
            top.join(prefix)
        };
        std::fs::create_dir_all(root.join("records")).unwrap();
        Self {
            _dir: dir,
            top,
            root,
            git,
        }
    }

    /// A register with three bodies, committed.
    pub(crate) fn settled(prefix: &str) -> Self {
        let ground = Self::below(prefix);
        ground.put("records/register.yaml", "name: Kent\n");
        for id in ["a", "b", "c"] {
            ground.put(&format!("records/bodies/{id}.yaml"), &format!("name: {id}\n"));
        }
        ground.commit("start", 0);
        ground
    }

    pub(crate) fn open(&self) -> Repo {
        Repo::open(&self.root).unwrap().unwrap()
    }

    /// Writes a file below the register's folder.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let place = self.root.join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.root.join(path)).ok()
    }

    /// Commits all that is on disk, `day` days after a fixed day, as a child of the head.
    pub(crate) fn commit(&self, message: &str, day: i64) -> Oid {
        let parents: Vec<Oid> = self.git.refname_to_id("HEAD").into_iter().collect();
        self.commit_with(message, day, &parents)
    }

    pub(crate) fn commit_with(&self, message: &str, day: i64, parents: &[Oid]) -> Oid {
        let mut index = self.git.index().unwrap();
        index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = self.git.find_tree(index.write_tree().unwrap()).unwrap();
        let parents: Vec<_> = parents
            .iter()
            .map(|id| self.git.find_commit(*id).unwrap())
            .collect();
        let by = Self::signature(day);
        let parents: Vec<_> = parents.iter().collect();
        let id = self.git.commit(None, &by, &by, message, &tree, &parents).unwrap();
        self.git.reference("refs/heads/main", id, true, "test").unwrap();
        id
    }

    /// Noon on a day counted from 1 January 2026.
    pub(crate) fn signature(day: i64) -> Signature<'static> {
        let time = Time::new(1_767_268_800 + day * 86_400, 0);
        Signature::new("Clerk One", "clerk@example.org", &time).unwrap()
    }

    /// Runs the git program and gives what it says, or nothing where it fails.
    pub(crate) fn run(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(&self.top)
            .env("HOME", &self.top)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.top.join("no-such-file"))
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(text)
    }

    /// What the git program says is changed.
    pub(crate) fn status(&self) -> String {
        self.run(&["status", "--porcelain", "-uall"]).unwrap()
    }

    /// The text of a file in the last commit.
    pub(crate) fn committed(&self, path: &str) -> Option<String> {
        let below = self.root.strip_prefix(&self.top).unwrap().join(path);
        let tree = self.git.head().ok()?.peel_to_tree().ok()?;
        let entry = tree.get_path(&below).ok()?;
        let blob = self.git.find_blob(entry.id()).ok()?;
        Some(String::from_utf8_lossy(blob.content()).into_owned())
    }
}

pub(crate) fn edit(path: &str, before: Option<&str>, after: Option<&str>) -> FileEdit {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    FileEdit {
        path: path.to_owned(),
        before: bytes(before),
        after: bytes(after),
    }
}

/// Starts this test program again, to run one test that does nothing by itself.
pub(crate) fn again(test: &str, root: &Path, order: &str) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    child
        .env("SCRUTINY_TEST_ROOT", root)
        .env("SCRUTINY_TEST_ORDER", order);
    child.env("HOME", root).env("GIT_CONFIG_NOSYSTEM", "1");
    child
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    child
}

/// What [`again`] asked of this process.
pub(crate) fn order() -> Option<(PathBuf, String)> {
    let root = std::env::var_os("SCRUTINY_TEST_ROOT")?;
    Some((root.into(), std::env::var("SCRUTINY_TEST_ORDER").ok()?))
}

/// Measures by the wall and by the processor: only the second can be trusted on a busy machine.
pub(crate) struct Clock(std::time::Instant, Option<u64>);

impl Clock {
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now(), Self::processor())
    }

    pub(crate) fn read(&self) -> String {
        let wall = self.0.elapsed();
        let used = Self::processor().zip(self.1).map(|(now, then)| now - then);
        format!("{wall:.3?} ({} ms of processor time)", used.unwrap_or(0))
    }

    /// Milliseconds of processor time of this process, where the system tells.
    fn processor() -> Option<u64> {
        let text = std::fs::read_to_string("/proc/self/stat").ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<u64>().ok();
        Some((ticks()? + ticks()?) * 10)
    }
}
