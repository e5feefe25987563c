//! Recorded duties beside what the law requires: which record follows which conclusion, and which follows none.

use std::sync::Arc;

use super::{Derived, Unrequired};
use crate::law::Enacted;
use crate::law::case::{Case, Party, Subject};
use crate::law::provision::Scope;
use crate::law::trace::{Finding, Step};
use crate::record::duty::{Audience, Duty};
use crate::record::{Entry, RecordId};

/// The recorded duties that follow this provision here: of the same bearer and, where it is owed to one council, not
/// owed to others.
pub(super) fn recorded<'r>(
    case: &Case<'r>,
    provision: &Enacted,
    subject: Subject<'r>,
    bearers: &[Party],
) -> Vec<&'r Entry<Duty>> {
    let mut found = case.duties.clone();
    found.retain(|duty| {
        cites(duty, provision.id.value.as_str())
            && is_bearer(&duty.body.owed_by.id, bearers)
            && is_about(case, duty, subject)
    });
    found
}

/// Whether a duty is recorded as resting on a provision.
pub(crate) fn cites(duty: &Entry<Duty>, provision: &str) -> bool {
    let cited = duty.body.basis.provision.as_ref();
    cited.is_some_and(|cited| ***cited == *provision)
}

/// Whether a body is among those bound; where only a role is known, any may be.
fn is_bearer(body: &RecordId, bearers: &[Party]) -> bool {
    bearers.iter().any(|party| match party {
        Party::Body(id) => id == body,
        Party::Role(_) => true,
    })
}

fn is_about(case: &Case<'_>, duty: &Entry<Duty>, subject: Subject<'_>) -> bool {
    let Some(council) = subject.council() else {
        return true;
    };
    let affected = |id: &RecordId| {
        let change = case.change.map(|change| &change.body.authorities);
        change
            .into_iter()
            .flatten()
            .any(|other| other.authority.id == *id)
    };
    let mut named = duty
        .body
        .owed_to
        .iter()
        .filter_map(|audience| match audience {
            Audience::Body(body) if affected(&body.id) => Some(&body.id),
            _ => None,
        })
        .chain(affected(&duty.body.owed_by.id).then_some(&duty.body.owed_by.id))
        .peekable();
    named.peek().is_none() || named.any(|id| *id == council.authority.id)
}

/// Recorded duties that rest on a provision which does not apply, for whomever they bind.
pub(super) fn unrequired<'r>(case: &Case<'r>, derived: &[Derived<'r>]) -> Vec<Unrequired<'r>> {
    let mut found = Vec::new();
    for duty in case.duties.iter().copied() {
        let Some(provision) = duty.body.basis.provision.as_ref() else {
            continue;
        };
        let Some(place) = case.law.place(provision) else {
            continue;
        };
        let followed = derived
            .iter()
            .filter(|one| one.applies != Finding::No)
            .any(|one| one.recorded.iter().any(|own| own.id == duty.id));
        if !followed {
            let because = why_not(case, place, duty);
            found.push(Unrequired { duty, because });
        }
    }
    found
}

/// The strongest reason why a provision does not require a duty, over all that the duty may be about.
fn why_not(case: &Case<'_>, place: usize, duty: &Entry<Duty>) -> Option<Arc<Step>> {
    let scope: Scope = case.law.provisions()[place].once_for.value;
    let subjects = case.subjects.iter().enumerate();
    subjects
        .filter(|(_, subject)| subject.scope() == scope && !matches!(subject, Subject::Joint))
        .filter(|(_, subject)| is_about(case, duty, **subject))
        .map(|(number, _)| case.applies(number, place))
        .max_by_key(|step| step.finding)
}
