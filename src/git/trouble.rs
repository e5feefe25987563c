//! What went wrong with another repository, told from the words of the `git` program and of what it talks to.

/// Why another repository could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Who is at work was not believed, or could not be asked.
    Authentication,
    /// The host's key was never seen.
    UnknownHost,
    /// The host's key is another than before.
    ChangedHost,
    /// The host's certificate is not trusted.
    Certificate,
    /// The host was not reached, or the connection broke.
    Network,
    /// There is no such repository.
    NoRepository,
    /// The folder belongs to another user.
    Ownership,
    /// Who is at work may not do this.
    Permission,
    /// The branch takes changes in another way only.
    Protected,
    /// A program on the other side, or a hook on this one, said no.
    Hook,
    /// The other side is somebody's working folder.
    CheckedOut,
    /// A disk is full.
    DiskFull,
    /// Another program of Git's is at work, or was ended and left its lock.
    Locked,
    /// Something else.
    Other,
}

use Trouble as T;

/// Words that tell a trouble, in small letters. The first that is found counts: a specific reason is often followed by
/// "could not read from remote repository", whatever it was.
const WORDS: [(&str, Trouble); 64] = [
    (".lock': file exists", T::Locked),
    ("no space left on device", T::DiskFull),
    ("disk quota exceeded", T::DiskFull),
    ("dubious ownership", T::Ownership),
    ("branch is currently checked out", T::CheckedOut),
    ("refusing to update checked out branch", T::CheckedOut),
    ("remote host identification has changed", T::ChangedHost),
    ("host key verification failed", T::UnknownHost),
    ("no matching host key type", T::UnknownHost),
    ("protected branch", T::Protected),
    ("gh006", T::Protected),
    ("gh013", T::Protected),
    ("tf402455", T::Protected),
    ("hook declined", T::Hook),
    ("hook failed", T::Hook),
    ("deny updating a hidden ref", T::Permission),
    ("ssl certificate", T::Certificate),
    ("server certificate verification failed", T::Certificate),
    ("certificate verify failed", T::Certificate),
    ("self-signed certificate", T::Certificate),
    ("unable to get local issuer certificate", T::Certificate),
    ("authentication failed", T::Authentication),
    ("could not read username", T::Authentication),
    ("could not read password", T::Authentication),
    ("terminal prompts disabled", T::Authentication),
    ("user interactivity has been disabled", T::Authentication),
    ("permission denied (", T::Authentication),
    ("too many authentication failures", T::Authentication),
    ("no supported authentication methods", T::Authentication),
    ("access denied", T::Authentication),
    ("invalid credentials", T::Authentication),
    ("invalid username or", T::Authentication),
    ("returned error: 401", T::Authentication),
    ("not allowed to push", T::Permission),
    ("write access to repository not granted", T::Permission),
    ("returned error: 403", T::Permission),
    ("insufficient permission", T::Permission),
    ("read-only file system", T::Permission),
    ("read-only repository", T::Permission),
    ("marked as read only", T::Permission),
    ("could not resolve host", T::Network),
    ("name or service not known", T::Network),
    ("temporary failure in name resolution", T::Network),
    ("connection refused", T::Network),
    ("connection timed out", T::Network),
    ("operation timed out", T::Network),
    ("connection reset", T::Network),
    ("connection closed", T::Network),
    ("network is unreachable", T::Network),
    ("no route to host", T::Network),
    ("failed to connect", T::Network),
    ("couldn't connect", T::Network),
    ("could not connect", T::Network),
    ("unable to look up", T::Network),
    ("broken pipe", T::Network),
    ("early eof", T::Network),
    ("rpc failed", T::Network),
    ("returned error: 5", T::Network),
    ("repository not found", T::NoRepository),
    ("does not appear to be a git repository", T::NoRepository),
    ("returned error: 404", T::NoRepository),
    ("project you were looking for could not be found", T::NoRepository),
    ("not found", T::NoRepository),
    ("does not exist", T::NoRepository),
];

/// What is looked for after all of [`WORDS`], being part of so many other messages.
const LATE: [(&str, Trouble); 4] = [
    ("permission denied", T::Permission),
    ("permission to ", T::Permission),
    ("remote end hung up", T::Network),
    ("unexpected disconnect", T::Network),
];

