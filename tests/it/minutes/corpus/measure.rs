//! What the reader finds in texts, held against their labels.

use scrutiny::minutes::{self, ClauseDraft, ItemDraft, Minutes};

use super::labels::{ClauseLabel, ItemLabel, Pair, collapsed};
use super::places::Places;

/// Counts over all texts, and every miss.
#[derive(Default)]
pub(super) struct Measure {
    pub(super) texts: usize,
    pub(super) unreadable: usize,
    pub(super) items: usize,
    pub(super) items_found: usize,
    pub(super) titles: usize,
    pub(super) titles_right: usize,
    pub(super) clauses: usize,
    pub(super) clauses_found: usize,
    pub(super) clauses_right: usize,
    pub(super) kinds_right: usize,
    pub(super) also: usize,
    pub(super) also_right: usize,
    pub(super) labels_right: usize,
    pub(super) determinations: usize,
    pub(super) determinations_found: usize,
    pub(super) determinations_right: usize,
    pub(super) scopes: usize,
    pub(super) scopes_right: usize,
    pub(super) decoys: usize,
    pub(super) decoys_read: usize,
    pub(super) doubts: usize,
    pub(super) doubts_raised: usize,
    pub(super) misses: Vec<String>,
}

/// Reads every text and counts.
pub(super) fn measure(pairs: &[Pair]) -> Measure {
    let mut sum = Measure::default();
    for pair in pairs {
        match minutes::read(&pair.bytes, Some(&pair.name)) {
            Ok(read) => sum.text(pair, &read),
            Err(why) => {
                sum.texts += 1;
                sum.unreadable += 1;
                sum.misses.push(format!("{}: not read: {}", pair.name, why.what));
                for item in &pair.labels.items {
                    sum.expect(item);
                }
            }
        }
    }
    sum
}

/// Whether an item has minutes, or anything was read from it.
fn counts(draft: &ItemDraft) -> bool {
    let has_text = !draft.item.minutes.is_empty() || !draft.item.decision.is_empty();
    has_text || !draft.clauses.is_empty() || !draft.determinations.is_empty()
}

fn title(draft: &ItemDraft) -> Option<String> {
    draft.item.title.as_ref().map(|title| collapsed(&title.value))
}

/// For each labelled item the draft that is its own: by title, else the next in order that has minutes.
fn matched(labels: &[ItemLabel], drafts: &[ItemDraft]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = drafts.iter().map(counts).collect();
    let mut own = vec![None; labels.len()];
    for (place, label) in labels.iter().enumerate() {
        let same = |at: &usize| free[*at] && label.title.is_some() && title(&drafts[*at]) == label.title;
        if let Some(at) = (0..drafts.len()).find(same) {
            free[at] = false;
            own[place] = Some(at);
        }
    }
    for place in own.iter_mut().filter(|place| place.is_none()) {
        if let Some(at) = free.iter().position(|free| *free) {
            free[at] = false;
            *place = Some(at);
        }
    }
    own
}

impl Measure {
    /// Counts what was read from one text.
    pub(super) fn text(&mut self, pair: &Pair, read: &Minutes) {
        self.texts += 1;
        let labels = &pair.labels.items;
        let own = matched(labels, &read.items);
        let places = Places::of(&read.page.text);
        for (label, at) in labels.iter().zip(&own) {
            self.expect(label);
            let name = format!(
                "{} / {}",
                pair.name,
                label.title.as_deref().unwrap_or("(no title)")
            );
            match at {
                Some(at) => self.item(&name, label, &read.items[*at], &places),
                None => self.miss(&name, "the item was not found"),
            }
        }
        for (at, draft) in read.items.iter().enumerate() {
            if !own.contains(&Some(at)) && counts(draft) {
                let name = format!("{} / {}", pair.name, title(draft).unwrap_or_default());
                self.surplus(&name, draft);
            }
        }
    }

    /// Counts what an item should give.
    fn expect(&mut self, label: &ItemLabel) {
        self.items += 1;
        self.titles += usize::from(label.title.is_some());
        self.clauses += label.clauses.len();
        self.also += label
            .clauses
            .iter()
            .map(|clause| clause.also.len())
            .sum::<usize>();
        self.determinations += label.determinations.len();
        let scoped = label.determinations.iter().filter(|one| one.scope.is_some());
        self.scopes += scoped.count();
        self.decoys += label.decoys.len();
        self.doubts += usize::from(label.doubts);
    }

    fn miss(&mut self, name: &str, says: impl std::fmt::Display) {
        self.misses.push(format!("{name}: {says}"));
    }

    /// An item with minutes that no label stands for.
    fn surplus(&mut self, name: &str, draft: &ItemDraft) {
        self.items_found += 1;
        self.clauses_found += draft.clauses.len();
        self.determinations_found += draft.determinations.len();
        self.miss(name, "an item that is none");
        for clause in &draft.clauses {
            self.miss(
                name,
                format_args!("a clause that is none: {}", clause.words.value),
            );
        }
    }

