//! Bodies: councils, their committees, NHS bodies and providers, and how one came after another.

use super::{Document, Kind, Record, Ref, Target};
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
        /// The body it is a committee or part of.
        pub part_of: Option<Ref<Body>>,
        /// The councils that appointed it, where it is a joint committee.
        pub members: Vec<Ref<Authority>>,
        /// Where it serves, in words.
        pub area: Option<Spanned<Text>>,
        /// Its website.
        pub website: Option<Spanned<Address>>,
        /// Its codes in other lists.
        pub codes: Option<Codes>,
        /// From when until when it existed.
        pub active: Option<Active>,
        /// The bodies that took over from it.
        pub succeeded_by: Vec<Ref<Body>>,
        /// Draft or recorded.
        pub status: Option<Spanned<Status>>,
        /// Where this comes from.
        pub sources: Vec<Document>,
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
