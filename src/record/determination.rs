//! Determinations: one body's recorded view whether one change is a substantial variation.

use super::body::{Authority, Body};
use super::change::Change;
use super::correction::Correction;
use super::resolution::Resolution;
use super::{Document, Kind, Record, RecordId, Ref, Target};
use crate::shape;
use crate::source::Spanned;
use crate::value::{Markdown, PartialDate, Status, Text};
use crate::words;

words! {
    "a view"
    /// What was determined. That nothing was determined is the absence of a record, never a value here.
    pub enum View {
        /// A substantial variation in the provision of the health service.
        SubstantialVariation = "substantial-variation",
        /// A substantial development of the health service.
        SubstantialDevelopment = "substantial-development",
        /// Neither.
        NotSubstantial = "not-substantial",
        /// The body took the question up and put its answer off.
        Deferred = "deferred",
        /// The NHS body or provider goes by whatever the council concludes.
        AcceptsAuthorityView = "accepts-authority-view",
    }
}

words! {
    "a way a view is taken"
    /// Who took the view for the body.
    pub enum TakenBy {
        /// The committee itself, in a meeting.
        Committee = "committee",
        /// A joint committee.
        JointCommittee = "joint-committee",
        /// The chair.
        Chair = "chair",
        /// An officer.
        Officer = "officer",
        /// The board of an NHS body or provider.
        Board = "board",
    }
}

shape! {
    "a determination"
    /// One body's recorded view whether one change is a substantial variation or development.
    pub struct Determination {
        /// The change it is about.
        pub change: Ref<Change>,
        /// The body whose view it is: a committee, or the NHS body or provider responsible for the change.
        pub by: Ref<Body>,
        /// The council whose area the view is about; left out where an NHS body or provider means every affected council.
        pub authority: Option<Ref<Authority>>,
        /// Who took the view for the body.
        pub taken_by: Option<Spanned<TakenBy>>,
        /// The view.
        pub view: Spanned<View>,
        /// What the view covers, and what it does not.
        pub scope: Option<Spanned<Text>>,
        /// The day it was taken.
        pub date: Spanned<PartialDate>,
        /// The clause that holds it.
        pub resolution: Option<ClauseRef>,
        /// The reasons given.
        pub reasons: Option<Spanned<Markdown>>,
        /// What it was made subject to.
        pub conditions: Option<Spanned<Markdown>>,
        /// The earlier view of the same body that it takes the place of.
        pub supersedes: Option<Ref<Determination>>,
        /// Draft or recorded.
        pub status: Option<Spanned<Status>>,
        /// The ids it had before; their addresses lead here, and are never given to another.
        pub aliases: Vec<Spanned<RecordId>>,
        /// What was put right in this record after it was made, so that nothing is rewritten unsaid.
        pub corrections: Vec<Correction>,
        /// Where this comes from, beside the resolution.
        pub sources: Vec<Document>,
    }
}

shape! {
    "a reference to a clause"
    /// A clause of a resolution.
    pub struct ClauseRef {
        /// The resolution.
        pub id: Ref<Resolution>,
        /// The label of the clause.
        pub clause: Spanned<Text>,
    }
}

impl Target for Determination {
    const KIND: Kind = Kind::Determination;
    const EXPECTED: &'static str = "a determination";
}

impl Record for Determination {
    fn stated(&self) -> Option<Status> {
        self.status.as_deref().copied()
    }

    fn title(&self) -> &str {
        self.view.word()
    }

    fn aliases(&self) -> &[Spanned<RecordId>] {
        &self.aliases
    }

    fn corrections(&self) -> &[Correction] {
        &self.corrections
    }
}
