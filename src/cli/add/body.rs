//! `scrutiny add body`.

use chrono::NaiveDate;
use clap::Args;

use super::fields::Fields;
use super::{Common, Compose, NewRecord};
use crate::failure::Failure;
use crate::record::Kind;
use crate::record::body::Role;
use crate::register::Register;
use crate::value::PartialDate;

/// Record a council, committee, NHS body or provider.
#[derive(Debug, Args)]
pub(super) struct NewBody {
    /// Its full name
    #[arg(long)]
    name: String,

    /// What it is in law: local-authority, scrutiny-committee, joint-scrutiny-committee, icb, nhs-england,
    /// nhs-trust, nhs-foundation-trust, independent-provider, voluntary-provider, healthwatch,
    /// secretary-of-state, ccg
    #[arg(long)]
    role: Role,

    /// The name it goes by
    #[arg(long)]
    short_name: Option<String>,

    /// The body it is a committee or part of
    #[arg(long, value_name = "BODY")]
    part_of: Option<String>,

    /// A council that appointed it, where it is a joint committee; may be repeated
    #[arg(long = "member", value_name = "BODY")]
    members: Vec<String>,

    /// Where it serves, in words
    #[arg(long)]
    area: Option<String>,

    /// Its website
    #[arg(long)]
    website: Option<String>,

    /// Its code with the Organisation Data Service
    #[arg(long)]
    ods: Option<String>,

    /// Its code with the Government Statistical Service
    #[arg(long)]
    gss: Option<String>,

    /// Its first day
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// Its last day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// A body that took over from it; may be repeated
    #[arg(long = "succeeded-by", value_name = "BODY")]
    succeeded_by: Vec<String>,

    #[command(flatten)]
    common: Common,
}

impl Compose for NewBody {
    fn common(&self) -> &Common {
        &self.common
    }

    fn named(&self) -> Vec<(Kind, &str)> {
        let all = self.part_of.iter().chain(&self.members).chain(&self.succeeded_by);
        all.map(|id| (Kind::Body, id.as_str())).collect()
    }

    fn compose(&self, _register: &Register, today: NaiveDate) -> Result<NewRecord, Failure> {
        let mut fields = Fields::default();
        fields.text("name", Some(&self.name));
        fields.text("short_name", self.short_name.as_deref());
        fields.text("role", Some(self.role.word()));
        fields.text("part_of", self.part_of.as_deref());
        fields.words("members", &self.members);
        fields.text("area", self.area.as_deref());
        fields.text("website", self.website.as_deref());
        let mut codes = Fields::default();
        codes.text("ods", self.ods.as_deref());
        codes.text("gss", self.gss.as_deref());
        fields.group("codes", codes);
        let mut active = Fields::default();
        active.date("from", self.from.as_deref(), today)?;
        active.date("until", self.until.as_deref(), today)?;
        fields.group("active", active);
        fields.words("succeeded_by", &self.succeeded_by);
        let next = match self.role {
            Role::LocalAuthority => {
                "scrutiny add body --role scrutiny-committee --part-of {id} --name \"...\""
            }
            _ => "scrutiny add change --title \"...\" --summary \"...\" --kind move --authority ...",
        };
        Ok(NewRecord {
            kind: Kind::Body,
            name: self.short_name.as_ref().unwrap_or(&self.name).clone(),
            filed: PartialDate::Unknown,
            fields,
            what: self.name.clone(),
            next: next.to_owned(),
        })
    }
}
