//! The closed vocabulary of facts and events in which the conditions of provisions are written.
//!
//! A fact is answered yes, no or unknown from the records (`case/`); an event has a date. What a condition cannot say in
//! these words becomes a new word here, with a lawyer's name and an answer; the language of conditions does not grow.

use super::trace::Finding;
use crate::words;

words! {
    "a fact"
    /// A question of fact that provisions turn on.
    pub enum Fact {
        /// A proposal for a change is recorded, and not only a matter that a council looks into.
        Proposal = "proposal",
        /// A responsible person (SI 2013/218 reg 20) has the proposal; a council that buys is none.
        ResponsiblePersonProposes = "responsible-person-proposes",
        /// A local NHS body (SI 2002/3048) other than a foundation trust has the proposal.
        LocalNhsBodyProposes = "local-nhs-body-proposes",
        /// The proposal is under consideration, and was not given up.
        UnderConsideration = "under-consideration",
        /// The proposal was given up.
        Abandoned = "abandoned",
        /// The change is a substantial variation or development for the council, on the views recorded.
        Substantial = "substantial",
        /// The change affects the manner in which services are delivered at the point of receipt, or the range of them.
        AffectsMannerOrRange = "affects-manner-or-range",
        /// A decision on the change is one about services for the public and not for one individual.
        NotAboutOneIndividual = "not-about-one-individual",
        /// Consultation of the council under reg 23 has begun.
        ConsultationBegun = "consultation-begun",
        /// Consultation of two councils or more on the proposal, under reg 23, has begun.
        SeveralAuthoritiesConsulted = "several-authorities-consulted",
        /// What the council did by itself (commented, asked, required) it did before a second council was consulted.
        BeforeSeveralWereConsulted = "before-several-were-consulted",
        /// The dates for comments and decision were given to the council, or published.
        DatesGiven = "dates-given",
        /// A date given to the council has been changed.
        DateChanged = "date-changed",
        /// A decision was taken without consultation because of a risk to patients or staff, as the body responsible was satisfied.
        DecidedUrgently = "decided-urgently",
        /// The council's comments hold a recommendation.
        Recommendation = "recommendation",
        /// The council made no comments in time, or comments without a recommendation.
        NoRecommendation = "no-recommendation",
        /// The body consulting disagrees with the recommendation.
        Disagreement = "disagreement",
        /// Agreement on the recommendation was reached.
        Agreed = "agreed",
        /// The council gave a date by which it would decide whether to refer.
        ReferralDateGiven = "referral-date-given",
        /// What had to come before a referral (reg 23(10)) was done.
        ReferralOpen = "referral-open",
        /// The proposal was referred to the Secretary of State.
        Referred = "referred",
        /// The Secretary of State has decided on the referral.
        ReferralDecided = "referral-decided",
        /// The councils gave the power to refer to their joint committee.
        JointCommitteeHoldsReferral = "joint-committee-holds-referral",
        /// The proposal is that of a provider: a trust, a company or a charity.
        ProviderProposes = "provider-proposes",
        /// An integrated care board, clinical commissioning group or NHS England arranges the services.
        NhsCommissions = "nhs-commissions",
        /// More than one of them does.
        SeveralNhsCommissioners = "several-nhs-commissioners",
        /// An integrated care board commissions.
        IcbCommissions = "icb-commissions",
        /// A clinical commissioning group commissions.
        CcgCommissions = "ccg-commissions",
        /// NHS England commissions.
        NhsEnglandCommissions = "nhs-england-commissions",
        /// A commissioner is planning commissioning arrangements, such as a contract.
        PlanningCommissioning = "planning-commissioning",
        /// An NHS trust or foundation trust provides, or is to provide, the services.
        TrustProvides = "trust-provides",
        /// A public authority decides on the change.
        PublicAuthorityDecides = "public-authority-decides",
        /// Somebody is consulted on the change, under a duty, a promise or by choice.
        Consultation = "consultation",
        /// The proposal is only to set up or dissolve an NHS body, or to vary its constitution.
        ConstitutionOnly = "constitution-only",
        /// The proposal is in a trust special administrator's report.
        TrustSpecialAdministrator = "trust-special-administrator",
        /// The decision on the special administrator's report was taken.
        AdministratorDecisionTaken = "administrator-decision-taken",
        /// The proposal is a health special administrator's recommendation.
        HealthSpecialAdministrator = "health-special-administrator",
        /// The proposal is substantial for some council or said to bring a substantial change.
        BringsSubstantialChange = "brings-substantial-change",
        /// The council acts by itself, and not through the joint committee.
        CouncilActsAlone = "council-acts-alone",
        /// The councils have a joint committee for it.
        JointCommittee = "joint-committee",
        /// They have one because they chose to.
        JointCommitteeByChoice = "joint-committee-by-choice",
        /// The Secretary of State directed councils to make joint arrangements.
        JointCommitteeDirected = "joint-committee-directed",
        /// The Secretary of State has called the proposal in.
        CalledIn = "called-in",
        /// The Secretary of State has finished with the proposal.
        CallInFinished = "call-in-finished",
        /// The Secretary of State has required information.
        InformationRequiredBySecretaryOfState = "information-required-by-secretary-of-state",

        /// The council has opened a review of the matter, or made a report on it.
        Review = "review",
        /// The council is a county council.
        CountyCouncil = "county-council",
        /// The council has a cabinet (executive arrangements).
        ExecutiveGovernance = "executive-governance",
        /// The council acts through a scrutiny committee.
        ScrutinyCommittee = "scrutiny-committee",
        /// An officer is recorded as having acted for the council in its health scrutiny.
        OfficerActed = "officer-acted",
        /// The report was made to the NHS or a provider, and not to the council itself.
        ReportToOthers = "report-to-others",
        /// The report was made to the council itself or its executive.
        ReportToOwnCouncil = "report-to-own-council",
        /// A response to the report was asked for.
        ResponseRequested = "response-requested",
        /// The council reasonably requires the information.
        InformationReasonablyRequired = "information-reasonably-required",
        /// The information is confidential and identifies a living person, or may not be disclosed.
        InformationProtected = "information-protected",
        /// The information can be given so that nobody is identified, or with consent.
        InformationCanBeAnonymised = "information-can-be-anonymised",
        /// The information was refused.
        InformationRefused = "information-refused",
        /// The person required to attend is a member or employee of the NHS or a provider.
        AttendanceOfOthers = "attendance-of-others",
        /// The person required to attend is one of the council's own executive or officers.
        AttendanceOfOwn = "attendance-of-own",
        /// The notice to attend was reasonable.
        NoticeReasonable = "notice-reasonable",
        /// An answer would disclose what is protected.
        AnswerProtected = "answer-protected",

        /// The Provider Selection Regime governs the procurement.
        ProviderSelection = "provider-selection",
        /// The buyer is a relevant authority: an NHS body or a council.
        BuyerIsRelevantAuthority = "buyer-is-relevant-authority",
        /// The award is made by direct award process A.
        DirectAwardA = "direct-award-a",
        /// The award is made by direct award process B.
        DirectAwardB = "direct-award-b",
        /// The award is made by direct award process C.
        DirectAwardC = "direct-award-c",
        /// The award is made by the most suitable provider process.
        MostSuitableProvider = "most-suitable-provider",
        /// The award is made by the competitive process.
        Competitive = "competitive",
        /// The award is made under a framework agreement without competition.
        Framework = "framework",
        /// The award is made by a competition among the providers of a framework agreement.
        FrameworkCompetition = "framework-competition",
        /// The award is made as an urgent one.
        UrgentAward = "urgent-award",
        /// The notice of following the most suitable provider process was submitted.
        ProcessNoticeSubmitted = "process-notice-submitted",
        /// The intention to award was published.
        IntentPublished = "intent-published",
        /// Representations were received within the standstill.
        RepresentationsReceived = "representations-received",
        /// A further decision was made after representations.
        FurtherDecision = "further-decision",
        /// The contract was awarded.
        Awarded = "awarded",
        /// The procurement was given up.
        ProcurementAbandoned = "procurement-abandoned",
        /// The award procedure began when the procurement was announced, or before (SI 2023/1348 reg 29(4)).
        BegunByAnnouncement = "begun-by-announcement",
        /// It was given up within a standstill.
        AbandonedInStandstill = "abandoned-in-standstill",
        /// The award or modification must be made urgently.
        PurchaseUrgent = "purchase-urgent",
        /// The reason for urgency was neither foreseeable by nor attributable to the buyer.
        UrgencyUnforeseeable = "urgency-unforeseeable",
        /// Delay would be likely to risk the safety of patients or the public.
        DelayRisksSafety = "delay-risks-safety",
        /// The contract has been modified.
        ModificationMade = "modification-made",
        /// The modifications change the lifetime value by £500,000 or more.
        LargeModification = "large-modification",
        /// The modification is due to a decision of the buyer.
        ModificationByBuyer = "modification-by-buyer",

        /// The meeting has been held.
        MeetingHeld = "meeting-held",
        /// The meeting was called at less than five clear days' notice.
        ShortNotice = "short-notice",
        /// The item was not open to inspection for five clear days before the meeting (three before October 2002) or, where
        /// the meeting was called at shorter notice, from when it was called.
        ItemOpenedLate = "item-opened-late",
        /// The chair took the item as urgent, for special circumstances that the minutes specify.
        ItemUrgent = "item-urgent",
        /// Exempt information would be disclosed, or papers were withheld for it.
        ItemExempt = "item-exempt",
        /// Exempt information of the kinds in Schedule 17 to the NHS Act 2006 would be disclosed.
        ItemExemptForHealth = "item-exempt-for-health",
        /// Confidential information would be disclosed.
        ItemConfidential = "item-confidential",
        /// What was left out leaves no fair and coherent record.
        MinutesIncomplete = "minutes-incomplete",
        /// The meeting is that of a committee or a joint committee.
        CommitteeMeeting = "committee-meeting",
    }
}

