//! `scrutiny serve --edit`, asked as a browser asks: who is let in, what a form sends, and what becomes of it.

mod filling;
mod gate;
mod hostile;
mod meanwhile;
mod saving;
pub(crate) mod server;
