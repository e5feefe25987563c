//! Who stands in a role of the law in one case: bodies by their records, or the role's own words where none is recorded.

use super::{Case, Subject};
use crate::law::role::Role;
use crate::record::RecordId;
use crate::record::body::Role as BodyRole;

/// One who owes, may, or is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A body of the register.
    Body(RecordId),
    /// A role that nobody in the register is known to have, or that is no body: the public.
    Role(Role),
}

impl<'r> Case<'r> {
    /// Those who stand in a role for a subject.
    pub fn parties(&self, subject: Subject<'r>, role: Role) -> Vec<Party> {
        let found = self.bodies_in(subject, role).into_iter();
        let mut parties: Vec<_> = found.map(|id| Party::Body(id.clone())).collect();
        let speaks_for_council = matches!(
            role,
            Role::LocalAuthority
                | Role::ConsultingPersonAndLocalAuthority
                | Role::ResponsibleCommissionerAndLocalAuthority
        );
        if matches!(subject, Subject::Joint) && speaks_for_council && self.joint_body().is_empty() {
            parties.push(Party::Role(Role::JointOverviewAndScrutinyCommittee));
        }
        if parties.is_empty() {
            parties.push(Party::Role(role));
        }
        parties
    }

    fn bodies_in(&self, subject: Subject<'r>, role: Role) -> Vec<&'r RecordId> {
        match role {
            Role::LocalAuthority | Role::CountyCouncil => self.council_of(subject),
            Role::CouncilHoldingTheMeeting => self.holders_of_meeting(subject),
            Role::EachConsultedAuthority => self.consulted(),
            Role::OverviewAndScrutinyCommittee => self.committees_of(subject),
            Role::JointOverviewAndScrutinyCommittee => self.joint_body(),
            Role::ResponsiblePerson | Role::LocalNhsBody => self.addressee(subject),
            Role::ConsultingPerson | Role::ConsultingBody => self.consulting(),
            Role::ResponsibleCommissioner | Role::NhsCommissioningBody => self.nhs_commissioners(),
            Role::ProposingCommissioner => self.proposing_commissioners(),
            Role::LeadCommissioner => self.lead(),
            Role::ConsultingPersonAndLocalAuthority => match subject {
                Subject::Proposal => both(self.consulting(), self.affected()),
                _ => both(self.consulting(), self.council_of(subject)),
            },
            Role::ResponsibleCommissionerAndLocalAuthority => {
                both(self.nhs_commissioners(), self.council_of(subject))
            }
            Role::NhsCommissioningBodyOrTrust => both(self.nhs_commissioners(), self.trusts()),
            Role::Icb => self.commissioners_with(BodyRole::Icb),
            Role::ClinicalCommissioningGroup => self.commissioners_with(BodyRole::Ccg),
            Role::NhsEngland => self.commissioners_with(BodyRole::NhsEngland),
            Role::NhsTrustOrFoundationTrust => self.trusts(),
            Role::Provider => self.proposing_provider(),
            Role::RelevantAuthority => self.buyers(),
            Role::PublicAuthority => self.public_authorities(),
            Role::Healthwatch => match subject {
                Subject::Healthwatch(_, referral) => referral.by.iter().map(|by| &by.id).collect(),
                _ => Vec::new(),
            },
            Role::AuthorityOrExecutive => self.council_of(subject),
            _ => Vec::new(),
        }
    }

    fn council_of(&self, subject: Subject<'r>) -> Vec<&'r RecordId> {
        match subject {
            joint if joint.is_joint() => self.joint_body(),
            _ => subject
                .council()
                .map(|council| &council.authority.id)
                .into_iter()
                .collect(),
        }
    }

    /// Every affected council.
    fn affected(&self) -> Vec<&'r RecordId> {
        self.councils()
            .iter()
            .map(|council| &council.authority.id)
            .collect()
    }

    /// The council of a committee, or the councils of a joint one.
    fn holders_of_meeting(&self, subject: Subject<'r>) -> Vec<&'r RecordId> {
        let Some(item) = subject.item() else {
            return Vec::new();
        };
        let committee = &self.register.bodies[&item.body.committee].body;
        match &committee.part_of {
            Some(council) => vec![&council.id],
            None => committee.members.iter().map(|member| &member.id).collect(),
        }
    }

    fn joint_body(&self) -> Vec<&'r RecordId> {
        let committee = self.joint().and_then(|joint| joint.committee.as_ref());
        committee.map(|committee| &committee.id).into_iter().collect()
    }

    fn committees_of(&self, subject: Subject<'r>) -> Vec<&'r RecordId> {
        let Some(council) = subject.council() else {
            return Vec::new();
        };
        let register = self.register;
        register
            .naming(crate::record::Kind::Body, &council.authority.id, &register.bodies)
            .filter(|body| body.body.role.value == BodyRole::ScrutinyCommittee)
            .map(|body| &body.id)
            .collect()
    }

    /// The body a report, a request or a requirement is addressed to; else the one responsible for the change.
    fn addressee(&self, subject: Subject<'r>) -> Vec<&'r RecordId> {
        let named = match subject {
            Subject::Report(_, report) => report.to.as_ref(),
            Subject::Information(_, request) => request.of.as_ref(),
            Subject::Attendance(_, requirement) => requirement.of.as_ref(),
            _ => None,
        };
        match named {
            Some(named) => vec![&named.id],
            None => self.responsible(),
        }
    }

    /// The responsible person. Where none is named, those who commission the service: whether they propose the change
    /// themselves or a provider does, it is they who consult.
    pub(super) fn responsible(&self) -> Vec<&'r RecordId> {
        let named = self
            .change
            .and_then(|change| change.body.responsible_person.as_ref());
        match named {
            Some(named) => vec![self.standing_today(&named.id)],
            None => self.nhs_commissioners(),
        }
    }

    /// The responsible person, where it is a foundation trust, a company or a charity.
    pub(super) fn provider_other_than_nhs_trust(&self) -> Option<&'r RecordId> {
        let other = |role: BodyRole| role.provides() && role != BodyRole::NhsTrust;
        let mut all = self.responsible().into_iter();
        all.find(|id| self.role_of(id).is_some_and(other))
    }

    /// Whoever has to consult: the responsible person or, where that is a provider of services that the NHS
    /// commissions, the commissioners in its place (reg 23(12)).
    pub(super) fn consulting(&self) -> Vec<&'r RecordId> {
        let responsible = self.responsible();
        let provider = responsible
            .iter()
            .any(|id| self.role_of(id).is_some_and(BodyRole::provides));
        let commissioners = self.nhs_commissioners();
        match provider && !commissioners.is_empty() {
            true => commissioners,
            false => responsible,
        }
    }