words! {
    "an event"
    /// Something that happens on a day, from which time runs or by which a duty is met.
    pub enum Event {
        /// Consultation of the council under reg 23 began; for the proposal as a whole, the first that did.
        ConsultationBegan = "consultation-began",
        /// The last day for the council's comments.
        CommentsDue = "comments-due",
        /// The council was given the date for comments.
        CommentsDateGiven = "comments-date-given",
        /// The council was given the date of the decision.
        DecisionDateGiven = "decision-date-given",
        /// The dates were published.
        DatesPublished = "dates-published",
        /// The council was told of the changed date.
        DateChangeTold = "date-change-told",
        /// The urgent decision was taken.
        UrgentDecision = "urgent-decision",
        /// The council was told of the urgent decision.
        UrgentDecisionTold = "urgent-decision-told",
        /// The council's comments were received.
        CommentsReceived = "comments-received",
        /// The council was told that its recommendation is disagreed with.
        DisagreementTold = "disagreement-told",
        /// Steps to reach agreement had been taken and ended, with agreement or without.
        AgreementSought = "agreement-sought",
        /// The provider was brought into the steps.
        ProviderInvolved = "provider-involved",
        /// The council told the body consulting of its plan to refer, or when it would decide that.
        ReferralPlanTold = "referral-plan-told",
        /// The day by which the council was to decide whether to refer.
        ReferralDecisionDue = "referral-decision-due",
        /// The council told the body consulting whether it refers.
        ReferralDecisionTold = "referral-decision-told",
        /// The proposal was referred to the Secretary of State.
        Referral = "referral",
        /// The Secretary of State decided on the referral.
        ReferralDecision = "referral-decision",
        /// The last of the councils consulted appointed the joint committee.
        JointCommitteeAppointed = "joint-committee-appointed",
        /// The Secretary of State was notified of the proposal.
        SecretaryOfStateNotified = "secretary-of-state-notified",
        /// The direction calling the proposal in was given.
        CallInDirection = "call-in-direction",
        /// The chance to make representations was given.
        RepresentationsInvited = "representations-invited",
        /// The Secretary of State decided on the proposal called in.
        CallInDecision = "call-in-decision",
        /// The Secretary of State finished with the proposal.
        CallInFinish = "call-in-finish",
        /// The NHS body was told that the Secretary of State had finished.
        CallInFinishTold = "call-in-finish-told",
        /// The Secretary of State was given the information required.
        CallInInformationGiven = "call-in-information-given",
        /// The proposal was decided.
        Decision = "decision",
        /// The change came under consideration.
        Consideration = "consideration",

        /// Interested parties were invited to comment on the review.
        ReviewCommentsInvited = "review-comments-invited",
        /// Healthwatch referred the matter.
        HealthwatchReferral = "healthwatch-referral",
        /// The council acknowledged the referral by Healthwatch.
        HealthwatchAcknowledged = "healthwatch-acknowledged",
        /// Healthwatch was told what is being done.
        HealthwatchInformed = "healthwatch-informed",
        /// The report was made.
        ReportMade = "report-made",
        /// The report was received.
        ReportReceived = "report-received",
        /// A response was asked for.
        ResponseRequest = "response-request",
        /// The response came.
        Response = "response",
        /// The information was given.
        InformationGiven = "information-given",
        /// Notice to attend was given.
        AttendanceNotice = "attendance-notice",
        /// The meeting that somebody is required to attend.
        AttendanceMeeting = "attendance-meeting",
        /// The person attended.
        Attendance = "attendance",

        /// The award procedure began.
        ProcurementBegan = "procurement-began",
        /// The procurement was announced, by whatever notice.
        ProcurementAnnounced = "procurement-announced",
        /// The notice of following the most suitable provider process was submitted.
        ProcessNotice = "process-notice",
        /// The tender was advertised.
        TenderNotice = "tender-notice",
        /// The providers of a framework agreement were invited to make offers.
        OffersInvited = "offers-invited",
        /// Bidders were told the outcome.
        BiddersTold = "bidders-told",
        /// The intention to award was published.
        IntentNotice = "intent-notice",
        /// The standstill began: the day after the intention to award was published.
        StandstillBegan = "standstill-began",
        /// The standstill ended.
        StandstillEnded = "standstill-ended",
        /// The further decision after representations was made.
        FurtherDecisionMade = "further-decision-made",
        /// Providers were told of the last further decision.
        FurtherDecisionTold = "further-decision-told",
        /// The contract was awarded.
        Award = "award",
        /// The notice of the award was submitted.
        AwardNotice = "award-notice",
        /// The procurement was given up.
        ProcurementAbandonment = "procurement-abandonment",
        /// The notice of giving it up was submitted.
        AbandonmentNotice = "abandonment-notice",
        /// The contract was modified.
        ContractModification = "contract-modification",
        /// The notice of the modification was submitted.
        ModificationNotice = "modification-notice",

        /// The meeting.
        Meeting = "meeting",
        /// Public notice of the meeting was given.
        MeetingNotice = "meeting-notice",
        /// The agenda and reports were opened to inspection.
        PapersOpened = "papers-opened",
        /// The meeting was called.
        MeetingCalled = "meeting-called",
        /// The written summary of the proceedings was made.
        SummaryMade = "summary-made",
    }
}

