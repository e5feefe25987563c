//! What sharing and signing need.

use super::surroundings::Git;
use super::{Finding, Surroundings};

/// Whether there is a `git` program to share with.
pub(super) fn program(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "git-program";
    match &seen.git_program {
        None => Vec::new(),
        Some(Ok(version)) => vec![Finding::well(
            TOPIC,
            format!("sharing and signing go through Git {version}"),
        )],
        Some(Err((what, cure))) => vec![Finding::doubtful(
            TOPIC,
            format!("{what}; records can be kept all the same, and not shared or signed"),
            cure.clone(),
        )],
    }
}

/// Whether it is told where the register is shared.
pub(super) fn other_side(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "sharing";
    let Git::Here(own) = &seen.git else {
        return Vec::new();
    };
    vec![match &own.shared {
        Some(address) => Finding::well(TOPIC, format!("shared through {address}")),
        None => Finding::doubtful(
            TOPIC,
            "the register is on this computer only: nobody else has it, and there is no second copy",
            "share it, with a Git host or a folder on a shared drive: scrutiny sync --with ADDRESS-OR-FOLDER",
        ),
    }]
}

/// Whether commits can be signed where they have to be.
pub(super) fn signing(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "signing";
    const CURE: &str = "set it up, with an SSH key for example: git config gpg.format ssh && git config user.signingkey \
                        ~/.ssh/id_ed25519.pub (docs/verify.md)";
    let Git::Here(own) = &seen.git else {
        return Vec::new();
    };
    let asked = match (&seen.signing_from, own.signing.asked) {
        (Some(day), _) => format!("the register asks for signed commits from {day}"),
        (None, true) => "Git is set to sign commits (commit.gpgsign)".to_owned(),
        (None, false) => return Vec::new(),
    };
    if matches!(seen.git_program, Some(Err(_))) {
        return vec![Finding::wrong(
            TOPIC,
            format!("{asked}, and there is no git program to sign with"),
            "install Git from git-scm.com, or ask your IT department",
        )];
    }
    match &own.signing.key {
        Some(key) => vec![Finding::well(
            TOPIC,
            format!("{asked}; they are signed with {key}"),
        )],
        // Without a key, Git looks for one with the person's address.
        None if seen.signing_from.is_none() => {
            vec![Finding::well(
                TOPIC,
                format!("{asked}, with the key of your e-mail address"),
            )]
        }
        None => vec![Finding::wrong(
            TOPIC,
            format!("{asked}, and no key is set to sign with (user.signingkey)"),
            CURE,
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::super::State::{Doubtful, Well, Wrong};
    use super::super::surroundings::{Repository, Signing};
    use super::super::tests::told;
    use super::*;

    fn with(from: Option<&str>, asked: bool, key: Option<&str>) -> Surroundings {
        Surroundings {
            signing_from: from.map(str::to_owned),
            git_program: Some(Ok("2.47".into())),
            git: Git::Here(Box::new(Repository {
                signing: Signing {
                    asked,
                    key: key.map(str::to_owned),
                },
                ..Repository::default()
            })),
            ..Surroundings::default()
        }
    }

    #[test]
    fn signing_is_wrong_only_where_it_has_to_be_and_cannot() {
        let state = |seen: &Surroundings| told(signing, seen).first().map(|(state, _)| *state);
        assert_eq!(state(&with(None, false, None)), None);
        assert_eq!(state(&with(None, true, None)), Some(Well));
        assert_eq!(state(&with(Some("2026"), false, None)), Some(Wrong));
        assert_eq!(state(&with(Some("2026"), false, Some("a.pub"))), Some(Well));
        let mut seen = with(Some("2026"), true, Some("a.pub"));
        seen.git_program = Some(Err(("there is none".into(), "install it".into())));
        assert_eq!(state(&seen), Some(Wrong));
    }

    #[test]
    fn a_register_on_one_computer_is_doubtful() {
        let mut seen = with(None, false, None);
        assert_eq!(told(other_side, &seen)[0].0, Doubtful);
        if let Git::Here(own) = &mut seen.git {
            own.shared = Some("https://git.example/r.git".into());
        }
        assert_eq!(
            told(other_side, &seen),
            [(Well, "shared through https://git.example/r.git".to_owned())]
        );
        assert_eq!(told(program, &seen)[0].0, Well);
        seen.git_program = Some(Err(("there is no git program".into(), "install it".into())));
        assert_eq!(told(program, &seen)[0].0, Doubtful);
    }
}
