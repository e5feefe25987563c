//! The command line: what can be asked, and where each answer is made.

mod actions;
mod add;
mod ask;
mod batch;
mod build;
mod check;
mod completions;
mod confirm;
mod correct;
mod desk;
mod diff;
mod difference;
mod doctor;
mod document;
mod done;
mod due;
mod duty;
mod edit;
mod editor;
mod explain;
mod export;
mod find;
mod fit;
mod flag;
mod guided;
mod help;
mod import;
mod init;
mod law;
mod list;
mod locked;
mod log;
mod make;
mod man;
mod merge_file;
mod name;
mod nation;
mod needed;
mod notice;
mod output;
mod paper;
mod read;
mod rename;
mod save;
mod schema;
mod screen;
mod serve;
mod setting;
mod show;
mod summary;
mod supersede;
mod sync;
mod table;
mod today;
mod told;
mod undo;
mod verify;
mod why;
mod withdraw;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::FalseyValueParser;
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::failure::{Exit, Failure};
use desk::Desk;
use output::{Format, Output};
use screen::Screen;
#[doc(hidden)]
pub use sync::SyncStep;

/// What its help shows first.
const EXAMPLES: help::Examples = [
    ("scrutiny", "what is due, overdue, open or unfinished today"),
    (
        "scrutiny why all-age-mental-health-2025",
        "what the law asks of a change, and why",
    ),
    (
        "scrutiny add body --help",
        "what it takes to record a council or NHS body",
    ),
];

/// The statutory record of NHS service change: what committees resolved, and who must consult whom.
///
/// Without a command it shows today's work: duties due, actions open, drafts, problems.
#[derive(Debug, Parser)]
#[command(name = "scrutiny", version, max_term_width = 100)]
#[command(before_help = help::first(&EXAMPLES))]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    global: Global,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
struct Global {
    /// The register's folder [default: here or the nearest folder above that holds records/]
    #[arg(long, global = true, value_name = "FOLDER", env = "SCRUTINY_REGISTER")]
    register: Option<PathBuf>,

    /// The state of the records to look at: a commit, branch, tag or day [default: the files in the folder]
    #[arg(long, global = true, value_name = "COMMIT")]
    at: Option<String>,

    /// The day on which deadlines are judged, as 2026-03-31 [default: today]
    #[arg(long, global = true, value_name = "DATE", env = "SCRUTINY_AS_AT")]
    as_at: Option<String>,

    /// How to print data [default: table]
    #[arg(long, global = true, value_enum)]
    format: Option<Format>,

    /// Say nothing but data and errors
    #[arg(long, short, global = true)]
    quiet: bool,

    /// Print without colours, as the variable NO_COLOR also asks
    #[arg(long, visible_alias = "no-color", global = true)]
    no_colour: bool,

    /// Print for a screen reader: nothing drawn or coloured, one thing after the other
    #[arg(long, global = true, env = "SCRUTINY_PLAIN", value_parser = FalseyValueParser::new())]
    plain: bool,

    /// Never ask: what a flag does not say is an error
    #[arg(long, global = true)]
    no_input: bool,
}

impl Global {
    /// Where and how to print.
    fn output(&self) -> Output {
        Output::new(self.format, self.quiet, self.no_colour, Screen::find(self.plain))
    }
}

/// The commands, in the order in which a clerk comes to them. What each is for, in short and in full, stands at its arguments: a
/// sentence here would take the place of both.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Doctor(doctor::Doctor),
    Add(add::Add),
    Import(import::Import),
    Export(export::Export),
    Edit(edit::Edit),
    Save(save::Save),
    Confirm(confirm::Confirm),
    Correct(correct::Correct),
    Done(done::Done),
    Supersede(supersede::Supersede),
    Rename(rename::Rename),
    Withdraw(withdraw::Withdraw),
    List(list::List),
    Show(show::Show),
    Find(find::Find),
    Why(why::Why),
    Due(due::Due),
    Actions(actions::Actions),
    Notice(notice::Notice),
    Summary(summary::Summary),
    Law(law::LawCommand),
    Duty(duty::DutyCommand),
    Log(log::Log),
    Sync(sync::Sync),
    Diff(diff::Diff),
    MergeFile(merge_file::MergeFile),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Check(check::Check),
    Verify(verify::Verify),
    Explain(explain::Explain),
    Build(build::Build),
    Serve(serve::Serve),
    Nation(nation::NationCommand),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
    CompleteIds(completions::CompleteIds),
}

/// All that can be asked on the command line, as completions, manual pages and tests take it.
#[doc(hidden)]
pub fn command() -> clap::Command {
    help::dress(Cli::command())
}

