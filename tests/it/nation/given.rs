//! `scrutiny nation` as whoever publishes the site gives it, with clones on the disk.

use std::collections::BTreeMap;
use std::path::Path;

use crate::environment::{Environment, Ran};

const LIST: &str = "name: Health scrutiny in England\npublisher: The centre\nregisters:\n";

/// A folder with a list of registers, and clones of these.
struct Centre {
    environment: Environment,
    list: String,
}

impl Centre {
    fn new(prefixes: &[&str]) -> Self {
        let mut centre = Self {
            environment: Environment::new(),
            list: LIST.to_owned(),
        };
        for prefix in prefixes {
            centre.register(prefix);
        }
        centre
    }

    /// Another register with a clone.
    fn register(&mut self, prefix: &str) -> &mut Self {
        self.list(prefix, "");
        let file = |path: &str, text: &str| {
            self.environment.write(&format!("clones/{prefix}/{path}"), text);
        };
        file(
            "records/register.yaml",
            &format!("name: Register of {prefix}\npublisher: {prefix}\n"),
        );
        file(
            &format!("records/bodies/{prefix}-council.yaml"),
            &format!("name: {prefix} Council\nrole: local-authority\n"),
        );
        file(
            "records/changes/ward.yaml",
            &format!(
                "title: The ward in {prefix}\nkind: move\nsummary: It does.\nauthorities: [{{authority: {prefix}-council}}]\n"
            ),
        );
        file("templates/header-slot.html", "<p>hijacked</p>\n");
        self.git(prefix, &["init", "--quiet", "--initial-branch=main"]);
        self.save(prefix);
        self
    }

    /// Another line of the list.
    fn list(&mut self, prefix: &str, more: &str) -> &mut Self {
        self.list.push_str(&format!(
            "  - prefix: {prefix}\n    name: {prefix} Council\n    folder: clones/{prefix}\n{more}"
        ));
        self
    }

    fn save(&self, prefix: &str) {
        self.git(prefix, &["add", "--all"]);
        self.git(prefix, &["commit", "--quiet", "--message", "Save"]);
    }

    fn git(&self, prefix: &str, args: &[&str]) -> String {
        let folder = format!("clones/{prefix}");
        let mut all = vec!["-C", &folder];
        all.extend(args);
        self.environment.git(&all)
    }

    fn run(&self, more: &[&str]) -> Ran {
        self.environment.write("national.yaml", &self.list);
        let mut args = vec!["nation"];
        args.extend(more);
        self.environment.run(&args)
    }

    fn left_out(&self, more: &[&str]) -> BTreeMap<String, String> {
        let ran = self.run(&[more, &["--dry-run", "--format", "json"]].concat());
        let json = ran.json();
        let left = json["data"]["left_out"].as_array().expect("a list").iter();
        let word = |one: &serde_json::Value, name: &str| one[name].as_str().expect("a word").to_owned();
        left.map(|one| (word(one, "prefix"), word(one, "reason")))
            .collect()
    }

    /// Every file below a folder, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        fn gather(top: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    gather(top, &path, all);
                } else {
                    let name = path.strip_prefix(top).expect("below").display().to_string();
                    all.insert(name, std::fs::read(&path).expect("a file"));
                }
            }
        }
        let mut all = BTreeMap::new();
        let top = self.environment.path().join(folder);
        gather(&top, &top, &mut all);
        all
    }
}

#[test]
fn two_registers_are_one_site_and_their_templates_are_not_used() {
    let centre = Centre::new(&["north", "west"]);
    let ran = centre.run(&[]).ok();
    assert!(
        ran.err.contains("open ./site/registers/index.html"),
        "{}",
        ran.err
    );
    for page in [
        "changes/north-ward.html",
        "changes/west-ward.html",
        "changes/ward.html",
        "MANIFEST.sha256",
    ] {
        assert!(centre.environment.has(&format!("site/{page}")), "{page}");
    }
    assert!(!centre.environment.read("site/index.html").contains("hijacked"));
    // The list's own are.
    centre
        .environment
        .write("templates/header-slot.html", "<p>ours</p>\n");
    centre.run(&[]).ok();
    assert!(centre.environment.read("site/index.html").contains("<p>ours</p>"));
}

