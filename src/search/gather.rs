//! The documents of a register: what of each record, provision and page can be found.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use rayon::prelude::*;

use super::document::{Document, Group, Passage, Text};
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
use crate::value::{Markdown, PartialDate};
use crate::view::judgement::{Judgement, standing_of};
use crate::view::{anchor, changes, clauses, words};

/// How far a committee is followed up to its council.
const DEEPEST: usize = 8;

/// Every document, and the councils that they concern.
pub(super) fn documents<'r>(
    input: &Input<'r>,
    lists: &Lists<'r>,
) -> (Vec<Document<'r>>, Vec<(String, String)>) {
    let register = input.register;
    let gather = Gather::new(register);
    let mut bodies: Vec<&Entry<Body>> = register.bodies.iter().collect();
    bodies.sort_by_key(|entry| (entry.body.name.to_lowercase(), &entry.id));
    let mut views: Vec<&Entry<Determination>> = register.determinations.iter().collect();
    views.sort_by_key(|entry| std::cmp::Reverse(entry.body.date.latest()));
    let mut duties: Vec<&Entry<Duty>> = register.duties.iter().collect();
    let due = |duty: &Duty| duty.due.as_ref().and_then(|due| due.latest());
    duties.sort_by_key(|entry| std::cmp::Reverse(due(&entry.body)));
    let mut all: Vec<Document<'r>> = Vec::new();
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
struct Texts<'r>(Vec<Passage<'r>>);

impl<'r> Texts<'r> {
    /// Adds a text that may be missing.
    fn put(&mut self, text: Option<impl Into<Cow<'r, str>>>) {
        self.named("", text);
    }

    /// Adds a text under a name.
    fn named(&mut self, label: &'static str, text: Option<impl Into<Cow<'r, str>>>) {
        self.add(label, text.map(|text| Text::Plain(text.into())));
    }

    /// Adds a text in Markdown under a name.
    fn markdown(&mut self, label: &'static str, text: Option<&'r Markdown>) {
        self.add(label, text.map(|text| Text::Markdown(text)));
    }

    fn add(&mut self, label: &'static str, text: Option<Text<'r>>) {
        let text = text.filter(|text| !text.raw().is_empty());
        self.0.extend(text.map(|text| Passage {
            label: label.into(),
            place: "".into(),
            text,
        }));
    }

    /// Adds short texts as one.
    fn list(&mut self, label: &'static str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        self.named(label, (!texts.is_empty()).then(|| texts.join("; ")));
    }
}

