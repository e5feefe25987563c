//! What passes between the NHS and one council whose area a change affects: consultation, comments, referral, review.

use super::super::Ref;
use super::super::body::{Authority, Body};
use super::super::determination::TakenBy;
use crate::shape;
use crate::source::Spanned;
use crate::value::{Address, PartialDate, Text, Truth};
use crate::words;

words! {
    "a ground of consulting"
    /// Why a council is consulted.
    pub enum Under {
        /// Because SI 2013/218 reg 23(1)(a) requires it: what the consultation of a council is taken to be unless it says otherwise.
        Reg23 = "reg-23",
        /// Out of courtesy; the body consulting says that reg 23 does not require it.
        Courtesy = "courtesy",
    }
}

words! {
    "a date given to a council"
    /// One of the two dates that a council is given when it is consulted (reg 23(1)(b)).
    pub enum GivenDate {
        /// The date by which comments are asked for.
        CommentsDue = "comments-due",
        /// The date by which the decision is to be made.
        DecisionDue = "decision-due",
    }
}

words! {
    "a ground of referral"
    /// Why a council referred a proposal to the Secretary of State (reg 23(9), until 30 January 2024).
    pub enum Ground {
        /// Consultation was inadequate in content or time (reg 23(9)(a)).
        Consultation = "23(9)(a)",
        /// The reasons for deciding urgently were inadequate (reg 23(9)(b)).
        Urgency = "23(9)(b)",
        /// The proposal would not be in the interests of the health service in the area (reg 23(9)(c)).
        Interests = "23(9)(c)",
    }
}

shape! {
    "an affected council"
    /// A council whose area is affected, and what passed between it and the NHS about the change.
    pub struct AffectedAuthority {
        /// The council.
        pub authority: Ref<Authority>,
        /// Its consultation under SI 2013/218 reg 23, where there was one.
        pub consultation: Option<Consultation>,
        /// When it was told of an urgent decision (reg 23(3)).
        pub urgent_decision_told: Spanned<PartialDate>,
        /// Its referral to the Secretary of State (reg 23(6) to (11), until 30 January 2024).
        pub referral: Option<Referral>,
        /// When it began to review or scrutinise the matter (reg 21(1)).
        pub review_opened: Spanned<PartialDate>,
        /// When it invited interested parties to comment on the matter (reg 21(2)(a)).
        pub review_comments_invited: Spanned<PartialDate>,
        /// Matters that Local Healthwatch referred to it (reg 21(3)).
        pub healthwatch_referrals: Vec<HealthwatchReferral>,
        /// Reports and recommendations it made (reg 22, or Local Government Act 2000 s.9FE where it made them to itself).
        pub reports: Vec<Report>,
        /// Information it asked for (reg 26).
        pub information_requests: Vec<InformationRequest>,
        /// People it required to attend (reg 27). An invitation is not a requirement.
        pub attendance_requirements: Vec<AttendanceRequirement>,
    }
}

shape! {
    "a consultation of a council"
    /// The consultation of one council: its dates, as the council was told them, and what came of it.
    pub struct Consultation {
        /// Why the council is consulted; left out, reg 23.
        pub under: Option<Spanned<Under>>,
        /// When it began.
        pub began: Spanned<PartialDate>,
        /// By when comments are asked for, after any change of date (reg 23(1)(b)(ii)).
        pub comments_due: Spanned<PartialDate>,
        /// By when the decision is to be made, after any change of date (reg 23(1)(b)(i)).
        pub decision_due: Spanned<PartialDate>,
        /// Changes of either date (reg 23(1)(c)).
        pub date_changes: Vec<DateChange>,
        /// Where the dates were published (reg 23(1)(d)).
        pub published: Option<Spanned<Address>>,
        /// What the council said.
        pub comments: Option<Comments>,
        /// That the body consulting disagreed with a recommendation in the comments, where it did (reg 23(5)).
        pub disagreement: Option<Disagreement>,
    }
}

shape! {
    "a change of a date"
    /// A date given to the council that was changed.
    pub struct DateChange {
        /// Which of the two dates.
        pub date: Spanned<GivenDate>,
        /// The date before.
        pub was: Spanned<PartialDate>,
        /// The date after.
        pub now: Spanned<PartialDate>,
        /// When it was changed.
        pub changed: Spanned<PartialDate>,
        /// When the council was told.
        pub told: Spanned<PartialDate>,
    }
}

shape! {
    "comments of a council"
    /// What a council, or a joint committee, said when it was consulted.
    pub struct Comments {
        /// When its comments came.
        pub received: Spanned<PartialDate>,
        /// Whether they held a recommendation (reg 23(4)).
        pub recommendation: Spanned<Truth>,
        /// Who made them for the council. An officer cannot (reg 29(2)).
        pub made_by: Option<Spanned<TakenBy>>,
    }
}

