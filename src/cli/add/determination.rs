//! `scrutiny add determination`.

use chrono::NaiveDate;
use clap::Args;

use super::fields::{Fields, date};
use super::{Common, Compose, NewRecord, few_words};
use crate::failure::{Exit, Failure};
use crate::record::determination::{TakenBy, View};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::value::PartialDate;

/// Record one body's view whether a change is a substantial variation.
///
/// With --resolution, the body, the council and the date are taken from it unless they are given.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  scrutiny add determination --change ward-move-2026 --view not-substantial \\\n    \
    --resolution kent-hosc-2026-01-20-ward-moves --clause a"
)]
pub(super) struct NewDetermination {
    /// The change it is about
    #[arg(long)]
    change: String,

    /// substantial-variation, substantial-development, not-substantial or deferred
    #[arg(long)]
    view: View,

    /// The resolution whose clause holds it
    #[arg(long, requires = "clause")]
    resolution: Option<String>,

    /// The label of the clause
    #[arg(long, requires = "resolution")]
    clause: Option<String>,

    /// The body whose view it is [default: the committee of the resolution]
    #[arg(long, value_name = "BODY", required_unless_present = "resolution")]
    by: Option<String>,

    /// The council whose area it is about [default: the council the committee is part of]
    #[arg(long, value_name = "BODY")]
    authority: Option<String>,

    /// Who took it: committee, joint-committee, chair, officer or board
    #[arg(long)]
    taken_by: Option<TakenBy>,

    /// What it covers, and what it does not
    #[arg(long)]
    scope: Option<String>,

    /// The day it was taken [default: the day of the meeting]
    #[arg(long)]
    date: Option<String>,

    /// The reasons given
    #[arg(long)]
    reasons: Option<String>,

    /// What it was made subject to
    #[arg(long)]
    conditions: Option<String>,

    /// The earlier view of the same body that it takes the place of
    #[arg(long, value_name = "DETERMINATION")]
    supersedes: Option<String>,

    #[command(flatten)]
    common: Common,
}

impl Compose for NewDetermination {
    fn common(&self) -> &Common {
        &self.common
    }

    fn named(&self) -> Vec<(Kind, &str)> {
        let change = std::iter::once((Kind::Change, self.change.as_str()));
        let bodies = self
            .by
            .iter()
            .chain(&self.authority)
            .map(|id| (Kind::Body, id.as_str()));
        let resolution = self.resolution.iter().map(|id| (Kind::Resolution, id.as_str()));
        let earlier = self
            .supersedes
            .iter()
            .map(|id| (Kind::Determination, id.as_str()));
        change.chain(bodies).chain(resolution).chain(earlier).collect()
    }

    fn views_of(&self) -> Option<&str> {
        Some(&self.change)
    }

    fn compose(&self, register: &Register, today: NaiveDate) -> Result<NewRecord, Failure> {
        let resolution = self.resolution(register)?;
        let by = match (&self.by, resolution) {
            (Some(by), _) => by.clone(),
            (None, Some(resolution)) => resolution.body.committee.id.to_string(),
            (None, None) => unreachable!("clap asks for --by where there is no --resolution"),
        };
        let day = match (&self.date, resolution) {
            (Some(text), _) => date(text, today)?,
            (None, Some(resolution)) => resolution.body.meeting.value,
            (None, None) => {
                return Err(
                    Failure::with(Exit::Usage, "the day the view was taken is missing")
                        .cure("give it with --date; `--date unknown` if it is not known"),
                );
            }
        };
        let authority = self.authority(register, &by)?;
        let viewed = Viewed {
            change: &self.change,
            by: &by,
            authority: &authority,
            taken_by: self.taken_by,
            view: self.view,
            scope: self.scope.as_deref(),
            day,
            clause: self.resolution.as_deref().zip(self.clause.as_deref()),
            reasons: self.reasons.as_deref(),
            conditions: self.conditions.as_deref(),
            supersedes: self.supersedes.as_deref(),
        };
        Ok(viewed.record())
    }
}

/// A view, as its record tells it.
pub(in crate::cli) struct Viewed<'v> {
    /// The change it is about.
    pub(in crate::cli) change: &'v str,
    /// The body whose view it is.
    pub(in crate::cli) by: &'v str,
    /// The council whose area it is about.
    pub(in crate::cli) authority: &'v str,
    /// Who took it.
    pub(in crate::cli) taken_by: Option<TakenBy>,
    /// The view.
    pub(in crate::cli) view: View,
    /// What it covers.
    pub(in crate::cli) scope: Option<&'v str>,
    /// The day it was taken.
    pub(in crate::cli) day: PartialDate,
    /// The resolution and the label of the clause that holds it.
    pub(in crate::cli) clause: Option<(&'v str, &'v str)>,
    /// The reasons given.
    pub(in crate::cli) reasons: Option<&'v str>,
    /// What it was made subject to.
    pub(in crate::cli) conditions: Option<&'v str>,
    /// The earlier view that it takes the place of.
    pub(in crate::cli) supersedes: Option<&'v str>,
}

impl Viewed<'_> {
    /// Its record.
    pub(in crate::cli) fn record(&self) -> NewRecord {
        let mut fields = Fields::default();
        fields.text("change", Some(self.change));
        fields.text("by", Some(self.by));
        fields.text("authority", Some(self.authority));
        fields.text("taken_by", self.taken_by.map(TakenBy::word));
        fields.text("view", Some(self.view.word()));
        fields.text("scope", self.scope);
        fields.text("date", Some(&self.day.to_string()));
        let mut clause = Fields::default();
        clause.text("id", self.clause.map(|(id, _)| id));
        clause.text("clause", self.clause.map(|(_, label)| label));
        fields.group("resolution", clause);
        fields.text("reasons", self.reasons);
        fields.text("conditions", self.conditions);
        fields.text("supersedes", self.supersedes);
        NewRecord {
            kind: Kind::Determination,
            name: format!(
                "{} {} {}",
                self.by,
                self.day,
                few_words(&self.change.replace('-', " "))
            ),
            filed: self.day,
            fields,
            what: format!("{} on {}: {}", self.by, self.change, self.view.plain()),
            next: "scrutiny build".to_owned(),
        }
    }
}

impl NewDetermination {
    fn resolution<'r>(&self, register: &'r Register) -> Result<Option<&'r Entry<Resolution>>, Failure> {
        let Some(text) = &self.resolution else {
            return Ok(None);
        };
        let found = RecordId::new(text)
            .ok()
            .and_then(|id| register.resolutions.get(&id));
        found.map(Some).ok_or_else(|| {
            Failure::with(
                Exit::NotFound,
                format!("there is no resolution `{text}` that can be used"),
            )
            .cure("see `scrutiny list resolutions`, and `scrutiny check` for what may be wrong with it")
        })
    }

    /// The council given, or the one the committee is part of.
    fn authority(&self, register: &Register, by: &str) -> Result<String, Failure> {
        if let Some(authority) = &self.authority {
            return Ok(authority.clone());
        }
        let body = RecordId::new(by).ok().and_then(|id| register.bodies.get(&id));
        let parent = body.and_then(|body| body.body.part_of.as_ref());
        parent.map(|parent| parent.id.to_string()).ok_or_else(|| {
            Failure::with(
                Exit::Usage,
                format!("it is not clear which council's area the view of `{by}` is about"),
            )
            .cure("give the council with --authority")
        })
    }
}