/// A text of a record, as it stands there.
fn own<T: Deref<Target = str>>(text: Option<&T>) -> Option<&str> {
    text.map(|text| &**text)
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
    fn of_bodies<'i>(&self, ids: impl IntoIterator<Item = &'i RecordId>) -> Box<[u32]> {
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
        found.into()
    }

    fn of_change(&self, id: &RecordId) -> Box<[u32]> {
        let change = self.register.changes.get(id);
        let affected = change.into_iter().flat_map(|entry| &entry.body.authorities);
        self.of_bodies(affected.map(|one| &one.authority.id))
    }

    fn title_of(&self, id: &RecordId) -> Cow<'r, str> {
        match self.register.changes.get(id) {
            Some(entry) => Cow::Borrowed(&entry.body.title),
            None => id.to_string().into(),
        }
    }

    fn change(&self, entry: &'r Entry<Change>) -> Document<'r> {
        let change = &entry.body;
        let mut texts = Texts::default();
        texts.put(own(change.summary.as_deref()));
        texts.markdown("", change.details.as_deref());
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
        events.for_each(|event| texts.put(own(event.what.as_deref())));
        let notices = change.procurement.iter().flat_map(|one| &one.notices);
        texts.list("Notices", notices.map(|one| one.to_string()));
        let dealt = known(changes::latest(self.register, entry));
        Document {
            group: Group::Changes,
            title: Cow::Borrowed(&change.title),
            address: PagePath::record(Kind::Change, &entry.id).to_string(),
            about: line([
                Some(Judgement::of(self.register, entry).label()),
                dealt.map(|day| format!("last dealt with {day}")),
            ]),
            councils: self.of_change(&entry.id),
            passages: texts.0.into(),
        }
    }

    fn body(&self, entry: &'r Entry<Body>) -> Document<'r> {
        let body = &entry.body;
        let mut texts = Texts::default();
        texts.put(own(body.short_name.as_deref()));
        texts.named("Area", own(body.area.as_deref()));
        texts.put(body.part_of.as_ref().map(|above| self.name(&above.id)));
        let codes = body.codes.iter().flat_map(|codes| [&codes.ods, &codes.gss]);
        texts.list("Codes", codes.flatten().map(|one| one.to_string()));
        Document {
            group: Group::Bodies,
            title: Cow::Borrowed(&body.name),
            address: PagePath::record(Kind::Body, &entry.id).to_string(),
            about: words::role(body.role.value).to_owned(),
            councils: self.of_bodies([&entry.id]),
            passages: texts.0.into(),
        }
    }

    fn view(&self, entry: &'r Entry<Determination>) -> Document<'r> {
        let view = &entry.body;
        let by = self.name(&view.by.id);
        let mut texts = Texts::default();
        texts.put(Some(words::view(view.view.value)));
        texts.named("What it covers", own(view.scope.as_deref()));
        texts.markdown("Reasons given", view.reasons.as_deref());
        texts.markdown("Subject to", view.conditions.as_deref());
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
            )
            .into(),
            address: format!("{page}#{}", anchor(&entry.id)),
            about: line([
                view.authority
                    .as_ref()
                    .map(|council| format!("For the area of {}", self.name(&council.id))),
                known(view.date.value),
            ]),
            councils,
            passages: texts.0.into(),
        }
    }

    fn resolution(&self, entry: &'r Entry<Resolution>) -> Document<'r> {
        let resolution = &entry.body;
        let mut texts = Texts::default();
        texts.put(own(resolution.stem.as_deref()));
        for clause in &resolution.clauses {
            texts.0.push(Passage {
                label: format!("Clause {}", resolution.label_of(&clause.label)).into(),
                place: clauses::anchor(resolution, clause).into(),
                text: Text::Plain(Cow::Borrowed(&clause.words)),
            });
        }
        texts.named("Votes", own(resolution.votes.as_deref()));
        texts.markdown("Discussion", resolution.discussion.as_deref());
        let about = resolution.changes.iter().map(|change| self.title_of(&change.id));
        texts.list("About", about.map(Cow::into_owned));
        Document {
            group: Group::Resolutions,
            title: Cow::Borrowed(&resolution.item),
            address: PagePath::record(Kind::Resolution, &entry.id).to_string(),
            about: line([
                Some(self.name(&resolution.committee.id)),
                known(resolution.meeting.value),
            ]),
            councils: self.of_bodies([&resolution.committee.id]),
            passages: texts.0.into(),
        }
    }

    fn duty(&self, entry: &'r Entry<Duty>) -> Document<'r> {
        let duty = &entry.body;
        let mut texts = Texts::default();
        texts.named("Change", Some(self.title_of(&duty.change.id)));
        texts.named("Undertaking", own(duty.basis.undertaking.as_deref()));
        texts.markdown("", duty.details.as_deref());
        let engagement = duty.engagement.iter().map(|one| one.what.to_string());
        texts.list("Engagement", engagement);
        texts.named("Done", own(duty.discharged.as_ref().map(|done| &*done.evidence)));
        texts.named("No longer owed", own(duty.no_longer_owed.as_deref()));
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
            title: Cow::Borrowed(&duty.title),
            address: PagePath::record(Kind::Duty, &entry.id).to_string(),
            about: line([
                Some(format!("Owed by {}", self.name(&duty.owed_by.id))),
                due.map(|due| format!("by {due}")),
            ]),
            councils,
            passages: texts.0.into(),
        }
    }
}

fn provision(provision: &Enacted) -> Document<'_> {
    let mut texts = Texts::default();
    texts.put(own(Some(&*provision.summary)));
    texts.named("When it applies", own(Some(&*provision.applies_when)));
    texts.put(own(Some(&provision.instrument.title)));
    let notes = provision.notes.iter().chain(&provision.open_questions);
    notes.for_each(|note| texts.put(own(Some(&**note))));
    Document {
        group: Group::Law,
        title: Cow::Borrowed(&provision.title),
        address: PagePath::provision(&provision.id.value).to_string(),
        about: provision.citation(),
        councils: Box::default(),
        passages: texts.0.into(),
    }
}

fn page(page: &Page) -> Document<'_> {
    let mut texts = Texts::default();
    // Its words at once: as it stands, its lines end as the file's do, and nothing of a site may turn on that.
    texts.put(Some(plain(&page.text)));
    Document {
        group: Group::Pages,
        title: Cow::Borrowed(&page.title),
        address: PagePath::own(&page.id).to_string(),
        about: String::new(),
        councils: Box::default(),
        passages: texts.0.into(),
    }
}
