//! Resolutions: one item of one meeting, with the exact words of each clause and our reading beside them.

use super::body::{Body, Committee};
use super::change::Change;
use super::correction::Correction;
use super::{Document, Kind, Record, RecordId, Ref, Target};
use crate::shape;
use crate::shape::{Leaf, Reader, Shape};
use crate::source::Spanned;
use crate::value::{Address, Markdown, PartialDate, Sha256, Status, Text, Truth};
use crate::words;
use crate::yaml::{Node, Value};

words! {
    "a reading of a clause"
    /// What a clause does. `determination` only where the committee itself says whether a change is substantial.
    pub enum Reading {
        /// The committee says whether a change is a substantial variation. Nothing else is read so.
        Determination = "determination",
        /// Noted, received, acknowledged: never a view on whether a change is substantial.
        Noted = "noted",
        /// Agreed, approved, endorsed, supported.
        Agreed = "agreed",
        /// A recommendation to somebody.
        Recommended = "recommended",
        /// Information or a report is asked for.
        RequestedInformation = "requested-information",
        /// A response to a report or recommendation is asked for (SI 2013/218 reg 22).
        RequestedResponse = "requested-response",
        /// Somebody is asked to act, rather than to inform.
        RequestedAction = "requested-action",
        /// A named member or employee is required to attend (reg 27).
        RequiresAttendance = "requires-attendance",
        /// Somebody is invited; an invitation is not a requirement.
        Invited = "invited",
        /// Referred to the Secretary of State (until 30 January 2024) or to another body.
        Referred = "referred",
        /// The Secretary of State is asked to call a proposal in (from 31 January 2024).
        CallInRequest = "call-in-request",
        /// A decision of the council's own executive is called in, or what becomes of one that was (Local Government Act
        /// 2000 s.9F(4)); not a request to the Secretary of State.
        CallIn = "call-in",
        /// A joint committee is appointed or agreed to (reg 30).
        JointCommittee = "joint-committee",
        /// A decision is handed to an officer, member or other body.
        Delegated = "delegated",
        /// A working group or panel is set up.
        WorkingGroup = "working-group",
        /// Put off to a later meeting.
        Deferred = "deferred",
        /// Refused or not accepted.
        Rejected = "rejected",
        /// Somebody is elected or appointed.
        Appointed = "appointed",
        /// The public is excluded (Local Government Act 1972 Schedule 12A).
        PublicExcluded = "public-excluded",
        /// Anything else.
        Other = "other",
    }
}

words! {
    "a state of minutes"
    /// How far the minutes can be relied on.
    pub enum MinutesStatus {
        /// Confirmed by the committee as a correct record.
        Confirmed = "confirmed",
        /// Published before they were confirmed; may change.
        Draft = "draft",
        /// The source does not say.
        Unknown = "unknown",
    }
}

words! {
    "a way clauses are labelled"
    /// Whose labels the clauses have.
    pub enum Labels {
        /// The minutes' own.
        Published = "published",
        /// Ours: the minutes leave clauses without labels, or give one label twice, so they are numbered here.
        Ours = "ours",
    }
}

shape! {
    "a resolution"
    /// One item of one meeting: what the committee resolved, clause by clause, in its exact words.
    pub struct Resolution {
        /// The committee.
        pub committee: Ref<Committee>,
        /// The day of the meeting.
        pub meeting: Spanned<PartialDate>,
        /// The title of the item.
        pub item: Spanned<Text>,
        /// The number of the item on the agenda.
        pub item_number: Option<Spanned<Text>>,
        /// The minutes this comes from.
        pub minutes: Option<Minutes>,
        /// How the meeting and the item were opened to the public (Local Government Act 1972 Part VA).
        pub access: Option<Access>,
        /// The changes the item was about.
        pub changes: Vec<Ref<Change>>,
        /// What was discussed, summarised in our own words.
        pub discussion: Option<Spanned<Markdown>>,
        /// The words before the first clause that each clause goes on from, such as "That the Committee:".
        pub stem: Option<Spanned<Text>>,
        /// Whose labels the clauses have; left out where they are the minutes' own.
        pub labels: Option<Spanned<Labels>>,
        /// What was resolved, clause by clause.
        pub clauses: Vec<Clause>,
        /// The votes, where they were minuted.
        pub votes: Option<Spanned<Text>>,
        /// Draft or recorded.
        pub status: Option<Spanned<Status>>,
        /// The ids it had before; their addresses lead here, and are never given to another.
        pub aliases: Vec<Spanned<RecordId>>,
        /// What was put right in this record after it was made, so that nothing is rewritten unsaid.
        pub corrections: Vec<Correction>,
        /// Where this comes from, beside the minutes.
        pub sources: Vec<Document>,
    }
}

shape! {
    "minutes"
    /// The minutes a resolution was read from.
    pub struct Minutes {
        /// Whether they were confirmed.
        pub status: Spanned<MinutesStatus>,
        /// The day they were confirmed.
        pub confirmed_on: Spanned<PartialDate>,
        /// Where they are published.
        pub source: Option<Spanned<Address>>,
        /// The SHA-256 sum of what was read there.
        pub sha256: Option<Spanned<Sha256>>,
    }
}

