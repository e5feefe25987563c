//! What stands around pages, as templates see it: reckoned once for all pages of a place.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tera::{Map, Value};

use crate::view::Here;
use crate::view::frame::{Dress, Frame, Head, Surroundings};

/// The surroundings of each place, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Around(RwLock<BTreeMap<String, Map>>);

impl Around {
    /// The frame of a page, with all that stands around it.
    pub(super) fn frame(&self, here: Here<'_, '_>, dress: &Dress, head: Head) -> Value {
        let mut frame = self.shared(here, dress);
        frame.extend(map(Value::from_serializable(&Frame::new(here, head))));
        Value::from(frame)
    }

    fn shared(&self, here: Here<'_, '_>, dress: &Dress) -> Map {
        let place = Surroundings::place(here.path);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(place) {
            return known.clone();
        }
        drop(known);
        // Two threads may both reckon it, and come to the same.
        let shared = map(Value::from_serializable(&Surroundings::new(here, dress)));
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(place.to_owned(), shared.clone());
        shared
    }
}

fn map(value: Value) -> Map {
    value.into_map().unwrap_or_default()
}
