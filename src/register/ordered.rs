//! Things by name, which are looked up far more often than gone through.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Values by name: found by the name's hash, and gone through in order of name.
///
/// Names of records are long and begin alike, so that to compare them is the dear part of a search in order.
#[derive(Clone, Debug)]
pub(super) struct Ordered<K, V> {
    held: Vec<(K, V)>,
    places: FxHashMap<K, usize>,
}

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Self {
            held: Vec::new(),
            places: FxHashMap::default(),
        }
    }
}

impl<K: Clone + Eq + Hash, V> Ordered<K, V> {
    /// The value of a name.
    pub(super) fn get(&self, name: &K) -> Option<&V> {
        self.places.get(name).map(|place| &self.held[*place].1)
    }

    /// Whether there is a value of that name.
    pub(super) fn contains(&self, name: &K) -> bool {
        self.places.contains_key(name)
    }

    /// Each name with its value, in order of name.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> + DoubleEndedIterator + Clone {
        self.held.iter().map(|(name, value)| (name, value))
    }

    /// Keeps only the values whose names are wanted.
    pub(super) fn retain(&mut self, mut is_wanted: impl FnMut(&K) -> bool) {
        self.held.retain(|(name, _)| is_wanted(name));
        self.places = places(&self.held);
    }
}

impl<K: Clone + Eq + Hash + Ord, V> FromIterator<(K, V)> for Ordered<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(each: I) -> Self {
        let mut held: Vec<(K, V)> = each.into_iter().collect();
        held.sort_by(|(one, _), (other, _)| one.cmp(other));
        let places = places(&held);
        debug_assert_eq!(places.len(), held.len(), "each name comes once");
        Self { held, places }
    }
}

fn places<K: Clone + Eq + Hash, V>(held: &[(K, V)]) -> FxHashMap<K, usize> {
    held.iter().map(|(name, _)| name.clone()).zip(0..).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_name_and_they_come_in_order() {
        let mut held: Ordered<&str, u8> = [("ward", 3), ("clinic", 1), ("unit", 2)].into_iter().collect();
        let names = |held: &Ordered<&'static str, u8>| held.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(names(&held), ["clinic", "unit", "ward"]);
        assert_eq!(held.get(&"unit"), Some(&2));
        assert!(held.contains(&"ward") && !held.contains(&"war"));
        held.retain(|name| *name != "clinic");
        assert_eq!(names(&held), ["unit", "ward"]);
        assert_eq!(
            ["clinic", "unit", "ward"].map(|name| held.get(&name).copied()),
            [None, Some(2), Some(3)]
        );
    }
}
