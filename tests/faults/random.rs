//! One register, and commands on it that are killed at calls nobody chose, one after another: also while they mend what
//! the one before left.

use std::collections::BTreeMap;

use crate::environment::Environment;
use crate::register::{Register, git, head};
use crate::trace::{self, At, Whom};

/// Numbers in an order that a seed settles.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from 0 to `below`, that not included.
    pub(crate) fn throw(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % below as u64).unwrap()
    }
}

/// A number from the environment.
pub(crate) fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |value| value.parse().expect(variable))
}

/// What the register must hold: the name of each body, by its id.
type Bodies = BTreeMap<String, String>;

/// A command, and what it makes of the bodies.
struct Order {
    args: Vec<String>,
    body: Option<(String, String)>,
}

/// What can be asked of a register that holds these bodies.
fn order(dice: &mut Dice, bodies: &Bodies, turn: usize) -> Order {
    let words = |text: &[&str]| text.iter().map(|&word| word.to_owned()).collect();
    let id = bodies.keys().nth(dice.throw(bodies.len())).unwrap().clone();
    match dice.throw(10) {
        0..=4 => {
            let name = format!("Council {turn}");
            let args = words(&["add", "body", "--name", &name, "--role", "local-authority"]);
            Order {
                args,
                body: Some((format!("council-{turn}"), name)),
            }
        }
        5..=6 => {
            let name = format!("Council renamed in {turn}");
            let args = words(&["edit", &format!("body/{id}"), "--set", &format!("name={name}")]);
            Order {
                args,
                body: Some((id, name)),
            }
        }
        7 => {
            let name = format!("Council corrected in {turn}");
            let set = format!("name={name}");
            let args = words(&[
                "correct",
                &format!("body/{id}"),
                "--reason",
                "It was typed wrongly",
                "--set",
                &set,
            ]);
            Order {
                args,
                body: Some((id, name)),
            }
        }
        8 => Order {
            args: words(&["sync", "--no-input"]),
            body: None,
        },
        _ => Order {
            args: words(&["list", "bodies"]),
            body: None,
        },
    }
}

#[test]
fn commands_killed_at_random_lose_nothing_that_was_saved() {
    if !trace::is_possible() {
        return;
    }
    let kills = number("SCRUTINY_KILLS", 25);
    let seed = number("SCRUTINY_SEED", 1);
    let told = format!("SCRUTINY_SEED={seed} SCRUTINY_KILLS={kills}");
    eprintln!("{told}");
    let mut dice = Dice::new(seed);
    let environment = Environment::with_register();
    environment
        .run(&["add", "body", "--name", "Council 0", "--role", "local-authority"])
        .ok();
    let mut bodies = Bodies::from([("council-0".to_owned(), "Council 0".to_owned())]);
    let (mut commits, mut after, mut ended) = (2, 0, 0);
    let shared = Environment::new();
    let place = shared.path().join("shared.git");
    environment
        .run(&["sync", "--with", place.to_str().unwrap(), "--new"])
        .ok();
    let mut register = Register::of(environment);
    let mut longest: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut done = 0;
    let mut turn = 0;
    while done < kills {
        turn += 1;
        let order = order(&mut dice, &bodies, turn);
        let told = format!("{told}, turn {turn}: {}", order.args.join(" "));
        let args: Vec<&str> = order.args.iter().map(String::as_str).collect();
        // At a call of any kind, or at one that changes something; now and then the command comes to its end.
        let reach = longest.entry(order.args[0].clone()).or_insert((1500, 100));
        let at = match dice.throw(3) {
            0 => At::Any(1 + dice.throw(reach.0 + reach.0 / 20)),
            _ => At::Change(1 + dice.throw(reach.1 + reach.1 / 20)),
        };
        let run = trace::run(&register.environment, &args, at, Whom::All);
        if run.code.is_some() {
            let is_locked = run.code == Some(6) && order.args[0] == "sync" && takes_lock_away(&run.err);
            assert!(is_locked || run.code == Some(0), "{told}: {}", run.err);
            *reach = (run.calls, run.changes.len());
            ended += 1;
        } else {
            done += 1;
        }
        let is_after = register.is_before_or_after(&told);
        assert!(is_after || !run.said_saved(), "{told}: it was told as saved");
        if is_after {
            commits += 1;
            after += usize::from(run.code.is_none());
            bodies.extend(order.body);
            register.before = head(&register.environment);
        }
        // Half of the time the next command is killed, too, before anything is mended.
        if dice.throw(2) == 0 {
            holds(&register, &bodies, commits, &told);
        }
    }
    holds(&register, &bodies, commits, &told);
    let mut ran = register.run(&["sync", "--no-input"]);
    while ran.code == 6 && takes_lock_away(&ran.err) {
        ran = register.run(&["sync", "--no-input"]);
    }
    assert_eq!(ran.code, 0, "{told}: {}", ran.err);
    let there = git(&shared, &["-C", "shared.git", "rev-parse", "refs/heads/main"]).unwrap();
    assert_eq!(there.trim(), head(&register.environment), "{told}: all is shared");
    register
        .run(&["add", "body", "--name", "The last", "--role", "local-authority"])
        .ok();
    register.agrees(&told);
    register.is_tidy(&told);
    eprintln!(
        "{done} kills, {after} of them after the commit; {ended} commands came to their end; {} records",
        bodies.len()
    );
}

/// Takes away the lock of a Git that was killed, as a message told to do; whether there was one.
fn takes_lock_away(said: &str) -> bool {
    let named = said.split("if no other program is at work, remove ").nth(1);
    named.is_some_and(|path| std::fs::remove_file(path.trim()).is_ok())
}

/// The next command mends the register, which then holds these bodies and this many commits.
#[track_caller]
fn holds(register: &Register, bodies: &Bodies, commits: usize, told: &str) {
    let check = register.run(&["check", "--strict"]);
    assert_eq!(check.code, 0, "{told}: {}", check.err);
    register.agrees(told);
    for (id, name) in bodies {
        let text = register.environment.read(&format!("records/bodies/{id}.yaml"));
        let says = format!("\nname: {name}\nrole: local-authority\n");
        assert!(text.contains(&says), "{told}: {text}");
    }
    let files = std::fs::read_dir(register.environment.path().join("records/bodies")).unwrap();
    assert_eq!(files.count(), bodies.len(), "{told}: no file more");
    let count = git(&register.environment, &["rev-list", "--count", "HEAD"]).unwrap();
    assert_eq!(count.trim(), commits.to_string(), "{told}: no commit is lost");
}
