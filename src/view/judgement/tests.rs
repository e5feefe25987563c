//! What each set of recorded views amounts to.

use super::*;
use crate::source::{Source, Sources};

const COUNCILS: &str = "authorities: [{authority: kent}, {authority: medway}]\n";

/// The label and the sentence for a change with the given fields and views: `(id, by, for, view, more)`.
fn status(change: &str, views: &[(&str, &str, &str, &str, &str)]) -> (String, String) {
    let file = |path: String, text: String| Source::from_bytes(path, text.into_bytes());
    let mut files = vec![
        file("records/register.yaml".into(), "name: R\npublisher: P\n".into()),
        file(
            "records/changes/ward.yaml".into(),
            format!("title: A ward\nkind: move\n{change}"),
        ),
    ];
    let bodies = [
        ("kent", "Kent", "role: local-authority"),
        ("medway", "Medway", "role: local-authority"),
        ("hosc", "Kent HOSC", "role: scrutiny-committee\npart_of: kent"),
        (
            "joint",
            "Joint HOSC",
            "role: joint-scrutiny-committee\nmembers: [kent, medway]",
        ),
        ("icb", "NHS North", "role: icb"),
    ];
    for (id, name, rest) in bodies {
        files.push(file(
            format!("records/bodies/{id}.yaml"),
            format!("name: {name}\n{rest}\n"),
        ));
    }
    for (id, by, council, view, more) in views {
        files.push(file(
            format!("records/determinations/{id}.yaml"),
            format!("change: ward\nby: {by}\nauthority: {council}\nview: {view}\ndate: 2025-10-09\n{more}\n"),
        ));
    }
    let (register, _) = Register::build(&Sources::new(files));
    let change = register.changes.iter().next().expect("the change is sound");
    let judgement = Judgement::of(&register, change);
    assert_eq!(
        judgement.councils.iter().map(|c| c.current.len()).sum::<usize>()
            + judgement.nhs.len()
            + judgement.councils.iter().map(|c| c.earlier.len()).sum::<usize>(),
        views.len()
    );
    (judgement.label(), judgement.sentence(&register))
}

fn label(change: &str, views: &[(&str, &str, &str, &str, &str)]) -> String {
    status(change, views).0
}

#[test]
fn silence_is_no_view() {
    let (label, sentence) = status(COUNCILS, &[]);
    assert_eq!(label, "No view recorded");
    assert_eq!(sentence, "No view is recorded for Kent or Medway.");
    assert!(status("", &[]).1.starts_with("We hold no record yet"));
}

#[test]
fn one_councils_view_is_not_the_others() {
    let (label, sentence) = status(COUNCILS, &[("a", "hosc", "kent", "not-substantial", "")]);
    assert_eq!(label, "Judged not substantial by Kent");
    assert_eq!(
        sentence,
        "Kent HOSC judged the change not substantial on 9 October 2025. No view is recorded for Medway."
    );
}

#[test]
fn councils_agree_or_differ() {
    let kent = ("a", "hosc", "kent", "not-substantial", "");
    assert_eq!(
        label(COUNCILS, &[kent, ("b", "joint", "medway", "not-substantial", "")]),
        "Judged not substantial"
    );
    assert_eq!(
        label(
            COUNCILS,
            &[kent, ("b", "medway", "medway", "substantial-development", "")]
        ),
        "Councils differ"
    );
    assert_eq!(
        label(
            COUNCILS,
            &[kent, ("b", "hosc", "kent", "substantial-variation", "")]
        ),
        "More than one view"
    );
}

#[test]
fn the_nhs_view_is_apart() {
    assert_eq!(
        label(COUNCILS, &[("a", "icb", "kent", "substantial-variation", "")]),
        "No view recorded"
    );
}

#[test]
fn a_replaced_view_no_longer_counts() {
    let views = [
        ("a", "hosc", "kent", "not-substantial", ""),
        ("b", "hosc", "kent", "substantial-variation", "supersedes: a"),
    ];
    assert_eq!(label(COUNCILS, &views), "Judged substantial by Kent");
}

#[test]
fn an_answer_put_off_is_no_answer() {
    let put_off = ("a", "hosc", "kent", "deferred", "");
    assert_eq!(label(COUNCILS, &[put_off]), "Awaiting a view");
    let answered = ("b", "hosc", "kent", "not-substantial", "");
    assert_eq!(
        label(COUNCILS, &[put_off, answered]),
        "Judged not substantial by Kent"
    );
    assert_eq!(
        label(
            COUNCILS,
            &[put_off, ("b", "medway", "medway", "substantial-variation", "")]
        ),
        "Judged substantial by Medway"
    );
}

#[test]
fn a_proposal_given_up_is_withdrawn() {
    let change = format!("{COUNCILS}abandoned: {{date: 2025-11-01}}\n");
    assert_eq!(
        label(&change, &[("a", "hosc", "kent", "substantial-variation", "")]),
        "Withdrawn proposal"
    );
}
