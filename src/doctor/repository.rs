//! The repository: whether it opens, who saves, what it shows, and what lies about in it.

use super::surroundings::{Git, Repository};
use super::{Finding, Surroundings, few};

fn here(seen: &Surroundings) -> Option<&Repository> {
    match &seen.git {
        Git::Here(repository) => Some(repository),
        _ => None,
    }
}

/// Whether there is a repository, and whether it can be opened.
pub(super) fn opened(seen: &Surroundings) -> Vec<Finding> {
    match &seen.git {
        Git::None if !seen.folder.holds_register => Vec::new(),
        Git::None => vec![Finding::doubtful(
            "git",
            "the register is not in Git: no history is kept, and nothing can be undone or shared",
            "put it in Git, in the register's folder: git init --initial-branch=main, git add --all, git commit --message \"Begin\"",
        )],
        Git::Refused { what, cure } => vec![Finding::wrong("git", what.clone(), cure.clone())],
        Git::Here(own) if own.bare => vec![Finding::doubtful(
            "git",
            "the repository here shows no files: records can be looked at and not changed",
            "work in a copy: git clone this folder to another, and go there",
        )],
        Git::Here(_) => vec![Finding::well("git", "the register is kept in Git")],
    }
}

/// Whether Git knows who saves, and what the next commit would say.
pub(super) fn identity(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "identity";
    const NAME: &str = "git config --global user.name \"Your Name\"";
    const EMAIL: &str = "git config --global user.email you@example.org";
    let Some(own) = &seen.identity else {
        return Vec::new();
    };
    let (what, cure) = match (&own.name, &own.email) {
        (Some(name), Some(email)) => {
            let what = format!(
                "what you save is saved as {name} <{email}>, and says so to all who have the register"
            );
            return vec![Finding::well(TOPIC, what)];
        }
        (None, Some(_)) => ("Git does not know your name", NAME.to_owned()),
        (Some(_), None) => ("Git does not know your e-mail address", EMAIL.to_owned()),
        (None, None) => (
            "Git does not know your name and e-mail address",
            format!("{NAME} and {EMAIL}"),
        ),
    };
    vec![Finding::wrong(
        TOPIC,
        format!("{what}, so nothing can be saved"),
        format!(
            "{cure}; for one register only, do so in its folder without --global. All who have the register see both"
        ),
    )]
}

/// Whether the repository shows a branch, with commits on it.
pub(super) fn head(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "branch";
    let Some(own) = here(seen).filter(|own| !own.bare) else {
        return Vec::new();
    };
    if own.branch.is_none() && !own.detached {
        return vec![Finding::wrong(
            TOPIC,
            "the name of the branch is not UTF-8, so nothing can be saved",
            "rename it: git branch -m NEW-NAME",
        )];
    }
    let branch = own.branch.as_deref().unwrap_or("main");
    if own.detached {
        return vec![Finding::wrong(
            TOPIC,
            "the folder shows a commit and no branch, so nothing can be saved",
            "go back to the branch: git switch main; what was committed meanwhile is kept with: git switch --create NAME",
        )];
    }
    if own.unborn {
        return vec![Finding::doubtful(
            TOPIC,
            format!("the branch {branch} has no commit yet: nothing of the register is saved"),
            "save what is there: git add --all, git commit --message \"Begin\"; or record something: scrutiny add",
        )];
    }
    vec![Finding::well(TOPIC, format!("saved on the branch {branch}"))]
}

/// Whether the last commit and its history can be read.
pub(super) fn damage(seen: &Surroundings) -> Vec<Finding> {
    let damage = here(seen).and_then(|own| own.damage.as_ref());
    let found = damage.map(|(what, cure)| Finding::wrong("damage", what.clone(), cure.clone()));
    found.into_iter().collect()
}

/// Whether the history is whole.
pub(super) fn depth(seen: &Surroundings) -> Vec<Finding> {
    if !here(seen).is_some_and(|own| own.shallow) {
        return Vec::new();
    }
    vec![Finding::doubtful(
        "history",
        "this clone leaves out the older history: `log`, the site and `verify` tell less than there is, and a record's first \
         version may be missing",
        "fetch the rest: git fetch --unshallow",
    )]
}

