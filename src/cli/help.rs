//! What `--help` and `-h` say around the flags: three examples first, the commands by the job they are for, and no more than a
//! screen where little was asked.

use std::fmt::Write as _;

use clap::{Arg, Command};

use super::add;

/// Three lines that a person can type, each with what it does. A line that needs another before it stands after it.
pub(super) type Examples = [(&'static str, &'static str); 3];

/// The longest line of an example, so that none is broken on a terminal of 100 columns.
const WIDTH: usize = 96;

/// How many flags of its own a command shows in its short help, and how many where a flag with its value is so long that
/// each takes two lines; those it cannot do without are always shown.
const SHORT: (usize, usize) = (12, 7);

/// From which length a flag with its value makes every flag of a command take two lines.
const LONG: usize = 28;

/// The order of all help: what it is for, examples, how it is called, flags.
const TEMPLATE: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// The commands by the job they are for. One that is named nowhere comes with the last.
const JOBS: [(&str, &[&str]); 9] = [
    ("Start", &["init", "doctor"]),
    ("Record", &["add", "import", "edit", "save"]),
    ("See", &["list", "show", "find"]),
    (
        "Duties",
        &["why", "due", "law", "duty", "actions", "notice", "summary"],
    ),
    (
        "Move on",
        &["confirm", "done", "correct", "supersede", "rename", "withdraw"],
    ),
    ("Assure", &["check", "explain", "verify", "fmt"]),
    ("History", &["log", "diff", "undo", "redo"]),
    ("Share", &["sync", "build", "serve", "nation", "export"]),
    ("Tools", &["schema", "completions", "man", "merge-file", "help"]),
];

/// Examples as they stand in help: each with its purpose beside it where all have room for that, else below it.
pub(super) fn first(examples: &Examples) -> String {
    let widest = examples.iter().map(|(line, _)| line.chars().count()).max();
    let widest = widest.unwrap_or(0);
    let fits = |(_, what): &(&str, &str)| 2 + widest + 3 + what.chars().count() <= WIDTH;
    let beside = examples.iter().all(fits);
    let mut text = "Examples:".to_owned();
    for (line, what) in examples {
        let _ = if beside {
            write!(text, "\n  {line:<widest$}   {what}")
        } else {
            write!(text, "\n  {}\n      {what}", broken(line))
        };
    }
    text
}

/// A long line in several, each but the last with the mark by which a shell goes on.
fn broken(line: &str) -> String {
    let mut lines = vec![String::new()];
    for part in parts(line) {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.chars().count() + part.chars().count() + 6 > WIDTH {
            last.push_str(" \\");
            lines.push(format!("      {part}"));
        } else {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(part);
        }
    }
    lines.join("\n")
}

/// A line cut before each flag, which a flag within quotes is not.
fn parts(line: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut is_quoted = false;
    for (place, letter) in line.char_indices() {
        is_quoted ^= letter == '"';
        if !is_quoted && line[place..].starts_with(" --") {
            cuts.push(place + 1);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([line.len() + 1]);
    let mut parts: Vec<&str> = Vec::new();
    for (start, end) in cuts.iter().zip(ends) {
        parts.push(&line[*start..end - 1]);
    }
    parts
}

/// The whole command line with its help laid out.
pub(super) fn dress(program: Command) -> Command {
    let shared: Vec<String> = program
        .get_arguments()
        .filter_map(Arg::get_long)
        .map(|long| format!("--{long}"))
        .collect();
    let beside = format!("Every command also takes {}: see --help.", shared.join(", "));
    let groups = groups(&program);
    let program = program
        .mut_args(|arg| arg.hide_short_help(true))
        .mut_subcommand("add", add::examples::lay_in)
        .mut_subcommands(|command| dress_one(command, &beside));
    program
        .help_template(format!(
            "{{about-with-newline}}\n{{before-help}}{{usage-heading}} {{usage}}\n\n{groups}\nOptions:\n{{options}}{{after-help}}"
        ))
        .after_help("A command's own help: scrutiny COMMAND --help. In short: scrutiny COMMAND -h")
}

fn dress_one(command: Command, beside: &str) -> Command {
    let mut shown = 0;
    let most = if command.get_arguments().any(|arg| length(arg) > LONG) {
        SHORT.1
    } else {
        SHORT.0
    };
    let command = command.mut_args(|arg| {
        if arg.is_required_set() || arg.is_positional() {
            return arg;
        }
        shown += 1;
        arg.hide_short_help(shown > most)
    });
    let more = if shown > most {
        format!("Flags that are needed less often are left out here. {beside}")
    } else {
        beside.to_owned()
    };
    let long = command
        .get_after_long_help()
        .or(command.get_after_help())
        .cloned()
        .unwrap_or_default();
    command
        .help_template(TEMPLATE)
        .after_help(more)
        .after_long_help(long)
        .mut_subcommands(|command| dress_one(command, beside))
}

/// How much room a flag takes with the name of its value.
fn length(arg: &Arg) -> usize {
    let names = arg.get_value_names().unwrap_or_default();
    arg.get_long().map_or(0, str::len) + names.iter().map(|name| name.len() + 3).sum::<usize>()
}

/// The commands under the jobs they are for.
fn groups(program: &Command) -> String {
    let shown: Vec<&Command> = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .collect();
    let is_placed = |name: &str| JOBS.iter().any(|(_, names)| names.contains(&name));
    let mut text = String::new();
    for (place, (job, names)) in JOBS.iter().enumerate() {
        let known = names
            .iter()
            .filter_map(|name| shown.iter().find(|command| command.get_name() == *name));
        let is_last = place + 1 == JOBS.len();
        let rest = shown
            .iter()
            .filter(|command| is_last && !is_placed(command.get_name()));
        let lines: Vec<String> = known
            .chain(rest)
            .map(|command| {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                let about = about.trim_end_matches('.');
                format!("  {:<12} {about}\n", command.get_name())
            })
            .collect();
        if !lines.is_empty() {
            let _ = write!(text, "{job}:\n{}", lines.concat());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_stands_beside_short_lines_and_below_long_ones() {
        let short = [
            ("scrutiny a", "one"),
            ("scrutiny ab", "two"),
            ("scrutiny", "three"),
        ];
        assert_eq!(
            first(&short),
            "Examples:\n  scrutiny a    one\n  scrutiny ab   two\n  scrutiny      three"
        );
        let line: &str = "scrutiny add body --name \"A council of many words -- and more of them\" --role local-authority \
             --area \"North\"";
        let text = first(&[(line, "one"), ("scrutiny a", "two"), ("scrutiny", "three")]);
        assert_eq!(
            text,
            "Examples:\n  scrutiny add body --name \"A council of many words -- and more of them\" \\\n      \
             --role local-authority --area \"North\"\n      one\n  scrutiny a\n      two\n  scrutiny\n      three"
        );
    }
}
