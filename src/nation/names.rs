//! Which id each record has on the joint site.
//!
//! An id that one register holds stays as it is. One that several hold becomes `PREFIX-ID` for each of them, and the plain id
//! names none of them any more. Ids of withdrawn records and former ids count like others, because their addresses do. What
//! comes out does not turn on the order of the registers.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::same::Mark;
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register};
use crate::value::hexadecimal;

/// What a register says of one id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// A record, and what its body is known by where it is one that others may record, too.
    Record(Option<Mark>),
    /// A record that was withdrawn, or an id that a record had before.
    Former,
}

/// The registers, as far as names go.
pub(super) struct Holder<'m> {
    pub(super) prefix: &'m str,
    pub(super) claims: &'m BTreeMap<Key, Claim>,
}

/// What became of all ids.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// For each register, in the order given, the ids that are others now.
    pub(super) changed: Vec<BTreeMap<Key, RecordId>>,
    /// The bodies that several registers record alike: under their id on the site, the registers.
    pub(super) shared: BTreeMap<RecordId, Vec<usize>>,
    /// The plain ids that several registers hold, with what they are called now; registers that record one body alike stand
    /// together.
    pub(super) several: BTreeMap<Key, Vec<(RecordId, Vec<usize>)>>,
}

/// Every id that a register holds, in order.
pub(super) fn claims(register: &Register) -> BTreeMap<Key, Claim> {
    let marks = super::same::marks(register);
    let mut claims: BTreeMap<Key, Claim> = register
        .entries()
        .map(|entry| {
            let mark = marks.get(entry.id).filter(|_| entry.kind == Kind::Body);
            (entry.key(), Claim::Record(mark.cloned()))
        })
        .collect();
    let gone = register.withdrawn().map(|(key, _)| key);
    let former = register.aliases().map(|(key, _)| key);
    for key in gone.chain(former) {
        claims.entry(key.clone()).or_insert(Claim::Former);
    }
    claims
}

