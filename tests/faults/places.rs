//! Folders that may not be written, and a disk that is full in truth.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::environment::{Environment, Ran, files};
use crate::register::{ADD, Register};
use crate::trace;

const NOT_ALLOWED: &str = "make sure that you may write there, then give the command again";

/// Runs the program as somebody for whom permissions count: not so for the administrator of a machine.
fn run_as_anybody(environment: &Environment, args: &[&str]) -> Option<Ran> {
    let program = env!("CARGO_BIN_EXE_scrutiny");
    let mut command = environment.command("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all", program]);
    if !nix_is_root() {
        command = environment.command(program);
    }
    command.current_dir(environment.path()).args(args);
    match command.output() {
        Ok(output) => Some(Ran::of(&output)),
        Err(error) => {
            not_tested(&format!(
                "setpriv, which takes an administrator's rights away, does not start: {error}"
            ));
            None
        }
    }
}

fn nix_is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id starts");
    id.stdout.starts_with(b"0\n")
}

fn not_tested(why: &str) {
    let told = format!("NOT TESTED: {why}");
    assert!(!trace::is_strict(), "{told}");
    eprintln!("{told}");
}

#[test]
fn a_folder_that_may_not_be_written_is_named_and_all_is_as_it_was() {
    for (folder, args) in [
        ("records", ADD),
        (
            "records/bodies",
            &["edit", "south-council", "--set", "area=The south"][..],
        ),
        (".git/objects", ADD),
        (".git/scrutiny", ADD),
        (".git/refs/heads", ADD),
        ("site", &["build"][..]),
    ] {
        let environment = Environment::with_register();
        environment
            .run(&[
                "add",
                "body",
                "--name",
                "South Council",
                "--role",
                "local-authority",
            ])
            .ok();
        if folder == "records" {
            std::fs::rename(
                environment.path().join("records/bodies"),
                environment.path().join("records/changes"),
            )
            .unwrap();
            environment.git(&["add", "--all"]);
            environment.git(&["commit", "--quiet", "--message", "No bodies"]);
        }
        let place = environment.path().join(folder);
        let kept = std::fs::metadata(&place).unwrap().permissions();
        // Nothing is cached that a command would otherwise renew.
        std::fs::set_permissions(&place, PermissionsExt::from_mode(0o555)).unwrap();
        let register = Register::of(environment);
        let before = without_objects(&register.environment);
        let ran = run_as_anybody(&register.environment, args);
        std::fs::set_permissions(&place, kept).unwrap();
        let Some(ran) = ran else { return };
        let ran = ran.ended(6);
        assert!(ran.err.contains(folder), "{folder}: names it: {}", ran.err);
        assert!(ran.err.contains(NOT_ALLOWED), "{folder}: {}", ran.err);
        assert_eq!(
            without_objects(&register.environment),
            before,
            "{folder}: all is as it was"
        );
        assert!(!register.is_before_or_after(folder));
        let mended = register.run(args);
        assert!(
            mended.code == 0 || folder == "records",
            "{folder}: {}",
            mended.err
        );
    }
}

#[test]
fn where_only_the_list_of_files_cannot_be_replaced_the_save_is_made_and_the_list_mended_later() {
    let environment = Environment::with_register();
    let place = environment.path().join(".git");
    std::fs::set_permissions(&place, PermissionsExt::from_mode(0o555)).unwrap();
    let register = Register::of(environment);
    let ran = run_as_anybody(&register.environment, ADD);
    std::fs::set_permissions(&place, PermissionsExt::from_mode(0o755)).unwrap();
    let Some(ran) = ran else { return };
    let ran = ran.ok();
    assert!(
        ran.err.contains(".git/index.lock could not be written") && ran.err.contains(NOT_ALLOWED),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("The change is saved"), "{}", ran.err);
    assert!(register.is_before_or_after("read-only .git"));
    register.run(&["list", "bodies"]).ok();
    register.agrees("it may be written again");
}

/// All files but texts that no commit names, and what is kept to save time.
fn without_objects(environment: &Environment) -> Vec<(String, Vec<u8>)> {
    let mut files = files(environment.path());
    files.retain(|(path, _)| !path.starts_with(".git/objects/") && !path.starts_with(".git/scrutiny/"));
    files.sort();
    files
}

/// A small disk of memory, filled so that so many kibibytes are left; what the program says, what is left of the
/// register, and what it says when there is room again.
const SMALL_DISK: &str = r#"
set -e
disk=$1; from=$2; left=$3; program=$4
mount -t tmpfs -o size=2m none "$disk"
cp -R "$from/." "$disk"
cd "$disk"
free=$(df -k . | awk 'NR==2 { print $4 }')
head -c $(( (free - left) * 1024 )) /dev/zero > "$disk/../filler" 2>/dev/null || true
head -c $(( (free - left) * 1024 )) /dev/zero > .git/filler
set +e
"$program" add body --name "North Council" --role local-authority 2> "$disk.said"; echo "code $?" >> "$disk.said"
rm -f .git/filler "$disk/../filler"
git status --porcelain > "$disk.status" 2>&1
git fsck --strict --no-dangling >> "$disk.status" 2>&1
"$program" check --strict > "$disk.then" 2>&1 || echo "check failed" >> "$disk.then"
"$program" add body --name "South Council" --role local-authority >> "$disk.then" 2>&1 || echo "add failed" >> "$disk.then"
git status --porcelain >> "$disk.then"
"#;

#[test]
fn a_small_disk_filled_to_the_brim_loses_nothing() {
    let levels: &[u32] = if trace::is_in_earnest() {
        &[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80]
    } else {
        &[0, 16, 32]
    };
    let start = Environment::with_register();
    let (mut refused, mut saved) = (0, 0);
    for level in levels {
        let place = Environment::new();
        let disk = place.path().join("disk");
        std::fs::create_dir(&disk).unwrap();
        let mut command = start.command("unshare");
        command.args(if nix_is_root() {
            &["-m"][..]
        } else {
            &["-r", "-m"][..]
        });
        command
            .args(["sh", "-c", SMALL_DISK, "sh"])
            .arg(&disk)
            .arg(start.path());
        command.args([&level.to_string(), env!("CARGO_BIN_EXE_scrutiny")]);
        let ran = command.output().map(|output| Ran::of(&output));
        if !place.has("disk.then") {
            return not_tested(&format!("no disk of memory can be mounted here: {ran:?}"));
        }
        let (said, then, status) = (
            place.read("disk.said"),
            place.read("disk.then"),
            place.read("disk.status"),
        );
        let told = format!("{level} KiB left: {said}\n{status}\n{then}");
        if said.contains("code 0") {
            saved += 1;
            assert!(said.contains("Saved as commit"), "{told}");
        } else {
            refused += 1;
            assert!(said.contains("code 6"), "{told}");
            assert!(
                said.contains("free some space, then give the command again"),
                "{told}"
            );
            assert!(said.contains(" could not be "), "{told}");
            assert_eq!(status, "", "{told}");
        }
        assert!(
            !then.contains("failed") && then.contains("Saved as commit"),
            "{told}"
        );
        assert!(!then.contains("??") && !then.contains(" M "), "{told}");
    }
    eprintln!(
        "of {} fill levels {refused} were refused and {saved} saved",
        levels.len()
    );
    assert!(refused > 0, "the disk was full");
}
