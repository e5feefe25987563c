//! What a build keeps of what the law says: enough for lists, and what a change's page tells is all of it.

use std::sync::Arc;

use scrutiny::check;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::law::provision::Weight;
use scrutiny::law::trace::Finding;
use scrutiny::site::{Conclusions, Edition, Input, Telling};
use scrutiny::source::{Source, Sources};

use crate::fixture::today;
use crate::generated::generate;

/// Looks at the conclusions on a generated register of many changes.
fn concluded(look: impl FnOnce(&Input<'_>, &Conclusions<'_>)) {
    let records = generate::register(200, 5);
    let files = records.into_iter().map(|made| (made.path, made.text));
    let files = files.chain(generate::frame());
    let files = files.map(|(path, text)| Source::from_bytes(path, text.into_bytes()));
    let sources = Sources::new(files.collect());
    let law = Law::of(&sources);
    let (register, problems) = check::check(&sources, &law, today());
    assert!(!problems.any_error());
    let register = register.published();
    let input = Input {
        register: &register,
        history: &History::default(),
        law: &law,
        as_at: today(),
        edition: Edition {
            commit: None,
            uncommitted: false,
            version: "0",
            history: Telling::None,
            past: None,
        },
    };
    let (conclusions, made) = Conclusions::of(&input, |change, derivation| {
        (change.id.clone(), derivation.derived.len())
    });
    let kept = conclusions.changes().iter();
    let kept: Vec<_> = kept.map(|one| (one.change.id.clone(), one.gists.len())).collect();
    assert_eq!(made, kept, "what is made of each comes in the same order");
    look(&input, &conclusions);
}

#[test]
fn what_is_kept_in_brief_is_what_was_derived() {
    concluded(|input, conclusions| {
        let (mut whole, mut brief) = (0, 0);
        for concluded in conclusions.changes() {
            let derivation = input.law.of_change(input.register, input.as_at, concluded.change);
            assert_eq!(concluded.gists.len(), derivation.derived.len());
            for (which, (gist, one)) in concluded.gists.iter().zip(&derivation.derived).enumerate() {
                brief += 1;
                assert_eq!(gist.provision.id.value, one.provision.id.value);
                assert_eq!((gist.state, gist.applies), (one.state, one.applies));
                assert_eq!(gist.day, one.time.day());
                assert_eq!(gist.late, one.met.as_ref().is_some_and(|met| met.late));
                let is_named = one.weight() != Weight::Routine && one.applies != Finding::No;
                assert_eq!(gist.tag.is_some(), is_named);
                let is_kept = one.is_open() || !one.recorded.is_empty();
                let kept = conclusions.kept(&concluded.change.id, which);
                assert_eq!(kept.is_some(), is_kept);
                if let Some(kept) = kept {
                    whole += 1;
                    assert_eq!(format!("{:?}", kept.outcome), format!("{:?}", one.outcome));
                    let tag = gist.tag.as_ref().map(|tag| &tag.words);
                    assert!(tag.is_none_or(|words| *words == kept.tag.words));
                    let reasons = one.because.reasons();
                    let records = reasons.iter().flat_map(|step| &step.from);
                    assert!(records.map(|from| &from.record).eq(kept.rests_on.iter()));
                }
            }
            let extra = derivation.unrequired.iter();
            let extra = extra.map(|extra| (&extra.duty.id, extra.because.as_ref().map(|step| step.finding)));
            let kept = concluded.unrequired.iter();
            assert!(extra.eq(kept.map(|extra| (&extra.duty.id, extra.applies))));
        }
        assert!(whole > 20 && brief > 10 * whole, "{whole} of {brief}");
    });
}

#[test]
fn a_change_is_told_whole_however_many_were_asked_about_since() {
    concluded(|input, conclusions| {
        assert!(conclusions.changes().len() > 32, "more than are remembered");
        for round in 0..2 {
            for concluded in conclusions.changes() {
                let id = &concluded.change.id;
                let told = conclusions.of_change(id).expect("every change was asked about");
                let again = conclusions.of_change(id).expect("and can be asked about again");
                assert!(Arc::ptr_eq(&told, &again), "the last one is remembered");
                let derived = input.law.of_change(input.register, input.as_at, concluded.change);
                assert_eq!(
                    format!("{told:?}"),
                    format!("{derived:?}"),
                    "{id} in round {round}"
                );
            }
        }
    });
}
