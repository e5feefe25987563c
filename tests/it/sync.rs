//! `scrutiny sync` as clerks and scripts meet it: two copies of a register and the place where it is shared.

mod refused;
mod settling;
mod shared;
mod sharing;
mod troubled;