impl Trouble {
    /// The trouble that the words tell.
    pub(crate) fn of(words: &str) -> Self {
        let words = words.to_lowercase();
        let mut known = WORDS.iter().chain(&LATE);
        known
            .find(|(told, _)| words.contains(told))
            .map_or(T::Other, |(_, trouble)| *trouble)
    }

    /// It in a clerk's words; none where nothing is known.
    pub(crate) fn sentence(self) -> Option<&'static str> {
        Some(match self {
            T::Authentication => {
                "the other side does not know you, or wanted a password that nobody could give"
            }
            T::UnknownHost => "the other computer has not been met before, so it is not yet trusted",
            T::ChangedHost => "the other computer does not show the key it had before",
            T::Certificate => "the other computer's certificate is not trusted here",
            T::Network => "the other side was not reached, or the connection broke",
            T::NoRepository => "there is no repository at that address, or none that you may see",
            T::Ownership => "the shared folder belongs to another user, and Git does not trust it yet",
            T::Permission => "you may not write there",
            T::Protected => "the branch is protected, so it does not take changes in this way",
            T::Hook => "a check that guards the shared register said no",
            T::CheckedOut => "the other side is somebody's own working folder and not a shared register",
            T::DiskFull => "a disk is full",
            T::Locked => "another git is at work there, or was ended and left its lock behind",
            T::Other => return None,
        })
    }

    /// What to do about it; `words` are those of the program, which sometimes name a command.
    pub(crate) fn cure(self, words: &str) -> String {
        match self {
            T::Authentication => "sign in once with Git itself (git fetch, in the register's folder), \
                or ask your IT department for access"
                .to_owned(),
            T::UnknownHost => {
                "connect to it once by hand (git fetch, in the register's folder), compare the key it \
                shows with what the host publishes, and accept it"
                    .to_owned()
            }
            T::ChangedHost => {
                "do not go on: somebody may be listening. Ask your IT department, or look what keys the \
                host publishes"
                    .to_owned()
            }
            T::Certificate => {
                "ask your IT department: they may have a certificate of their own that Git has to be \
                told of"
                    .to_owned()
            }
            T::Network => "look whether the network is there, then give the command again".to_owned(),
            T::NoRepository => {
                "check the address (git remote -v), or ask whoever keeps the shared register".to_owned()
            }
            T::Ownership => trust(words),
            T::Permission => "ask whoever keeps the shared register to let you write".to_owned(),
            T::Protected => "ask whoever keeps the shared register to let you push to the branch".to_owned(),
            T::Hook => "what it says is told above; ask whoever keeps the shared register".to_owned(),
            T::CheckedOut => {
                "share through a folder made for that: scrutiny sync --with FOLDER --new".to_owned()
            }
            T::DiskFull => "make room, there or here, then give the command again".to_owned(),
            T::Locked => unlock(words),
            T::Other => "what git says tells more; your IT department will know it".to_owned(),
        }
    }
}

/// The command that Git itself offers to trust a folder.
fn trust(words: &str) -> String {
    let offered = words
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("git config --global --add safe.directory"));
    let offered = offered.unwrap_or("git config --global --add safe.directory FOLDER");
    format!("if you trust who keeps it: {offered}")
}

/// What to do about a lock, whose name Git tells between quotation marks, further up than its last words.
fn unlock(words: &str) -> String {
    let named = words.split('\'').find(|part| part.ends_with(".lock"));
    format!(
        "give the command again; if no other program is at work, remove {}",
        named.map_or_else(
            || "the .lock file that git names".to_owned(),
            |path| path.replace("//", "/")
        )
    )
}

/// The last lines that say something, as one; hints and empty lines are left out.
pub(crate) fn last_words(words: &str) -> String {
    const MOST: usize = 4;
    let said: Vec<&str> = words
        .lines()
        .map(|line| line.rsplit('\r').next().unwrap_or(line).trim())
        .filter(|line| !line.is_empty() && !line.starts_with("hint:"))
        .collect();
    said[said.len().saturating_sub(MOST)..].join(" / ")
}

