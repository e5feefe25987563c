//! `scrutiny sync` as clerks and scripts meet it: two copies of a register and the place where it is shared.

mod asking;
mod refused;
mod settling;
pub(crate) mod shared;
mod sharing;
mod troubled;
