//! What `?` explains at each question, with the provision it comes from, as the law of the register cites it.

use super::{Form, Step};
use crate::cli::ask::paragraph;
use crate::form;

impl Form<'_> {
    /// A paragraph, and after it the provision of this id as a lawyer cites it.
    pub(super) fn explain(&self, text: &str, provision: &str) -> String {
        paragraph(&form::with_law(text, self.table.law, provision))
    }

    /// What is explained at a question that leans on no provision.
    pub(super) fn explained(&self, step: Step) -> String {
        paragraph(match step {
            Step::Item => {
                "One item of one meeting becomes one resolution. Import the others afterwards, one by one."
            }
            Step::Committee => {
                "The committee that resolved it, as the register knows it. A committee that is not listed is recorded \
                 first: scrutiny add body."
            }
            Step::Meeting => {
                "The day of the meeting, as 2026-03-12, 12/03/2026 (day first) or 12 March 2026. Write unknown where \
                 nobody can tell; it can be added later."
            }
            Step::Title => "The title of the item, as on the agenda. It is how people will find it.",
            Step::NewTitle => "A plain title that says what changes: The stroke ward moves to the General.",
            Step::NewSummary => "One or two sentences that anybody can read.",
            Step::NewKind => "What sort of change it is, in the words people use for it.",
            Step::Doubt(_) => {
                "The reader was not certain here and does not guess. Look at the words, and say whether the reading \
                 stands, or go back to the clause and correct it."
            }
            Step::KeyDate(_) => {
                "A day that the minutes name can be recorded with the change, such as the day a service begins. Many \
                 days in minutes are of no such use; leave those out."
            }
            Step::Change | Step::Clause(_) | Step::Review => {
                "Save writes the records as one commit. As a draft they are kept out of the site until they are \
                 finished."
            }
        })
    }
}
