//! The installed `git` program, for what the library does not do: other repositories, and signatures. Nothing else
//! starts it.
//!
//! It knows every way in which a person is known to a host (credential helpers, ssh agents, keys, proxies), so none of
//! that is done again here. It is asked to speak English, because its words are how [`Trouble`] tells what happened.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that starts git, in the environment of whoever started us"
)]

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Repo;
use super::trouble::{self, Trouble};
use crate::failure::Failure;

/// The `git` program at work in one place.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The repository's own folder; none to run it outside any.
    git_dir: Option<PathBuf>,
    /// Where it stands while it runs.
    folder: Option<PathBuf>,
    may_ask: bool,
}

/// What the program said and how it ended.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Its exit code; none where it was ended from outside.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) out: Vec<u8>,
    /// What it said besides, with passwords taken out of addresses.
    pub(crate) err: String,
}

/// The oldest version this program works with.
const LEAST: (u32, u32) = (2, 20);

const GET_GIT: &str = "install Git from git-scm.com, or ask your IT department";

/// What tells a program started by Git where Git is at work, which is not where we are.
const PLACES: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

impl Program {
    /// At work in a register's repository.
    pub(crate) fn of(repo: &Repo) -> Self {
        let git_dir = repo.repo.path().to_path_buf();
        let folder = repo.repo.workdir().unwrap_or(&git_dir).to_path_buf();
        Self {
            git_dir: Some(git_dir),
            folder: Some(folder),
            may_ask: true,
        }
    }

    /// At work in no repository.
    pub(crate) fn anywhere() -> Self {
        Self {
            git_dir: None,
            folder: None,
            may_ask: true,
        }
    }

    /// Whether it may ask for a name, a password or whether a host is to be trusted. Helpers and agents that answer
    /// without a person are used in any case.
    #[must_use]
    pub(crate) fn asking(mut self, may_ask: bool) -> Self {
        self.may_ask = may_ask;
        self
    }

    /// Runs it to its end, whatever that is.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be started.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: &[A], input: &[u8]) -> Result<Said, Failure> {
        let mut git = self.command();
        git.args(arguments);
        git.stdin(if input.is_empty() {
            Stdio::null()
        } else {
            Stdio::piped()
        });
        let mut running = git
            .spawn()
            .map_err(|error| cannot_start(&error, self.folder.as_deref()))?;
        let stdin = running.stdin.take();
        // Beside the reading: a program that prints before it has read everything would otherwise wait for us, and we
        // for it.
        let output = std::thread::scope(|scope| {
            if let Some(mut stdin) = stdin {
                // Where it ends before it has read all, its own words tell why.
                scope.spawn(move || drop(stdin.write_all(input)));
            }
            running.wait_with_output()
        });
        let output =
            output.map_err(|error| Failure::new("the git program could not be heard").because(error))?;
        Ok(Said {
            code: output.status.code(),
            out: output.stdout,
            err: trouble::without_passwords(&String::from_utf8_lossy(&output.stderr)),
        })
    }

    /// Runs it and gives what it printed.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be started or ends badly; then `what` says what
    /// could not be done.
    pub(crate) fn must<A: AsRef<OsStr>>(
        &self,
        what: &str,
        arguments: &[A],
        input: &[u8],
    ) -> Result<Vec<u8>, Failure> {
        let said = self.run(arguments, input)?;
        if said.is_well() {
            Ok(said.out)
        } else {
            Err(said.failure(what))
        }
    }

    /// Makes sure that the program is there and not too old.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it is not, with the cure.
    pub(crate) fn present(&self) -> Result<(), Failure> {
        self.at_least(LEAST, "this program")
    }

    /// Makes sure that it has a version, such as `(2, 34)`, that `purpose` needs.
    ///
    /// # Errors
    ///
    /// As [`Program::present`].
    pub(crate) fn at_least(&self, least: (u32, u32), purpose: &str) -> Result<(), Failure> {
        let said = self.run(&["--version"], b"")?;
        let text = String::from_utf8_lossy(&said.out).trim().to_owned();
        match version(&text) {
            Some(found) if found >= least => Ok(()),
            Some((major, minor)) => {
                let what = format!(
                    "Git {major}.{minor} is installed here, and {purpose} needs {}.{} or later",
                    least.0, least.1
                );
                Err(Failure::new(what).cure(GET_GIT))
            }
            None => {
                let said = if text.is_empty() { said.last_words() } else { text };
                Err(Failure::new("the git program does not tell its version")
                    .because(said)
                    .cure(GET_GIT))
            }
        }
    }

    fn command(&self) -> Command {
        let mut git = Command::new("git");
        if let Some(folder) = &self.folder {
            git.current_dir(folder);
        }
        for name in PLACES {
            git.env_remove(name);
        }
        if let Some(git_dir) = &self.git_dir {
            git.arg("--git-dir").arg(git_dir);
        }
        speak_english(&mut git);
        if !self.may_ask {
            self.keep_still(&mut git);
        }
        git.stdout(Stdio::piped()).stderr(Stdio::piped());
        git
    }

    /// Makes it and what it starts fail where they would ask.
    fn keep_still(&self, git: &mut Command) {
        git.env("GIT_TERMINAL_PROMPT", "0");
        // Empty is none; unset, it would look for another.
        git.env("GIT_ASKPASS", "").env("SSH_ASKPASS_REQUIRE", "never");
        git.env("GCM_INTERACTIVE", "never");
        let of_register = || {
            let config = git2::Repository::open(self.git_dir.as_ref()?)
                .ok()?
                .config()
                .ok()?;
            config.get_string("core.sshcommand").ok()
        };
        let told = std::env::var("GIT_SSH_COMMAND").ok().or_else(of_register);
        let ssh = match told {
            Some(told) => told,
            // A program of the person's own choice is not ours to give arguments to.
            None if std::env::var_os("GIT_SSH").is_some() => return,
            None => "ssh".to_owned(),
        };
        if is_openssh(&ssh) {
            git.env("GIT_SSH_COMMAND", format!("{ssh} -o BatchMode=yes"));
        }
    }
}

