//! Fifty generated councils: no link is dead, every clash is resolved, and the same registers give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use scrutiny::nation::{Reason, join};

use super::{Own, built, left, listing, text};
use crate::generated::generate;
use crate::site::follow_all;

const COUNCILS: usize = 50;
const RECORDS: usize = 30;

/// A register that was made for the purpose; their words come from one list, so that names are often the same.
fn council(number: usize) -> Own {
    let prefix: &'static str = Box::leak(format!("council{number}").into_boxed_str());
    let seed = u64::try_from(number).expect("a small number") + 1;
    // What every council records: the same body under its code, and a plan under the same name.
    let mut own = Own::new(
        prefix,
        &[
            (
                "bodies/nhs-all.yaml",
                "name: NHS All\nrole: icb\ncodes: {ods: QQQ}\n",
            ),
            (
                "changes/winter-plan.yaml",
                "title: Beds in winter\nkind: temporary\nsummary: More beds.\nresponsible_person: nhs-all\n",
            ),
        ],
    );
    for made in generate::register(RECORDS, seed) {
        let path = made.path.trim_start_matches("records/").to_owned();
        own.files.insert(path, made.text);
    }
    own
}

#[test]
fn fifty_councils_are_one_site_without_a_dead_link() {
    let all: Vec<Own> = (0..COUNCILS).map(council).collect();
    let broken = BTreeMap::from([
        (3, Reason::Missing),
        (7, Reason::NoRepository),
        (11, Reason::Mistakes(4)),
        (19, Reason::Signatures),
        (23, Reason::Unreadable),
    ]);
    let made = |turned: bool| {
        let mut order: Vec<usize> = (0..COUNCILS).collect();
        if turned {
            order.reverse();
        }
        let owns: Vec<Own> = order.iter().map(|at| all[*at].clone()).collect();
        let read = order.iter().enumerate().map(|(place, at)| match broken.get(at) {
            Some(reason) => Err(left(place, all[*at].prefix, *reason)),
            None => Ok(all[*at].delivered()),
        });
        join(&listing(&owns), read.collect(), &BTreeSet::new())
    };
    let joined = made(false);
    let nation = joined.register.nation.as_deref().expect("several");
    assert_eq!(
        (nation.parts.len(), nation.left_out.len()),
        (COUNCILS - broken.len(), broken.len())
    );
    // Nothing is lost and nothing is there twice: every record of a register is one here, but for bodies that several record.
    let shared: usize = nation.shared.values().map(|holders| holders.len() - 1).sum();
    assert_eq!(
        joined.register.entries().count() + shared,
        (COUNCILS - broken.len()) * (RECORDS + 2)
    );
    assert!(
        nation.several.len() > 3,
        "they do clash: {}",
        nation.several.len()
    );
    for ((kind, id), held) in &nation.several {
        assert!(
            joined.register.entry(*kind, id).is_none(),
            "{id} is nobody's any more"
        );
        let names: BTreeSet<_> = held.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), held.len());
        assert!(
            held.iter()
                .all(|(name, _)| joined.register.entry(*kind, name).is_some()),
            "{held:?}"
        );
    }
    let output = built(&joined, &all);
    assert!(follow_all(&output) > 50_000);
    assert!(text(&output, "registers/index.html").contains("45 registers"));
    let plan = text(&output, "changes/winter-plan.html");
    for number in (0..COUNCILS).filter(|number| !broken.contains_key(number)) {
        let link = format!("href=\"council{number}-winter-plan.html\"");
        assert!(plan.contains(&link), "{link}");
    }
    let turned = made(true);
    let ids = |joined: &scrutiny::nation::Joined| -> Vec<_> {
        joined.register.entries().map(|entry| entry.key()).collect()
    };
    assert_eq!(
        ids(&joined),
        ids(&turned),
        "ids do not turn on the order of the list"
    );
    assert!(
        built(&made(false), &all) == output,
        "the same registers give the same bytes"
    );
}