/// Runs the command that the arguments name, on the given day, and says how it ended.
pub fn run(args: impl IntoIterator<Item = OsString>, today: NaiveDate) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut command = command();
    // What is wrong with the arguments is told before they are known.
    let is_plain = screen::is_plain_asked(&args);
    if is_plain {
        command = command.color(ColorChoice::Never);
    }
    let parsed = command
        .try_get_matches_from(args)
        .and_then(|found| Cli::from_arg_matches(&found));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are printed like data, in lines that fit; anything else is wrong use.
            let output = Output::new(None, false, is_plain, Screen::find(is_plain));
            if error.use_stderr() {
                output.aloud(error.render().ansi().to_string().trim_end());
                return Exit::Usage;
            }
            output.note(error.print().and_then(|()| std::io::stdout().flush()));
            return ended(&output, Ok(Exit::Fine));
        }
    };
    let output = cli.global.output();
    let desk = match Desk::new(&cli.global, today, &output) {
        Ok(desk) => desk,
        Err(failure) => {
            output.failure(&failure);
            return failure.exit;
        }
    };
    let makes_calendar = matches!(cli.command, Some(Command::Due(_)));
    let makes_reports = matches!(
        cli.command,
        Some(Command::Due(_) | Command::Actions(_) | Command::Notice(_) | Command::Summary(_))
    );
    let done = match output.format {
        Format::Ics if !makes_calendar => every_command(&output),
        Format::Html if !makes_reports => every_command(&output),
        _ => dispatch(cli.command, &desk),
    };
    ended(&output, done)
}

/// How a command ended, once what it could not do is told.
fn ended(output: &Output, done: Result<Exit, Failure>) -> Exit {
    let done = done.unwrap_or_else(|failure| {
        output.failure(&failure);
        failure.exit
    });
    match output.finish() {
        Ok(()) => done,
        // Where data cannot be printed, it is of no use to print this as data.
        Err(failure) => {
            output.failure_aloud(&failure);
            if done == Exit::Fine { failure.exit } else { done }
        }
    }
}

/// Refuses a form that only some commands can print.
fn every_command(output: &Output) -> Result<Exit, Failure> {
    output
        .only(&[Format::Table, Format::Json, Format::Csv, Format::Md])
        .map(|()| Exit::Fine)
}

/// `sync` with these further arguments, telling how far it has come; for tests, which end the program on the way.
#[doc(hidden)]
pub fn sync_observed(
    args: impl IntoIterator<Item = OsString>,
    today: NaiveDate,
    on_step: &mut dyn FnMut(SyncStep),
) -> Exit {
    let start = ["scrutiny", "sync"].map(OsString::from);
    let Ok(cli) = Cli::try_parse_from(start.into_iter().chain(args)) else {
        return Exit::Usage;
    };
    let output = cli.global.output();
    let Ok(desk) = Desk::new(&cli.global, today, &output) else {
        return Exit::Usage;
    };
    match cli.command {
        Some(Command::Sync(args)) => args.run_observed(&desk, on_step).unwrap_or_else(|failure| {
            output.failure(&failure);
            failure.exit
        }),
        _ => Exit::Usage,
    }
}

fn dispatch(command: Option<Command>, desk: &Desk<'_>) -> Result<Exit, Failure> {
    match command {
        None => today::run(desk),
        Some(Command::Init(args)) => args.run(desk),
        Some(Command::Doctor(args)) => args.run(desk),
        Some(Command::Add(args)) => args.run(desk),
        Some(Command::Import(args)) => args.run(desk),
        Some(Command::Export(args)) => args.run(desk),
        Some(Command::Edit(args)) => args.run(desk),
        Some(Command::Save(args)) => args.run(desk),
        Some(Command::Confirm(args)) => args.run(desk),
        Some(Command::Correct(args)) => args.run(desk),
        Some(Command::Done(args)) => args.run(desk),
        Some(Command::Supersede(args)) => args.run(desk),
        Some(Command::Rename(args)) => args.run(desk),
        Some(Command::Withdraw(args)) => args.run(desk),
        Some(Command::List(args)) => args.run(desk),
        Some(Command::Show(args)) => args.run(desk),
        Some(Command::Find(args)) => args.run(desk),
        Some(Command::Why(args)) => args.run(desk),
        Some(Command::Due(args)) => args.run(desk),
        Some(Command::Actions(args)) => args.run(desk),
        Some(Command::Notice(args)) => args.run(desk),
        Some(Command::Summary(args)) => args.run(desk),
        Some(Command::Law(args)) => args.run(desk),
        Some(Command::Duty(args)) => args.run(desk),
        Some(Command::Log(args)) => args.run(desk),
        Some(Command::Sync(args)) => args.run(desk),
        Some(Command::Diff(args)) => args.run(desk),
        Some(Command::MergeFile(args)) => args.run(desk),
        Some(Command::Undo(args)) => args.run(desk),
        Some(Command::Redo(args)) => args.run(desk),
        Some(Command::Check(args)) => args.run(desk),
        Some(Command::Verify(args)) => args.run(desk),
        Some(Command::Explain(args)) => args.run(desk),
        Some(Command::Build(args)) => args.run(desk),
        Some(Command::Serve(args)) => args.run(desk),
        Some(Command::Nation(args)) => args.run(desk),
        Some(Command::Schema(args)) => args.run(desk),
        Some(Command::Completions(args)) => args.run(desk),
        Some(Command::Man(args)) => args.run(desk),
        Some(Command::CompleteIds(args)) => args.run(desk),
    }
}