impl Fact {
    /// Whether it is asked of the proposal as a whole, so that the answer is the same for each of its councils.
    #[must_use]
    pub fn is_of_proposal(self) -> bool {
        matches!(
            self,
            Self::Proposal
                | Self::ResponsiblePersonProposes
                | Self::LocalNhsBodyProposes
                | Self::UnderConsideration
                | Self::Abandoned
                | Self::AffectsMannerOrRange
                | Self::NotAboutOneIndividual
                | Self::SeveralAuthoritiesConsulted
                | Self::DecidedUrgently
                | Self::JointCommitteeHoldsReferral
                | Self::ProviderProposes
                | Self::NhsCommissions
                | Self::SeveralNhsCommissioners
                | Self::IcbCommissions
                | Self::CcgCommissions
                | Self::NhsEnglandCommissions
                | Self::PlanningCommissioning
                | Self::TrustProvides
                | Self::PublicAuthorityDecides
                | Self::Consultation
                | Self::ConstitutionOnly
                | Self::TrustSpecialAdministrator
                | Self::AdministratorDecisionTaken
                | Self::HealthSpecialAdministrator
                | Self::JointCommittee
                | Self::JointCommitteeByChoice
                | Self::JointCommitteeDirected
                | Self::CalledIn
                | Self::CallInFinished
                | Self::InformationRequiredBySecretaryOfState
        )
    }

    /// What would change an answer, to follow "would change if"; none where it is hardly ever asked.
    #[must_use]
    pub fn turn(self, finding: Finding) -> Option<&'static str> {
        let yes = finding == Finding::Yes;
        Some(match self {
            Self::Substantial => "either body’s view changes, or the proposal does",
            Self::AffectsMannerOrRange => {
                "what is said about how services are delivered, or which services there are, changes"
            }
            Self::IcbCommissions | Self::NhsCommissions | Self::NhsEnglandCommissions => {
                "another body turns out to arrange the services"
            }
            Self::TrustProvides if yes => "no NHS trust is to provide the services",
            Self::TrustProvides => "an NHS trust is to provide the services",
            Self::UnderConsideration if yes => "the proposal is given up",
            Self::UnderConsideration => "the proposal is taken up again",
            Self::SeveralAuthoritiesConsulted if yes => "only one council is consulted",
            Self::SeveralAuthoritiesConsulted => "another council is consulted on the same proposal",
            Self::ConsultationBegun if !yes => "the council is consulted under reg 23",
            Self::ResponsiblePersonProposes if !yes => {
                "an NHS body or provider turns out to have the proposal"
            }
            _ => return None,
        })
    }
}
