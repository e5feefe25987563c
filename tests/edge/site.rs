//! The built site on disk.

use std::collections::BTreeMap;
use std::path::Path;

use scrutiny::disk::{Publication, Sums, Written, stamp_of, write_site};
use scrutiny::failure::Exit;

fn output(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn build(dir: &Path, files: &[(&str, &str)]) -> (usize, usize, usize) {
    let Written {
        written,
        unchanged,
        removed,
    } = write_site(dir, &output(files), &Sums::new(), &|_, _| {}).unwrap();
    (written, unchanged, removed)
}

fn sums_are_right(dir: &Path) -> bool {
    let mut check = std::process::Command::new("sha256sum");
    check
        .args(["--quiet", "--strict", "-c", "MANIFEST.sha256"])
        .current_dir(dir);
    check.status().unwrap().success()
}

#[test]
fn what_differs_is_written_and_what_is_gone_removed() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    let first = [
        ("index.html", "a"),
        ("bodies/a.html", "a"),
        ("bodies/old/b.html", "b"),
        ("flat", "x"),
    ];
    assert_eq!(build(&site, &first), (4, 0, 0));
    assert!(sums_are_right(&site));
    std::fs::write(site.join(".gitignore"), "*").unwrap();
    std::fs::write(site.join("bodies/own.txt"), "mine").unwrap();
    assert_eq!(build(&site, &first), (0, 4, 0));
    // A file becomes a folder and a folder a file.
    let second = [
        ("index.html", "b"),
        ("bodies/a.html", "a"),
        ("bodies/old", "x"),
        ("flat/c.html", "c"),
    ];
    assert_eq!(build(&site, &second), (3, 1, 2));
    assert!(sums_are_right(&site));
    assert_eq!(std::fs::read(site.join("index.html")).unwrap(), b"b");
    assert_eq!(build(&site, &[("index.html", "b")]), (0, 1, 3));
    assert!(site.join("bodies/own.txt").exists() && site.join(".gitignore").exists());
    assert!(!site.join("flat").exists() && !site.join(".scrutiny-build").exists());
}

#[test]
fn files_of_others_are_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["index.html", "b.html", "c/d.html"] {
        let place = dir.path().join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, "mine").unwrap();
    }
    let files = output(&[
        ("index.html", "x"),
        ("b.html", "mine"),
        ("c", "x"),
        ("new.html", "x"),
    ]);
    let failure = write_site(dir.path(), &files, &Sums::new(), &|_, _| {}).unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert!(failure.what.ends_with(": c, index.html"), "{failure}");
    assert!(!dir.path().join("new.html").exists());
    // A manifest of something else does not make it ours.
    let line = format!("{}  b.html\n", "0".repeat(64));
    std::fs::write(dir.path().join("MANIFEST.sha256"), line).unwrap();
    let failure = write_site(
        dir.path(),
        &output(&[("new.html", "x")]),
        &Sums::new(),
        &|_, _| {},
    )
    .unwrap_err();
    assert!(
        failure.what.contains("lists the files of something else"),
        "{failure}"
    );
    assert!(dir.path().join("b.html").exists());
}

#[test]
fn a_site_that_another_build_made_meanwhile_is_not_written_over() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path();
    build(site, &[("index.html", "a"), ("x.html", "a")]);
    let begin = |kept: Sums| Publication::begin(site, ["index.html"].into_iter(), kept);
    let first = begin(Sums::new()).unwrap();
    let second = [("index.html", "b"), ("draft.html", "b"), ("y.html", "b")];
    assert_eq!(build(site, &second), (3, 0, 1));
    let failure = first.lay("index.html", b"a").unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert!(
        failure.what.contains("another build has written"),
        "{}",
        failure.what
    );
    drop(first);
    assert!(sums_are_right(site) && !site.join(".scrutiny-build").exists());
    assert_eq!(build(site, &second), (0, 3, 0));
    // Nor is a file kept that the other build took away or changed.
    for path in ["x.html", "y.html"] {
        let kept = Sums::from([(path.to_owned(), [0; 32])]);
        assert_eq!(begin(kept).unwrap_err().exit, Exit::Refused);
    }
}

