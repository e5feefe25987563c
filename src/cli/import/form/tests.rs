//! The form without a terminal.
