//! Who owes a duty, holds a power or is owed something, in the words of the law and in plain English.

use std::fmt;

use crate::words;

words! {
    "a role"
    /// A part a body or person plays in a provision, as its bearer or as the one it is owed to. A role is not a body: one trust may be the responsible person for one change and a provider in another. Where the law binds two together, that is a role of its own, so that neither is forgotten.
    pub enum Role {
        /// The chosen provider, and each provider who objected to the choice.
        AggrievedAndChosenProviders = "aggrieved-and-chosen-providers",
        /// A provider who objects to the choice of another.
        AggrievedProvider = "aggrieved-provider",
        /// Everyone concerned with a proposal.
        AllParties = "all-parties",
        /// Any person or body.
        AnyPerson = "any-person",
        /// Any person at a meeting that is open to the public.
        AnyPersonAttending = "any-person-attending",
        /// A council, or its executive.
        AuthorityOrExecutive = "authority-or-executive",
        /// Those who made offers in a competition.
        Bidders = "bidders",
        /// A clinical commissioning group; there were none after June 2022.
        ClinicalCommissioningGroup = "clinical-commissioning-group",
        /// Those who are consulted, under whatever duty or promise.
        Consultees = "consultees",
        /// Whoever consults, under whatever duty or promise.
        ConsultingBody = "consulting-body",
        /// The responsible person or, where that is a provider, the commissioners who consult in its place (SI 2013/218 reg 23(12)).
        ConsultingPerson = "consulting-person",
        /// The commissioner, in a provider's place, or the responsible person; and the council: each bound.
        ConsultingPersonAndLocalAuthority = "consulting-person-and-local-authority",
        /// A council as the convener of a meeting, its committees included.
        CouncilHoldingTheMeeting = "council-holding-the-meeting",
        /// The council of a county.
        CountyCouncil = "county-council",
        /// The council of a district within a county.
        DistrictCouncil = "district-council",
        /// Each council that is consulted on the proposal.
        EachConsultedAuthority = "each-consulted-authority",
        /// Each side of a disagreement to the other.
        EachOther = "each-other",
        /// Members of a council's executive, and its officers.
        ExecutiveMembersAndCouncilOfficers = "executive-members-and-council-officers",
        /// Local Healthwatch, or its contractor.
        Healthwatch = "healthwatch",
        /// An integrated care board.
        Icb = "icb",
        /// People and bodies with an interest in a matter under review.
        InterestedParties = "interested-parties",
        /// A joint committee of several councils.
        JointOverviewAndScrutinyCommittee = "joint-overview-and-scrutiny-committee",
        /// The commissioner that consults on behalf of all (reg 23(13)).
        LeadCommissioner = "lead-commissioner",
        /// Those whom the law lists for the purpose.
        ListedPersons = "listed-persons",
        /// A council with health scrutiny functions.
        LocalAuthority = "local-authority",
        /// A local NHS body under the rules before April 2013.
        LocalNhsBody = "local-nhs-body",
        /// A member or employee of the responsible person.
        MemberOrEmployeeOfResponsiblePerson = "member-or-employee-of-responsible-person",
        /// An integrated care board or NHS England.
        NhsCommissioningBody = "nhs-commissioning-body",
        /// An integrated care board, NHS England, an NHS trust or a foundation trust.
        NhsCommissioningBodyOrTrust = "nhs-commissioning-body-or-trust",
        /// NHS England.
        NhsEngland = "nhs-england",
        /// An NHS trust or an NHS foundation trust.
        NhsTrustOrFoundationTrust = "nhs-trust-or-foundation-trust",
        /// A council's overview and scrutiny committee.
        OverviewAndScrutinyCommittee = "overview-and-scrutiny-committee",
        /// The integrated care board or NHS England that makes a proposal or, where a provider does, those that arrange the service.
        ProposingCommissioner = "proposing-commissioner",
        /// The provider of the service.
        Provider = "provider",
        /// Providers with an interest in a contract.
        Providers = "providers",
        /// The public.
        Public = "public",
        /// Any public authority: NHS bodies and councils alike.
        PublicAuthority = "public-authority",
        /// Whoever buys health care services under the Provider Selection Regime.
        RelevantAuthority = "relevant-authority",
        /// The commissioner who consults in a provider's place.
        ResponsibleCommissioner = "responsible-commissioner",
        /// That commissioner and the council, each bound.
        ResponsibleCommissionerAndLocalAuthority = "responsible-commissioner-and-local-authority",
        /// The NHS body or provider on whom the duty to consult falls.
        ResponsiblePerson = "responsible-person",
        /// The Secretary of State for Health and Social Care.
        SecretaryOfState = "secretary-of-state",
        /// People who use or may use the service.
        ServiceUsers = "service-users",
        /// People who use or may use the service, and those who speak for them.
        ServiceUsersAndRepresentatives = "service-users-and-representatives",
        /// People who use or may use the service, their carers, and those who speak for them.
        ServiceUsersCarersAndRepresentatives = "service-users-carers-and-representatives",
    }
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
            Self::ConsultingPerson => "the NHS body that has to consult",
            Self::ConsultingPersonAndLocalAuthority => "the NHS body that has to consult, and the council",
            Self::CountyCouncil => "the county council",
            Self::DistrictCouncil => "the district council",
            Self::EachConsultedAuthority => "each council consulted",
            Self::EachOther => "each other",
            Self::ExecutiveMembersAndCouncilOfficers => "members of the council's executive and its officers",
            Self::Healthwatch => "Local Healthwatch",
            Self::Icb => "the integrated care board",
            Self::InterestedParties => "people and bodies with an interest",
            Self::JointOverviewAndScrutinyCommittee => "the joint scrutiny committee",
            Self::LeadCommissioner => "the commissioner that consults on behalf of all",
            Self::ListedPersons => "the people and bodies the law lists",
            Self::LocalAuthority => "the council",
            Self::LocalNhsBody => "the local NHS body",
            Self::MemberOrEmployeeOfResponsiblePerson => "a member or employee of the NHS body or provider",
            Self::NhsCommissioningBody => "the integrated care board or NHS England",
            Self::NhsCommissioningBodyOrTrust => "the integrated care board, NHS England or the NHS trust",
            Self::NhsEngland => "NHS England",
            Self::NhsTrustOrFoundationTrust => "the NHS trust or foundation trust",
            Self::OverviewAndScrutinyCommittee => "the council's scrutiny committee",
            Self::ProposingCommissioner => "the integrated care board or NHS England that makes the proposal",
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
            Self::SecretaryOfState => "the Secretary of State",
            Self::ServiceUsers => "people who use the service or may use it",
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