    /// The integrated care boards, groups and NHS England that arrange the services.
    pub(super) fn nhs_commissioners(&self) -> Vec<&'r RecordId> {
        // Asked by many facts of one case, and looked up in the register each time otherwise.
        self.commissioners.clone()
    }

    /// Of those, the ones that have the proposal: the one that makes it or, where a provider does, all.
    fn proposing_commissioners(&self) -> Vec<&'r RecordId> {
        let mut found = self.consulting();
        found.retain(|id| self.role_of(id).is_some_and(BodyRole::commissions));
        found
    }

    pub(super) fn seek_commissioners(&self) -> Vec<&'r RecordId> {
        let mut all = self.buyers_named();
        let responsible = self
            .change
            .and_then(|change| change.body.responsible_person.as_ref());
        all.extend(responsible.map(|person| &person.id));
        let standing = all.into_iter().map(|id| self.standing_today(id));
        once_each(standing.filter(|id| self.role_of(id).is_some_and(BodyRole::commissions)))
    }

    pub(super) fn commissioners_with(&self, role: BodyRole) -> Vec<&'r RecordId> {
        let mut found = self.nhs_commissioners();
        found.retain(|id| self.role_of(id) == Some(role));
        found
    }

    /// Every body recorded as buying the service, whatever it is.
    pub(crate) fn buyers_named(&self) -> Vec<&'r RecordId> {
        let Some(change) = self.change else {
            return Vec::new();
        };
        let commissioners = change.body.commissioners.iter().map(|body| &body.id);
        let procurement = change.body.procurement.as_ref();
        let buyer = procurement.and_then(|procurement| procurement.buyer.as_ref());
        once_each(commissioners.chain(buyer.map(|buyer| &buyer.id)))
    }

    /// Who buys under a procurement: the buyer, else the commissioners, else the responsible person.
    pub(super) fn buyers(&self) -> Vec<&'r RecordId> {
        let procurement = self.change.and_then(|change| change.body.procurement.as_ref());
        if let Some(buyer) = procurement.and_then(|procurement| procurement.buyer.as_ref()) {
            return vec![self.standing_today(&buyer.id)];
        }
        let named = self.buyers_named();
        match named.is_empty() {
            true => self.nhs_commissioners(),
            false => once_each(named.into_iter().map(|id| self.standing_today(id))),
        }
    }

    fn lead(&self) -> Vec<&'r RecordId> {
        let named = self
            .change
            .and_then(|change| change.body.lead_commissioner.as_ref());
        match named {
            Some(lead) => vec![&lead.id],
            None => self.nhs_commissioners(),
        }
    }

    /// The trusts that provide the service or are to, and the responsible person where it is one.
    pub(super) fn trusts(&self) -> Vec<&'r RecordId> {
        let all = self.providers().into_iter().chain(self.responsible());
        once_each(all.filter(|id| self.role_of(id).is_some_and(BodyRole::is_trust)))
    }

    /// The recorded providers, present and proposed.
    pub(super) fn providers(&self) -> Vec<&'r RecordId> {
        let providers = self.change.and_then(|change| change.body.providers.as_ref());
        providers
            .map(|providers| {
                let both = providers.current.iter().chain(&providers.proposed);
                both.map(|body| &body.id).collect()
            })
            .unwrap_or_default()
    }

    /// The provider for which a commissioner acts.
    fn proposing_provider(&self) -> Vec<&'r RecordId> {
        let mut found = self.responsible();
        found.retain(|id| self.role_of(id).is_some_and(BodyRole::provides));
        found
    }

    /// The public authorities that have decided, or are to decide, something about the change.
    pub(super) fn public_authorities(&self) -> Vec<&'r RecordId> {
        let mut all = self.responsible();
        all.extend(self.buyers());
        for council in self.councils() {
            if self.has_acted(&council.authority.id) {
                all.push(&council.authority.id);
            }
        }
        let public = |id: &&RecordId| self.role_of(id).is_some_and(BodyRole::is_public);
        once_each(all.into_iter().filter(public))
    }

    /// Whether a council, or a committee of it, has resolved or judged something about the change.
    fn has_acted(&self, council: &RecordId) -> bool {
        let of_council = |body: &RecordId| {
            body == council
                || self
                    .register
                    .bodies
                    .get(body)
                    .and_then(|entry| entry.body.part_of.as_ref())
                    .is_some_and(|part_of| part_of.id == *council)
        };
        let judged = self.views.iter().any(|view| of_council(&view.body.by.id));
        judged || self.items.iter().any(|item| of_council(&item.body.committee.id))
    }

    /// The councils whose consultation under reg 23 has begun.
    pub(super) fn consulted(&self) -> Vec<&'r RecordId> {
        self.councils()
            .iter()
            .filter(|council| super::proposal::is_consulted(self, council))
            .map(|council| &council.authority.id)
            .collect()
    }

    pub(crate) fn role_of(&self, id: &RecordId) -> Option<BodyRole> {
        self.register.bodies.get(id).map(|entry| entry.body.role.value)
    }

    /// The body that had taken over from another by the day asked about, and from that one in turn, where their ends are
    /// recorded; else itself.
    pub(super) fn standing_today(&self, id: &'r RecordId) -> &'r RecordId {
        let mut passed = vec![id];
        while let Some(next) = passed.last().and_then(|last| self.heir(last)) {
            if passed.contains(&next) {
                return id;
            }
            passed.push(next);
        }
        passed.last().copied().unwrap_or(id)
    }

    fn heir(&self, id: &RecordId) -> Option<&'r RecordId> {
        let body = &self.register.bodies.get(id)?.body;
        let last = body.active.as_ref()?.until.value.latest()?;
        let next = body.succeeded_by.first()?;
        (last < self.as_at).then_some(&next.id)
    }
}

fn both<'r>(first: Vec<&'r RecordId>, second: Vec<&'r RecordId>) -> Vec<&'r RecordId> {
    once_each(first.into_iter().chain(second))
}

/// Bodies in the order in which they are first named.
fn once_each<'r>(all: impl Iterator<Item = &'r RecordId>) -> Vec<&'r RecordId> {
    let mut found = Vec::new();
    for id in all {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
