//! The documents of a register: what of each record, provision and page can be found.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::document::{Document, Group, Passage};
use crate::law::Enacted;
use crate::markdown::plain;
use crate::record::body::{Body, Role};
use crate::record::change::{Change, Providers};
use crate::record::determination::Determination;
use crate::record::duty::{Audience, Duty};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId, Ref};
use crate::register::{Page, Register};
use crate::site::{Input, Lists, PagePath};
use crate::value::PartialDate;
use crate::view::judgement::{Judgement, standing_of};
use crate::view::{anchor, changes, clauses, words};

/// How far a committee is followed up to its council.
const DEEPEST: usize = 8;

/// Every document, and the councils that they concern.
pub(super) fn documents(input: &Input<'_>, lists: &Lists<'_>) -> (Vec<Document>, Vec<(String, String)>) {
    let register = input.register;
    let gather = Gather::new(register);
    let mut bodies: Vec<&Entry<Body>> = register.bodies.iter().collect();
    bodies.sort_by_key(|entry| (entry.body.name.to_lowercase(), &entry.id));
    let mut views: Vec<&Entry<Determination>> = register.determinations.iter().collect();
    views.sort_by_key(|entry| std::cmp::Reverse(entry.body.date.latest()));
    let mut duties: Vec<&Entry<Duty>> = register.duties.iter().collect();
    let due = |duty: &Duty| duty.due.as_ref().and_then(|due| due.latest());
    duties.sort_by_key(|entry| std::cmp::Reverse(due(&entry.body)));
    let mut all: Vec<Document> = Vec::new();
    all.par_extend(lists.changes.par_iter().map(|entry| gather.change(entry)));
    all.par_extend(bodies.par_iter().map(|entry| gather.body(entry)));
    all.par_extend(views.par_iter().map(|entry| gather.view(entry)));
    all.par_extend(lists.resolutions.par_iter().map(|entry| gather.resolution(entry)));
    all.par_extend(duties.par_iter().map(|entry| gather.duty(entry)));
    all.par_extend(input.law.provisions().par_iter().map(provision));
    all.extend(register.pages.values().map(page));
    (all, gather.names)
}

struct Gather<'r> {
    register: &'r Register,
    /// The number of each council.
    councils: BTreeMap<&'r RecordId, u32>,
    names: Vec<(String, String)>,
}

/// The texts of one document, as they are collected.
#[derive(Default)]
struct Texts(Vec<Passage>);

impl Texts {
    /// Adds a text that may be missing.
    fn put(&mut self, text: Option<impl ToString>) {
        if let Some(text) = text.map(|text| text.to_string())
            && !text.is_empty()
        {
            self.0.push(Passage::plain(text));
        }
    }

    /// Adds a text under a name.
    fn named(&mut self, label: &str, text: Option<impl ToString>) {
        let before = self.0.len();
        self.put(text);
        if let Some(passage) = self.0.get_mut(before) {
            label.clone_into(&mut passage.label);
        }
    }

    /// Adds short texts as one.
    fn list(&mut self, label: &str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        self.named(label, (!texts.is_empty()).then(|| texts.join("; ")));
    }
}

fn markdown(text: Option<&impl ToString>) -> Option<String> {
    text.map(|text| plain(&text.to_string()))
}

fn known(date: PartialDate) -> Option<String> {
    (!date.is_unknown()).then(|| date.spoken())
}