/// Text with what stands before the `@` of its addresses taken out, where it holds a password.
pub(crate) fn without_passwords(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after
            .find(|character: char| character.is_whitespace() || "/'\"".contains(character))
            .unwrap_or(after.len());
        let (place, further) = after.split_at(end);
        match place.rsplit_once('@') {
            // A name alone, as in ssh://git@host, is no secret; an https name may be a token.
            Some((who, host))
                if who.contains(':') || before.ends_with("http://") || before.ends_with("https://") =>
            {
                out.push_str("***@");
                out.push_str(host);
            }
            _ => out.push_str(place),
        }
        rest = further;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_is_told_from_the_words_of_hosts() {
        let cases = [
            (
                "fatal: Authentication failed for 'https://git.example/r/'",
                T::Authentication,
            ),
            (
                "fatal: could not read Username for 'https://git.example': terminal prompts disabled",
                T::Authentication,
            ),
            (
                "git@git.example: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\n\
                 Please make sure you have the correct access rights\nand the repository exists.",
                T::Authentication,
            ),
            (
                "Host key verification failed.\nfatal: Could not read from remote repository.",
                T::UnknownHost,
            ),
            (
                "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
                T::ChangedHost,
            ),
            (
                "fatal: unable to access 'https://git.example/r/': Could not resolve host: git.example",
                T::Network,
            ),
            (
                "ssh: connect to host 127.0.0.1 port 1: Connection refused\nfatal: Could not read from remote \
                 repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
                T::Network,
            ),
            ("fatal: the remote end hung up unexpectedly", T::Network),
            (
                "fatal: unable to access 'https://git.example/r/': The requested URL returned error: 503",
                T::Network,
            ),
            (
                "fatal: '/srv/gone.git' does not appear to be a git repository",
                T::NoRepository,
            ),
            (
                "remote: Repository not found.\nfatal: repository 'https://git.example/r/' not found",
                T::NoRepository,
            ),
            (
                "fatal: detected dubious ownership in repository at '/srv/r.git'\nTo add an exception for this \
                 directory, call:\n\n\tgit config --global --add safe.directory /srv/r.git",
                T::Ownership,
            ),
            (
                "remote: error: GH006: Protected branch update failed for refs/heads/main.",
                T::Protected,
            ),
            (
                "! [remote rejected] main -> main (pre-receive hook declined)",
                T::Hook,
            ),
            (
                "! [remote rejected] main -> main (branch is currently checked out)",
                T::CheckedOut,
            ),
            (
                "remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://git.example/a/b.git/': \
                 The requested URL returned error: 403",
                T::Permission,
            ),
            (
                "error: remote unpack failed: unable to create temporary object directory\nerror: insufficient \
                 permission for adding an object to repository database ./objects",
                T::Permission,
            ),
            (
                "fatal: unable to access 'https://git.example/': SSL certificate problem: self-signed certificate",
                T::Certificate,
            ),
            ("fatal: write error: No space left on device", T::DiskFull),
            (
                "error: cannot lock ref 'refs/remotes/origin/main': Unable to create \
                 '/r/.git/refs/remotes/origin/main.lock': File exists.\n\nAnother git process seems to be running",
                T::Locked,
            ),
            ("fatal: bad object 1234", T::Other),
        ];
        for (words, wanted) in cases {
            assert_eq!(Trouble::of(words), wanted, "{words}");
        }
    }

    #[test]
    fn the_command_git_offers_is_the_cure() {
        let words = "fatal: detected dubious ownership in repository at '/srv/r.git'\n\n\tgit config --global --add \
                     safe.directory /srv/r.git\n";
        assert_eq!(
            Trouble::of(words).cure(words),
            "if you trust who keeps it: git config --global --add safe.directory /srv/r.git"
        );
    }

    #[test]
    fn the_lock_to_take_away_is_named() {
        let words = "error: cannot lock ref 'refs/heads/main': Unable to create '/srv/r.git/refs/heads/main.lock': File exists.";
        let cure = Trouble::of(words).cure(words);
        assert!(cure.ends_with("remove /srv/r.git/refs/heads/main.lock"), "{cure}");
    }

    #[test]
    fn passwords_never_reach_a_message() {
        for (text, wanted) in [
            (
                "unable to access 'https://ann:secret@git.example/r/': no",
                "unable to access 'https://***@git.example/r/': no",
            ),
            ("https://token@git.example/r", "https://***@git.example/r"),
            ("ssh://git@git.example/r", "ssh://git@git.example/r"),
            (
                "git@git.example:r and https://git.example/a@b",
                "git@git.example:r and https://git.example/a@b",
            ),
        ] {
            assert_eq!(without_passwords(text), wanted);
        }
    }

    #[test]
    fn the_last_words_leave_hints_out() {
        let words = "one\ntwo\nthree\n\nhint: try this\nfour\nProgress 1%\rfive\n";
        assert_eq!(last_words(words), "two / three / four / five");
    }
}
