//! A condition as a tree that can be read.

use crate::law::Law;
use crate::law::case::phrase;
use crate::law::condition::Condition;
use crate::law::fact::Fact;

/// The lines of a condition, indented by their depth; none where it always holds.
pub(super) fn lines(law: &Law, condition: &Condition) -> Vec<String> {
    let mut lines = Vec::new();
    match condition {
        Condition::All(parts) if parts.is_empty() => {}
        Condition::All(parts) => parts.iter().for_each(|part| add(law, part, 0, &mut lines)),
        one => add(law, one, 0, &mut lines),
    }
    lines
}

fn add(law: &Law, condition: &Condition, depth: usize, lines: &mut Vec<String>) {
    let mut say = |text: String| lines.push(format!("{}- {text}", "  ".repeat(depth)));
    let (head, parts): (&str, Vec<&Condition>) = match condition {
        Condition::Fact(fact) => return say(about(fact.value)),
        Condition::Applies(id) => {
            let title = law.get(id.as_str()).map_or("", |provision| &**provision.title);
            return say(format!("“{title}” applies [{}]", id.value));
        }
        Condition::Before(when) => {
            let day = super::super::why::spoken(when.before.value.0);
            return say(format!(
                "it is recorded that {}, before {day}",
                phrase(when.event.value)
            ));
        }
        Condition::All(parts) => ("all of these hold:", parts.iter().collect()),
        Condition::Any(parts) => ("one of these holds:", parts.iter().collect()),
        Condition::Not(part) => match &**part {
            Condition::Fact(fact) => return say(format!("not: {}", about(fact.value))),
            Condition::Any(parts) => ("none of these holds:", parts.iter().collect()),
            other => ("this does not hold:", vec![other]),
        },
    };
    say(head.to_owned());
    parts
        .into_iter()
        .for_each(|part| add(law, part, depth + 1, lines));
}

/// A fact in a sentence, with its word.
fn about(fact: Fact) -> String {
    let spec = Fact::ALL.iter().find(|(own, _)| *own == fact);
    let about = spec.map_or("", |(_, spec)| spec.about).trim();
    format!("{} [{}]", about.trim_end_matches('.'), fact.word())
}
