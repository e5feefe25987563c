//! `scrutiny serve`: the site on this machine while the records are worked on.

mod clock;
mod edit;
mod http;
mod page;
mod watch;

use std::sync::{Arc, RwLock};

use clap::Args;
use edit::Edit;
use tokio::sync::watch::Sender;

use super::desk::Desk;
use super::help::{self, Examples};
use super::make::{self, Prints};
use crate::disk::{Sum, Sums};
use crate::failure::{Exit, Failure};
use crate::site::{FilePrints, Output as Files};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny serve", "at http://127.0.0.1:8017/, until Ctrl-C"),
    ("scrutiny serve --port 8080", "at another port"),
    (
        "scrutiny serve --edit",
        "with forms to record and change things in the browser",
    ),
];

/// Show the site here while you work, made anew on each change.
///
/// Only this machine can see it. An open page is loaded again when a record or template changes; mistakes are
/// shown in the page until they are mended.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Serve {
    /// The port to listen on, on this machine only; 0 for any that is free
    #[arg(long, default_value_t = 8017)]
    port: u16,

    /// Let records be made and changed in the browser, at an address that only you are told
    #[arg(long)]
    edit: bool,
}

/// What is shown at the moment: the site, or why there is none.
enum Shown {
    /// The files, and what each was made from.
    Site(Files, Prints),
    /// A page that tells what is wrong.
    Mistakes(String),
}

/// What the server and the watcher share.
struct Stage {
    shown: RwLock<Shown>,
    /// Counts the times the site was made, so that open pages know when to load again.
    made: Sender<u64>,
    /// The forms, where records may be changed.
    edit: Option<Edit>,
}

impl Serve {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        if self.edit {
            found.writable()?;
        }
        let (root, at_commit) = (found.root.clone(), found.at.is_some());
        drop(found);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|error| Failure::new("the server could not be started").because(error))?;
        let listener = runtime.block_on(http::listen(self.port))?;
        let address = listener
            .local_addr()
            .map_err(|error| Failure::new("the server has no address").because(error))?;
        // Watching begins before the site is first made, so that no change falls between.
        let (watching, changes) = watch::watch(&root, at_commit, clock::today)?;
        let (asks, jobs) = std::sync::mpsc::channel();
        let stage = Arc::new(Stage {
            shown: RwLock::new(make(desk, None)),
            made: tokio::sync::watch::channel(0).0,
            edit: if self.edit { Some(Edit::new(asks)?) } else { None },
        });
        tell(desk, &address.to_string(), stage.edit.as_ref());
        std::thread::scope(|scope| {
            // The site is made on a thread of its own, so that pages are answered meanwhile.
            let maker = Arc::clone(&stage);
            scope.spawn(move || {
                for () in changes {
                    let shown = make(&desk.by(clock::today()), Some(&maker.shown));
                    desk.output.say(match shown {
                        Shown::Site(..) => "Made anew.",
                        Shown::Mistakes(_) => "There are mistakes: see the page, or `scrutiny check`.",
                    });
                    *maker
                        .shown
                        .write()
                        .expect("no thread panics while it holds the lock") = shown;
                    maker.made.send_modify(|count| *count += 1);
                }
            });
            if let Some(gate) = stage.edit.as_ref().map(Edit::gate) {
                scope.spawn(move || edit::work(desk, &jobs, gate));
            }
            runtime.block_on(http::serve(listener, &stage));
            // The end of the watch ends the thread that makes the site, and the end of the runtime and the stage that of the forms.
            drop(watching);
            drop(runtime);
            drop(stage);
        });
        Ok(Exit::Fine)
    }
}

/// Says where the site is, and the forms.
fn tell(desk: &Desk<'_>, address: &str, edit: Option<&Edit>) {
    match edit {
        None => {
            desk.output.data(&format!("http://{address}/"));
            desk.output
                .say("Showing the site at this address, on this machine only. Ctrl-C ends it.");
        }
        Some(edit) => {
            desk.output.data(&format!("http://{address}{}", edit.path()));
            desk.output.say(
                "Open this address in this machine's browser to record and change. Whoever has it can change the \
                 register from this machine, so do not pass it on; it is another one each time. Ctrl-C ends it.",
            );
        }
    }
}

/// Makes the site, or the page that tells why it cannot be made. Pages that would be as they are shown now are taken
/// over from there.
fn make(desk: &Desk<'_>, now: Option<&RwLock<Shown>>) -> Shown {
    let made = desk.open().and_then(|found| {
        let (read, mut story) = make::read(&found, make::gather(&found)?, true)?;
        story.past = make::past(&found)?;
        if read.problems.any_error() {
            return Ok(Shown::Mistakes(page::mistakes(&read)));
        }
        let now = now.map(|shown| shown.read().expect("no thread panics while it holds the lock"));
        let (files, prints) = match now.as_deref() {
            Some(Shown::Site(files, prints)) => (Some(files), Some(prints)),
            _ => (None, None),
        };
        let read_from = FilePrints::of(&read.sources);
        make::site(desk, &found, &make::matter(read, story), |mut planned| {
            let own = planned.prints(&read_from);
            let known = prints.into_iter().flatten();
            let same = known.filter(|(path, print)| own.get(*path) == Some(*print));
            let kept: Sums = same.map(|(path, _)| (path.to_string(), Sum::default())).collect();
            planned.leave_out(&kept);
            let mut made = planned.files()?;
            let taken = kept
                .into_keys()
                .filter_map(|path| Some((path.clone(), files?.get(&path)?.clone())));
            made.extend(taken);
            Ok(Shown::Site(made, own))
        })
    });
    made.unwrap_or_else(|failure| Shown::Mistakes(page::failure(&failure)))
}
