//! The compiled-in law is whole, and speaks of nothing that is not there.

use std::collections::BTreeSet;

use super::provision::Verification;
use super::*;

fn law() -> Arc<Law> {
    Law::england()
}

#[test]
fn every_file_can_be_read_whole() {
    let problems: Vec<_> = law()
        .problems()
        .iter()
        .map(|problem| problem.message.clone())
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "only the disk knows whether a file was left out of the list"
)]
fn no_file_is_lost() {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/src/law/england");
    let on_disk: BTreeSet<String> = std::fs::read_dir(here)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let listed: BTreeSet<String> = ENGLAND.iter().map(|(name, _)| format!("{name}.yaml")).collect();
    assert_eq!(on_disk, listed);
}

#[test]
fn no_provision_is_lost_and_no_id_is_used_twice() {
    let law = law();
    assert_eq!(law.provisions().len(), 142);
    assert_eq!(law.index.len(), 142);
    assert_eq!(law.instruments().len(), 14);
}

#[test]
fn every_replacement_exists_and_takes_over_the_day_after() {
    let law = law();
    for provision in law.provisions() {
        for id in &provision.replaced_by {
            let next = law.get(id.as_str()).unwrap_or_else(|| panic!("{id:?}"));
            let last = provision.in_force.until();
            assert_eq!(
                last.and_then(|day| day.succ_opt()),
                next.in_force.from(),
                "{:?}",
                provision.id
            );
        }
    }
}

#[test]
fn every_address_is_secure() {
    let law = law();
    let instruments = law
        .instruments()
        .iter()
        .map(|it| it.address.clone().expect("law has an address"));
    let provisions = law.provisions().iter().flat_map(|it| {
        let own = it.address.iter().chain(&it.sources_seen);
        own.map(|address| address.to_string())
    });
    for address in instruments.chain(provisions) {
        assert!(
            address.starts_with("https://") && !address.contains(' '),
            "{address}"
        );
    }
}

#[test]
fn sentences_end_and_no_text_is_broken_over_lines() {
    for provision in law().provisions() {
        let sentences = [&provision.applies_when, &provision.summary].into_iter();
        let sentences = sentences
            .chain(&provision.discharged_by)
            .chain(&provision.notes)
            .chain(&provision.open_questions);
        for text in sentences {
            assert!(text.ends_with('.'), "{:?}: {}", provision.id, **text);
            assert!(
                !text.contains('\n') && text.trim() == &***text,
                "{:?}",
                provision.id
            );
        }
    }
}

#[test]
fn periods_run_forwards() {
    for provision in law().provisions() {
        let period = &provision.in_force;
        let reversed = period
            .until()
            .is_some_and(|until| period.from().is_none_or(|from| until < from));
        assert!(!reversed, "{:?}", provision.id);
    }
}

#[test]
fn what_was_not_read_says_so() {
    for provision in law().provisions() {
        if provision.verified.value == Verification::Primary {
            assert!(!provision.sources_seen.is_empty(), "{:?}", provision.id);
        }
    }
}

#[test]
fn what_passes_to_a_joint_committee_arises_council_by_council() {
    for provision in law().provisions() {
        if provision.passes_to_joint_committee_by.is_some() {
            assert_eq!(
                provision.once_for.value,
                provision::Scope::Authority,
                "{:?}",
                provision.id
            );
        }
    }
}

#[test]
fn a_citation_reads_as_a_lawyer_writes_it() {
    let law = law();
    let consult = law.get("hs-reg23-1a-consult").unwrap();
    assert_eq!(consult.citation(), "SI 2013/218 reg 23(1)(a)");
    let json = serde_json::to_value(consult).unwrap();
    assert_eq!(json["citation"], "SI 2013/218 reg 23(1)(a)");
    assert_eq!(json["in_force"]["from"], "2013-04-01");
    assert_eq!(json["bearer"], "consulting-person");
    assert_eq!(json["when"]["all"][3], "substantial");
}