/// Whether a lock was left that keeps others out.
pub(super) fn locks(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "locks";
    let Some(own) = here(seen) else {
        return Vec::new();
    };
    if own.is_busy {
        return vec![Finding::well(
            TOPIC,
            "another scrutiny is at work here; its locks are not looked at",
        )];
    }
    let paths = |ours| -> Vec<String> {
        let of = own.locks.iter().filter(|lock| lock.is_ours == ours);
        of.map(|lock| lock.path.clone()).collect()
    };
    let (ours, others) = (paths(true), paths(false));
    let mut found = Vec::new();
    if !ours.is_empty() {
        found.push(Finding::doubtful(
            TOPIC,
            format!("a scrutiny that was ended left a lock: {}", few(&ours)),
            "nothing need be done: the next command that saves takes it away",
        ));
    }
    if !others.is_empty() {
        found.push(Finding::wrong(
            TOPIC,
            format!("another program holds a lock, or left it when it was ended: {}", few(&others)),
            "close other programs that use Git here, such as an editor; if the file is still there then, delete it",
        ));
    }
    found
}

/// Whether Git's own list of files can be read.
pub(super) fn list(seen: &Surroundings) -> Vec<Finding> {
    let unreadable = here(seen).and_then(|own| own.list.as_ref());
    let found = unreadable.map(|(what, cure)| {
        Finding::wrong("git-list", format!("nothing can be saved: {what}"), cure.clone())
    });
    found.into_iter().collect()
}

/// Whether something is half done, or was copied by a program that is not Git.
pub(super) fn unfinished(seen: &Surroundings) -> Vec<Finding> {
    let Some(own) = here(seen) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if own.has_journal && !own.is_busy {
        found.push(Finding::doubtful(
            "journal",
            "a save was cut off: its commit is made, and its files may not all be written yet",
            "any command finishes it, such as: scrutiny list",
        ));
    }
    if let Some(what) = &own.under_way {
        let finish = match what.as_str() {
            "bisect" => "git bisect reset".to_owned(),
            _ => format!("git {what} --continue, or give it up with: git {what} --abort"),
        };
        found.push(Finding::wrong(
            "under-way",
            format!("a `git {what}` is half done, so nothing can be saved"),
            format!("finish it: {finish}"),
        ));
    }
    if !own.copies.is_empty() {
        found.push(Finding::wrong(
            "git-copies",
            format!(
                "a service that synchronises folders left second copies among Git's own files: {}",
                few(&own.copies)
            ),
            "stop the service for this folder, copy the folder elsewhere as it is, and ask your IT department to look at both \
             versions; `git fsck` tells whether the history is whole",
        ));
    }
    found
}

