//! The law of health scrutiny and service change in England, as data compiled into the program.
//!
//! The words stand in `law/england/`, one file an instrument, where a lawyer can read them. This module holds no law.

pub mod provision;
pub mod role;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use provision::{Citation, Provision, ProvisionId};

/// The name and text of a file of law.
macro_rules! law_file {
    ($name:literal) => {
        ($name, include_str!(concat!("law/england/", $name, ".yaml")))
    };
}

/// The compiled-in files, as name and text: Acts, then regulations by year, then case law, then guidance.
const ENGLAND: &[(&str, &str)] = &[
    law_file!("local-government-act-1972"),
    law_file!("local-government-act-2000"),
    law_file!("nhs-act-2006"),
    law_file!("equality-act-2010"),
    law_file!("overview-and-scrutiny-health-regulations-2002"),
    law_file!("health-scrutiny-regulations-2013"),
    law_file!("provider-selection-regime-regulations-2023"),
    law_file!("notifiable-reconfigurations-regulations-2024"),
    law_file!("health-scrutiny-amendment-regulations-2024"),
    law_file!("ex-parte-pow-1997"),
    law_file!("gunning-criteria"),
    law_file!("health-scrutiny-guidance-2014"),
    law_file!("service-change-guidance-2018"),
    law_file!("ministerial-intervention-guidance-2024"),
];

/// Every provision the program knows, with the instruments they stand in.
#[derive(Clone, Debug, Serialize)]
pub struct Law {
    instruments: Vec<Instrument>,
    provisions: Vec<Provision>,
    #[serde(skip)]
    index: BTreeMap<ProvisionId, usize>,
}

/// An Act, a set of regulations, a line of cases or a guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instrument {
    /// The name used in citations: `SI 2013/218`.
    pub short: String,
    /// Its full title.
    pub title: String,
    /// Where it can be read.
    pub address: String,
}

/// One file of law as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    instrument: String,
    title: String,
    address: String,
    provisions: Vec<Provision>,
}

impl Law {
    /// The law of England, as compiled in.
    pub fn england() -> &'static Self {
        static LAW: LazyLock<Law> =
            LazyLock::new(|| Law::read(ENGLAND).expect("the compiled-in law is tested"));
        &LAW
    }

    /// Every provision, file by file, and within a file in the instrument's own order.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// Every instrument, in the order of the files.
    #[must_use]
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// The provision of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Provision> {
        self.index.get(id).map(|&at| &self.provisions[at])
    }

    fn read(files: &[(&str, &str)]) -> Result<Self, String> {
        let (mut instruments, mut provisions) = (Vec::new(), Vec::new());
        for (name, text) in files {
            let file: File = serde_yaml::from_str(text).map_err(|why| format!("{name}.yaml: {why}"))?;
            provisions.extend(file.provisions.into_iter().map(|provision| Provision {
                citation: Citation {
                    instrument: file.instrument.clone(),
                    ..provision.citation
                },
                ..provision
            }));
            instruments.push(Instrument {
                short: file.instrument,
                title: file.title,
                address: file.address,
            });
        }
        let index = (0..).zip(&provisions).map(|(at, p)| (p.id.clone(), at)).collect();
        Ok(Self {
            instruments,
            provisions,
            index,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::provision::{Effect, Unit};
    use super::*;

    fn all() -> &'static [Provision] {
        Law::england().provisions()
    }

    #[test]
    fn every_file_can_be_read() {
        if let Err(why) = Law::read(ENGLAND) {
            panic!("{why}");
        }
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "only the disk knows whether a file was left out of the list"
    )]
    fn no_file_is_lost() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/src/law/england");
        let on_disk: BTreeSet<String> = std::fs::read_dir(here)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let listed: BTreeSet<String> = ENGLAND.iter().map(|(name, _)| format!("{name}.yaml")).collect();
        assert_eq!(on_disk, listed);
    }

    #[test]
    fn no_provision_is_lost_and_no_id_is_used_twice() {
        assert_eq!(all().len(), 134);
        assert_eq!(Law::england().index.len(), 134);
        assert_eq!(Law::england().instruments().len(), 14);
    }

    #[test]
    fn every_id_spoken_of_exists() {
        for provision in all() {
            for id in provision.exceptions.iter().chain(&provision.replaced_by) {
                let found = Law::england().get(id.as_str());
                assert!(
                    found.is_some_and(|other| other.id != provision.id),
                    "{} speaks of {id}",
                    provision.id
                );
            }
        }
    }

    #[test]
    fn a_replacement_takes_over_the_day_after() {
        for provision in all() {
            let Some(next) = &provision.replaced_by else {
                continue;
            };
            let next = Law::england().get(next.as_str()).unwrap().in_force.from;
            let last = provision.in_force.until;
            assert_eq!(last.and_then(|day| day.succ_opt()), next, "{}", provision.id);
        }
    }

    #[test]
    fn every_address_is_secure() {
        let instruments = Law::england().instruments().iter().map(|it| &it.address);
        let provisions = all()
            .iter()
            .flat_map(|it| it.sources_seen.iter().chain([&it.address]));
        for address in instruments.chain(provisions) {
            assert!(
                address.starts_with("https://") && !address.contains(' '),
                "{address}"
            );
        }
    }

    #[test]
    fn no_text_is_empty_or_broken() {
        for provision in all() {
            let Citation { instrument, cite } = &provision.citation;
            let texts = [
                instrument,
                cite,
                &provision.title,
                &provision.applies_when,
                &provision.summary,
            ];
            let deadline = provision.deadline.iter().flat_map(|it| [&it.words, &it.from]);
            let more = provision
                .discharged_by
                .iter()
                .chain(&provision.notes)
                .chain(deadline);
            for text in texts.into_iter().chain(more) {
                assert!(
                    !text.trim().is_empty() && text.trim() == text,
                    "{}: {text:?}",
                    provision.id
                );
                assert!(!text.contains('\n'), "{}: {text:?}", provision.id);
            }
        }
    }

    #[test]
    fn sentences_end() {
        for provision in all() {
            let sentences = [&provision.applies_when, &provision.summary].into_iter();
            for text in sentences.chain(&provision.discharged_by).chain(&provision.notes) {
                assert!(text.ends_with('.'), "{}: {text:?}", provision.id);
            }
        }
    }

    #[test]
    fn periods_run_forwards() {
        for provision in all() {
            let period = provision.in_force;
            let reversed = period
                .until
                .is_some_and(|until| period.from.is_none_or(|from| until < from));
            assert!(!reversed, "{}", provision.id);
        }
    }

    #[test]
    fn a_duty_and_only_a_duty_has_a_verb() {
        for provision in all() {
            assert_eq!(
                provision.effect == Effect::Duty,
                provision.verb.is_some(),
                "{}",
                provision.id
            );
        }
    }

    #[test]
    fn working_days_and_only_they_have_a_calendar() {
        for provision in all() {
            let Some(deadline) = &provision.deadline else {
                continue;
            };
            let working = deadline.unit == Unit::WorkingDays;
            assert_eq!(working, deadline.calendar.is_some(), "{}", provision.id);
        }
    }

    #[test]
    fn a_citation_reads_as_a_lawyer_writes_it() {
        let consult = Law::england().get("hs-reg23-1a-consult").unwrap();
        assert_eq!(consult.citation.to_string(), "SI 2013/218 reg 23(1)(a)");
        let json = serde_json::to_value(consult).unwrap();
        assert_eq!(json["citation"], "SI 2013/218 reg 23(1)(a)");
        assert_eq!(json["in_force"]["from"], "2013-04-01");
        assert_eq!(json["bearer"], "responsible-person");
    }
}
