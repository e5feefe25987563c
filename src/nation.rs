//! Several registers as one site: each its own repository and publisher, checked and trusted apart.
//!
//! A [`Listing`] names the registers. Each that could be read, holds no mistake and is signed as was asked for comes as a
//! [`Delivered`]; of any other it is told why it is left out. [`join()`] makes one register of them, with its files, its history
//! and a table of ids; what follows from there is the ordinary site. No register can change what another says: every file
//! bears the prefix of its register in its path, links of one never lead to what another calls by the same name, and pages,
//! templates and law of a register's own are left to its own site.

mod follow;
mod join;
mod listing;
mod names;
mod same;
mod story;

use std::collections::BTreeMap;

use crate::history::History;
use crate::register::Register;
pub use crate::register::{LeftOut, Nation, Part, Reason, Trust};
use crate::source::Sources;
pub use join::{Joined, join};
pub use listing::{Listing, Member, Prefix, Signed};
pub use story::Formers;

/// A register that was read, checked and found fit to be published.
#[derive(Debug)]
pub struct Delivered {
    /// Its files at the commit.
    pub sources: Sources,
    /// Its records, without drafts: see [`Register::published`].
    pub register: Register,
    /// Its history, as far as it may be told: see [`told`](crate::site::told).
    pub history: History,
    /// The commit's full name.
    pub commit: String,
    /// How many provisions of its own it has; they hold on its own site.
    pub own_law: usize,
    /// What is known of its signatures.
    pub trust: Trust,
}

/// The prefixes that several registers of a list have: none of these is taken in, whichever comes first.
pub fn doubled(listing: &Listing) -> Vec<bool> {
    let mut often: BTreeMap<&Prefix, usize> = BTreeMap::new();
    for member in &listing.registers {
        *often.entry(&member.prefix.value).or_default() += 1;
    }
    let members = listing.registers.iter();
    members.map(|member| often[&member.prefix.value] > 1).collect()
}
