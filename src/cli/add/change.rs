//! `scrutiny add change`.

use chrono::{Datelike, NaiveDate};
use clap::Args;
use serde_json::json;

use super::fields::{Fields, date, split};
use super::{Common, Compose, NewRecord, few_words, this_year};
use crate::failure::Failure;
use crate::record::Kind;
use crate::record::change::ChangeKind;
use crate::register::Register;
use crate::value::Truth;

/// Record a service change.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewChange {
    /// A plain title that says what changes
    #[arg(long)]
    title: String,

    /// One or two sentences that anybody can read
    #[arg(long)]
    summary: String,

    /// move, closure, reduction, new-service, new-model, merger, temporary, urgent, contract-award or other
    #[arg(long)]
    kind: ChangeKind,

    /// A service it touches, such as mental-health; may be repeated
    #[arg(long = "service", value_name = "SERVICE")]
    pub(in crate::cli) services: Vec<String>,

    /// The NHS body or provider on whom a duty to consult falls
    #[arg(long, value_name = "BODY")]
    pub(in crate::cli) responsible_person: Option<String>,

    /// A body that buys the service; may be repeated
    #[arg(long = "commissioner", value_name = "BODY")]
    commissioners: Vec<String>,

    /// A body that provides it now; may be repeated
    #[arg(long = "provider-now", value_name = "BODY")]
    providers_now: Vec<String>,

    /// A body that shall provide it; may be repeated
    #[arg(long = "provider-proposed", value_name = "BODY")]
    providers_proposed: Vec<String>,

    /// A council whose area is affected; may be repeated
    #[arg(long = "authority", value_name = "BODY")]
    pub(in crate::cli) authorities: Vec<String>,

    /// Whether it affects the manner or range of services: yes, no or unknown
    #[arg(long, value_name = "ANSWER")]
    affects_manner_or_range: Option<Truth>,

    /// Who says so
    #[arg(long, value_name = "BODY", requires = "affects_manner_or_range")]
    asserted_by: Option<String>,

    /// When it came under consideration
    #[arg(long, value_name = "DATE")]
    under_consideration_from: Option<String>,

    /// A date that matters, as "2026-04-01 = new contract begins"; may be repeated
    #[arg(long = "key-date", value_name = "DATE = WHAT")]
    pub(in crate::cli) key_dates: Vec<String>,

    #[command(flatten)]
    common: Common,
}

impl NewChange {
    /// A change of which no more is told than this and the fields that are set next.
    pub(in crate::cli) fn of(title: &str, summary: &str, kind: ChangeKind) -> Self {
        Self {
            title: title.to_owned(),
            summary: summary.to_owned(),
            kind,
            services: Vec::new(),
            responsible_person: None,
            commissioners: Vec::new(),
            providers_now: Vec::new(),
            providers_proposed: Vec::new(),
            authorities: Vec::new(),
            affects_manner_or_range: None,
            asserted_by: None,
            under_consideration_from: None,
            key_dates: Vec::new(),
            common: Common::default(),
        }
    }

    /// Its record.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`](crate::failure::Exit::Usage) where a date cannot be understood.
    pub(in crate::cli) fn record(&self, today: NaiveDate) -> Result<NewRecord, Failure> {
        let mut fields = Fields::default();
        fields.text("title", Some(&self.title));
        fields.text("summary", Some(&self.summary));
        fields.text("kind", Some(self.kind.word()));
        fields.words("services", &self.services);
        fields.text("responsible_person", self.responsible_person.as_deref());
        fields.words("commissioners", &self.commissioners);
        let mut providers = Fields::default();
        providers.words("current", &self.providers_now);
        providers.words("proposed", &self.providers_proposed);
        fields.group("providers", providers);
        fields.list(
            "authorities",
            self.authorities
                .iter()
                .map(|id| json!({ "authority": id }))
                .collect(),
        );
        let mut affects = Fields::default();
        affects.text("answer", self.affects_manner_or_range.map(Truth::word));
        affects.text("asserted_by", self.asserted_by.as_deref());
        fields.group("affects_manner_or_range", affects);
        fields.date(
            "under_consideration_from",
            self.under_consideration_from.as_deref(),
            today,
        )?;
        let mut dates = Vec::new();
        for key in &self.key_dates {
            let (day, what) = split(key, '=', "\"2026-04-01 = new contract begins\"")?;
            dates.push(json!({ "date": date(day, today)?.to_string(), "what": what }));
        }
        fields.list("key_dates", dates);
        Ok(NewRecord {
            kind: Kind::Change,
            name: format!("{} {}", few_words(&self.title), today.year()),
            filed: this_year(today),
            fields,
            what: self.title.clone(),
            next: "scrutiny add resolution --change {id} --committee ... --meeting ... --item \"...\""
                .to_owned(),
        })
    }
}

impl Compose for NewChange {
    fn common(&self) -> &Common {
        &self.common
    }

    fn named(&self) -> Vec<(Kind, &str)> {
        let people = self
            .responsible_person
            .iter()
            .chain(&self.asserted_by)
            .chain(&self.commissioners);
        let all = people
            .chain(&self.providers_now)
            .chain(&self.providers_proposed)
            .chain(&self.authorities);
        all.map(|id| (Kind::Body, id.as_str())).collect()
    }

    fn compose(&self, _register: &Register, today: NaiveDate) -> Result<NewRecord, Failure> {
        self.record(today)
    }
}
