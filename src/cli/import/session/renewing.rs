//! Minutes of an item that is recorded already: what differs is shown, agreed to, and written with what it was.

use serde_json::json;

use super::super::answers::Answers;
use super::super::compose::Composed;

use super::super::plan::{Lack, Material};
use super::super::renew::{self, Changed, Dispute, Renewal};
use super::Session;
use crate::cli::ask::{self, Answer, Ask, Question, Reply};
use crate::cli::build::Build;
use crate::compare::words::{difference, shown};
use crate::failure::{Exit, Failure};
use crate::record::Entry;
use crate::record::determination::View;
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::view::words;

const TAKE_OVER: &str = "Put these words into the record, and keep the old ones as a correction?";
const TAKEN_OVER: &str =
    "The record then holds the words now published; each old wording stays with it, with the day.";

impl Session<'_> {
    /// Brings a record up to minutes that were published again.
    pub(super) fn renew(
        &self,
        material: &Material<'_>,
        mut answers: Answers,
        entry: &Entry<Resolution>,
        ask: Option<&Ask<'_>>,
    ) -> Result<(Exit, bool), Failure> {
        if let Some(ask) = ask
            && !settle(ask, material, &mut answers, entry)?
        {
            return Ok(self.nothing());
        }
        let answers = &answers;
        let renewal = match renew::renewal(material, answers, entry) {
            Ok(renewal) => renewal,
            Err(lacks) => return Ok((self.refuse(&lacks), false)),
        };
        if renewal.is_empty() {
            return Ok((self.unchanged(entry), false));
        }
        if !renewal.changed.is_empty() {
            self.tell(&renewal);
            let agreed = self.flags.update || self.flags.dry_run;
            match ask {
                _ if agreed => {}
                Some(ask) if ask.yes(TAKE_OVER, false, TAKEN_OVER)? => {}
                Some(_) => return Ok(self.nothing()),
                None => {
                    let lack = Lack::new(
                        format!("the clauses differ from resolution/{}, as shown", entry.id),
                        "--update takes the new words over and keeps the old ones as corrections",
                    );
                    return Ok((self.refuse(&[lack]), false));
                }
            }
        }
        let files = renewal.files(material, answers, &self.read.sources, self.desk.clock)?;
        let summary = if renewal.status == Some(MinutesStatus::Confirmed) {
            format!("Minutes confirmed: {}", *entry.body.item)
        } else {
            format!("Minutes published again: {}", *entry.body.item)
        };
        let composed = Composed {
            files,
            summary,
            notes: Vec::new(),
        };
        let exit = self.save(&composed, &json!({ "corrected": renewal.changed.len() }))?;
        if exit == Exit::Fine && !self.flags.dry_run {
            if self.flags.build {
                return Build::silent().run(self.desk).map(|exit| (exit, true));
            }
            if ask.is_none() {
                self.desk.output.next("scrutiny build");
            }
        }
        Ok((exit, exit == Exit::Fine))
    }

    /// Says that nothing was written, as was asked for.
    fn nothing(&self) -> (Exit, bool) {
        self.desk.output.say("Nothing was written.");
        (Exit::Fine, false)
    }

    /// The record would be as it is.
    fn unchanged(&self, entry: &Entry<Resolution>) -> Exit {
        let same = entry.body.minutes.as_ref().and_then(|own| own.sha256.as_ref());
        if same.is_some_and(|sum| *sum.value == *self.sum) {
            return self.already(entry);
        }
        let output = self.desk.output;
        if output.is_json() {
            output.json(&json!({ "already": format!("resolution/{}", entry.id) }));
        }
        output.say(&format!(
            "This item is recorded as resolution/{}, and its clauses read the same. Nothing was written.",
            entry.id
        ));
        Exit::Fine
    }

    /// Shows what differs, old words and new.
    fn tell(&self, renewal: &Renewal<'_>) {
        let say = |text: &str| self.desk.output.say(text);
        let is_plain = self.desk.output.screen.is_plain;
        let marks = if is_plain {
            ""
        } else {
            "; [-went out-], {+came in+}"
        };
        say(&format!(
            "resolution/{} reads otherwise{marks}:",
            renewal.entry.id
        ));
        // Marks between words say nothing to somebody who listens: there the two wordings are told one after the other.
        let shown = |old: &str, new: &str| match (is_plain, old.is_empty()) {
            (false, _) => shown(&difference(old, new)),
            (true, false) => format!("was: {old}\n    now: {new}"),
            (true, true) => format!("new: {new}"),
        };
        for changed in &renewal.changed {
            let (name, text) = match changed {
                Changed::Words(_, label, old, new) => (format!("clause {label}"), shown(old, new)),
                Changed::Stem(old, new) => {
                    let words = |stem: &Option<String>| stem.clone().unwrap_or_default();
                    ("stem".to_owned(), shown(&words(old), &words(new)))
                }
                Changed::Added(clause) => (format!("clause {}", clause.label), shown("", &clause.words)),
            };
            say(&format!("  {name}:\n    {text}"));
        }
    }
}

/// Asks about each clause that is recorded with another view; whether all were settled.
fn settle(
    ask: &Ask<'_>,
    material: &Material<'_>,
    answers: &mut Answers,
    entry: &Entry<Resolution>,
) -> Result<bool, Failure> {
    for dispute in renew::disputes(material, answers, entry) {
        let Some(view) = which(ask, &dispute)? else {
            return Ok(false);
        };
        answers.clause(dispute.clause).view(0).view = Some(view);
    }
    Ok(true)
}

/// Asks which of two views is right; none where nobody says.
fn which(ask: &Ask<'_>, dispute: &Dispute) -> Result<Option<View>, Failure> {
    let mut views = vec![dispute.recorded];
    views.extend(dispute.now.filter(|view| *view != dispute.recorded));
    let lines = views.iter().map(|view| words::view(*view).to_owned());
    let question = Question {
        about: format!(
            "  Clause {} is recorded as: {}\n  These minutes read:       {}",
            dispute.label,
            words::view(dispute.recorded),
            dispute.now.map_or("no view", words::view)
        ),
        asks: format!("Which view does clause {} hold?", dispute.label),
        help: ask::paragraph(
            "Read the clause itself. The record of the view is changed only if you choose another.",
        ),
        answer: Answer::Pick(lines.collect(), 0),
    };
    Ok(match ask.put(&question)? {
        Reply::Picked(number) => views.get(number).copied(),
        _ => None,
    })
}