#[test]
fn files_are_told_as_they_were_left() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path();
    build(site, &[("index.html", "a"), ("same.html", "a")]);
    let files = [("index.html", "b"), ("new/x.html", "x"), ("same.html", "a")];
    let publication = Publication::begin(site, files.iter().map(|(path, _)| *path), Sums::new()).unwrap();
    let laid = files.map(|(path, text)| (path, publication.lay(path, text.as_bytes()).unwrap()));
    let published = publication.finish(laid.into(), &|_, _| {}).unwrap();
    assert_eq!((published.written.written, published.written.unchanged), (2, 1));
    assert_eq!(
        published.list,
        std::fs::read_to_string(site.join("MANIFEST.sha256")).unwrap()
    );
    let left = files.map(|(path, _)| (path.to_owned(), stamp_of(site, path).unwrap()));
    assert_eq!(published.stamps, left);
}

#[cfg(unix)]
#[test]
fn links_inside_are_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let (site, away) = (dir.path().join("site"), dir.path().join("away"));
    build(
        &site,
        &[("index.html", "a"), ("bodies/a.html", "a"), ("x.html", "a")],
    );
    std::fs::rename(site.join("bodies"), &away).unwrap();
    std::os::unix::fs::symlink(&away, site.join("bodies")).unwrap();
    let files = output(&[("index.html", "b"), ("bodies/a.html", "b")]);
    assert_eq!(
        write_site(&site, &files, &Sums::new(), &|_, _| {})
            .unwrap_err()
            .exit,
        Exit::Refused
    );
    assert_eq!(
        std::fs::read(site.join("index.html")).unwrap(),
        b"a",
        "nothing was touched"
    );
    // Nor when the page behind the link is to go.
    build(&site, &[("index.html", "b")]);
    assert_eq!(std::fs::read(away.join("a.html")).unwrap(), b"a");
}

#[test]
fn a_build_that_was_cut_off_is_mended_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path();
    build(site, &[("index.html", "old"), ("gone.html", "old")]);
    // The build that is cut off: its manifest names old and new, one new page is half written.
    let mut manifest = std::fs::read_to_string(site.join("MANIFEST.sha256")).unwrap();
    manifest = format!("{manifest}{}  new.html\n", "0".repeat(64));
    std::fs::write(site.join("MANIFEST.sha256"), manifest).unwrap();
    std::fs::write(site.join("new.html"), "ha").unwrap();
    std::fs::create_dir(site.join(".scrutiny-build")).unwrap();
    std::fs::write(site.join(".scrutiny-build/0.part"), "half").unwrap();
    assert_eq!(
        build(site, &[("index.html", "new"), ("new.html", "half")]),
        (2, 0, 1)
    );
    assert!(sums_are_right(site));
    assert!(!site.join(".scrutiny-build").exists());
}

#[test]
fn progress_reaches_the_end() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let dir = tempfile::tempdir().unwrap();
    let most = AtomicUsize::new(0);
    let files = output(&[("a", "a"), ("b", "b"), ("c/d", "c")]);
    let hear = |done: usize, all: usize| {
        assert_eq!(all, 3);
        most.fetch_max(done, Ordering::Relaxed);
    };
    write_site(dir.path(), &files, &Sums::new(), &hear).unwrap();
    assert_eq!(most.into_inner(), 3);
}

/// `cargo test --release --test edge -- --ignored --nocapture measured`
#[test]
#[ignore = "measures, and needs a release build"]
fn the_time_of_twenty_thousand_files_is_measured() {
    let dir = tempfile::tempdir().unwrap();
    let files: BTreeMap<String, Vec<u8>> = (0..20_000)
        .map(|number| {
            let text = format!("page {number} ").repeat(220);
            (
                format!("records/{}/{number}.html", number % 50),
                text.into_bytes(),
            )
        })
        .collect();
    let mut changed = files.clone();
    for bytes in changed.values_mut() {
        bytes[0] = b'P';
    }
    for (what, files) in [("new", &files), ("unchanged", &files), ("all changed", &changed)] {
        let start = crate::ground::Clock::start();
        write_site(dir.path(), files, &Sums::new(), &|_, _| {}).unwrap();
        eprintln!("{what}: {}", start.read());
    }
}
