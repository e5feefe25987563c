//! Who owes a duty, holds a power or is owed something, in the words of the law and in plain English.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A part a body or person plays in a provision, as its bearer or as the one it is owed to.
///
/// A role is not a body: one trust may be the responsible person for one change and a provider in another. Where the
/// law binds two together, that is a role of its own, so that neither is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The chosen provider, and each provider who objected to the choice.
    AggrievedAndChosenProviders,
    /// A provider who objects to the choice of another.
    AggrievedProvider,
    /// Everyone concerned with a proposal.
    AllParties,
    /// Any person or body.
    AnyPerson,
    /// Any person at a meeting that is open to the public.
    AnyPersonAttending,
    /// A council, or its executive.
    AuthorityOrExecutive,
    /// Those who made offers in a competition.
    Bidders,
    /// A clinical commissioning group; there were none after June 2022.
    ClinicalCommissioningGroup,
    /// Those who are consulted, under whatever duty or promise.
    Consultees,
    /// Whoever consults, under whatever duty or promise.
    ConsultingBody,
    /// A council as the convener of a meeting, its committees included.
    CouncilHoldingTheMeeting,
    /// The council of a county.
    CountyCouncil,
    /// The council of a district within a county.
    DistrictCouncil,
    /// Each side of a disagreement to the other.
    EachOther,
    /// Members of a council's executive, and its officers.
    ExecutiveMembersAndCouncilOfficers,
    /// Local Healthwatch, or its contractor.
    Healthwatch,
    /// An integrated care board.
    Icb,
    /// People and bodies with an interest in a matter under review.
    InterestedParties,
    /// A joint committee of several councils.
    JointOverviewAndScrutinyCommittee,
    /// Those whom the law lists for the purpose.
    ListedPersons,
    /// A council with health scrutiny functions.
    LocalAuthority,
    /// A local NHS body under the rules before April 2013.
    LocalNhsBody,
    /// A member or employee of the responsible person.
    MemberOrEmployeeOfResponsiblePerson,
    /// An integrated care board or NHS England.
    NhsCommissioningBody,
    /// An integrated care board, NHS England, an NHS trust or a foundation trust.
    NhsCommissioningBodyOrTrust,
    /// NHS England.
    NhsEngland,
    /// An NHS trust or an NHS foundation trust.
    NhsTrustOrFoundationTrust,
    /// A council's overview and scrutiny committee.
    OverviewAndScrutinyCommittee,
    /// The provider of the service.
    Provider,
    /// Providers with an interest in a contract.
    Providers,
    /// The public.
    Public,
    /// Any public authority: NHS bodies and councils alike.
    PublicAuthority,
    /// Whoever buys health care services under the Provider Selection Regime.
    RelevantAuthority,
    /// The commissioner who consults in a provider's place.
    ResponsibleCommissioner,
    /// That commissioner and the council, each bound.
    ResponsibleCommissionerAndLocalAuthority,
    /// The NHS body or provider on whom the duty to consult falls.
    ResponsiblePerson,
    /// The responsible person and the council, each bound.
    ResponsiblePersonAndLocalAuthority,
    /// The Secretary of State for Health and Social Care.
    SecretaryOfState,
    /// People who use or may use the service, and those who speak for them.
    ServiceUsersAndRepresentatives,
    /// People who use or may use the service, their carers, and those who speak for them.
    ServiceUsersCarersAndRepresentatives,
}

impl Role {
    /// The role in plain English, to stand within a sentence.
    ///
    /// The law's own terms mean little to a reader who meets them once.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::AggrievedAndChosenProviders => "the chosen provider and each provider who objected",
            Self::AggrievedProvider => "a provider who objects",
            Self::AllParties => "everyone concerned",
            Self::AnyPerson => "any person or body",
            Self::AnyPersonAttending => "any person attending the meeting",
            Self::AuthorityOrExecutive => "the council or its executive",
            Self::Bidders => "those who made offers",
            Self::ClinicalCommissioningGroup => "the clinical commissioning group",
            Self::Consultees => "the people consulted",
            Self::ConsultingBody => "the body that consults",
            Self::CouncilHoldingTheMeeting => "the council holding the meeting",
            Self::CountyCouncil => "the county council",
            Self::DistrictCouncil => "the district council",
            Self::EachOther => "each other",
            Self::ExecutiveMembersAndCouncilOfficers => "members of the council's executive and its officers",
            Self::Healthwatch => "Local Healthwatch",
            Self::Icb => "the integrated care board",
            Self::InterestedParties => "people and bodies with an interest",
            Self::JointOverviewAndScrutinyCommittee => "the joint scrutiny committee",
            Self::ListedPersons => "the people and bodies the law lists",
            Self::LocalAuthority => "the council",
            Self::LocalNhsBody => "the local NHS body",
            Self::MemberOrEmployeeOfResponsiblePerson => "a member or employee of the NHS body or provider",
            Self::NhsCommissioningBody => "the integrated care board or NHS England",
            Self::NhsCommissioningBodyOrTrust => "the integrated care board, NHS England or the NHS trust",
            Self::NhsEngland => "NHS England",
            Self::NhsTrustOrFoundationTrust => "the NHS trust or foundation trust",
            Self::OverviewAndScrutinyCommittee => "the council's scrutiny committee",
            Self::Provider => "the provider of the service",
            Self::Providers => "the providers with an interest",
            Self::Public => "the public",
            Self::PublicAuthority => "every public authority, NHS bodies and councils alike",
            Self::RelevantAuthority => "the body buying the service",
            Self::ResponsibleCommissioner => "the commissioner of the service",
            Self::ResponsibleCommissionerAndLocalAuthority => {
                "the commissioner of the service and the council"
            }
            Self::ResponsiblePerson => "the NHS body or provider responsible for the change",
            Self::ResponsiblePersonAndLocalAuthority => {
                "the NHS body or provider responsible for the change, and the council"
            }
            Self::SecretaryOfState => "the Secretary of State",
            Self::ServiceUsersAndRepresentatives => "people who use the service and their representatives",
            Self::ServiceUsersCarersAndRepresentatives => {
                "people who use the service, their carers and their representatives"
            }
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
