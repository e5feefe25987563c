//! Bodies: councils, their committees, NHS bodies and providers, and how one came after another.

use super::correction::Correction;
use super::settings::Licence;
use super::{Document, Kind, Record, RecordId, Ref, Target};
use crate::shape;
use crate::source::Spanned;
use crate::value::{Address, PartialDate, Status, Text};
use crate::words;

words! {
    "a role of a body"
    /// What a body is in law.
    pub enum Role {
        /// A council with health scrutiny functions: county, unitary, London borough, City of London, Isles of Scilly (NHS Act 2006 s.244(1)).
        LocalAuthority = "local-authority",
        /// A committee of a council that exercises health scrutiny functions.
        ScrutinyCommittee = "scrutiny-committee",
        /// A committee appointed by several councils together (SI 2013/218 reg 30).
        JointScrutinyCommittee = "joint-scrutiny-committee",
        /// An integrated care board.
        Icb = "icb",
        /// A clinical commissioning group, until 30 June 2022.
        Ccg = "ccg",
        /// NHS England.
        NhsEngland = "nhs-england",
        /// An NHS trust.
        NhsTrust = "nhs-trust",
        /// An NHS foundation trust.
        NhsFoundationTrust = "nhs-foundation-trust",
        /// A company or other independent provider of health services.
        IndependentProvider = "independent-provider",
        /// A charity, community interest company or other voluntary provider.
        VoluntaryProvider = "voluntary-provider",
        /// A local Healthwatch organisation, or its contractor.
        Healthwatch = "healthwatch",
        /// The Secretary of State for Health and Social Care.
        SecretaryOfState = "secretary-of-state",
    }
}

words! {
    "a kind of council"
    /// The kinds of council that have health scrutiny functions (NHS Act 2006 s.244(1)).
    pub enum CouncilKind {
        /// A county council with districts; it may co-opt their members (SI 2013/218 reg 31).
        County = "county",
        /// A council that is the only one for its area.
        Unitary = "unitary",
        /// A London borough.
        LondonBorough = "london-borough",
        /// The City of London or the Isles of Scilly.
        Other = "other",
    }
}

words! {
    "a form of governance"
    /// How a council takes its decisions.
    pub enum Governance {
        /// By a leader or mayor and cabinet (executive arrangements).
        Executive = "executive",
        /// By committees.
        Committees = "committees",
    }
}

shape! {
    "a body"
    /// A council, committee, NHS body or provider.
    pub struct Body {
        /// Its full name.
        pub name: Spanned<Text>,
        /// The name it goes by, such as Kent HOSC.
        pub short_name: Option<Spanned<Text>>,
        /// What it is in law.
        pub role: Spanned<Role>,
        /// Which kind of council it is, where it is one.
        pub council_kind: Option<Spanned<CouncilKind>>,
        /// How it is governed, where it is a council.
        pub governance: Option<Spanned<Governance>>,
        /// The body it is a committee or part of.
        pub part_of: Option<Ref<Body>>,
        /// The councils that appointed it, where it is a joint committee.
        pub members: Vec<Ref<Authority>>,
        /// Where it serves, in words.
        pub area: Option<Spanned<Text>>,
        /// Its website.
        pub website: Option<Spanned<Address>>,
        /// The terms under which it publishes its minutes and notices.
        pub licence: Option<Licence>,
        /// Its codes in other lists.
        pub codes: Option<Codes>,
        /// From when until when it existed.
        pub active: Option<Active>,
        /// The bodies that took over from it.
        pub succeeded_by: Vec<Ref<Body>>,
        /// Draft or recorded.
        pub status: Option<Spanned<Status>>,
        /// The ids it had before; their addresses lead here, and are never given to another.
        pub aliases: Vec<Spanned<RecordId>>,
        /// What was put right in this record after it was made, so that nothing is rewritten unsaid.
        pub corrections: Vec<Correction>,
        /// Where this comes from.
        pub sources: Vec<Document>,
    }
}

impl Role {
    /// Whether what such a body says is a council's word, and not the NHS's or a provider's own.
    pub fn speaks_for_council(self) -> bool {
        matches!(
            self,
            Self::LocalAuthority | Self::ScrutinyCommittee | Self::JointScrutinyCommittee
        )
    }

    /// Whether it is an integrated care board, the group that went before it, or NHS England: those who arrange services.
    pub fn commissions(self) -> bool {
        matches!(self, Self::Icb | Self::Ccg | Self::NhsEngland)
    }

    /// Whether it is an NHS trust or foundation trust.
    pub fn is_trust(self) -> bool {
        matches!(self, Self::NhsTrust | Self::NhsFoundationTrust)
    }

    /// Whether it is a public authority that buys or decides: an NHS body or a council.
    pub fn is_public(self) -> bool {
        self.commissions() || self.is_trust() || self == Self::LocalAuthority
    }

    /// Whether it provides services: a trust, a company or a charity.
    pub fn provides(self) -> bool {
        self.is_trust() || matches!(self, Self::IndependentProvider | Self::VoluntaryProvider)
    }
}

shape! {
    "codes of a body"
    /// The codes other lists know a body by.
    pub struct Codes {
        /// Organisation Data Service code of an NHS body.
        pub ods: Option<Spanned<Text>>,
        /// Government Statistical Service code of a council.
        pub gss: Option<Spanned<Text>>,
    }
}

shape! {
    "a time a body existed"
    /// From when until when a body existed, both days included.
    pub struct Active {
        /// First day.
        pub from: Spanned<PartialDate>,
        /// Last day; left out while it exists.
        pub until: Spanned<PartialDate>,
    }
}

impl Body {
    /// The name it goes by.
    pub fn known_as(&self) -> &str {
        self.short_name.as_ref().unwrap_or(&self.name)
    }
}

impl Target for Body {
    const KIND: Kind = Kind::Body;
    const EXPECTED: &'static str = "a body";
}

impl Record for Body {
    fn stated(&self) -> Option<Status> {
        self.status.as_deref().copied()
    }

    fn title(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[Spanned<RecordId>] {
        &self.aliases
    }

    fn corrections(&self) -> &[Correction] {
        &self.corrections
    }
}

/// A body that is a council with health scrutiny functions.
#[derive(Debug)]
pub enum Authority {}

impl Target for Authority {
    const KIND: Kind = Kind::Body;
    const ROLES: &'static [Role] = &[Role::LocalAuthority];
    const EXPECTED: &'static str = "a council (role local-authority)";
}

/// A body that is a committee whose resolutions are recorded.
#[derive(Debug)]
pub enum Committee {}

impl Target for Committee {
    const KIND: Kind = Kind::Body;
    const ROLES: &'static [Role] = &[Role::ScrutinyCommittee, Role::JointScrutinyCommittee];
    const EXPECTED: &'static str = "a committee (role scrutiny-committee or joint-scrutiny-committee)";
}

/// A body that the duty to consult can fall on (SI 2013/218 reg 20): never a council as buyer.
#[derive(Debug)]
pub enum ResponsiblePerson {}

impl Target for ResponsiblePerson {
    const KIND: Kind = Kind::Body;
    const ROLES: &'static [Role] = &[
        Role::Icb,
        Role::Ccg,
        Role::NhsEngland,
        Role::NhsTrust,
        Role::NhsFoundationTrust,
        Role::IndependentProvider,
        Role::VoluntaryProvider,
    ];
    const EXPECTED: &'static str = "an NHS body or a provider";
}
