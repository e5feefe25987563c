//! Procurements: how a provider was chosen, with the dates that the Provider Selection Regime counts from.

use super::super::Ref;
use super::super::body::Body;
use crate::shape;
use crate::source::Spanned;
use crate::value::{PartialDate, Text, Truth};
use crate::words;

words! {
    "a procurement regime"
    /// The rules a contract is bought under.
    pub enum Regime {
        /// The Provider Selection Regime (SI 2023/1348), from 1 January 2024.
        ProviderSelection = "provider-selection",
        /// Other rules.
        Other = "other",
    }
}

words! {
    "a kind of procurement"
    /// How a provider is chosen under the Provider Selection Regime (SI 2023/1348), or otherwise.
    pub enum Process {
        /// Direct award process A (reg 7): no choice of provider, or only one that can provide.
        DirectAwardA = "direct-award-a",
        /// Direct award process B (reg 8): patients choose among all providers that qualify.
        DirectAwardB = "direct-award-b",
        /// Direct award process C (reg 9): the present provider goes on.
        DirectAwardC = "direct-award-c",
        /// A direct award process; which of the three is not known.
        DirectAward = "direct-award",
        /// Most suitable provider process (reg 10).
        MostSuitableProvider = "most-suitable-provider",
        /// Competitive process (reg 11).
        Competitive = "competitive",
        /// An award under a framework agreement without competition (reg 18).
        Framework = "framework-no-competition",
        /// A competition among the providers of a framework agreement (reg 18(4) and (7)).
        FrameworkCompetition = "framework-competition",
        /// Urgent award (reg 14).
        Urgent = "urgent",
        /// Another process, or before the regime began on 1 January 2024.
        Other = "other",
    }
}

shape! {
    "a procurement"
    /// How a provider was chosen, with the dates that the law counts from.
    pub struct Procurement {
        /// Who buys: an NHS body or a council; left out, the commissioners.
        pub buyer: Option<Ref<Body>>,
        /// The rules it is bought under; left out, those that the process belongs to.
        pub regime: Option<Spanned<Regime>>,
        /// By which process.
        pub process: Option<Spanned<Process>>,
        /// When the award procedure began (SI 2023/1348 reg 29 turns on 1 January 2024).
        pub commenced: Spanned<PartialDate>,
        /// When the procurement was first announced, by whatever notice.
        pub announced: Spanned<PartialDate>,
        /// When the notice of following the most suitable provider process was submitted (reg 10(2)).
        pub process_notice: Spanned<PartialDate>,
        /// When the tender was advertised (reg 11(3)).
        pub tender_notice: Spanned<PartialDate>,
        /// When the providers of a framework agreement were invited to make offers (reg 18(7)).
        pub offers_invited: Spanned<PartialDate>,
        /// When bidders were told the outcome (reg 11(8)).
        pub bidders_told: Spanned<PartialDate>,
        /// When the intention to award was published (reg 9(3), 10(7) or 11(9)).
        pub intent_published: Spanned<PartialDate>,
        /// Whether a provider made written representations within the standstill (reg 12(3)).
        pub representations: Spanned<Truth>,
        /// When the further decision after representations was made (reg 12(4)).
        pub further_decision: Spanned<PartialDate>,
        /// When the providers were told of the last further decision (reg 12(6)).
        pub further_decision_told: Spanned<PartialDate>,
        /// When the standstill ended, where that is recorded.
        pub standstill_ended: Spanned<PartialDate>,
        /// When the contract was awarded.
        pub awarded: Spanned<PartialDate>,
        /// When the notice of the award was submitted.
        pub award_notice: Spanned<PartialDate>,
        /// When the service begins.
        pub begins: Spanned<PartialDate>,
        /// What made an award urgent, where it was (reg 14(2)): a stricter test than that of SI 2013/218 reg 23(2).
        pub urgency: Option<PurchaseUrgency>,
        /// That the procurement was given up, where it was (reg 15).
        pub abandoned: Option<Abandonment>,
        /// Changes made to the contract while it runs (reg 13).
        pub modifications: Vec<Modification>,
        /// The numbers of the notices.
        pub notices: Vec<Spanned<Text>>,
    }
}

shape! {
    "an urgency of a purchase"
    /// The three elements of an urgent award or modification (reg 14(2)); all must be there.
    pub struct PurchaseUrgency {
        /// Whether the award or modification must be made urgently.
        pub urgent: Spanned<Truth>,
        /// Whether the reason was neither foreseeable by nor attributable to the buyer.
        pub unforeseeable: Spanned<Truth>,
        /// Whether delay would be likely to risk the safety of patients or the public.
        pub delay_risks_safety: Spanned<Truth>,
    }
}

shape! {
    "an abandonment of a procurement"
    /// A decision to give a procurement up (reg 15).
    pub struct Abandonment {
        /// The day of the decision.
        pub decided: Spanned<PartialDate>,
        /// Whether it was taken within a standstill.
        pub in_standstill: Spanned<Truth>,
        /// When the notice of it was submitted.
        pub notice: Spanned<PartialDate>,
    }
}

shape! {
    "a modification of a contract"
    /// A change to a running contract that the Regulations permit (reg 13).
    pub struct Modification {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// By how much the modifications so far change the lifetime value of the contract, in whole pounds.
        pub cumulative_change: Option<Spanned<u32>>,
        /// Whether it is due to a decision of the buyer.
        pub attributable_to_buyer: Spanned<Truth>,
        /// What made it urgent, where it was (reg 14(2)).
        pub urgency: Option<PurchaseUrgency>,
        /// When the notice of it was submitted.
        pub notice: Spanned<PartialDate>,
    }
}
