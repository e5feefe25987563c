//! A new record, question by question.

use serde_json::{Value as Json, json};

use super::keep::{Keeper, begun, folder, kept};
use super::room::Room;
use super::{Ended, Sitting};
use crate::cli::add::Flags;
use crate::cli::batch::{self, File};
use crate::cli::desk::{Desk, Found};
use crate::failure::{Exit, Failure};
use crate::form::guide::{Entry, Guide, Line, Made, Prompt, Reply, name};
use crate::form::{Answers, Beside, Unfinished};
use crate::record::Kind;
use crate::record::body::Role;
use crate::yaml;

/// What is done with a form that was left before.
enum Former {
    GoOn(String, Box<Unfinished>),
    Fresh,
    Leave,
}

/// Asks which kind of record is to be added.
pub(in crate::cli) fn which(desk: &Desk<'_>) -> Result<Option<Kind>, Failure> {
    let about = |kind| match kind {
        Kind::Body => "a body: a council, committee, NHS body or provider",
        Kind::Change => "a change: to a health service",
        Kind::Resolution => "a resolution: what a committee resolved on one item",
        Kind::Determination => "a determination: one body's view whether a change is substantial",
        Kind::Duty => "a duty: to consult, involve, notify or report",
    };
    let lines = Kind::ALL.map(|kind| line(about(kind)));
    let prompt = Prompt {
        told: String::new(),
        asks: "What would you like to record?".to_owned(),
        help: "Begin with the bodies and the change; then what the committee resolved on it, and the view that it took. Whatever \
               is missing on the way can be recorded from within."
            .to_owned(),
        entry: Entry::Pick(lines.to_vec(), None),
    };
    let ask = crate::cli::ask::Ask::new(desk.output);
    loop {
        match ask.prompt(&prompt)? {
            Reply::Picked(at) if at < Kind::ALL.len() => return Ok(Some(Kind::ALL[at])),
            Reply::Picked(_) | Reply::Wrote(_) => {}
            Reply::Back | Reply::More | Reply::Left => return Ok(None),
        }
    }
}

fn line(text: &str) -> Line {
    Line {
        text: text.to_owned(),
        also: String::new(),
        stays: false,
    }
}

/// Asks for a new record, beginning with what flags say.
pub(in crate::cli) fn add(flags: &Flags, desk: &Desk<'_>, found: &Found<'_>) -> Result<Exit, Failure> {
    let sitting = Sitting::new(desk, found);
    let mut room = Room::open(found)?;
    let forms = folder(found);
    let (mut guide, mut keeper) = match sitting.former(flags, &room)? {
        Former::Leave => return Ok(Exit::Fine),
        Former::GoOn(name, form) => {
            let guide = Guide::resume(*form, None).remembering(sitting.history());
            (guide, Keeper::of(forms, &name))
        }
        Former::Fresh => {
            let guide = Guide::new(flags.kind, flags.answers.clone(), flags.id.clone(), desk.clock);
            let guide = guide.remembering(sitting.history()).as_draft(flags.draft);
            (guide, Keeper::new(forms, &format!("add-{}", flags.kind)))
        }
    };
    keeper.starts_with(&guide);
    let Some(made) = sitting.add(&mut guide, &mut room, &mut keeper)? else {
        return Ok(Exit::Fine);
    };
    sitting.onward(&made)
}

