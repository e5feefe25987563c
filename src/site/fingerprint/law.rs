//! What pages show of the law, as numbers: of a change's conclusions, of an item's, and of where a provision applies.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::law::Law;
use crate::law::account::Teller;
use crate::law::derive::{Derivation, Derived, Met, Outcome, Past, Time};
use crate::law::trace::{Finding, Step};
use crate::register::Register;
use crate::site::{Applied, Site};
use crate::value::{Fingerprint, sum};

/// The law itself: every provision as it is read, so that a register's own count as those that are compiled in.
pub(super) fn text(law: &Law) -> Fingerprint {
    let each = law.provisions().iter();
    sum(each.map(|provision| serde_json::to_vec(provision).unwrap_or_default()))
}

/// All that was derived in one case. The steps of one case are shared between its provisions, so each is counted once
/// and then stands under its number.
pub(in crate::site) fn of_derivation(register: &Register, derivation: &Derivation<'_>) -> Fingerprint {
    let mut digest = Digest {
        teller: Teller {
            register,
            sources: None,
        },
        text: Vec::with_capacity(16 << 10),
        known: FxHashMap::default(),
    };
    for one in &derivation.derived {
        digest.one(one);
    }
    for extra in &derivation.unrequired {
        digest.word(extra.duty.id.as_str());
        extra.because.iter().for_each(|step| digest.step(step));
    }
    for caution in &derivation.cautions {
        digest.word(&caution.says);
    }
    sum([digest.text])
}

/// Where a provision applies, as its page and its data show it.
pub(super) fn applied(site: &Site<'_>, place: usize) -> Fingerprint {
    let mut text = Vec::new();
    let mut word = |part: &str| {
        text.extend_from_slice(part.as_bytes());
        text.push(0);
    };
    for Applied { change, gist } in site.conclusions.of_provision(place) {
        word(gist.state.word());
        if gist.applies == Finding::No {
            continue;
        }
        word(change.id.as_str());
        word(&change.body.title);
        if let Some(day) = gist.day {
            word(&day.to_string());
        }
        word(if gist.late { "late" } else { "" });
        if let Some(council) = gist.council {
            let id = &council.authority.id;
            word(id.as_str());
            let body = site.input.register.bodies.get(id);
            word(body.map_or("", |body| body.body.known_as()));
        }
    }
    sum([text])
}

struct Digest<'a> {
    teller: Teller<'a>,
    text: Vec<u8>,
    known: FxHashMap<*const Step, u32>,
}

impl Digest<'_> {
    fn word(&mut self, word: &str) {
        self.text.extend_from_slice(word.as_bytes());
        self.text.push(0);
    }

    /// All of a conclusion, so that no page can tell a part of it that does not count. Whether it applies, and of which council,
    /// its reasons tell.
    fn one(&mut self, one: &Derived<'_>) {
        let Derived { outcome, because } = one;
        let Outcome {
            provision,
            subject: _,
            bearers,
            owed_to,
            applies: _,
            time,
            met,
            gone_by,
            recorded,
            state,
        } = outcome;
        self.word(provision.id.value.as_str());
        self.word(state.word());
        for party in [bearers, owed_to] {
            for named in self.teller.named(party) {
                self.word(&named.name);
            }
            self.word("");
        }
        match time {
            Time::NotStated => {}
            Time::Known(due) => due.steps.iter().for_each(|step| self.word(step)),
            Time::Waits(event) => self.word(event.word()),
            Time::Refused(why) => self.word(why),
        }
        if let Some(Met {
            on,
            says,
            from: _,
            late,
        }) = met
        {
            self.word(&on.to_string());
            self.word(says);
            self.word(if *late { "late" } else { "" });
        }
        if let Some(Past { says, on }) = gone_by {
            self.word(says);
            self.word(&on.to_string());
        }
        for duty in recorded {
            self.word(duty.id.as_str());
        }
        self.step(because);
    }

    fn step(&mut self, step: &Arc<Step>) {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        if let Some(number) = self.known.get(&Arc::as_ptr(step)) {
            let number = *number;
            self.text.extend_from_slice(&number.to_le_bytes());
            return;
        }
        self.known.insert(Arc::as_ptr(step), next);
        self.text.push(step.finding as u8);
        self.text.push(u8::from(step.unconfirmed));
        self.word(&step.says);
        for from in &step.from {
            self.word(from.record.1.as_str());
        }
        self.text
            .push(u8::try_from(step.because.len()).unwrap_or(u8::MAX));
        step.because.iter().for_each(|part| self.step(part));
    }
}
