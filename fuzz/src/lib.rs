//! What must hold of any bytes: one property a target. The fuzzer (`fuzz_targets/`) and the tests (`tests/it/finds.rs`) ask
//! the same functions; each panics where its property does not hold.

pub mod agree;
pub mod configuration;
pub mod drawable;
pub mod edit;
pub mod markdown;
pub mod markup;
pub mod merge;
pub mod minutes;
pub mod packed;
pub mod places;
pub mod records;
pub mod sheets;
pub mod tape;
pub mod word;
pub mod yaml;

/// A target: its name, and what must hold of any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 9] = [
    ("yaml", yaml::hold),
    ("records", records::hold),
    ("configuration", configuration::hold),
    ("minutes", minutes::hold),
    ("word", word::hold),
    ("merge", merge::hold),
    ("edit", edit::hold),
    ("markdown", markdown::hold),
    ("sheets", sheets::hold),
];

/// Keeps everything on the one thread, so that what is covered by an input does not turn on chance, and no time goes into
/// waking others.
pub fn alone() {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread();
    pool.build_global().expect("no pool was made before");
}
