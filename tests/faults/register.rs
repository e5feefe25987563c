//! A register that is put back as it was, again and again, and a look at it from outside after a fault.

use crate::environment::{Environment, Ran, copy, files};

/// A command that adds a record.
pub(crate) const ADD: &[&str] = &[
    "add",
    "body",
    "--name",
    "North Council",
    "--role",
    "local-authority",
];

/// The state that every run of a test begins with.
pub(crate) struct Start(Environment);

/// A copy of a state, to be harmed.
pub(crate) struct Register {
    pub(crate) environment: Environment,
    /// The commit that the branch held at the start; empty before the first.
    pub(crate) before: String,
}

impl Start {
    pub(crate) fn new(environment: Environment) -> Self {
        Self(environment)
    }

    pub(crate) fn copy(&self) -> Register {
        let environment = Environment::new();
        copy(self.0.path(), environment.path());
        Register::of(environment)
    }
}

impl Register {
    pub(crate) fn of(environment: Environment) -> Self {
        let before = head(&environment);
        Self { environment, before }
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.environment.run(args)
    }

    /// Looks from outside, before any command of ours has mended anything: the branch holds the commit before, or the
    /// one after, and what it holds is whole. Whether it is the one after.
    #[track_caller]
    pub(crate) fn is_before_or_after(&self, told: &str) -> bool {
        let now = head(&self.environment);
        let is_after = now != self.before;
        if is_after {
            let parent =
                git(&self.environment, &["rev-parse", "--verify", "--quiet", "HEAD^"]).unwrap_or_default();
            assert_eq!(
                parent.trim(),
                self.before,
                "{told}: one commit after the one before"
            );
        }
        if !now.is_empty() {
            let sound = git(&self.environment, &["fsck", "--strict", "--no-dangling"]);
            assert!(sound.is_some(), "{told}: git fsck");
        }
        is_after
    }

    /// All that Git has in its list of files and the folder holds is in the last commit, and the other way round.
    #[track_caller]
    pub(crate) fn agrees(&self, told: &str) {
        let status = git(&self.environment, &["status", "--porcelain"]);
        assert_eq!(status.as_deref(), Some(""), "{told}: git status");
    }

    /// No half-written file, lock or journal lies about.
    #[track_caller]
    pub(crate) fn is_tidy(&self, told: &str) {
        let left: Vec<String> = files(self.environment.path())
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| is_left_over(path))
            .collect();
        assert!(left.is_empty(), "{told}: left over: {left:?}");
    }
}

fn is_left_over(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_ours = path == ".git/scrutiny/lock";
    // Git's own, of the upkeep that a fetch starts; nobody can tell it from that of a Git at work. It stops no save and
    // no sharing, but it does stop the upkeep.
    let is_upkeep = path == ".git/objects/maintenance.lock";
    !is_ours
        && !is_upkeep
        && (name.ends_with(".lock")
            || name.ends_with(".part")
            || name.starts_with("tmp_")
            || name.starts_with(".scrutiny-")
            || path.contains(".scrutiny-build")
            || path == ".git/scrutiny/journal"
            || path == ".git/scrutiny/index")
}

/// The commit that the branch holds; empty before the first.
pub(crate) fn head(environment: &Environment) -> String {
    // As Git keeps it while nobody packs it: asking the file is quicker than asking Git a thousand times.
    if let Ok(text) = std::fs::read_to_string(environment.path().join(".git/refs/heads/main")) {
        return text.trim().to_owned();
    }
    let head = git(environment, &["rev-parse", "--verify", "--quiet", "HEAD"]);
    head.unwrap_or_default().trim().to_owned()
}

/// What the git program says; nothing where it fails.
pub(crate) fn git(environment: &Environment, args: &[&str]) -> Option<String> {
    let mut command = environment.command("git");
    let output = command
        .current_dir(environment.path())
        .args(args)
        .output()
        .expect("git starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}
