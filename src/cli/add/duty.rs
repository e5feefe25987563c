//! `scrutiny add duty`.

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::fields::{Fields, split};
use super::{Common, Compose, NewRecord, few_words, this_year};
use crate::failure::Failure;
use crate::record::Kind;
use crate::record::duty::People;
use crate::register::Register;

/// Record a duty to consult, involve, notify or report.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("basis").required(true)))]
pub(super) struct NewDuty {
    /// What must be done, as a plain title
    #[arg(long)]
    title: String,

    /// The change it arises from
    #[arg(long)]
    change: String,

    /// The body that owes it
    #[arg(long, value_name = "BODY")]
    owed_by: String,

    /// To whom it is owed: public, users, carers, representatives, suppliers, staff, or a body; may be repeated
    #[arg(long = "owed-to", value_name = "WHOM", required = true)]
    owed_to: Vec<String>,

    /// The provision of law it rests on, such as nhsa-14Z45-involve-planning
    #[arg(long, group = "basis")]
    provision: Option<String>,

    /// The undertaking it rests on, in our own words
    #[arg(long, group = "basis")]
    undertaking: Option<String>,

    /// The clause it rests on, as "RESOLUTION # LABEL"
    #[arg(long, group = "basis", value_name = "CLAUSE")]
    clause: Option<String>,

    /// By when; left out where no date is stated
    #[arg(long, value_name = "DATE")]
    due: Option<String>,

    #[command(flatten)]
    common: Common,
}

impl Compose for NewDuty {
    fn common(&self) -> &Common {
        &self.common
    }

    fn named(&self) -> Vec<(Kind, &str)> {
        let mut named = vec![
            (Kind::Change, self.change.as_str()),
            (Kind::Body, self.owed_by.as_str()),
        ];
        let bodies = self.owed_to.iter().filter(|whom| whom.parse::<People>().is_err());
        named.extend(bodies.map(|id| (Kind::Body, id.as_str())));
        let clause = self.clause.as_deref().and_then(|text| text.split_once('#'));
        named.extend(clause.map(|(resolution, _)| (Kind::Resolution, resolution.trim())));
        named
    }

    fn compose(&self, _register: &Register, today: NaiveDate) -> Result<NewRecord, Failure> {
        let mut fields = Fields::default();
        fields.text("title", Some(&self.title));
        fields.text("change", Some(&self.change));
        let mut basis = Fields::default();
        basis.text("provision", self.provision.as_deref());
        basis.text("undertaking", self.undertaking.as_deref());
        if let Some(text) = &self.clause {
            let (resolution, label) = split(text, '#', "\"kent-hosc-2026-01-20-ward-moves # a\"")?;
            let mut clause = Fields::default();
            clause.text("id", Some(resolution));
            clause.text("clause", Some(label));
            basis.group("clause", clause);
        }
        fields.group("basis", basis);
        fields.text("owed_by", Some(&self.owed_by));
        fields.list("owed_to", self.owed_to.iter().map(|whom| json!(whom)).collect());
        let due = fields.date("due", self.due.as_deref(), today)?;
        Ok(NewRecord {
            kind: Kind::Duty,
            name: format!("{} {}", self.owed_by, few_words(&self.title)),
            filed: due
                .filter(|due| !due.is_unknown())
                .unwrap_or_else(|| this_year(today)),
            fields,
            what: format!("{} ({})", self.title, self.owed_by),
            next: "scrutiny show duty/{id}".to_owned(),
        })
    }
}
