//! Signatures of commits: which must have one when it is made, and what the `git` program says of those that are there.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use git2::Oid;

use super::program::Program;
use super::read::local_day;
use super::{Repo, failed};
use crate::audit::signing::{self, Verdict, Why};
use crate::audit::{Past, Step};
use crate::failure::Failure;

/// What is asked of each commit: its name, Git's verdict in a letter, the signer and the key.
const FORMAT: &str = "--format=%H%x00%G?%x00%GS%x00%GK";

/// Who asks that a commit be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Git's own setting.
    Git,
    /// The register.
    Register,
}

impl Asks {
    pub(super) fn who(self) -> &'static str {
        match self {
            Self::Git => "commit.gpgsign",
            Self::Register => "`signing` in records/register.yaml",
        }
    }

    pub(super) fn cure(self) -> &'static str {
        match self {
            Self::Git => "set signing up, or do without in this register: git config commit.gpgsign false",
            Self::Register => {
                "nothing was saved; set signing up, with an SSH key for example: git config gpg.format ssh \
                 && git config user.signingkey ~/.ssh/id_ed25519.pub"
            }
        }
    }
}

impl Repo {
    /// Who asks that a new commit be signed; none where nobody does. What the register asks for is what it asked for before
    /// the commit, or asks for in it, as `verify` will see it.
    pub(super) fn asks_to_sign(&self, tree: Oid, parents: &[Oid]) -> Result<Option<Asks>, Failure> {
        let set = self
            .repo
            .config()
            .and_then(|config| config.get_bool("commit.gpgsign"));
        if set.unwrap_or(false) {
            return Ok(Some(Asks::Git));
        }
        let (author, committer) = self.signatures()?;
        let mut days = vec![local_day(author.when()), local_day(committer.when())];
        let mut trees = vec![tree];
        for parent in parents {
            let commit = self.repo.find_commit(*parent);
            let commit = commit.map_err(|error| failed("the last commit could not be read", &error))?;
            days.push(local_day(commit.time()));
            trees.push(commit.tree_id());
        }
        let latest = days.into_iter().flatten().max();
        let asks = trees.into_iter().filter_map(|tree| self.required_from(tree));
        Ok(asks
            .min()
            .filter(|from| latest >= Some(*from))
            .map(|_| Asks::Register))
    }

    /// The day from which the register in a tree asks for signatures.
    fn required_from(&self, tree: Oid) -> Option<NaiveDate> {
        let (text, _) = self.entry(Some(tree), &format!("{}records/register.yaml", self.prefix))?;
        signing::required_from(self.repo.find_blob(text).ok()?.content().to_vec())
    }

    /// What Git says of the signatures of some commits, by the commit's name. `signers` is a file of allowed signers to go by
    /// instead of the one that Git is set to. All are asked in one run; those without a signature are not asked at all.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the program cannot be started or fails.
    pub fn verdicts(
        &self,
        past: &Past,
        places: &[usize],
        signers: Option<&Path>,
    ) -> Result<BTreeMap<String, Verdict>, Failure> {
        let steps = places.iter().map(|at| &past.steps[*at]);
        let (signed, bare): (Vec<&Step>, Vec<&Step>) = steps.partition(|step| step.is_signed);
        let bare = bare
            .into_iter()
            .map(|step| (step.commit.id.clone(), Verdict::Missing));
        let mut verdicts: BTreeMap<String, Verdict> = bare.collect();
        if signed.is_empty() {
            return Ok(verdicts);
        }
        let names: String = signed
            .iter()
            .map(|step| format!("{}\n", step.commit.id))
            .collect();
        let mut arguments = vec!["--no-replace-objects".to_owned()];
        if let Some(signers) = signers {
            let place = std::path::absolute(signers).unwrap_or_else(|_| signers.to_path_buf());
            arguments.extend([
                "-c".to_owned(),
                format!("gpg.ssh.allowedSignersFile={}", place.display()),
            ]);
        }
        arguments.extend(
            [
                "log",
                "--no-walk=unsorted",
                "--stdin",
                "--no-show-signature",
                "--no-color",
                FORMAT,
            ]
            .map(str::to_owned),
        );
        let what = "the signatures could not be looked at";
        let said = Program::of(self)
            .asking(false)
            .must(what, &arguments, names.as_bytes())?;
        let names_signers = signers.is_some() || self.names_allowed_signers();
        for line in String::from_utf8_lossy(&said).lines() {
            let fields: Vec<&str> = line.split('\0').collect();
            if let [commit, letter, who, key] = fields.as_slice() {
                verdicts.insert((*commit).to_owned(), verdict(letter, who, key, names_signers));
            }
        }
        Ok(verdicts)
    }

    fn names_allowed_signers(&self) -> bool {
        let config = self.repo.config();
        config.is_ok_and(|config| config.get_string("gpg.ssh.allowedsignersfile").is_ok())
    }
}

/// What Git's letter means of a commit that has a signature.
fn verdict(letter: &str, who: &str, key: &str, names_signers: bool) -> Verdict {
    let named = |who: &str| {
        if who.is_empty() {
            key.to_owned()
        } else {
            who.to_owned()
        }
    };
    match letter {
        "G" => Verdict::Good(named(who)),
        "U" => Verdict::Unknown(key.to_owned()),
        "B" => Verdict::Bad,
        "X" | "Y" => Verdict::Expired(named(who)),
        "R" => Verdict::Revoked(named(who)),
        "E" => Verdict::CannotTell(Why::NoKey(key.to_owned())),
        // Of a signature that is there, Git says "none" where it could not begin to check it.
        _ if !names_signers => Verdict::CannotTell(Why::NoAllowedSigners),
        _ => Verdict::CannotTell(Why::Other(
            "the program that checks signatures could not be run".to_owned(),
        )),
    }
}