/// What is known, joined by commas.
fn line(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

impl<'r> Gather<'r> {
    fn new(register: &'r Register) -> Self {
        let councils = register
            .bodies
            .iter()
            .filter(|entry| entry.body.role.value == Role::LocalAuthority);
        let mut councils: Vec<&Entry<Body>> = councils.collect();
        councils.sort_by_key(|entry| (entry.body.known_as().to_lowercase(), &entry.id));
        let names = councils
            .iter()
            .map(|entry| (entry.id.to_string(), entry.body.known_as().to_owned()));
        Self {
            register,
            names: names.collect(),
            councils: councils.into_iter().map(|entry| &entry.id).zip(0..).collect(),
        }
    }

    fn name(&self, id: &RecordId) -> String {
        let body = self.register.bodies.get(id);
        body.map_or_else(|| id.to_string(), |entry| entry.body.known_as().to_owned())
    }

    fn names<'i>(&self, ids: impl IntoIterator<Item = &'i RecordId>) -> Vec<String> {
        let mut names: Vec<String> = ids.into_iter().map(|id| self.name(id)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The numbers of the councils among some bodies, or that these are parts or committees of.
    fn of_bodies<'i>(&self, ids: impl IntoIterator<Item = &'i RecordId>) -> Vec<u32> {
        let mut found = Vec::new();
        for id in ids {
            let mut next = self.register.bodies.get(id);
            for _ in 0..DEEPEST {
                let Some(entry) = next else { break };
                found.extend(self.councils.get(&entry.id).copied());
                let members = entry.body.members.iter();
                found.extend(members.filter_map(|member| self.councils.get(&member.id).copied()));
                let above = entry.body.part_of.as_ref();
                next = above.and_then(|above| self.register.bodies.get(&above.id));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn of_change(&self, id: &RecordId) -> Vec<u32> {
        let change = self.register.changes.get(id);
        let affected = change.into_iter().flat_map(|entry| &entry.body.authorities);
        self.of_bodies(affected.map(|one| &one.authority.id))
    }

    fn title_of(&self, id: &RecordId) -> String {
        let change = self.register.changes.get(id);
        change.map_or_else(|| id.to_string(), |entry| entry.body.title.to_string())
    }

    fn change(&self, entry: &'r Entry<Change>) -> Document {
        let change = &entry.body;
        let mut texts = Texts::default();
        texts.put(change.summary.as_deref());
        texts.put(markdown(change.details.as_deref()));
        let services = change.services.iter().map(|one| words::from_slug(one));
        texts.list("Services", services);
        let ids = |list: &'r [Ref<Body>]| list.iter().map(|one| &one.id);
        let providers = change.providers.iter();
        let providers =
            providers.flat_map(|Providers { current, proposed }| ids(current).chain(ids(proposed)));
        let bodies = change.responsible_person.iter().map(|one| &one.id);
        let bodies = bodies.chain(ids(&change.commissioners)).chain(providers);
        let affected = change.authorities.iter().map(|one| &one.authority.id);
        texts.list("Bodies", self.names(bodies.chain(affected)));
        let dates = change.key_dates.iter().map(|date| {
            let when = known(date.date.value);
            format!("{}: {}", when.as_deref().unwrap_or("Day not known"), *date.what)
        });
        texts.list("Dates", dates);
        let events = [&change.decided, &change.abandoned].into_iter().flatten();
        events.for_each(|event| texts.put(event.what.as_deref()));
        let notices = change.procurement.iter().flat_map(|one| &one.notices);
        texts.list("Notices", notices.map(|one| one.to_string()));
        let dealt = known(changes::latest(self.register, entry));
        Document {
            group: Group::Changes,
            title: change.title.to_string(),
            address: PagePath::record(Kind::Change, &entry.id).to_string(),
            about: line([
                Some(Judgement::of(self.register, entry).label()),
                dealt.map(|day| format!("last dealt with {day}")),
            ]),
            councils: self.of_change(&entry.id),
            passages: texts.0,
        }
    }

    fn body(&self, entry: &Entry<Body>) -> Document {
        let body = &entry.body;
        let mut texts = Texts::default();
        texts.put(body.short_name.as_deref());
        texts.named("Area", body.area.as_deref());
        texts.put(body.part_of.as_ref().map(|above| self.name(&above.id)));
        let codes = body.codes.iter().flat_map(|codes| [&codes.ods, &codes.gss]);
        texts.list("Codes", codes.flatten().map(|one| one.to_string()));
        Document {
            group: Group::Bodies,
            title: body.name.to_string(),
            address: PagePath::record(Kind::Body, &entry.id).to_string(),
            about: words::role(body.role.value).to_owned(),
            councils: self.of_bodies([&entry.id]),
            passages: texts.0,
        }
    }

    fn view(&self, entry: &Entry<Determination>) -> Document {
        let view = &entry.body;
        let by = self.name(&view.by.id);
        let mut texts = Texts::default();
        texts.put(Some(words::view(view.view.value)));
        texts.named("What it covers", view.scope.as_deref());
        texts.named("Reasons given", markdown(view.reasons.as_deref()));
        texts.named("Subject to", markdown(view.conditions.as_deref()));
        let page = PagePath::record(Kind::Change, &view.change.id);
        let council = view.authority.iter().map(|council| &council.id);
        let mut councils = self.of_bodies(council);
        if councils.is_empty() {
            councils = self.of_change(&view.change.id);
        }
        Document {
            group: Group::Views,
            title: format!(
                "{} by {by}: {}",
                standing_of(view.view.value).words(),
                self.title_of(&view.change.id)
            ),
            address: format!("{page}#{}", anchor(&entry.id)),
            about: line([
                view.authority
                    .as_ref()
                    .map(|council| format!("For the area of {}", self.name(&council.id))),
                known(view.date.value),
            ]),
            councils,
            passages: texts.0,
        }
    }

    fn resolution(&self, entry: &Entry<Resolution>) -> Document {
        let resolution = &entry.body;
        let mut texts = Texts::default();
        texts.put(resolution.stem.as_deref());
        for clause in &resolution.clauses {
            texts.0.push(Passage {
                label: format!("Clause {}", resolution.label_of(&clause.label)),
                place: clauses::anchor(resolution, clause),
                text: clause.words.to_string(),
            });
        }
        texts.named("Votes", resolution.votes.as_deref());
        texts.named("Discussion", markdown(resolution.discussion.as_deref()));
        let about = resolution.changes.iter().map(|change| self.title_of(&change.id));
        texts.list("About", about);
        Document {
            group: Group::Resolutions,
            title: resolution.item.to_string(),
            address: PagePath::record(Kind::Resolution, &entry.id).to_string(),
            about: line([
                Some(self.name(&resolution.committee.id)),
                known(resolution.meeting.value),
            ]),
            councils: self.of_bodies([&resolution.committee.id]),
            passages: texts.0,
        }
    }

    fn duty(&self, entry: &Entry<Duty>) -> Document {
        let duty = &entry.body;
        let mut texts = Texts::default();
        texts.named("Change", Some(self.title_of(&duty.change.id)));
        texts.named("Undertaking", duty.basis.undertaking.as_deref());
        texts.put(markdown(duty.details.as_deref()));
        let engagement = duty.engagement.iter().map(|one| one.what.to_string());
        texts.list("Engagement", engagement);
        texts.named("Done", duty.discharged.as_ref().map(|done| &*done.evidence));
        texts.named("No longer owed", duty.no_longer_owed.as_deref());
        let owed_to = duty.owed_to.iter().filter_map(|one| match one {
            Audience::Body(body) => Some(&body.id),
            Audience::People(_) => None,
        });
        let mut councils = self.of_bodies(owed_to);
        if councils.is_empty() {
            councils = self.of_change(&duty.change.id);
        }
        let due = duty.due.as_ref().and_then(|due| known(due.value));
        Document {
            group: Group::Duties,
            title: duty.title.to_string(),
            address: PagePath::record(Kind::Duty, &entry.id).to_string(),
            about: line([
                Some(format!("Owed by {}", self.name(&duty.owed_by.id))),
                due.map(|due| format!("by {due}")),
            ]),
            councils,
            passages: texts.0,
        }
    }
}

fn provision(provision: &Enacted) -> Document {
    let mut texts = Texts::default();
    texts.put(Some(&*provision.summary));
    texts.named("When it applies", Some(&*provision.applies_when));
    texts.put(Some(&provision.instrument.title));
    let notes = provision.notes.iter().chain(&provision.open_questions);
    notes.for_each(|note| texts.put(Some(&**note)));
    Document {
        group: Group::Law,
        title: provision.title.to_string(),
        address: PagePath::provision(&provision.id.value).to_string(),
        about: provision.citation(),
        councils: Vec::new(),
        passages: texts.0,
    }
}

fn page(page: &Page) -> Document {
    let mut texts = Texts::default();
    texts.put(Some(plain(&page.text)));
    Document {
        group: Group::Pages,
        title: page.title.clone(),
        address: PagePath::own(&page.id).to_string(),
        about: String::new(),
        councils: Vec::new(),
        passages: texts.0,
    }
}