#[test]
fn one_broken_of_each_sort_is_left_out_and_the_others_are_published() {
    let mut centre = Centre::new(&[
        "north", "west", "mistake", "damaged", "unsigned", "branch", "twin",
    ]);
    centre
        .list("twin", "")
        .list("missing", "")
        .list("plain", "")
        .list("unborn", "")
        .list("norecords", "");
    centre.list = centre.list.replace(
        "folder: clones/unsigned\n",
        "folder: clones/unsigned\n    signed: {by: signers}\n",
    );
    centre.list = centre.list.replace(
        "folder: clones/branch\n",
        "folder: clones/branch\n    at: nowhere\n",
    );
    centre.environment.write("signers", "");
    centre
        .environment
        .write("clones/mistake/records/changes/bad.yaml", "title: [\n");
    centre.save("mistake");
    centre
        .environment
        .write("clones/plain/records/register.yaml", "name: R\npublisher: P\n");
    centre.environment.write("clones/unborn/notes", "none\n");
    centre.git("unborn", &["init", "--quiet"]);
    centre.environment.write("clones/norecords/notes", "none\n");
    centre.git("norecords", &["init", "--quiet"]);
    centre.save("norecords");
    let blob = centre.git("damaged", &["rev-parse", "HEAD:records/changes/ward.yaml"]);
    let (folder, rest) = blob.trim().split_at(2);
    std::fs::remove_file(
        centre
            .environment
            .path()
            .join(format!("clones/damaged/.git/objects/{folder}/{rest}")),
    )
    .expect("it is there");
    let expected = [
        ("branch", "no-commit"),
        ("damaged", "unreadable"),
        ("missing", "missing"),
        ("mistake", "mistakes"),
        ("norecords", "no-commit"),
        ("plain", "no-repository"),
        ("twin", "same-prefix"),
        ("unborn", "no-commit"),
        ("unsigned", "signatures"),
    ];
    let left = centre.left_out(&[]);
    let told: Vec<(&str, &str)> = left
        .iter()
        .map(|(prefix, why)| (prefix.as_str(), why.as_str()))
        .collect();
    assert_eq!(told, expected);
    let ran = centre.run(&[]).ended(1);
    assert!(
        ran.err.contains("mistake Council (mistake) is left out")
            && ran.err.contains("records/changes/bad.yaml, line 1"),
        "{}",
        ran.err
    );
    assert!(centre.environment.has("site/changes/north-ward.html"));
    let registers = centre.environment.read("site/registers/index.html");
    for (prefix, _) in expected {
        assert!(registers.contains(&format!("{prefix} Council")), "{prefix}");
    }
    let place = centre.environment.path().display().to_string();
    for (path, bytes) in centre.files("site") {
        assert!(
            !String::from_utf8_lossy(&bytes).contains(&place),
            "{path} names a folder of this machine"
        );
    }
}

#[test]
fn with_none_left_nothing_is_written_and_what_stood_there_stays() {
    let centre = Centre::new(&["north"]);
    centre.run(&[]).ok();
    let before = centre.files("site");
    centre
        .environment
        .write("clones/north/records/changes/bad.yaml", "title: [\n");
    centre.save("north");
    let ran = centre.run(&[]).ended(3);
    assert!(ran.err.contains("the site stands as it was"), "{}", ran.err);
    assert_eq!(centre.files("site"), before);
    let ran = centre.run(&["--format", "json"]).ended(3);
    assert_eq!(ran.json()["ok"], false);
    assert_eq!(ran.json()["data"]["left_out"][0]["reason"], "mistakes");
}

#[test]
fn a_neighbour_that_breaks_moves_no_page() {
    let centre = Centre::new(&["north", "west"]);
    centre.run(&[]).ok();
    centre
        .environment
        .write("clones/west/records/changes/bad.yaml", "title: [\n");
    centre.save("west");
    // For as long as it takes, and however often the site is made.
    for _ in 0..2 {
        centre.run(&[]).ended(1);
        for page in ["changes/north-ward.html", "changes/ward.html"] {
            assert!(centre.environment.has(&format!("site/{page}")), "{page}");
        }
        assert!(!centre.environment.has("site/changes/west-ward.html"));
    }
    std::fs::remove_dir_all(centre.environment.path().join("clones/north")).unwrap();
    std::fs::remove_file(
        centre
            .environment
            .path()
            .join("clones/west/records/changes/bad.yaml"),
    )
    .unwrap();
    centre.save("west");
    centre.run(&[]).ended(1);
    assert!(centre.environment.has("site/changes/west-ward.html"));
}

#[test]
fn signatures_are_looked_at_register_by_register() {
    let mut centre = Centre::new(&["north", "west"]);
    let key = centre.environment.path().join("key").display().to_string();
    let mut keygen = centre.environment.command("ssh-keygen");
    let made = keygen
        .args(["-q", "-t", "ed25519", "-N", "", "-f", &key])
        .status();
    assert!(made.expect("ssh-keygen starts").success());
    let public = centre.environment.read("key.pub");
    centre
        .environment
        .write("trust/north", &format!("clerk@council.example {public}"));
    centre.environment.write("trust/west", "");
    for prefix in ["north", "west"] {
        centre.git(prefix, &["config", "gpg.format", "ssh"]);
        centre.git(prefix, &["config", "user.signingkey", &key]);
        centre.git(
            prefix,
            &["commit", "--quiet", "--amend", "--gpg-sign", "--no-edit"],
        );
        centre.list = centre.list.replace(
            &format!("folder: clones/{prefix}\n"),
            &format!("folder: clones/{prefix}\n    signed: {{by: trust/{prefix}}}\n"),
        );
    }
    assert_eq!(
        centre.left_out(&[]),
        BTreeMap::from([("west".to_owned(), "signatures".to_owned())])
    );
    centre.run(&[]).ended(1);
    let registers = centre.environment.read("site/registers/index.html");
    assert!(
        registers.contains("Yes: 1 commit that had to be signed"),
        "{registers}"
    );
    // One that is not signed, after one that is.
    centre.environment.write(
        "clones/north/records/changes/more.yaml",
        "title: More\nkind: move\nsummary: It does.\n",
    );
    centre.save("north");
    assert_eq!(centre.left_out(&[]).len(), 2);
    let ran = centre.run(&[]).ended(3);
    assert!(ran.err.contains("signed"), "{}", ran.err);
    centre.list = centre.list.replace("by: trust/west", "by: trust/nobody");
    let ran = centre.run(&[]).ended(3);
    assert!(
        ran.err
            .contains("the file of signers ./trust/nobody is not there"),
        "{}",
        ran.err
    );
}

