//! What distinguishes one subject of a change from another.

use super::Subject;

impl Subject<'_> {
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
        match self {
            Self::Joint => add(&"joint"),
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
