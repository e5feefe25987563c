//! The order of a list whose items were decided.

use super::three::Three;
use crate::compare::Item;

/// The order of the items that are left of three versions of a list.
///
/// What one side moved is moved. An item that was added comes after the one that it followed; where both sides added at one
/// place, the runs come in the order of what `sorted_by` says of their first. Both the same whichever side is called ours.
///
/// # Errors
///
/// Both sides moved what they share, and differently: then an order all the same, ours before theirs.
pub(super) fn merged<K: Ord>(
    orders: &Three<Vec<Item>>,
    sorted_by: impl Fn(&Item) -> K,
) -> Result<Vec<Item>, Vec<Item>> {
    let within = |list: &[Item], other: &[Item]| -> Vec<Item> {
        list.iter().filter(|item| other.contains(item)).cloned().collect()
    };
    let shared = within(&orders.ours, &orders.theirs);
    let kept = Three {
        base: within(&orders.base, &shared),
        ours: within(&shared, &orders.base),
        theirs: within(&within(&orders.theirs, &shared), &orders.base),
    };
    let leads = |spine: &[Item]| spread(spine, orders, &sorted_by);
    if kept.ours == kept.theirs {
        // Items that both added may still stand in different places: the lesser order of the two is taken.
        let other = within(&orders.theirs, &shared);
        return Ok(leads(if shared <= other { &shared } else { &other }));
    }
    if kept.theirs == kept.base {
        return Ok(leads(&shared));
    }
    if kept.ours == kept.base {
        return Ok(leads(&within(&orders.theirs, &shared)));
    }
    Err(leads(&shared))
}

/// An order in which the items of a list stand as they do there, and the others stay where they are.
pub(super) fn led(order: &[Item], leader: &[Item]) -> Vec<Item> {
    let mut next = leader.iter().filter(|item| order.contains(item));
    let led = order.iter().map(|item| {
        if leader.contains(item) {
            next.next().unwrap_or(item).clone()
        } else {
            item.clone()
        }
    });
    led.collect()
}

/// The spine, with what each side has beside it after the item that it follows there.
fn spread<K: Ord>(spine: &[Item], orders: &Three<Vec<Item>>, sorted_by: &impl Fn(&Item) -> K) -> Vec<Item> {
    let runs = |list: &[Item]| -> Vec<(Option<Item>, Vec<Item>)> {
        let mut runs: Vec<(Option<Item>, Vec<Item>)> = vec![(None, Vec::new())];
        for item in list {
            if spine.contains(item) {
                runs.push((Some(item.clone()), Vec::new()));
            } else if let Some((_, run)) = runs.last_mut() {
                run.push(item.clone());
            }
        }
        runs
    };
    let (ours, theirs) = (runs(&orders.ours), runs(&orders.theirs));
    let find = |runs: &[(Option<Item>, Vec<Item>)], after: Option<&Item>| -> Vec<Item> {
        let run = runs.iter().find(|(own, _)| own.as_ref() == after);
        run.map(|(_, run)| run.clone()).unwrap_or_default()
    };
    let mut order = Vec::new();
    for after in std::iter::once(None).chain(spine.iter().map(Some)) {
        order.extend(after.cloned());
        let mut both = [find(&ours, after), find(&theirs, after)];
        both.sort_by_cached_key(|run| run.iter().map(sorted_by).collect::<Vec<K>>());
        order.extend(both.into_iter().flatten());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(base: &str, ours: &str, theirs: &str) -> Result<String, String> {
        let list = |text: &str| -> Vec<Item> {
            let name = |key: char| Item {
                key: key.to_string(),
                nth: 0,
            };
            text.chars().map(name).collect()
        };
        let three = |ours, theirs| Three {
            base: list(base),
            ours: list(ours),
            theirs: list(theirs),
        };
        let word = |list: Vec<Item>| list.iter().map(Item::to_string).collect::<String>();
        let sorted_by = |item: &Item| item.key.clone();
        let merged = |three| merged(&three, sorted_by).map(word).map_err(word);
        let one = merged(three(ours, theirs));
        let other = merged(three(theirs, ours));
        assert_eq!(one.is_ok(), other.is_ok(), "{base} {ours} {theirs}");
        if one.is_ok() {
            assert_eq!(one, other, "{base} {ours} {theirs}");
        }
        one
    }

    #[test]
    fn what_is_added_follows_what_it_followed_and_what_one_side_moved_is_moved() {
        let ok = |order: &str| Ok(order.to_owned());
        assert_eq!(order("ab", "abc", "abd"), ok("abcd"));
        assert_eq!(order("ab", "abd", "abc"), ok("abcd"));
        assert_eq!(order("ab", "axb", "aby"), ok("axby"));
        assert_eq!(order("ab", "zab", "aby"), ok("zaby"));
        assert_eq!(order("abc", "cab", "abc"), ok("cab"));
        assert_eq!(order("abc", "cab", "abcd"), ok("cdab"));
        assert_eq!(order("abc", "cab", "cab"), ok("cab"));
        assert_eq!(order("", "pq", "qp"), ok("pq"));
        assert_eq!(order("ab", "abmn", "abkz"), ok("abkzmn"));
        assert_eq!(order("abc", "cab", "bac"), Err("cab".to_owned()));
    }
}
