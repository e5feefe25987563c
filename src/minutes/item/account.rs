//! Every line of an item is accounted for: in a clause, in the discussion, or set aside with the reason.

use super::decision::Found;
use crate::minutes::block::is_note;
use crate::minutes::draft::ItemDraft;
use crate::minutes::page::{Aside, Why};
use crate::minutes::paragraph::Paragraph;
use crate::minutes::people;
use crate::minutes::prose;
use crate::source::Span;

/// Stretches of the text, to ask whether a line is among them.
struct Cover(Vec<Span>);

impl Cover {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut cover: Vec<Span> = Vec::new();
        for span in spans {
            match cover.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => cover.push(span),
            }
        }
        Self(cover)
    }

    /// Whether any of the stretches shares a letter with this one.
    fn touches(&self, other: Span) -> bool {
        let next = self.0.partition_point(|span| span.end <= other.start);
        self.0.get(next).is_some_and(|span| span.start < other.end)
    }
}

/// Puts each line of the paragraphs where it belongs, and finds the people among them. What stands under a heading for
/// decisions, and is none that we know, is no discussion: it is said not to be understood.
pub(super) fn account(
    text: &str,
    under_heading: &[Paragraph],
    minuted: &[Paragraph],
    found: &Found,
    draft: &mut ItemDraft,
) {
    let clauses = Cover::new(draft.clauses.iter().map(|clause| clause.words.span));
    let resolving = Cover::new(found.resolving.iter().copied());
    let repeated = Cover::new(found.repeated.iter().copied());
    let decided = under_heading.iter().map(|paragraph| (paragraph, true));
    for (paragraph, under) in decided.chain(minuted.iter().map(|paragraph| (paragraph, false))) {
        let is_repeated = repeated.touches(paragraph.span);
        let unknown = under && !prose::is_no_decision(paragraph.body_of(text));
        let why = told(text, paragraph, clauses.touches(paragraph.span), draft)
            .or_else(|| unknown.then_some(Why::NotUnderstood));
        for line in &paragraph.lines {
            if clauses.touches(*line) {
                continue;
            }
            let why = match why {
                _ if resolving.touches(*line) => Some(Why::Resolving),
                _ if is_repeated => Some(Why::Repeated),
                why => why,
            };
            match why {
                Some(why) => draft.aside.push(Aside { span: *line, why }),
                None => draft.discussion.push(*line),
            }
        }
    }
    draft.aside.sort_by_key(|aside| aside.span);
    draft.discussion.sort_unstable();
}

/// What a paragraph tells about the decision without being of it: who came, who moved, how members voted, a note.
fn told(text: &str, paragraph: &Paragraph, decides: bool, draft: &mut ItemDraft) -> Option<Why> {
    let words = paragraph.span.of(text);
    let guests = people::guests(text, paragraph);
    let movers = people::movers(text, paragraph.span);
    let votes = people::votes(text, paragraph.span);
    let why = if guests.is_some() {
        Some(Why::Guests)
    } else if people::is_only(words, &votes) {
        Some(Why::Vote)
    } else if people::is_only(words, &movers) {
        Some(Why::Mover)
    } else if is_note(paragraph.body_of(text)) {
        Some(Why::Note)
    } else {
        None
    };
    draft.guests.extend(guests.unwrap_or_default());
    if decides || why.is_some() || movers.len() == 1 {
        draft.movers.extend(movers);
        draft.votes.extend(votes);
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_tells_what_it_touches() {
        let cover = Cover::new(
            [(10, 20), (5, 12), (30, 31)]
                .map(|(from, to)| Span::new(from, to))
                .into_iter(),
        );
        let touched = |from, to| cover.touches(Span::new(from, to));
        assert!(touched(19, 25) && touched(0, 6) && touched(30, 40));
        assert!(!touched(20, 30) && !touched(0, 5) && !touched(31, 50));
    }
}
