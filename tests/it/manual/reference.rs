//! The reference in docs/manual/reference.md: every command's own help, so that the two cannot differ.
//!
//! `SNAPSHOTS=overwrite cargo test --test it reference` writes it anew.

use crate::environment::Environment;
use crate::gallery::is_written;

/// The name of a command, its help, and the commands below it.
struct Help {
    name: Vec<String>,
    about: String,
    text: String,
}

impl Help {
    fn of(environment: &Environment, name: &[String], about: &str) -> Self {
        let mut args: Vec<&str> = name.iter().map(String::as_str).collect();
        args.push("--help");
        Self {
            name: name.to_vec(),
            about: about.to_owned(),
            text: environment.run(&args).ok().out,
        }
    }

    /// The commands that it lists, under whatever headings, each with what is said of it.
    fn commands(&self) -> Vec<(String, String)> {
        let (_, rest) = self.text.split_once("Usage:").unwrap_or_default();
        let (rest, _) = rest.split_once("\nOptions:\n").unwrap_or((rest, ""));
        let mut found: Vec<(String, String)> = Vec::new();
        for line in rest.lines().skip(1) {
            let words = line.trim();
            let is_command = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
            if line.strip_prefix("  ").is_some_and(is_command) {
                let (name, about) = words.split_once(' ').unwrap_or((words, ""));
                found.push((name.to_owned(), about.trim().to_owned()));
            } else if line.starts_with("              ")
                && let Some((_, about)) = found.last_mut()
            {
                // What did not fit on the line before.
                about.push_str(&format!(" {words}"));
            }
        }
        found.retain(|(name, _)| name != "help");
        found
    }

    /// Its help without the options that every command takes.
    fn own(&self, of_all: &[String]) -> String {
        let Some((head, options, tail)) = options(&self.text) else {
            return self.text.clone();
        };
        let own = split(options)
            .into_iter()
            .filter(|option| !of_all.contains(option));
        let own: String = own.collect();
        match own.trim() {
            "" => format!("{head}\n{tail}"),
            _ => format!("{head}\nOptions:\n{own}{tail}"),
        }
    }

    fn title(&self) -> String {
        ["scrutiny".to_owned()]
            .into_iter()
            .chain(self.name.clone())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What stands before the options of a help, the options, and what stands after them.
fn options(help: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = help.split_once("\nOptions:\n")?;
    let starts = |(at, _): &(usize, &str)| rest[at + 1..].starts_with(|c: char| !c.is_whitespace());
    let end = rest
        .match_indices('\n')
        .find(starts)
        .map_or(rest.len(), |(at, _)| at + 1);
    Some((head, &rest[..end], &rest[end..]))
}

/// The options of a command, each with the lines that tell of it.
fn split(options: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in options.lines() {
        let begins = line.starts_with("  -") || line.starts_with("      --");
        match found.last_mut() {
            Some(last) if !begins => last.push_str(&format!("{line}\n")),
            _ => found.push(format!("{line}\n")),
        }
    }
    // The last has no blank line after it.
    for option in &mut found {
        *option = format!("{}\n\n", option.trim_end());
    }
    found
}

/// A command's help, then that of each command below it.
fn gather(environment: &Environment, name: &[String], about: &str, all: &mut Vec<Help>) {
    let help = Help::of(environment, name, about);
    let below = help.commands();
    all.push(help);
    for (command, about) in below {
        let name: Vec<String> = name.iter().cloned().chain([command]).collect();
        gather(environment, &name, &about, all);
    }
}

#[test]
fn the_reference_is_the_help_of_each_command() {
    let environment = Environment::new();
    let mut all = Vec::new();
    gather(
        &environment,
        &[],
        "Shows today's work, without a command",
        &mut all,
    );
    assert!(all.len() > 30, "{} commands", all.len());
    let mut out = "\
# Every command

What `scrutiny COMMAND --help` prints, for each command; this page is made from it. The options that every command takes stand
under [`scrutiny`](#scrutiny) alone. What the codes mean that `check` and `verify`
print is in [errors](../errors/README.md), what a command's last number means in [exit-codes.md](../exit-codes.md).

"
    .to_owned();
    for help in &all {
        let title = help.title();
        let depth = "  ".repeat(help.name.len());
        let anchor = title.replace(' ', "-");
        out.push_str(&format!("{depth}- [`{title}`](#{anchor}): {}\n", help.about));
    }
    // The first help holds the options of every command; in the others they are left out.
    let (_, options, _) = options(&all[0].text).expect("options");
    let of_all: Vec<String> = split(options)
        .into_iter()
        .filter(|option| !option.contains("--version"))
        .collect();
    assert!(of_all.len() > 5, "{of_all:?}");
    for help in &all {
        let own = if help.name.is_empty() {
            help.text.clone()
        } else {
            help.own(&of_all)
        };
        let lines: Vec<&str> = own.lines().map(str::trim_end).collect();
        let text = lines.join("\n");
        out.push_str(&format!(
            "\n## {}\n\n```text\n{}\n```\n",
            help.title(),
            text.trim_end()
        ));
    }
    is_written("docs/manual/reference.md", &out);
}
