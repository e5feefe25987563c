//! Whether a build that makes only what can differ equals a whole one: many random sequences of edits, accidents and
//! careless hands, with the program as it is released.

// By path, so that its own modules lie beside it.
#[path = "../../tests/it/incremental/sequence.rs"]
mod sequence;
// For them too.
#[path = "../../tests/it/sealed.rs"]
mod sealed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::generate;
use sequence::dice::Dice;
use sequence::{Start, Told, run};

/// After how many sequences it is told how far it has come.
const EVERY: usize = 50;

/// All sequences so far.
#[derive(Default)]
struct Sum {
    sequences: usize,
    compared: usize,
    refused: usize,
    nothing_new: usize,
    files: usize,
    kept: usize,
    /// What the register of the last one keeps, for the next to find in the place of its own.
    others: BTreeMap<String, Vec<u8>>,
    story: Option<String>,
}

/// What to go through.
pub(crate) struct Edits<'e> {
    /// How many sequences.
    pub(crate) sequences: u64,
    /// The number of the first.
    pub(crate) first: u64,
    /// Another program than the one that was built along.
    pub(crate) program: Option<&'e Path>,
    /// Where their folders are made.
    pub(crate) within: PathBuf,
    /// Whether the folder is left where a difference is found.
    pub(crate) leave: bool,
}

/// Goes through the sequences. False at the first difference.
pub(crate) fn compare(edits: &Edits<'_>) -> bool {
    let start = Instant::now();
    let sum = Mutex::new(Sum::default());
    let next = AtomicU64::new(edits.first);
    let is_over = AtomicBool::new(false);
    // In order, so that what one keeps is there for the next.
    let work = || {
        while !is_over.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= edits.first + edits.sequences {
                break;
            }
            let others = lock(&sum).others.clone();
            let told = edits.sequence(seed, &others);
            let mut sum = lock(&sum);
            sum.add(told);
            is_over.fetch_or(sum.story.is_some(), Ordering::Relaxed);
            if sum.sequences.is_multiple_of(EVERY) {
                println!("{} ({:.0} s)", sum.line(), start.elapsed().as_secs_f64());
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..rayon::current_num_threads() {
            scope.spawn(work);
        }
    });
    let sum = lock(&sum);
    println!("{} ({:.0} s)", sum.line(), start.elapsed().as_secs_f64());
    if let Some(story) = &sum.story {
        println!("\n{story}");
    }
    sum.story.is_none()
}

fn lock(sum: &Mutex<Sum>) -> std::sync::MutexGuard<'_, Sum> {
    sum.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Edits<'_> {
    /// One sequence of five to ten steps in a register of 40 to 80 records.
    fn sequence(&self, seed: u64, others: &BTreeMap<String, Vec<u8>>) -> Result<Told, String> {
        let mut dice = Dice::of(!seed);
        let made = generate::register(40 + dice.below(41), seed).into_iter();
        let made = made.map(|made| (made.path, made.text));
        run(Start {
            seed,
            steps: 5 + dice.below(6),
            program: self
                .program
                .unwrap_or_else(|| Path::new(env!("CARGO_BIN_EXE_scrutiny"))),
            within: &self.within,
            files: generate::frame().into_iter().chain(made).collect(),
            others,
            leave: self.leave,
        })
    }
}

impl Sum {
    fn add(&mut self, told: Result<Told, String>) {
        match told {
            Ok(told) => {
                self.sequences += 1;
                self.compared += told.compared;
                self.refused += told.refused;
                self.nothing_new += told.nothing_new;
                self.files += told.files;
                self.kept += told.kept;
                self.others = told.keeps;
            }
            Err(story) => self.story = Some(story),
        }
    }

    fn line(&self) -> String {
        format!(
            "{} sequences without a difference: {} builds compared with whole ones ({} refused, {} with nothing to do), \
             {} of {} files kept and not made again",
            self.sequences, self.compared, self.refused, self.nothing_new, self.kept, self.files
        )
    }
}
