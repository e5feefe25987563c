//! `scrutiny add resolution`.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::fields::{Fields, split};
use super::{Common, Compose, NewRecord, few_words};
use crate::failure::{Exit, Failure};
use crate::record::Kind;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::register::Register;
use crate::value::PartialDate;

/// Record what a committee resolved on one item of one meeting.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  scrutiny add resolution --committee kent-hosc --meeting 2026-01-20 \\\n    \
    --item \"Ward moves\" --change ward-move-2026 \\\n    \
    --clause \"a = noted: The report be noted.\""
)]
pub(super) struct NewResolution {
    /// The committee
    #[arg(long, value_name = "BODY")]
    committee: String,

    /// The day of the meeting
    #[arg(long, value_name = "DATE")]
    meeting: String,

    /// The title of the item
    #[arg(long)]
    item: String,

    /// The number of the item on the agenda
    #[arg(long)]
    item_number: Option<String>,

    /// A change the item was about; may be repeated
    #[arg(long = "change", value_name = "CHANGE")]
    changes: Vec<String>,

    /// A clause, as "LABEL = READING: exact words"; READING is determination, noted, agreed, recommended,
    /// invited, requested-information or another of `scrutiny schema resolution`; may be repeated. What asks
    /// somebody for something becomes an action of the committee
    #[arg(long = "clause", value_name = "CLAUSE")]
    clauses: Vec<String>,

    /// The words before the first clause that each clause goes on from
    #[arg(long)]
    stem: Option<String>,

    /// What was discussed, in our own words
    #[arg(long)]
    discussion: Option<String>,

    /// Whether the minutes are confirmed, draft or unknown
    #[arg(long, value_name = "STATUS", default_value = "unknown")]
    minutes: MinutesStatus,

    /// Where the minutes are published
    #[arg(long, value_name = "ADDRESS")]
    minutes_source: Option<String>,

    /// The day the minutes were confirmed
    #[arg(long, value_name = "DATE")]
    confirmed_on: Option<String>,

    /// The votes, where they were minuted
    #[arg(long)]
    votes: Option<String>,

    #[command(flatten)]
    common: Common,
}

impl Compose for NewResolution {
    fn common(&self) -> &Common {
        &self.common
    }

    fn named(&self) -> Vec<(Kind, &str)> {
        let changes = self.changes.iter().map(|id| (Kind::Change, id.as_str()));
        std::iter::once((Kind::Body, self.committee.as_str()))
            .chain(changes)
            .collect()
    }

    fn compose(&self, register: &Register, today: NaiveDate) -> Result<NewRecord, Failure> {
        let mut fields = Fields::default();
        fields.text("committee", Some(&self.committee));
        let meeting = fields
            .date("meeting", Some(&self.meeting), today)?
            .unwrap_or(PartialDate::Unknown);
        fields.text("item", Some(&self.item));
        fields.text("item_number", self.item_number.as_deref());
        let mut minutes = Fields::default();
        minutes.text("status", Some(self.minutes.word()));
        minutes.date("confirmed_on", self.confirmed_on.as_deref(), today)?;
        minutes.text("source", self.minutes_source.as_deref());
        fields.group("minutes", minutes);
        fields.words("changes", &self.changes);
        fields.text("discussion", self.discussion.as_deref());
        fields.text("stem", self.stem.as_deref());
        let clauses = self
            .clauses
            .iter()
            .map(|text| clause(text, &self.committee))
            .collect::<Result<Vec<Json>, Failure>>()?;
        let decides = self.clauses.iter().any(|text| text.contains("determination"));
        fields.list("clauses", clauses);
        fields.text("votes", self.votes.as_deref());
        let committee = crate::record::RecordId::new(&self.committee).ok();
        let body = committee.and_then(|id| register.bodies.get(&id));
        let known_as = body.map_or(self.committee.as_str(), |body| body.body.known_as());
        let next = if decides {
            "scrutiny add determination --resolution {id} --clause ... --change ... --view ..."
        } else {
            "scrutiny build"
        };
        Ok(NewRecord {
            kind: Kind::Resolution,
            name: format!("{} {meeting} {}", self.committee, few_words(&self.item)),
            filed: meeting,
            fields,
            what: format!("{known_as}, {}: {}", meeting.spoken(), self.item),
            next: next.to_owned(),
        })
    }
}

/// A clause from `a = noted: The report be noted.` One that asks somebody for something becomes an action of the
/// committee, due on a day not yet known.
fn clause(text: &str, committee: &str) -> Result<Json, Failure> {
    const FORM: &str = "\"a = noted: The report be noted.\"";
    let (label, rest) = split(text, '=', FORM)?;
    let (reading, words) = split(rest, ':', FORM)?;
    let reading: Reading = reading
        .parse()
        .map_err(|why: String| Failure::with(Exit::Usage, why))?;
    let mut clause = json!({ "label": label, "words": words, "reads_as": reading.word() });
    if reading.asks() {
        clause["action"] = json!({ "owner": committee, "due": "unknown" });
    }
    Ok(clause)
}
