//! What takes a change out of the ordinary course: urgency, special procedures, joint committees, call-in.

use super::super::Ref;
use super::super::body::{Authority, Body, Committee};
use super::authority::{AttendanceRequirement, Comments, Disagreement, InformationRequest};
use crate::shape;
use crate::source::Spanned;
use crate::value::{PartialDate, Text, Truth};
use crate::words;

words! {
    "a ground of urgency"
    /// The risk that left no time to consult (SI 2013/218 reg 23(2)).
    pub enum Risk {
        /// The safety of patients.
        PatientSafety = "patient-safety",
        /// The welfare of patients.
        PatientWelfare = "patient-welfare",
        /// The safety of staff.
        StaffSafety = "staff-safety",
        /// The welfare of staff.
        StaffWelfare = "staff-welfare",
    }
}

words! {
    "a special procedure"
    /// The procedures whose proposals are outside reg 23 (reg 24).
    pub enum ProcedureKind {
        /// Only the setting up or dissolution of an NHS trust or integrated care board, or a change of the board's constitution (reg 24(a)).
        NhsBodyConstitution = "nhs-body-constitution",
        /// A trust special administrator's draft or final report (reg 24(b)(i)).
        TrustSpecialAdministrator = "trust-special-administrator",
        /// A recommendation of a health special administrator (reg 24(b)(ii)).
        HealthSpecialAdministrator = "health-special-administrator",
    }
}

words! {
    "a kind of joint committee"
    /// Why councils scrutinise together.
    pub enum JointKind {
        /// Because several were consulted on one proposal (reg 30(5)).
        Mandatory = "mandatory",
        /// Because they chose to (reg 30(1)).
        Discretionary = "discretionary",
    }
}

shape! {
    "an urgent decision"
    /// A decision that was taken without allowing time for consultation (reg 23(2)). It covers that decision alone: a lasting proposal is another change.
    pub struct Urgency {
        /// The risk.
        pub ground: Option<Spanned<Risk>>,
        /// The day the body responsible was satisfied of it.
        pub satisfied: Spanned<PartialDate>,
        /// The day of the decision.
        pub decided: Spanned<PartialDate>,
        /// Why there was no time to consult, as the councils were told.
        pub reason: Option<Spanned<Text>>,
    }
}

shape! {
    "a special procedure of a change"
    /// The special procedure a proposal is made under.
    pub struct Procedure {
        /// Which.
        pub kind: Spanned<ProcedureKind>,
        /// The day of the report or recommendation.
        pub report: Spanned<PartialDate>,
        /// When the decision on the report was taken (NHS Act 2006 ss.65K, 65KB or 65KD); until then the duties to involve the public are suspended.
        pub decision_taken: Spanned<PartialDate>,
        /// Whether it brings a substantial change to services with it; a change on paper does not.
        pub brings_substantial_change: Spanned<Truth>,
    }
}

shape! {
    "a joint committee of a change"
    /// The committee through which several councils look at one proposal (reg 30).
    pub struct JointCommittee {
        /// The committee, where it is recorded.
        pub committee: Option<Ref<Committee>>,
        /// Why there is one.
        pub kind: Option<Spanned<JointKind>>,
        /// The councils that have appointed it: each that is consulted must.
        pub appointed: Vec<Appointment>,
        /// What it said when it was consulted; while it is required, no council comments alone (reg 30(5)(a)).
        pub comments: Option<Comments>,
        /// That the body consulting disagreed with its recommendation, where it did.
        pub disagreement: Option<Disagreement>,
        /// Information it asked for (reg 26, through reg 30(5)(b)).
        pub information_requests: Vec<InformationRequest>,
        /// People it required to attend (reg 27, through reg 30(5)(c)).
        pub attendance_requirements: Vec<AttendanceRequirement>,
        /// Whether the councils gave it the power to refer to the Secretary of State (reg 30(4), until 30 January 2024).
        pub holds_referral: Spanned<Truth>,
        /// When the Secretary of State directed councils to arrange it (reg 32).
        pub directed: Spanned<PartialDate>,
    }
}

shape! {
    "an appointment to a joint committee"
    /// That one council has appointed the joint committee.
    pub struct Appointment {
        /// The council.
        pub authority: Ref<Authority>,
        /// The day.
        pub date: Spanned<PartialDate>,
    }
}

shape! {
    "a call-in"
    /// What became of a proposal before the Secretary of State, from 31 January 2024 (NHS Act 2006 Sch 10A).
    pub struct CallIn {
        /// Those who asked for it; anyone may.
        pub requests: Vec<CallInRequest>,
        /// When the direction calling it in was given (para 3(1)).
        pub directed: Spanned<PartialDate>,
        /// When the listed people and bodies were given the chance to make representations (para 3(4)).
        pub representations_invited: Spanned<PartialDate>,
        /// When the Secretary of State decided (para 3(2)(a)).
        pub decided: Spanned<PartialDate>,
        /// When the Secretary of State had finished with it (para 3(2)(b)).
        pub finished: Spanned<PartialDate>,
        /// When the NHS body was told so (para 3(2)(b)).
        pub told: Spanned<PartialDate>,
        /// When the Secretary of State required information or assistance (para 6).
        pub information_required: Spanned<PartialDate>,
        /// When it was given.
        pub information_given: Spanned<PartialDate>,
    }
}

shape! {
    "a request to call in"
    /// A request to the Secretary of State to call a proposal in.
    pub struct CallInRequest {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// Who asked.
        pub by: Option<Ref<Body>>,
    }
}
