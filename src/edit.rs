//! The forms in a browser: the questions of [`form`](crate::form) as pages, and what such a page sends back.
//!
//! All of it is pure. [`gate`] says who is let in; [`wire`] and [`place`] turn what a browser sends into answers, and
//! [`press`] what a button does to them; [`sheet`] is one form while it is filled in. [`page`] and [`index`] say what a
//! page shows, as values that the templates in `templates/edit/` lay out; [`preview`] makes the page of the site that a
//! record would have.

pub mod gate;
pub mod index;
pub mod kept;
pub mod page;
pub mod place;
pub mod press;
pub mod preview;
pub mod render;
pub mod sheet;
pub mod trouble;
pub mod wire;
