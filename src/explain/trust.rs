//! Examples of what an audit finds beside the records: in signatures, in what others have seen, and in a published site.

use std::collections::BTreeMap;

use super::history::tell;
use super::story::{Act, Story, save, sum};
use super::{Lesson, Shown};
use crate::audit::known::{Replaced, Seen, Stands, Witness, known};
use crate::audit::pages::{self, Bytes, Held, Rebuilt};
use crate::audit::signing::{self, Verdict, Why};
use crate::audit::{Report, Since};
use crate::diagnostic::Code;
use crate::site::MANIFEST;

/// The lesson of a code that is not about records; none for other codes.
pub(super) fn lesson(code: &'static Code) -> Option<Lesson> {
    let (bad, good) = of_signature(code.name)
        .or_else(|| of_history(code.name))
        .or_else(|| of_site(code.name))?;
    let (found, printed) = tell(&bad.1);
    let (left, _) = tell(&good.1);
    Some(Lesson {
        code,
        bad: bad.0,
        printed,
        found,
        good: good.0,
        left,
    })
}

/// What is shown, and what is found in it.
type Part = (Vec<Shown>, Report);

/// A commit in a register that requires signatures, with a signature and with a good one.
fn of_signature(code: &str) -> Option<(Part, Part)> {
    const KEY: &str = "SHA256:9mXoC0wIu2gQ1fYq7LkT5rWb";
    const WHO: &str = "A Clerk";
    let (verdict, said) = match code {
        "unsigned" => (Verdict::Missing, "It has no signature."),
        "bad-signature" => (Verdict::Bad, "Its signature was copied from another commit."),
        "unknown-signer" => (
            Verdict::Unknown(KEY.to_owned()),
            "Its signature is good, and the key is not in the file of allowed signers.",
        ),
        "expired-signature" => (
            Verdict::Expired(WHO.to_owned()),
            "Its signature is by a key that was valid until 31 January 2026.",
        ),
        "revoked-key" => (
            Verdict::Revoked(WHO.to_owned()),
            "Its signature is by a key that was revoked when a laptop was stolen.",
        ),
        "signature-unchecked" => (
            Verdict::CannotTell(Why::NoAllowedSigners),
            "It is signed, and Git was not told whose signatures count (`gpg.ssh.allowedSignersFile` is not set).",
        ),
        _ => return None,
    };
    let good = Verdict::Good(WHO.to_owned());
    let mut mended = signed(&good, "");
    let cure = match code {
        "signature-unchecked" => Shown::commands(
            "Get the file of allowed signers from those who keep the register, and name it; the signature then proves to be A Clerk's:",
            "scrutiny verify --signers allowed-signers\n",
        ),
        "unsigned" => Shown::commands(
            "Set Git to sign, once; the commit would then have a good signature of A Clerk's:",
            "git config commit.gpgsign true\n",
        ),
        _ => Shown::said(
            "Sound is a commit with a good signature, by a key that is in force and in the file of allowed signers.",
        ),
    };
    mended.0 = vec![cure];
    Some((signed(&verdict, said), mended))
}

/// A register that requires signatures, and one commit more with this to be said of its signature.
fn signed(verdict: &Verdict, said: &str) -> Part {
    let settings = Act::Put(
        "records/register.yaml",
        "name: Register of service change\npublisher: A council\nsigning: {required_from: 2026-02-01}\n",
    );
    let trust = Act::Put(
        "records/bodies/north-trust.yaml",
        "name: North Trust\nrole: nhs-trust\n",
    );
    let mut story = Story::of([
        save("2026-01-12", "Sign from February on", [settings]),
        save("2026-02-03", "Record a trust", [trust]),
    ]);
    story.shown.push(Shown::said(said));
    let verdicts = BTreeMap::from([(story.last(), verdict.clone())]);
    let required = signing::required(&story.past, &|ids| story.texts(ids), &Since::Beginning);
    let report = signing::weigh(&story.past, &required, &verdicts);
    (story.shown, report)
}

const COMMIT: &str = "3f2a91c07d4be8650a1c2f9d7e6b5a4f3c2d1e0f";

/// That the published site names the commit.
fn seen(stands: Stands) -> Seen {
    Seen {
        commit: COMMIT.to_owned(),
        by: Witness::Published("the site in /srv/www/register".to_owned()),
        stands,
    }
}

