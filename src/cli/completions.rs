//! `scrutiny completions`: what a shell offers while a command is typed.

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;
use serde_json::json;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::record::Kind;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny completions bash > scrutiny.bash",
        "read it in ~/.bashrc: source .../scrutiny.bash",
    ),
    (
        "scrutiny completions fish > scrutiny.fish",
        "put it into ~/.config/fish/completions",
    ),
    (
        "scrutiny completions powershell > scrutiny.ps1",
        "read it in your $PROFILE: . .../scrutiny.ps1",
    ),
];

/// Print what a shell needs to complete commands as you type.
///
/// Commands, flags and the words that flags take are completed in every shell; in bash and fish the ids of records, too. For
/// zsh, write it to a file `_scrutiny` in a folder of your $fpath.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Completions {
    /// The shell
    shell: For,
}

/// The shells there are completions for.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum For {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

impl Completions {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let script = script(self.shell, super::command());
        if desk.output.is_json() {
            desk.output.json(&json!({ "script": script }));
        } else {
            desk.output.data(&script);
        }
        Ok(Exit::Fine)
    }
}

/// The script for a shell.
fn script(shell: For, mut program: Command) -> String {
    let generator = match shell {
        For::Bash => Shell::Bash,
        For::Zsh => Shell::Zsh,
        For::Fish => Shell::Fish,
        For::PowerShell => Shell::PowerShell,
    };
    let mut bytes = Vec::new();
    clap_complete::generate(generator, &mut program, "scrutiny", &mut bytes);
    let script = String::from_utf8_lossy(&bytes).into_owned();
    let named = naming(&program);
    match shell {
        For::Bash => script + &bash_ids(&named),
        For::Fish => script + &fish_ids(&named),
        For::Zsh | For::PowerShell => script,
    }
}

/// The commands that take the ids of records.
fn naming(program: &Command) -> Vec<String> {
    const IDS: [&str; 8] = [
        "RECORD",
        "BODY",
        "CHANGE",
        "RESOLUTION",
        "DETERMINATION",
        "DUTY",
        "ID",
        "AUTHORITY",
    ];
    fn takes(command: &Command) -> bool {
        let names = command
            .get_arguments()
            .filter(|arg| arg.get_id() != "id")
            .flat_map(|arg| arg.get_value_names().unwrap_or_default());
        names.into_iter().any(|name| IDS.contains(&name.as_str())) || command.get_subcommands().any(takes)
    }
    let those = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && takes(command));
    those.map(|command| command.get_name().to_owned()).collect()
}

/// After the commands and flags, the ids of the records of the register that the shell stands in.
fn bash_ids(named: &[String]) -> String {
    format!(
        r#"
_scrutiny_with_ids() {{
    _scrutiny "$@"
    local cur="${{COMP_WORDS[COMP_CWORD]}}"
    [[ "${{cur}}" == -* || ${{COMP_CWORD}} -lt 2 ]] && return 0
    case "${{COMP_WORDS[1]}}" in
        {})
            COMPREPLY+=($(compgen -W "$(scrutiny complete-ids 2>/dev/null)" -- "${{cur}}"))
            ;;
    esac
    return 0
}}

complete -F _scrutiny_with_ids -o bashdefault -o default scrutiny
"#,
        named.join("|")
    )
}

fn fish_ids(named: &[String]) -> String {
    format!(
        "complete -c scrutiny -n \"__fish_seen_subcommand_from {}\" -f -a \"(scrutiny complete-ids 2>/dev/null)\"\n",
        named.join(" ")
    )
}

/// Print the ids of all records, for the shell.
#[derive(Debug, Args)]
#[command(hide = true)]
pub(super) struct CompleteIds {}

impl CompleteIds {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let root = disk::find_register(&desk.start())?;
        let shelf = disk::list(&root)?;
        let mut ids = ids(shelf.paths());
        ids.sort();
        if desk.output.is_json() {
            desk.output.json(&json!({ "ids": ids }));
        } else if !ids.is_empty() {
            desk.output.data(&ids.join("\n"));
        }
        Ok(Exit::Fine)
    }
}

/// The ids of records by their paths; with the kind before one that several kinds have.
fn ids<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<String> {
    let records: Vec<(Kind, &str)> = paths
        .filter_map(|path| {
            let (folder, rest) = path.strip_prefix("records/")?.split_once('/')?;
            let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
            let id = rest.rsplit('/').next()?.strip_suffix(".yaml")?;
            // What is no id would be read by the shell as something else.
            crate::value::is_slug(id).then_some((kind, id))
        })
        .collect();
    let is_shared = |id: &str| records.iter().filter(|(_, other)| *other == id).count() > 1;
    records
        .iter()
        .map(|(kind, id)| match is_shared(id) {
            true => format!("{}/{id}", kind.word()),
            false => (*id).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_two_kinds_have_is_offered_with_its_kind_and_what_is_no_id_is_not() {
        let paths = [
            "records/bodies/kent-hosc.yaml",
            "records/changes/2025/ward.yaml",
            "records/duties/2025/ward.yaml",
            "records/bodies/$(rm x).yaml",
            "records/pages/about.md",
            "records/register.yaml",
        ];
        assert_eq!(ids(paths.into_iter()), ["kent-hosc", "change/ward", "duty/ward"]);
    }
}
