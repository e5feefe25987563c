//! What the stages are called that other stages, floors or targets are compared with.

/// The floor of all writing: a copy of the finished site, file by file, on as many threads.
pub(crate) const COPYING: &str = "floor: copy the site file by file";
/// The floor of all reading: the same YAML as bare values, on as many threads.
pub(crate) const DECODING: &str = "floor: read and decode the YAML alone";
/// The whole program, looking for faults.
pub(crate) const CHECK: &str = "`scrutiny check`";
/// The whole program, making a site where there is none.
pub(crate) const BUILD: &str = "`scrutiny build --no-history`, cold";
/// The same, with what was done to each record, of which nothing is kept from before.
pub(crate) const BUILD_OF_HISTORY: &str = "`scrutiny build`, history cold";
/// The whole program, with a site to which nothing is new.
pub(crate) const UNCHANGED: &str = "`scrutiny build`, nothing changed";
/// The whole program, with a site to which one record is new.
pub(crate) const CHANGED: &str = "`scrutiny build`, one record changed";
/// The whole program, saving one record.
pub(crate) const ADD: &str = "`scrutiny add body`";
/// What saving one file takes without the program.
pub(crate) const COMMIT: &str = "`git add` and `git commit` of one file";