impl Said {
    /// Whether it ended well.
    pub(crate) fn is_well(&self) -> bool {
        self.code == Some(0)
    }

    /// What it printed, as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// The last of what it said, on one line: what a person or their IT department looks for.
    pub(crate) fn last_words(&self) -> String {
        trouble::last_words(&self.err)
    }

    /// What went wrong, as far as its words tell.
    pub(crate) fn trouble(&self) -> Trouble {
        Trouble::of(&self.err)
    }

    /// Its bad end as a failure: what could not be done, why in plain words, its own last words, and the cure.
    pub(crate) fn failure(&self, what: &str) -> Failure {
        let trouble = self.trouble();
        let what = match trouble.sentence() {
            Some(sentence) => format!("{what}: {sentence}"),
            None => what.to_owned(),
        };
        let words = self.last_words();
        let words = match (words.is_empty(), self.code) {
            (false, _) => format!("git says: {words}"),
            (true, Some(code)) => format!("git ended with {code} and said nothing"),
            (true, None) => "git was ended from outside".to_owned(),
        };
        Failure::new(what).because(words).cure(trouble.cure(&self.err))
    }
}

/// English words, with the letters of the person's own language kept: names are written in them.
fn speak_english(git: &mut Command) {
    if let Some(all) = std::env::var_os("LC_ALL").filter(|all| !all.is_empty()) {
        git.env_remove("LC_ALL").env("LC_CTYPE", all);
    }
    git.env("LC_MESSAGES", "C");
}

/// Whether a command line starts OpenSSH, which takes `-o`.
fn is_openssh(command: &str) -> bool {
    let first = command.split_whitespace().next().unwrap_or_default();
    let name = first.trim_matches(['"', '\'']).rsplit(['/', '\\']).next();
    matches!(name, Some("ssh" | "ssh.exe"))
}

fn cannot_start(error: &std::io::Error, folder: Option<&Path>) -> Failure {
    // A folder that is gone looks the same as a program that is not there.
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Failure::new(format!("the folder {} is gone", folder.display())).because(error);
    }
    match error.kind() {
        ErrorKind::NotFound => {
            Failure::new("there is no git program on this computer, which this needs").cure(GET_GIT)
        }
        _ => Failure::new("the git program could not be started")
            .because(error)
            .cure(GET_GIT),
    }
}

/// The first two numbers of what `git --version` prints.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix("git version ")?.split(['.', ' ', '-']);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_every_system_prints_them() {
        let cases = [
            ("git version 2.47.3", Some((2, 47))),
            ("git version 2.39.5 (Apple Git-154)", Some((2, 39))),
            ("git version 2.45.1.windows.1", Some((2, 45))),
            ("git version 2.50-rc1", Some((2, 50))),
            ("xcrun: error: no tools", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(version(text), wanted, "{text}");
        }
    }

    #[test]
    fn only_openssh_is_given_its_own_options() {
        for (command, wanted) in [
            ("ssh", true),
            ("ssh -i ~/.ssh/register", true),
            ("/usr/bin/ssh -v", true),
            ("\"C:/Windows/System32/OpenSSH/ssh.exe\"", true),
            ("plink -batch", false),
            ("my-ssh-wrapper", false),
        ] {
            assert_eq!(is_openssh(command), wanted, "{command}");
        }
    }

    #[test]
    fn what_it_prints_and_how_it_ends_is_told() {
        let program = Program::anywhere();
        program.present().unwrap();
        let hash = program
            .must("no", &["hash-object", "--stdin"], b"what is kept\n")
            .unwrap();
        assert_eq!(hash.len(), 41);
        let said = program.run(&["no-such-command"], b"").unwrap();
        assert!(!said.is_well());
        let failure = said.failure("nothing was done");
        assert!(failure.to_string().contains("git says: "), "{failure}");
        let old = program.at_least((99, 0), "this test").unwrap_err();
        assert!(old.to_string().contains("this test needs 99.0 or later"), "{old}");
    }

    #[test]
    fn much_is_read_while_much_is_written() {
        let input = "0123456789abcdef\n".repeat(200_000);
        let arguments = ["-c", "core.quotepath=off", "stripspace"];
        let out = Program::anywhere()
            .must("no", &arguments, input.as_bytes())
            .unwrap();
        assert_eq!(out.len(), input.len());
    }
}