shape! {
    "access to a meeting"
    /// How a meeting, and the item of it that this record holds, were opened to the public (Local Government Act 1972 Part VA).
    pub struct Access {
        /// When public notice of the meeting was given (s.100A(6)(a)).
        pub notice_given: Spanned<PartialDate>,
        /// Whether the meeting was called at less than five clear days' notice.
        pub short_notice: Spanned<Truth>,
        /// The day it was called, where that was at short notice.
        pub convened: Spanned<PartialDate>,
        /// From when the agenda with this item, and its report, were open to inspection (s.100B(3)).
        pub papers_open_from: Spanned<PartialDate>,
        /// The special circumstances, as minuted, for which the chair took a late item as urgent (s.100B(4)(b)).
        pub urgent_reason: Option<Spanned<Text>>,
        /// The paragraphs of Schedule 12A for which the public was excluded or papers were withheld; never what they were about.
        pub exempt_paragraphs: Vec<Spanned<Text>>,
        /// The paragraphs of Schedule 17 to the NHS Act 2006 for which they were.
        pub exempt_health_paragraphs: Vec<Spanned<Text>>,
        /// Whether confidential information would have been disclosed (s.100A(2)).
        pub confidential: Spanned<Truth>,
        /// Whether what was left out of the open minutes leaves no fair and coherent record (s.100C(2)).
        pub minutes_incomplete: Spanned<Truth>,
        /// When the written summary that then takes its place was made.
        pub summary_made: Spanned<PartialDate>,
    }
}

shape! {
    "a clause"
    /// One clause: its exact words, and our reading of them.
    pub struct Clause {
        /// Its label as published, such as a or 1.
        pub label: Spanned<Text>,
        /// The exact words as published, slips included.
        pub words: Spanned<Text>,
        /// What it does; several where it does several things.
        pub reads_as: Readings,
        /// What somebody is to do because of it.
        pub action: Option<Action>,
    }
}

shape! {
    "an action"
    /// Something a clause asks somebody to do.
    pub struct Action {
        /// Who is to see to it.
        pub owner: Option<Ref<Body>>,
        /// Whom it is asked of.
        pub concerning: Vec<Ref<Body>>,
        /// By when; often unknown.
        pub due: Spanned<PartialDate>,
        /// When and how it was done.
        pub done: Option<Done>,
    }
}

shape! {
    "what was done"
    /// When and how an action was done.
    pub struct Done {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// What shows it.
        pub evidence: Option<Spanned<Text>>,
        /// Where that can be read.
        pub address: Option<Spanned<Address>>,
    }
}

/// What a clause does: one word, or a list where it does several things.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(transparent)]
pub struct Readings(pub Vec<Spanned<Reading>>);

impl Reading {
    /// Whether a clause so read asks somebody for something, and so becomes an action.
    pub fn asks(self) -> bool {
        matches!(
            self,
            Self::Invited
                | Self::RequestedInformation
                | Self::RequestedResponse
                | Self::RequestedAction
                | Self::RequiresAttendance
        )
    }
}

impl Readings {
    /// What the clause does, without the places.
    pub fn words(&self) -> Vec<Reading> {
        self.0.iter().map(|reading| reading.value).collect()
    }

    /// Whether the clause does this among other things.
    pub fn include(&self, reading: Reading) -> bool {
        self.0.iter().any(|own| own.value == reading)
    }
}

impl Shape for Readings {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, reader).map(Self),
            _ => Spanned::read(node, reader).map(|reading| Self(vec![reading])),
        }
    }

    fn schema() -> serde_json::Value {
        let one = Spanned::<Reading>::schema();
        serde_json::json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }

    fn visit<'a>(&'a self, _visit: &mut dyn FnMut(Leaf<'a>)) {}
}

impl Resolution {
    /// Whether the clauses are numbered by us and not by the minutes.
    pub fn is_numbered_here(&self) -> bool {
        self.labels.as_deref() == Some(&Labels::Ours)
    }

    /// The name of a clause: "1", or where the number is ours "1 (numbered here)".
    pub fn label_of(&self, label: &str) -> String {
        if self.is_numbered_here() {
            format!("{label} (numbered here)")
        } else {
            label.to_owned()
        }
    }

    /// The clause with a label.
    pub fn clause(&self, label: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| &*clause.label.value == label)
    }
}

impl Target for Resolution {
    const KIND: Kind = Kind::Resolution;
    const EXPECTED: &'static str = "a resolution";
}

impl Record for Resolution {
    fn stated(&self) -> Option<Status> {
        self.status.as_deref().copied()
    }

    fn title(&self) -> &str {
        &self.item
    }

    fn aliases(&self) -> &[Spanned<RecordId>] {
        &self.aliases
    }

    fn corrections(&self) -> &[Correction] {
        &self.corrections
    }
}
