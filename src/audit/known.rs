//! Commits that others have seen.