    fn item(&mut self, name: &str, label: &ItemLabel, draft: &ItemDraft, places: &Places) {
        self.items_found += 1;
        if label.title.is_some() {
            if title(draft) == label.title {
                self.titles_right += 1;
            } else {
                let found = title(draft).unwrap_or_else(|| "none".to_owned());
                self.miss(name, format_args!("the title was read as: {found}"));
            }
        }
        let own = self.clauses(name, label, draft);
        let wrong = self.determinations(name, label, draft, &own);
        self.decoys(name, label, draft, places, (&own, &wrong));
        if label.doubts {
            self.doubts_raised += usize::from(!draft.doubts.is_empty());
            if draft.doubts.is_empty() {
                self.miss(name, "no doubt was raised");
            }
        }
    }

    /// Matches clauses by their words. For each clause found, the place of its label.
    fn clauses(&mut self, name: &str, label: &ItemLabel, draft: &ItemDraft) -> Vec<Option<usize>> {
        self.clauses_found += draft.clauses.len();
        let mut own: Vec<Option<usize>> = vec![None; draft.clauses.len()];
        for (place, clause) in label.clauses.iter().enumerate() {
            let same = |at: &usize| own[*at].is_none() && clause.is(&draft.clauses[*at].words.value);
            match (0..own.len()).find(same) {
                Some(at) => {
                    own[at] = Some(place);
                    self.clause(name, clause, &draft.clauses[at]);
                }
                None => self.miss(name, format_args!("a clause was not found: {}", clause.words)),
            }
        }
        for (clause, own) in draft.clauses.iter().zip(&own) {
            if own.is_none() {
                self.miss(
                    name,
                    format_args!("a clause that is none: {}", clause.words.value),
                );
            }
        }
        own
    }

    fn clause(&mut self, name: &str, label: &ClauseLabel, draft: &ClauseDraft) {
        self.clauses_right += 1;
        let kinds: Vec<&str> = draft.kinds.iter().map(|kind| kind.value.word()).collect();
        self.also_right += label
            .also
            .iter()
            .filter(|also| kinds.contains(&also.as_str()))
            .count();
        if kinds.first() == Some(&label.kind.as_str()) {
            self.kinds_right += 1;
        } else {
            let says = format!("`{}` was read as {kinds:?}: {}", label.kind, label.words);
            self.miss(name, says);
        }
        let found = draft.label.as_ref().map(|label| &*label.value);
        if found == label.label.as_deref() {
            self.labels_right += 1;
        } else {
            let says = format!(
                "the label {:?} was read as {found:?}: {}",
                label.label, label.words
            );
            self.miss(name, says);
        }
    }

    /// Holds views against labels. The places of those that are wrong.
    fn determinations(
        &mut self,
        name: &str,
        label: &ItemLabel,
        draft: &ItemDraft,
        own: &[Option<usize>],
    ) -> Vec<usize> {
        self.determinations_found += draft.determinations.len();
        let mut met = vec![false; label.determinations.len()];
        let mut wrong = Vec::new();
        for (place, found) in draft.determinations.iter().enumerate() {
            let clause = own.get(found.clause).copied().flatten();
            let view = found.view.word();
            let right = (0..met.len()).find(|at| {
                let wanted = &label.determinations[*at];
                !met[*at] && clause == Some(wanted.clause - 1) && view == wanted.view
            });
            let Some(at) = right else {
                wrong.push(place);
                let words = draft.clauses.get(found.clause).map(|clause| &*clause.words.value);
                let says = format!(
                    "a view that is none, `{view}`: {}",
                    words.unwrap_or("no such clause")
                );
                self.miss(name, says);
                continue;
            };
            met[at] = true;
            self.determinations_right += 1;
            let wanted = &label.determinations[at].scope;
            let scope = found.scope.as_ref().map(|scope| collapsed(&scope.value));
            if wanted.is_some() && scope == *wanted {
                self.scopes_right += 1;
            } else if wanted.is_some() {
                self.miss(name, format_args!("the scope {wanted:?} was read as {scope:?}"));
            }
        }
        for (wanted, met) in label.determinations.iter().zip(met) {
            if !met {
                let words = &label.clauses[wanted.clause - 1].words;
                self.miss(
                    name,
                    format_args!("a view was not found, `{}`: {words}", wanted.view),
                );
            }
        }
        wrong
    }

    fn decoys(
        &mut self,
        name: &str,
        label: &ItemLabel,
        draft: &ItemDraft,
        places: &Places,
        (own, wrong): (&[Option<usize>], &[usize]),
    ) {
        let clauses = draft.clauses.iter().zip(own).filter(|(_, own)| own.is_none());
        let views = wrong.iter().map(|place| draft.determinations[*place].says);
        let read: Vec<_> = clauses
            .map(|(clause, _)| clause.words.span)
            .chain(views)
            .collect();
        for decoy in &label.decoys {
            let taken = |at: &std::ops::Range<usize>| {
                read.iter()
                    .any(|span| span.range().start < at.end && at.start < span.range().end)
            };
            if places.find(decoy).iter().any(taken) {
                self.decoys_read += 1;
                self.miss(name, format_args!("a decoy was read: {decoy}"));
            }
        }
    }
}