shape! {
    "a disagreement"
    /// A disagreement about a recommendation, and what was done to end it (reg 23(5)).
    pub struct Disagreement {
        /// The day the body consulting disagreed.
        pub date: Spanned<PartialDate>,
        /// When the council was told of it and of the reasons.
        pub told: Spanned<PartialDate>,
        /// What both did to reach agreement.
        pub steps: Vec<StepTaken>,
        /// Whether the provider was brought in, where a commissioner consults in its place (reg 23(5)(c)).
        pub provider_involved: Spanned<Truth>,
        /// Whether agreement was reached.
        pub agreed: Spanned<Truth>,
        /// The day it was reached, or it was plain that it would not be.
        pub ended: Spanned<PartialDate>,
    }
}

shape! {
    "a step to agree"
    /// A meeting, letter or offer meant to end a disagreement.
    pub struct StepTaken {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// What was done.
        pub what: Spanned<Text>,
    }
}

shape! {
    "a referral"
    /// What a council told the NHS of a referral, and the referral itself (reg 23(6) to (11), until 30 January 2024).
    pub struct Referral {
        /// When the council told the body consulting whether it would refer, or by when it would decide that (reg 23(7)).
        pub plan_told: Spanned<PartialDate>,
        /// By when the council said it would decide whether to refer (reg 23(7)(b)).
        pub decision_due: Spanned<PartialDate>,
        /// When it told the body consulting what it had decided (reg 23(8)).
        pub decision_told: Spanned<PartialDate>,
        /// When the report to the Secretary of State was made (reg 23(9)).
        pub made: Spanned<PartialDate>,
        /// On which grounds.
        pub grounds: Vec<Spanned<Ground>>,
        /// When the Secretary of State decided (reg 25).
        pub decided: Spanned<PartialDate>,
    }
}

shape! {
    "a referral by Healthwatch"
    /// A matter that Local Healthwatch, or its contractor, referred to the council (reg 21(3)).
    pub struct HealthwatchReferral {
        /// The day of the referral.
        pub date: Spanned<PartialDate>,
        /// Who referred it.
        pub by: Option<Ref<Body>>,
        /// When the council acknowledged it.
        pub acknowledged: Spanned<PartialDate>,
        /// When Healthwatch was last told what is being done about it.
        pub informed: Spanned<PartialDate>,
    }
}

shape! {
    "a report of a council"
    /// A report or recommendation of the council (reg 22(1)).
    pub struct Report {
        /// The day it was made.
        pub made: Spanned<PartialDate>,
        /// To whom; left out, the body responsible for the change. Where it is the council itself, the Local Government Act 2000 s.9FE applies instead.
        pub to: Option<Ref<Body>>,
        /// When it was received; counts where it is made to the council itself.
        pub received: Spanned<PartialDate>,
        /// When a response was asked for (reg 22(7)), or notice given to require one (s.9FE).
        pub response_requested: Spanned<PartialDate>,
        /// When the response came.
        pub responded: Spanned<PartialDate>,
        /// What it was about.
        pub what: Option<Spanned<Text>>,
    }
}

shape! {
    "a request for information"
    /// Information that the council asked for (reg 26).
    pub struct InformationRequest {
        /// The day it was asked for.
        pub date: Spanned<PartialDate>,
        /// Of whom; left out, the body responsible for the change.
        pub of: Option<Ref<Body>>,
        /// What was asked for.
        pub what: Option<Spanned<Text>>,
        /// Whether the council reasonably requires it for its health scrutiny (reg 26(1)).
        pub reasonable: Spanned<Truth>,
        /// Whether it is confidential and identifies a living person, or may not be disclosed (reg 26(3)).
        pub protected: Spanned<Truth>,
        /// Whether it can be given so that nobody is identified, or the person agrees (reg 26(4) to (6)).
        pub can_be_anonymised: Spanned<Truth>,
        /// When it was refused.
        pub refused: Spanned<PartialDate>,
        /// When it was given.
        pub given: Spanned<PartialDate>,
    }
}

shape! {
    "a requirement to attend"
    /// A requirement that a member or employee attend before the council to answer questions (reg 27), or that a member of the council's executive or one of its officers does (Local Government Act 2000 s.9FA).
    pub struct AttendanceRequirement {
        /// The day it was made.
        pub date: Spanned<PartialDate>,
        /// Whose member or employee; left out, that of the body responsible for the change. The council itself, where it calls its own.
        pub of: Option<Ref<Body>>,
        /// The day of the meeting.
        pub meeting: Spanned<PartialDate>,
        /// When notice of it was given (reg 27(3)).
        pub notice_given: Spanned<PartialDate>,
        /// Whether the notice was reasonable (reg 27(2)).
        pub notice_reasonable: Spanned<Truth>,
        /// Whether an answer would disclose what is protected (reg 27(4)).
        pub protected: Spanned<Truth>,
        /// When the person attended.
        pub attended: Spanned<PartialDate>,
    }
}
