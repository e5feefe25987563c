//! Subjects: what a provision is asked about, and arises once for each.

use crate::law::provision::Scope;
use crate::record::Entry;
use crate::record::change::authority::{
    AffectedAuthority, AttendanceRequirement, HealthwatchReferral, InformationRequest, Report,
};
use crate::record::change::procurement::{Modification, Procurement};
use crate::record::resolution::Resolution;

/// What a provision is asked about: it arises once for each.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'r> {
    /// The proposal as a whole.
    Proposal,
    /// One affected council.
    Authority(&'r AffectedAuthority),
    /// The joint committee that acts for the councils consulted, where one is required.
    Joint,
    /// The procurement.
    Procurement(&'r Procurement),
    /// A modification of the contract.
    Modification(&'r Procurement, &'r Modification),
    /// A report of a council.
    Report(&'r AffectedAuthority, &'r Report),
    /// A request of a council for information; of the joint committee, where no council is named.
    Information(Option<&'r AffectedAuthority>, &'r InformationRequest),
    /// A requirement of a council, or of the joint committee, that somebody attend.
    Attendance(Option<&'r AffectedAuthority>, &'r AttendanceRequirement),
    /// A referral by Healthwatch to a council.
    Healthwatch(&'r AffectedAuthority, &'r HealthwatchReferral),
    /// The meeting that an item was taken at.
    Meeting(&'r Entry<Resolution>),
    /// An item of a meeting.
    Item(&'r Entry<Resolution>),
}

impl<'r> Subject<'r> {
    /// The scope of the provisions that arise once for each such subject.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Proposal => Scope::Proposal,
            Self::Authority(_) | Self::Joint => Scope::Authority,
            Self::Procurement(_) => Scope::Procurement,
            Self::Modification(..) => Scope::Modification,
            Self::Report(..) => Scope::Report,
            Self::Information(..) => Scope::InformationRequest,
            Self::Attendance(..) => Scope::AttendanceRequirement,
            Self::Healthwatch(..) => Scope::HealthwatchReferral,
            Self::Meeting(_) => Scope::Meeting,
            Self::Item(_) => Scope::Item,
        }
    }

    /// The council it is about.
    #[must_use]
    pub fn council(self) -> Option<&'r AffectedAuthority> {
        match self {
            Self::Authority(council) | Self::Report(council, _) | Self::Healthwatch(council, _) => {
                Some(council)
            }
            Self::Information(council, _) | Self::Attendance(council, _) => council,
            _ => None,
        }
    }

    /// Whether it is the joint committee that acts, and not a council by itself.
    #[must_use]
    pub fn is_joint(self) -> bool {
        matches!(
            self,
            Self::Joint | Self::Information(None, _) | Self::Attendance(None, _)
        )
    }

    /// The item it is about.
    #[must_use]
    pub fn item(self) -> Option<&'r Entry<Resolution>> {
        match self {
            Self::Meeting(item) | Self::Item(item) => Some(item),
            _ => None,
        }
    }

    /// A key that stays the same from day to day, for calendars and for comparing two days: `authority/kent-county-council`.
    ///
    /// Two of one council on one day, such as two reports, share it.
    #[must_use]
    pub fn key(self) -> String {
        let mut key = self.scope().word().to_owned();
        let mut add = |part: &dyn std::fmt::Display| key.push_str(&format!("/{part}"));
        if let Some(council) = self.council() {
            add(&council.authority.id);
        }
        if let Some(item) = self.item() {
            add(&item.id);
        }
        if self.is_joint() {
            add(&"joint");
        }
        match self {
            Self::Report(_, report) => add(&report.made.value),
            Self::Information(_, request) => add(&request.date.value),
            Self::Attendance(_, requirement) => add(&requirement.date.value),
            Self::Healthwatch(_, referral) => add(&referral.date.value),
            Self::Modification(_, modification) => add(&modification.date.value),
            _ => {}
        }
        key
    }
}