/// Whether this computer's clock is behind the last commit.
pub(super) fn clock(seen: &Surroundings) -> Vec<Finding> {
    let Some(last) = here(seen).and_then(|own| own.last_day) else {
        return Vec::new();
    };
    // A day either way is the world's time zones.
    if seen.today.succ_opt().is_none_or(|next| next >= last) {
        return Vec::new();
    }
    vec![Finding::doubtful(
        "clock",
        format!(
            "this computer says that it is {}, but the last change was saved on {last}",
            seen.today
        ),
        "check this computer's clock; if it is right, a colleague's was ahead, and nothing need be done",
    )]
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::State::{Doubtful, Well, Wrong};
    use super::super::surroundings::{Folder, Identity, LockSeen};
    use super::super::tests::told;
    use super::super::{Check, State};
    use super::*;

    fn with(change: impl FnOnce(&mut Repository)) -> Surroundings {
        let mut own = Repository {
            branch: Some("main".into()),
            ..Repository::default()
        };
        change(&mut own);
        Surroundings {
            git: Git::Here(Box::new(own)),
            folder: Folder {
                holds_register: true,
                ..Folder::default()
            },
            ..Surroundings::default()
        }
    }

    fn states(check: Check, change: impl FnOnce(&mut Repository)) -> Vec<State> {
        told(check, &with(change))
            .into_iter()
            .map(|(state, _)| state)
            .collect()
    }

    #[test]
    fn a_repository_is_there_or_not_or_shows_no_files() {
        assert_eq!(states(opened, |_| {}), [Well]);
        assert_eq!(states(opened, |own| own.bare = true), [Doubtful]);
        let mut seen = with(|_| {});
        seen.git = Git::None;
        assert_eq!(told(opened, &seen)[0].0, Doubtful);
        seen.git = Git::Refused {
            what: "it belongs to another".into(),
            cure: "trust it".into(),
        };
        assert_eq!(told(opened, &seen), [(Wrong, "it belongs to another".to_owned())]);
    }

    #[test]
    fn whoever_saves_is_named_and_what_is_missing_is_told_with_its_command() {
        let of = |name: &str, email: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let seen = Surroundings {
                identity: Some(Identity {
                    name: some(name),
                    email: some(email),
                }),
                ..Surroundings::default()
            };
            told(identity, &seen);
            identity(&seen).remove(0)
        };
        let well = of("Ann", "ann@example.org");
        assert_eq!(well.state, Well);
        assert!(well.what.contains("Ann <ann@example.org>"), "{well:?}");
        let cure = |name, email| {
            let found = of(name, email);
            assert_eq!(found.state, Wrong);
            found.cure.unwrap()
        };
        assert!(!cure("", "ann@example.org").contains("user.email"));
        assert!(!cure("Ann", "").contains("user.name"));
        let both = cure("", "");
        assert!(
            both.contains("user.name") && both.contains("user.email") && both.contains("without --global")
        );
    }

    #[test]
    fn a_branch_with_commits_is_well() {
        assert_eq!(states(head, |_| {}), [Well]);
        assert_eq!(states(head, |own| own.detached = true), [Wrong]);
        assert_eq!(states(head, |own| own.branch = None), [Wrong]);
        assert_eq!(states(damage, |_| {}), []);
        let damaged = |own: &mut Repository| own.damage = Some(("a commit is lost".into(), "copy it".into()));
        assert_eq!(states(damage, damaged), [Wrong]);
        assert_eq!(states(head, |own| own.unborn = true), [Doubtful]);
        assert_eq!(states(depth, |_| {}), []);
        assert_eq!(states(depth, |own| own.shallow = true), [Doubtful]);
    }

    #[test]
    fn our_locks_go_by_themselves_and_those_of_others_do_not() {
        let lock = |is_ours| LockSeen {
            path: "index.lock".into(),
            is_ours,
        };
        assert_eq!(states(locks, |_| {}), []);
        assert_eq!(states(locks, |own| own.locks = vec![lock(true)]), [Doubtful]);
        assert_eq!(states(locks, |own| own.locks = vec![lock(false)]), [Wrong]);
        let busy = |own: &mut Repository| {
            own.locks = vec![lock(true), lock(false)];
            own.is_busy = true;
        };
        assert_eq!(states(locks, busy), [Well]);
    }

    #[test]
    fn a_list_of_files_that_cannot_be_read_keeps_from_saving() {
        assert_eq!(states(list, |_| {}), []);
        let split = |own: &mut Repository| own.list = Some(("it is split".into(), "put it together".into()));
        assert_eq!(states(list, split), [Wrong]);
    }

    #[test]
    fn what_is_half_done_is_told_with_how_to_finish_it() {
        assert_eq!(states(unfinished, |_| {}), []);
        assert_eq!(states(unfinished, |own| own.has_journal = true), [Doubtful]);
        let merging = with(|own| own.under_way = Some("merge".into()));
        let cure = unfinished(&merging)[0].cure.clone().unwrap();
        assert!(cure.contains("git merge --abort"), "{cure}");
        let copied = |own: &mut Repository| own.copies = vec!["refs/heads/main (1)".into()];
        assert_eq!(states(unfinished, copied), [Wrong]);
    }

    #[test]
    fn a_clock_is_doubted_from_two_days_on() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day);
        for (last, wanted) in [(day(9), 0), (day(10), 0), (day(11), 0), (day(12), 1), (None, 0)] {
            let mut seen = with(|own| own.last_day = last);
            seen.today = day(10).unwrap();
            assert_eq!(told(clock, &seen).len(), wanted, "{last:?}");
        }
    }
}
