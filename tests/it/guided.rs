//! `add` and `edit` question by question at a terminal: one recorded session for each kind of record, and what becomes of a form
//! that is left, cut off, or killed. The session of `docs/forms.md` is one of them.

mod kept;
mod kinds;
mod slowly;

use crate::environment::Environment;
use crate::import::northmere;
use crate::terminal::Terminal;

/// Back, as a key.
const ESCAPE: &str = "\u{1b}";

/// To leave, as a key.
const CTRL_C: &str = "\u{3}";

/// A register with the law's duties recorded, so that sessions tell of the form.
fn register() -> Environment {
    let environment = northmere();
    for change in ["community-model-2026", "stroke-ward-2026"] {
        environment.run(&["duty", "adopt", change]).ok();
    }
    environment
}

fn start(environment: &Environment, args: &[&str]) -> Terminal {
    let args = [args, &["--no-colour"]].concat();
    Terminal::stay(environment, "xterm", &args)
}

/// The same, alone in its terminal.
fn alone(environment: &Environment, args: &[&str]) -> Terminal {
    let args = [args, &["--no-colour"]].concat();
    Terminal::start(environment, "xterm", &args)
}

/// The names of the forms that are kept.
fn forms(environment: &Environment) -> Vec<String> {
    let folder = environment.path().join(".git/scrutiny/forms");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The files of the last commit, and its first line.
fn last(environment: &Environment) -> String {
    environment.git(&["show", "--name-only", "--format=%s", "HEAD"])
}