/// Finds the names. Ids in `kept` were told apart before and stay so, also where only one of those that held them is still here:
/// otherwise a register that is left out for a day would move the pages of its neighbours.
pub(super) fn names(holders: &[Holder<'_>], kept: &BTreeSet<Key>) -> Names {
    let groups = groups(holders);
    let mut several: BTreeSet<&Key> = groups
        .iter()
        .filter(|(key, groups)| groups.len() > 1 || kept.contains(**key))
        .map(|(key, _)| *key)
        .collect();
    // A name that is made may be one that somebody has; whoever has it gives it up, too. It ends, since each id does so once.
    let mut fresh: Vec<&Key> = several.iter().copied().collect();
    while !fresh.is_empty() {
        let made = fresh.iter().flat_map(|key| {
            let groups = groups.get(*key).into_iter().flatten();
            groups.map(|group| (key.0, prefixed(holders[group[0]].prefix, &key.1)))
        });
        let taken: BTreeSet<Key> = made.collect();
        fresh = taken
            .iter()
            .filter_map(|key| groups.get_key_value(key).map(|(key, _)| *key))
            .filter(|key| !several.contains(key))
            .collect();
        several.extend(fresh.iter().copied());
    }
    let mut names = Names {
        changed: vec![BTreeMap::new(); holders.len()],
        ..Names::default()
    };
    for (key, groups) in &groups {
        let is_several = several.contains(*key);
        for group in groups {
            let name = match is_several {
                true => prefixed(holders[group[0]].prefix, &key.1),
                false => key.1.clone(),
            };
            if group.len() > 1 {
                names.shared.insert(name.clone(), group.clone());
            }
            if is_several {
                for member in group {
                    names.changed[*member].insert((*key).clone(), name.clone());
                }
                let all = names.several.entry((*key).clone()).or_default();
                all.push((name, group.clone()));
            }
        }
    }
    for key in kept {
        names.several.entry(key.clone()).or_default();
    }
    // Where a name that was made has taken the place of a plain id, its record stands there.
    let made: BTreeSet<Key> = names
        .several
        .iter()
        .flat_map(|(key, held)| held.iter().map(|(name, _)| (key.0, name.clone())))
        .collect();
    names.several.retain(|key, _| !made.contains(key));
    names
}

/// For each id the registers that hold it, those that record one body alike together; each group begins with the prefix that
/// comes first.
fn groups<'h>(holders: &'h [Holder<'_>]) -> BTreeMap<&'h Key, Vec<Vec<usize>>> {
    let mut order: Vec<usize> = (0..holders.len()).collect();
    order.sort_by_key(|at| holders[*at].prefix);
    /// By what a body is known, where it is, the registers that record it alike.
    type Alike<'h> = (Option<&'h Mark>, Vec<usize>);
    let mut groups: BTreeMap<&Key, Vec<Alike<'_>>> = BTreeMap::new();
    for member in order {
        for (key, claim) in holders[member].claims {
            let mark = match claim {
                Claim::Record(mark) => mark.as_ref(),
                Claim::Former => None,
            };
            let own = groups.entry(key).or_default();
            match own.iter_mut().find(|(other, _)| mark.is_some() && *other == mark) {
                Some((_, group)) => group.push(member),
                None => own.push((mark, vec![member])),
            }
        }
    }
    let plain = |(key, groups): (_, Vec<(_, Vec<usize>)>)| {
        (key, groups.into_iter().map(|(_, group)| group).collect())
    };
    groups.into_iter().map(plain).collect()
}

/// An id with a prefix; where that is too long, cut short and told apart by a sum.
pub(super) fn prefixed(prefix: &str, id: &RecordId) -> RecordId {
    let whole = format!("{prefix}-{id}");
    RecordId::new(&whole).unwrap_or_else(|_| {
        let sum = hexadecimal(&Sha256::digest(id.as_str()));
        let room = 100 - 1 - 12;
        let kept = whole[..whole.len().min(room)].trim_end_matches('-');
        RecordId::new(&format!("{kept}-{}", &sum[..12])).unwrap_or_else(|_| id.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> Key {
        (Kind::Change, RecordId::new(id).expect("an id"))
    }

    type Own<'m> = (&'m str, BTreeMap<Key, Claim>);

    fn own<'m>(prefix: &'m str, ids: &[&str]) -> Own<'m> {
        let claims = ids.iter().map(|id| (key(id), Claim::Record(None)));
        (prefix, claims.collect())
    }

    fn named(all: &[Own<'_>]) -> Names {
        let holders = all.iter().map(|(prefix, claims)| Holder { prefix, claims });
        names(&holders.collect::<Vec<_>>(), &BTreeSet::new())
    }

    fn called(names: &Names, member: usize, id: &str) -> String {
        let now = names.changed[member].get(&key(id));
        now.map_or_else(|| id.to_owned(), RecordId::to_string)
    }

    #[test]
    fn what_one_holds_stays_and_what_several_hold_gets_their_prefixes() {
        let all = [own("north", &["ward", "clinic"]), own("west", &["ward", "hub"])];
        let names = named(&all);
        assert_eq!(called(&names, 0, "ward"), "north-ward");
        assert_eq!(called(&names, 1, "ward"), "west-ward");
        assert_eq!(called(&names, 0, "clinic"), "clinic");
        assert_eq!(called(&names, 1, "hub"), "hub");
        assert_eq!(names.several.len(), 1);
    }

    #[test]
    fn a_name_that_is_made_and_is_somebodys_already_makes_them_give_it_up() {
        let all = [
            own("north", &["ward"]),
            own("west", &["ward", "north-ward"]),
            own("east", &["west-north-ward"]),
        ];
        let names = named(&all);
        assert_eq!(called(&names, 0, "ward"), "north-ward");
        assert_eq!(called(&names, 1, "north-ward"), "west-north-ward");
        assert_eq!(called(&names, 2, "west-north-ward"), "east-west-north-ward");
        let plain: Vec<&Key> = names.several.keys().collect();
        assert_eq!(plain, [&key("ward")], "at the others a record stands");
    }

    #[test]
    fn what_was_told_apart_stays_so() {
        let (prefix, claims) = own("north", &["ward", "clinic"]);
        let holder = Holder {
            prefix,
            claims: &claims,
        };
        let names = names(&[holder], &BTreeSet::from([key("ward"), key("nobodys")]));
        assert_eq!(called(&names, 0, "ward"), "north-ward");
        assert_eq!(called(&names, 0, "clinic"), "clinic");
        let told: Vec<&Key> = names.several.keys().collect();
        assert_eq!(told, [&key("nobodys"), &key("ward")]);
    }

    #[test]
    fn a_former_id_clashes_like_any_other() {
        let mut old = own("north", &[]);
        old.1.insert(key("ward"), Claim::Former);
        let names = named(&[old, own("west", &["ward"])]);
        assert_eq!(called(&names, 0, "ward"), "north-ward");
        assert_eq!(called(&names, 1, "ward"), "west-ward");
    }

    #[test]
    fn the_order_of_the_registers_does_not_matter() {
        let sets: [(&str, &[&str]); 4] = [
            ("a", &["x", "y", "b-x"]),
            ("b", &["x", "z", "a-b-x"]),
            ("c", &["y", "a-y", "c-y"]),
            ("d", &["d-x", "z"]),
        ];
        let told = |order: &[usize]| {
            let all: Vec<Own<'_>> = order.iter().map(|at| own(sets[*at].0, sets[*at].1)).collect();
            let names = named(&all);
            let mut told = BTreeSet::new();
            for (place, at) in order.iter().enumerate() {
                for id in sets[*at].1 {
                    told.insert((sets[*at].0, *id, called(&names, place, id)));
                }
            }
            let ids: BTreeSet<&String> = told.iter().map(|(_, _, now)| now).collect();
            assert_eq!(
                ids.len(),
                told.len(),
                "every record has an id of its own: {told:?}"
            );
            told
        };
        let first = told(&[0, 1, 2, 3]);
        assert_eq!(first, told(&[3, 2, 1, 0]));
        assert_eq!(first, told(&[2, 0, 3, 1]));
    }

    #[test]
    fn a_long_id_is_cut_and_still_told_apart() {
        let long = |last: char| RecordId::new(&format!("{}{last}", "a".repeat(99))).expect("an id");
        let (one, other) = (prefixed("north", &long('b')), prefixed("north", &long('c')));
        assert_ne!(one, other);
        assert!(
            one.as_str().starts_with("north-aaa") && one.as_str().len() == 100,
            "{one}"
        );
    }
}
