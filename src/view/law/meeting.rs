//! The days by which a meeting and its papers have to be open to the public.

use serde::Serialize;

use crate::law::derive::{Derivation, Derived, State};

use super::super::Here;
use super::super::piece::{Linked, Tag};
use super::card;
use super::state::{self, Timing};
use crate::law::provision::Effect;
use crate::view::piece::Said;

/// One thing that the law asks of a meeting or an item.
#[derive(Debug, Serialize)]
pub struct Access {
    title: String,
    tag: Tag,
    who: Vec<Said>,
    when: Timing,
    cited: Linked,
}

/// The duties and bars that have a day, and whatever is not routine.
pub fn access(here: Here<'_, '_>, derivation: Option<&Derivation<'_>>) -> Vec<Access> {
    let all = derivation.into_iter().flat_map(|derivation| &derivation.derived);
    let shown = all.filter(|one| is_dated(one));
    shown
        .map(|one| Access {
            title: one.provision.title.to_string(),
            tag: state::tag(one),
            who: card::named(here, &here.teller().named(&one.bearers)),
            when: state::when(here, one),
            cited: here.provision(one.provision),
        })
        .collect()
}

fn is_dated(one: &Derived<'_>) -> bool {
    let binds = matches!(one.provision.effect.value, Effect::Duty | Effect::Bar);
    let open = !matches!(one.state, State::NotRequired | State::CannotTell);
    binds && open && one.time.day().is_some()
}
