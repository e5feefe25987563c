//! `scrutiny verify`: each planted tampering is found, by its code and in its place, and an honest history is left in peace.

mod guide;
mod honest;
mod known;
mod lives;
mod pages;
mod records;
mod signatures;

use serde_json::Value as Json;

use crate::environment::{Environment, Ran};
use crate::fixture::BASE;

/// The confirmed resolution of the register.
const MINUTES: &str = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
const MINUTES_ID: &str = "resolutions/kent-hosc-2025-10-09-all-age-mental-health";
const CHANGE: &str = "records/changes/2025/medway-therapeutic-alliance-2025.yaml";
const CHANGE_ID: &str = "changes/medway-therapeutic-alliance-2025";

/// A register in a repository of its own.
struct Kept {
    environment: Environment,
}

/// What `verify` found.
struct Verified {
    ran: Ran,
    data: Json,
}

impl Kept {
    fn new() -> Self {
        let environment = Environment::new();
        for (path, text) in BASE {
            environment.write(path, text);
        }
        environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
        let kept = Self { environment };
        kept.commit("The register");
        kept
    }

    /// Writes something else in the place of some words of a file.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.environment.read(path);
        assert!(text.contains(from), "{path} holds no {from:?}:\n{text}");
        self.environment.write(path, &text.replacen(from, to, 1));
    }

    /// Commits all that is in the folder, and gives the commit's name.
    fn commit(&self, message: &str) -> String {
        self.environment.git(&["add", "--all"]);
        self.environment.git(&["commit", "--quiet", "--message", message]);
        self.head()
    }

    fn head(&self) -> String {
        self.environment.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.environment.run(args)
    }

    fn verify(&self, args: &[&str]) -> Verified {
        let args: Vec<&str> = ["verify", "--format", "json"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let ran = self.run(&args);
        let json: Json =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}\n{}", ran.out, ran.err));
        let data = json["data"].clone();
        assert_eq!(json["ok"], data["holds"], "{json:#}");
        Verified { ran, data }
    }
}

impl Verified {
    fn list(&self, name: &str) -> Vec<&Json> {
        self.data[name].as_array().into_iter().flatten().collect()
    }

    /// The codes of what was found, in its order.
    fn codes(&self) -> Vec<&str> {
        self.list("findings")
            .into_iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect()
    }

    /// The codes of what was found and put right since.
    fn put_right(&self) -> Vec<&str> {
        let list = self.list("put_right_since").into_iter();
        list.map(|finding| finding["code"].as_str().unwrap()).collect()
    }

    /// The one finding there is, which must have this code, be of this record and of this commit.
    #[track_caller]
    fn only(&self, code: &str, record: &str, commit: &str) -> &Json {
        assert_eq!(self.codes(), [code], "{:#}", self.data);
        assert_eq!(self.ran.code, 1, "{}", self.ran.err);
        let finding = self.list("findings")[0];
        assert_eq!(finding["record"], record, "{finding:#}");
        assert_eq!(finding["commit"]["id"], commit, "{finding:#}");
        assert!(!finding["cure"].as_str().unwrap().is_empty());
        finding
    }

    /// That nothing was found.
    #[track_caller]
    fn holds(&self) -> &Self {
        assert_eq!(self.codes(), Vec::<&str>::new(), "{:#}", self.data);
        assert_eq!(self.ran.code, 0, "{}", self.ran.err);
        self
    }
}

#[test]
fn every_code_is_explained_in_words_and_none_is_named_twice() {
    let environment = Environment::new();
    let listed = environment.run(&["explain", "--format", "json"]).ok().json();
    let names: Vec<&str> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code["code"].as_str().unwrap())
        .collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once);
    for code in scrutiny::audit::codes::CODES {
        assert!(names.contains(&code.name), "{}", code.name);
        assert!(scrutiny::value::is_slug(code.name));
        for text in [code.summary, code.explain, code.example.bad] {
            assert!(
                text.ends_with(['.', ';']) && !text.contains("  ") && !text.contains('\n'),
                "{text}"
            );
        }
        assert!(code.summary.len() <= 120, "{}", code.name);
        assert!(
            code.example.is_told() && !code.example.good.is_empty(),
            "{}",
            code.name
        );
    }
    let out = environment.run(&["explain", "record-gone"]).ok().out;
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        out.contains("Saved on 3 February 2026 as \"Delete it\"") && out.contains("What is printed of it:"),
        "{out}"
    );
    assert!(
        out.contains("scrutiny withdraw bodies/north-trust --reason"),
        "{out}"
    );
}