/// A commit that others have seen, and what became of it.
fn of_history(code: &str) -> Option<(Part, Part)> {
    let tell = |seen: &[Seen], replaced: &Replaced| known(seen, replaced, false, true);
    let none = Replaced::default();
    let named = format!(
        "The published site says that it was made from commit {}.",
        &COMMIT[..12]
    );
    let (said, bad, cure) = match code {
        "history-rewritten" => (
            vec![
                Shown::said(named),
                Shown::commands(
                    "After that, the last commit was made anew:",
                    "git commit --amend\n",
                ),
            ],
            tell(&[seen(Stands::Apart)], &none),
            Shown::commands(
                "Put the branch back to what was published, and save the change as one more commit:",
                format!(
                    "git reset --soft {}\ngit commit --message \"Put the date right\"\n",
                    &COMMIT[..12]
                ),
            ),
        ),
        "commit-missing" => (
            vec![
                Shown::said(named),
                Shown::said(
                    "This copy of the repository was made before it, or holds another history in its place.",
                ),
            ],
            tell(&[seen(Stands::Missing)], &none),
            Shown::commands("Fetch what is missing:", "git fetch --all\n"),
        ),
        "history-replaced" => (
            vec![Shown::commands(
                "Git was told to show another commit in the place of one:",
                format!("git replace {} a81c55e07d4b\n", &COMMIT[..12]),
            )],
            tell(
                &[],
                &Replaced {
                    objects: vec![COMMIT.to_owned()],
                    grafts: false,
                },
            ),
            Shown::commands(
                "Take that away again:",
                format!("git replace --delete {}\n", &COMMIT[..12]),
            ),
        ),
        _ => return None,
    };
    let good = (vec![cure], tell(&[seen(Stands::Held)], &none));
    Some(((said, bad), good))
}

const PAGE: &str = "changes/ward-move.html";
const GIVEN: &str = "<h1>The stroke ward moves</h1>\n<p>Kent HOSC judged it substantial.</p>\n";
const ALTERED: &str = "<h1>The stroke ward moves</h1>\n<p>Kent HOSC judged it not substantial.</p>\n";

/// A published site of one page, and what was done to it.
fn of_site(code: &str) -> Option<(Part, Part)> {
    let list = |page: &str| format!("{}  {PAGE}\n", sum(page));
    let published = |page: &'static str, list: String| vec![(PAGE, page.to_owned()), (MANIFEST, list)];
    let file = |about: &str, text: &str| Shown::file(about, PAGE, text);
    let edited = || {
        vec![
            file("The commit gives changes/ward-move.html so:", GIVEN),
            file("In the published folder it stands so:", ALTERED),
        ]
    };
    let (shown, bad) = match code {
        "page-differs" => (edited(), compare(&published(ALTERED, list(GIVEN)))),
        "page-missing" => (
            vec![Shown::said(
                "changes/ward-move.html was deleted from the published folder.",
            )],
            compare(&[(MANIFEST, list(GIVEN))]),
        ),
        "page-unlisted" => {
            let mut files = published(GIVEN, list(GIVEN));
            files.push(("news.html", "<h1>News</h1>\n".to_owned()));
            (
                vec![Shown::said(
                    "A file news.html lies in the published folder, and no commit gives it.",
                )],
                compare(&files),
            )
        }
        "manifest-differs" => (
            vec![Shown::file(
                "In MANIFEST.sha256 of the published folder, where the commit gives another sum:",
                MANIFEST,
                list(ALTERED),
            )],
            compare(&published(GIVEN, list(ALTERED))),
        ),
        "site-uncommitted" => (
            vec![Shown::commands(
                "A record was changed by hand and not saved when the site was made:",
                "scrutiny build\n",
            )],
            pages::uncommitted(),
        ),
        _ => return None,
    };
    let again = Shown::commands(
        "Make the site again from what is saved, and publish it whole:",
        "scrutiny build --to /srv/www/register\n",
    );
    let cure = match code {
        "page-unlisted" => Shown::said("Mended: the file is taken away, or published at another address."),
        _ => again,
    };
    Some((
        (shown, bad),
        (vec![cure], compare(&published(GIVEN, list(GIVEN)))),
    ))
}

/// Compares published files with what the commit gives.
fn compare(files: &[(&str, String)]) -> Report {
    let manifest = format!("{}  {PAGE}\n", sum(GIVEN));
    let rebuilt = Rebuilt {
        sums: BTreeMap::from([(PAGE.to_owned(), sum(GIVEN))]),
        manifest,
    };
    let held = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Held::Sum(sum(text))))
        .collect();
    let bytes_of = |path: &str| {
        let file = files.iter().find(|(name, _)| *name == path)?;
        Some(file.1.clone().into_bytes())
    };
    let bytes = Bytes {
        rebuilt: &|path| (path == PAGE).then(|| GIVEN.as_bytes().to_vec()),
        published: &bytes_of,
    };
    pages::folder(&rebuilt, &held, &bytes)
}
