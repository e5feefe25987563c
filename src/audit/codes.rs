//! What an audit can find, by name.

use crate::diagnostic::{Code, Example, Severity};

macro_rules! codes {
    ($($(#[$doc:meta])* $severity:ident $id:ident = $name:literal: $summary:literal, $explain:literal, $example:literal => $cure:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $id: Code = Code {
                name: $name,
                severity: Severity::$severity,
                summary: $summary,
                explain: $explain,
                example: Example::told($example, $cure),
            };
        )*

        /// Every code of an audit, for `explain`.
        pub const CODES: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    /// Words of confirmed minutes.
    Error CLAUSE_CHANGED_UNCORRECTED = "clause-changed-uncorrected":
        "The words of confirmed minutes were changed, and no correction in the record says so.",
        "Once a committee has confirmed its minutes, their words change only by a correction that stands in the same record, with the day, the reason and the words that stood there before. A clause that is added, removed, moved or given another label counts as changed.",
        "Clause a said \"is not a substantial variation\" and now says \"is a substantial variation\"; `corrections` tells nothing of it."
        => "put the words back, or record what was done and why: scrutiny correct ID --reason \"...\"";
    /// What else confirmed minutes hold.
    Error CONFIRMED_CHANGED_UNCORRECTED = "confirmed-changed-uncorrected":
        "What else confirmed minutes hold was changed, and no correction in the record says so.",
        "That they are confirmed, the committee, the meeting, the item, the votes and the day of confirming are what others rely on. They may be filled in where they were unknown; after that they change only by a correction in the same record.",
        "`minutes.status` fell back from confirmed to draft without a correction."
        => "put it back, or record what was done and why: scrutiny correct ID --reason \"...\"";
    /// What a determination says.
    Error DETERMINATION_CHANGED_UNCORRECTED = "determination-changed-uncorrected":
        "What a recorded determination says was changed, and no correction in the record says so.",
        "Whose view it is, about which change, of which day, from which clause, and the view itself are what duties follow from. A new view is a new record that supersedes the old one; a mistake is put right by a correction in the same record.",
        "`view` went from not-substantial to substantial-variation in the same record."
        => "put it back and record the new view beside it, or record the correction: scrutiny correct ID --reason \"...\"";
    /// A correction that did not stay.
    Error CORRECTION_CHANGED = "correction-changed":
        "A correction in a record was changed or taken away.",
        "A correction keeps the words that stood there before. It is never changed itself: where it was mistaken, another correction says so.",
        "The `was` of a correction was written anew, so that the record tells of other words than once stood there."
        => "put the correction back as it was made, and add another one";
    /// Hidden instead of withdrawn.
    Error BACK_TO_DRAFT = "back-to-draft":
        "A record that was published was made a draft again.",
        "Drafts are left out of the site, so its page is gone without a word. A record that was published is withdrawn with a reason, which leaves a page in its place.",
        "`status: draft` was written into a record that had been published."
        => "take `status: draft` out again, or withdraw the record: scrutiny withdraw ID --reason \"...\"";
    /// A file gone.
    Error RECORD_GONE = "record-gone":
        "A record that was no draft is gone, with no tombstone and no new id.",
        "A record may be renamed, which keeps its old id among the aliases of the new file, or withdrawn, which leaves a tombstone with the day and the reason in its file. A draft may be removed. Anything else makes a page vanish that others may rely on.",
        "The file records/changes/2025/ward-move.yaml was deleted, and no other change has `ward-move` among its `aliases`."
        => "bring the file back from the commit before, then withdraw it: scrutiny withdraw ID --reason \"...\"";
    /// A tombstone gone.
    Error TOMBSTONE_GONE = "tombstone-gone":
        "A tombstone is gone.",
        "What stands in the file of a withdrawn record stays there for good: it tells readers when and why the record was withdrawn, and keeps its id from being given to another.",
        "The file of a withdrawn change was deleted."
        => "bring the tombstone back from the commit before";
    /// A tombstone filled.
    Error TOMBSTONE_FILLED = "tombstone-filled":
        "A record stands again where a tombstone stood.",
        "A withdrawn record does not come back under its id: whoever was told that it was withdrawn could not know. What is to be said again is said in a new record.",
        "The file that held `withdrawn:` holds a record again."
        => "put the tombstone back, and make a new record with an id of its own";
    /// An alias dropped.
    Error ALIAS_DROPPED = "alias-dropped":
        "A former id leads nowhere any more.",
        "The ids that a record had before stand among its `aliases`, so that their addresses lead to it for good.",
        "`aliases: [ward-move]` was taken out of a record, and nothing has the id ward-move."
        => "put the id back among the `aliases` of the record";
    /// An alias given to another.
    Error ALIAS_REUSED = "alias-reused":
        "A former id was given to another record.",
        "Who follows an old address must not come to something else. An id that a record once had belongs to that record for good.",
        "The change ward-move was renamed, and later another change was recorded as ward-move."
        => "give the new record an id of its own, and put the former id back among the `aliases` of the record it belonged to";
    /// No signature.
    Error UNSIGNED = "unsigned":
        "A commit has no signature, though the register required one.",
        "Where `signing` in records/register.yaml names a day, every commit from that day on is signed. The rule of the commit before counts as much as a commit's own, so that it cannot be dropped in an unsigned commit; and a commit counts as late as those before it, so that a clock set back hides nothing.",
        "The register requires signatures from 1 January 2026; a commit of 3 February 2026 has none."
        => "find out who made it; to sign from now on: git config commit.gpgsign true";
    /// A bad signature.
    Error BAD_SIGNATURE = "bad-signature":
        "The signature of a commit does not fit the commit.",
        "Either the commit was changed after it was signed, or the signature was copied from another.",
        "A signature was copied from one commit into another."
        => "compare the commit with another copy of the repository: what it holds was not signed so";
    /// A signature by a key that nobody named.
    Error UNKNOWN_SIGNER = "unknown-signer":
        "A commit is signed with a key that is not among those that may sign.",
        "Anybody can make a key. A signature proves something only where its key is known to be that of a person who keeps the register: with SSH by the file of allowed signers, with GPG by a key that you trust.",
        "A commit is signed with an SSH key that is not in the file of allowed signers."
        => "ask whose key it is; if it is right, add it to the file of allowed signers, or trust it in GPG";
    /// A signature by a key no longer good.
    Error EXPIRED_SIGNATURE = "expired-signature":
        "A commit is signed with a key, or by a signature, that had expired.",
        "A key that has expired when it signs proves less than it should.",
        "A GPG key expired in March and signed a commit in April."
        => "ask the signer for a key that is in force, and whether this commit is theirs";
    /// A signature by a revoked key.
    Error REVOKED_KEY = "revoked-key":
        "A commit is signed with a key that was revoked.",
        "A key is revoked when it may have fallen into other hands.",
        "A GPG key was revoked after a laptop was stolen; a commit is signed with it."
        => "ask the person whose key it was whether this commit is theirs";
    /// A signature that cannot be checked.
    Error SIGNATURE_UNCHECKED = "signature-unchecked":
        "Signatures that the register requires could not be checked here.",
        "To check a signature, Git needs to know the keys: for SSH a file of allowed signers, for GPG the public keys. Without them it is not known whether the signatures are good, so this report cannot say that they are.",
        "`gpg.ssh.allowedSignersFile` is not set."
        => "get the file of allowed signers from those who keep the register, and name it: scrutiny verify --signers FILE";
    /// History was rewritten.
    Error HISTORY_REWRITTEN = "history-rewritten":
        "A commit that others have seen is no longer part of the history.",
        "What was published, or shared with others, stays part of the history. Where such a commit is still here but the history no longer goes back to it, the history was rewritten after others had seen it: by an amended commit, a rebase or a forced push.",
        "The published site names commit 3f2a..., and the branch goes back to another commit in its place."
        => "compare the two: git diff COMMIT HEAD -- records; then bring the history back to what was published";
    /// A commit that is not there.
    Error COMMIT_MISSING = "commit-missing":
        "A commit that others have seen is not in this repository.",
        "Either this copy lacks it, or the history was rewritten and the commit is gone for good.",
        "The published site names commit 3f2a..., which this repository does not hold."
        => "fetch everything first: git fetch --all; where it is still missing, ask for a copy of the repository that holds it";
    /// Git shows other objects than those that are there.
    Warning HISTORY_REPLACED = "history-replaced":
        "This repository is set to show other commits in the place of some.",
        "`refs/replace` and `info/grafts` make Git show other commits or parents than those that are there. This audit looks at what is there, but other Git commands in this folder show something else.",
        "`git replace` was used on a commit."
        => "look at them with `git replace --list`, and remove what should not be there: git replace --delete COMMIT";
    /// A page differs.
    Error PAGE_DIFFERS = "page-differs":
        "A published file is not what its commit gives.",
        "The site follows from the commit, the day it was made for and the version of the program: the same three give the same bytes. A file that differs was changed after it was made, or made from something else.",
        "A word in changes/ward-move.html was changed by hand."
        => "make the site again from the commit, and find out who can write to the published folder";
    /// A page is missing.
    Error PAGE_MISSING = "page-missing":
        "A file that the commit gives is not published.",
        "The site follows from the commit, the day it was made for and the version of the program. A file that should be there was taken away, or did not arrive.",
        "resolutions/kent-hosc-2025-10-09.html was deleted from the published folder."
        => "publish the site again, whole";
    /// A page too many.
    Error PAGE_UNLISTED = "page-unlisted":
        "A published file is not one that the commit gives.",
        "A page that no record stands behind could be taken for a part of the register.",
        "A file news.html lies in the published folder, and no commit gives it."
        => "take it away, or publish it at another address";
    /// The manifest differs.
    Error MANIFEST_DIFFERS = "manifest-differs":
        "The list of sums, MANIFEST.sha256, is not the one that the commit gives.",
        "The list lets anybody check the published files with `sha256sum -c`. Where it was altered to fit altered files, that check passes; this one, which makes the files again from the commit, does not.",
        "A page was changed, and its line in MANIFEST.sha256 with it."
        => "publish the site again, whole, and find out who can write to the published folder";
    /// A site of something unsaved.
    Error SITE_UNCOMMITTED = "site-uncommitted":
        "The site was made from records that were in no commit.",
        "register.json says that the records differed from the commit it names. Nobody can make that site again, so it cannot be checked.",
        "`scrutiny build` was run while a record was changed and not yet saved."
        => "save what is changed, then make and publish the site again: scrutiny build";
}

/// The same, by what they are about.
pub const FAMILIES: &[(&str, &[&Code])] = &[
    (
        "history",
        &[
            &CLAUSE_CHANGED_UNCORRECTED,
            &CONFIRMED_CHANGED_UNCORRECTED,
            &DETERMINATION_CHANGED_UNCORRECTED,
            &CORRECTION_CHANGED,
            &BACK_TO_DRAFT,
            &RECORD_GONE,
            &TOMBSTONE_GONE,
            &TOMBSTONE_FILLED,
            &ALIAS_DROPPED,
            &ALIAS_REUSED,
        ],
    ),
    (
        "signatures",
        &[
            &UNSIGNED,
            &BAD_SIGNATURE,
            &UNKNOWN_SIGNER,
            &EXPIRED_SIGNATURE,
            &REVOKED_KEY,
            &SIGNATURE_UNCHECKED,
        ],
    ),
    ("seen", &[&HISTORY_REWRITTEN, &COMMIT_MISSING, &HISTORY_REPLACED]),
    (
        "published",
        &[
            &PAGE_DIFFERS,
            &PAGE_MISSING,
            &PAGE_UNLISTED,
            &MANIFEST_DIFFERS,
            &SITE_UNCOMMITTED,
        ],
    ),
];