#[test]
fn a_site_is_made_again_byte_for_byte_from_what_it_names() {
    let mut centre = Centre::new(&["north", "west", "east"]);
    centre
        .environment
        .write("clones/east/records/changes/bad.yaml", "title: [\n");
    centre.save("east");
    centre.list("gone", "");
    centre.run(&["--to", "one"]).ended(1);
    centre.environment.write(
        "clones/north/records/changes/more.yaml",
        "title: More\nkind: move\nsummary: It does.\n",
    );
    centre.save("north");
    centre
        .environment
        .write("clones/west/records/changes/bad.yaml", "title: [\n");
    centre.save("west");
    // Mended and joined since.
    std::fs::remove_file(
        centre
            .environment
            .path()
            .join("clones/east/records/changes/bad.yaml"),
    )
    .unwrap();
    centre.save("east");
    centre.register("new");
    centre.run(&["--to", "later"]).ended(1);
    assert_ne!(centre.files("one"), centre.files("later"));
    centre
        .run(&["--as-built", "one", "--to", "again", "--as-at", "2027-01-01"])
        .ended(1);
    assert_eq!(centre.files("one"), centre.files("again"));
    let ran = centre.run(&["--as-built", "clones", "--to", "again"]).ended(2);
    assert!(
        ran.err.contains("holds no site of several registers"),
        "{}",
        ran.err
    );
}

#[test]
fn law_of_its_own_is_left_to_its_own_site() {
    let centre = Centre::new(&["north", "west"]);
    let law = "instrument: Northmere protocol\ntitle: A protocol\nprovisions:\n  - id: north-own-rule\n    cite: para 1\n    \
               title: Tell the panel\n    effect: duty\n    verb: notify\n    bearer: responsible-person\n    owed_to: local-authority\n    \
               once_for: authority\n    in_force: {from: 2020-01-01}\n    applies_when: A proposal is under consideration.\n    \
               when: proposal\n    summary: It tells the panel.\n    verified: primary\n";
    centre.environment.write("clones/north/records/law/own.yaml", law);
    let check = centre
        .environment
        .run(&["check", "--register", "clones/north", "--format", "json"]);
    assert_eq!(check.json()["ok"], true, "{}", check.out);
    centre.save("north");
    let ran = centre.run(&[]).ok();
    assert!(ran.err.contains("1 provision of its own law"), "{}", ran.err);
    assert!(!centre.environment.has("site/law/north-own-rule.html"));
    assert!(
        centre
            .environment
            .read("site/registers/index.html")
            .contains("1 provision of its own")
    );
}

#[test]
fn the_list_is_checked_and_the_site_is_written_over_no_register() {
    let mut centre = Centre::new(&["north"]);
    for folder in ["clones/north", "clones/north/site", "."] {
        let ran = centre.run(&["--to", folder]).ended(3);
        assert!(ran.err.contains("is kept there"), "{folder}: {}", ran.err);
    }
    let ran = centre.run(&["--at", "HEAD"]).ended(2);
    assert!(ran.err.contains("`at:` in the list"), "{}", ran.err);
    let ran = centre.environment.run(&["nation", "other.yaml"]).ended(4);
    assert!(
        ran.err.contains("there is no list of registers other.yaml"),
        "{}",
        ran.err
    );
    centre.list("North-West", "");
    let ran = centre.run(&[]).ended(2);
    assert!(ran.err.contains("national.yaml:7:13"), "{}", ran.err);
    assert!(!centre.environment.has("site"));
    LIST.clone_into(&mut centre.list);
    let ran = centre.run(&[]).ended(2);
    assert!(ran.err.contains("names no register"), "{}", ran.err);
}

#[test]
fn a_bare_clone_and_a_named_commit_will_do() {
    let mut centre = Centre::new(&["north"]);
    centre
        .environment
        .git(&["clone", "--quiet", "--bare", "clones/north", "clones/bare"]);
    centre.list("bare", "    at: main\n");
    let ran = centre.run(&["--dry-run"]).ok();
    assert!(
        ran.out.contains("bare") && ran.out.contains("north"),
        "{}",
        ran.out
    );
    assert!(!centre.environment.has("site"));
}