impl Sitting<'_> {
    /// Whether a form that was left before is gone on with.
    fn former(&self, flags: &Flags, room: &Room) -> Result<Former, Failure> {
        let mut own = Vec::new();
        for kept in kept(&folder(self.found)) {
            match kept.form {
                Ok(form) if form.editing.is_none() && form.kind() == flags.kind => {
                    own.push((kept.name, form));
                }
                Err(why) if kept.name.starts_with(&format!("add-{}", flags.kind)) => {
                    let path = folder(self.found).path(&kept.name);
                    self.desk.output.say(&format!(
                        "There is an unfinished {} that cannot be gone on with: {why}. It is left in {}.",
                        flags.kind,
                        path.display()
                    ));
                }
                _ => {}
            }
        }
        if flags.fresh || (own.is_empty() && !flags.resume) {
            return Ok(Former::Fresh);
        }
        if own.is_empty() {
            let what = format!("no {} was begun and left unfinished", flags.kind);
            return Err(
                Failure::with(Exit::NotFound, what).cure(format!("begin one: scrutiny add {}", flags.kind))
            );
        }
        if flags.resume && own.len() == 1 {
            let (name, form) = own.swap_remove(0);
            return Ok(Former::GoOn(name, Box::new(form)));
        }
        self.choose_former(flags, room, own)
    }

    fn choose_former(
        &self,
        flags: &Flags,
        room: &Room,
        mut own: Vec<(String, Unfinished)>,
    ) -> Result<Former, Failure> {
        let known = room.known(self.desk.today);
        let named = |form: &Unfinished| {
            let nothing = Answers::new();
            let what = name(form.kind(), form.answers().unwrap_or(&nothing), &known);
            (begun(form.begun, self.desk.clock), what)
        };
        let kind = flags.kind;
        let (lines, asks) = match own.as_slice() {
            [(_, one)] => {
                let (day, what) = named(one);
                let lines = vec![
                    line("Yes, go on with it"),
                    line(&format!("No, begin a new {kind}, and keep that one")),
                    line("No, throw it away"),
                ];
                (lines, format!("You began a {kind} {day}: {what}. Go on with it?"))
            }
            several => {
                let told = |form: &Unfinished| {
                    let (day, what) = named(form);
                    format!("the one you began {day}: {what}")
                };
                let mut lines: Vec<Line> = Vec::new();
                lines.extend(
                    several
                        .iter()
                        .map(|(_, form)| line(&format!("Go on with {}", told(form)))),
                );
                lines.push(line(&format!("Begin a new {kind}, and keep what is unfinished")));
                let away = several
                    .iter()
                    .map(|(_, form)| line(&format!("Throw away {}", told(form))));
                lines.extend(away);
                (lines, format!("You began more than one {kind}. Go on with one?"))
            }
        };
        let prompt = Prompt {
            told: String::new(),
            asks,
            help: "What you answered was kept when you left. Nothing of it is in the register yet."
                .to_owned(),
            entry: Entry::Pick(lines, Some(0)),
        };
        let count = own.len();
        loop {
            match self.ask.prompt(&prompt)? {
                Reply::Picked(at) if at < count => {
                    let (name, form) = own.swap_remove(at);
                    return Ok(Former::GoOn(name, Box::new(form)));
                }
                Reply::Picked(at) if at == count => return Ok(Former::Fresh),
                Reply::Picked(at) if at <= 2 * count => {
                    let (name, _) = own.swap_remove(at - count - 1);
                    folder(self.found).remove(&name)?;
                    if own.is_empty() {
                        return Ok(Former::Fresh);
                    }
                    return self.choose_former(flags, room, own);
                }
                Reply::Picked(_) | Reply::Wrote(_) => {}
                Reply::Back | Reply::More | Reply::Left => return Ok(Former::Leave),
            }
        }
    }

    /// Asks and saves; none where nothing was saved.
    fn add(&self, guide: &mut Guide, room: &mut Room, keeper: &mut Keeper) -> Result<Option<Made>, Failure> {
        loop {
            let draft = match self.run(guide, room, keeper)? {
                Ended::Save { draft } => draft,
                Ended::Left => {
                    // The last answer may lead away at once.
                    keeper.keep(guide)?;
                    self.left(keeper, &format!("scrutiny add {}", guide.kind()));
                    return Ok(None);
                }
                Ended::Discarded => {
                    keeper.drop()?;
                    self.desk.output.aloud("Thrown away. Nothing was saved.");
                    return Ok(None);
                }
            };
            match self.save(guide, room, draft) {
                Ok(Some(made)) => {
                    keeper.drop()?;
                    return Ok(Some(made));
                }
                Ok(None) => guide.tell("Nothing was saved: see what is wrong above."),
                Err(failure) => return Err(keeper.besides(failure)),
            }
        }
    }

    /// Saves the record, and the new ones it names, as one commit; none where something is wrong with them.
    fn save(&self, guide: &Guide, room: &Room, draft: bool) -> Result<Option<Made>, Failure> {
        let needed: Vec<&Beside> = guide.needed();
        let mut all = room.made(&needed, self.desk.today);
        let known = room.known(self.desk.today);
        let made = guide.made(&known, draft);
        let Ok(made) = made else { return Ok(None) };
        all.push(made.clone());
        let files: Vec<File> = all.iter().map(file).collect();
        let (sources, problems) = batch::checked(self.desk, &room.base, &files);
        let checked = (sources, batch::without_next_step(&problems));
        let mut summary = format!("Add {}: {}", made.kind, made.what);
        if let [new @ .., _] = all.as_slice()
            && !new.is_empty()
        {
            let new: Vec<String> = new.iter().map(|one| format!("{} {}", one.kind, one.id)).collect();
            summary.push_str(&format!(" (with {})", new.join(", ")));
        }
        let data: Json = json!({ "kind": made.kind.word(), "id": made.id, "path": made.path });
        if !batch::save(self.found, self.desk, &files, &summary, &checked, &data)? {
            return Ok(None);
        }
        for one in &all {
            self.desk.output.say(&format!(
                "Recorded the {} `{}` in {}.",
                one.kind, one.id, one.path
            ));
        }
        Ok(Some(made))
    }

    /// What comes next: the view that a clause holds, the committee of a council; otherwise a line that says so.
    fn onward(&self, made: &Made) -> Result<Exit, Failure> {
        let record = yaml::json(&made.text).unwrap_or_default();
        let begin = |given: Answers, kind| {
            let flags = Flags::of(kind, given);
            add(&flags, self.desk, self.found)
        };
        if made.kind == Kind::Body && record["role"] == Role::LocalAuthority.word() {
            let help =
                "Views whether a change is substantial are taken by a council's health scrutiny committee.";
            if self
                .ask
                .yes("Record its health scrutiny committee now?", true, help)?
            {
                let given = Answers::new()
                    .with("role", Role::ScrutinyCommittee.word())
                    .with("part-of", made.id.as_str());
                return begin(given, Kind::Body);
            }
        }
        let labels = match made.kind {
            Kind::Resolution => deciding(&record),
            _ => Vec::new(),
        };
        let mut left = labels.len();
        for label in labels {
            let asks = format!("Clause {label} says whether a change is substantial. Record that view now?");
            let help = "Where a committee itself says whether a change is substantial, that view is a record of its own.";
            if !self.ask.yes(&asks, true, help)? {
                break;
            }
            let mut given = Answers::new()
                .with("resolution", made.id.as_str())
                .with("clause", &label);
            if let Some([one]) = record["changes"].as_array().map(Vec::as_slice) {
                given.set_one("change", one.as_str());
            }
            begin(given, Kind::Determination)?;
            left -= 1;
            if left == 0 {
                // What comes next was said with the view.
                return Ok(Exit::Fine);
            }
        }
        self.desk.output.next(&made.next);
        Ok(Exit::Fine)
    }
}

/// The labels of the clauses that hold a view.
fn deciding(record: &Json) -> Vec<String> {
    let decides = |clause: &&Json| match &clause["reads_as"] {
        Json::Array(several) => several.iter().any(|one| one == "determination"),
        one => one == "determination",
    };
    let clauses = record["clauses"].as_array().into_iter().flatten().filter(decides);
    clauses
        .filter_map(|clause| clause["label"].as_str().map(str::to_owned))
        .collect()
}

/// A new record as a file that is saved.
pub(super) fn file(made: &Made) -> File {
    File {
        kind: made.kind,
        id: made.id.clone(),
        path: made.path.clone(),
        before: None,
        text: made.text.clone(),
    }
}
