//! The words that the grammar knows, by what they do in a sentence. Each table is closed: a word that stands in none of
//! them where one of them is needed makes a clause unclear, never decided.

/// A verb with which a committee gives its judgement.
pub(super) struct Verb {
    /// "consider", "considers", "considered"; the participle is the last.
    pub(super) forms: &'static [&'static str],
    /// Takes a sentence: "agrees that it is".
    pub(super) sentence: bool,
    /// Takes what is judged as its object: "considers it to be", "regards it as".
    pub(super) object: bool,
    /// Lets a "not" sink into the sentence: "does not consider that it is" says "considers that it is not".
    pub(super) sinks: bool,
}

const fn verb(forms: &'static [&'static str], sentence: bool, object: bool, sinks: bool) -> Verb {
    Verb {
        forms,
        sentence,
        object,
        sinks,
    }
}

/// How a committee judges.
pub(super) const JUDGE: [Verb; 25] = [
    verb(&["deem", "deems", "deemed"], true, true, true),
    verb(&["consider", "considers", "considered"], true, true, true),
    verb(&["regard", "regards", "regarded"], false, true, true),
    verb(&["view", "views", "viewed"], false, true, true),
    verb(&["see", "sees", "saw", "seen"], false, true, true),
    verb(&["judge", "judges", "judged"], true, true, true),
    verb(&["find", "finds", "found"], true, true, false),
    verb(&["hold", "holds", "held"], true, true, false),
    verb(&["declare", "declares", "declared"], true, true, false),
    verb(&["treat", "treats", "treated"], false, true, false),
    verb(&["class", "classes", "classed"], false, true, false),
    verb(&["classify", "classifies", "classified"], false, true, false),
    verb(&["categorise", "categorises", "categorised"], false, true, false),
    verb(&["determine", "determines", "determined"], true, true, false),
    verb(&["decide", "decides", "decided"], true, false, false),
    verb(&["agree", "agrees", "agreed"], true, false, false),
    verb(&["conclude", "concludes", "concluded"], true, false, false),
    verb(&["accept", "accepts", "accepted"], true, false, false),
    verb(&["confirm", "confirms", "confirmed"], true, false, false),
    verb(&["resolve", "resolves", "resolved"], true, false, false),
    verb(&["believe", "believes", "believed"], true, true, true),
    verb(&["think", "thinks", "thought"], true, false, true),
    verb(&["feel", "feels", "felt"], true, false, true),
    verb(&["reaffirm", "reaffirms", "reaffirmed"], true, false, false),
    verb(&["affirm", "affirms", "affirmed"], true, false, false),
];

/// What a committee does to a view so that it becomes its own: "agrees with the Trust's view that".
#[rustfmt::skip]
pub(super) const ADOPT: &[&str] = &[
    "agree", "agrees", "agreed", "concur", "concurs", "concurred", "share", "shares", "shared", "endorse",
    "endorses", "endorsed", "accept", "accepts", "accepted", "support", "supports", "supported", "adopt",
    "adopts", "adopted", "reaffirm", "reaffirms", "reaffirmed", "reiterate", "reiterates", "reiterated",
    "confirm", "confirms", "confirmed", "maintain", "maintains", "maintained", "uphold", "upholds",
    "upheld",
];

/// Nouns for a view.
#[rustfmt::skip]
pub(super) const VIEW: &[&str] = &[
    "view", "views", "opinion", "conclusion", "judgement", "judgment", "assessment", "position", "belief",
    "determination", "finding", "decision",
];

/// What else a committee does in a resolution; a judging verb may follow in the same breath ("notes the report and deems").
#[rustfmt::skip]
pub(super) const TOP: &[&str] = &[
    "note", "notes", "noted", "welcome", "welcomes", "welcomed", "thank", "thanks", "thanked", "receive",
    "receives", "received", "support", "supports", "supported", "endorse", "endorses", "endorsed",
    "approve", "approves", "approved", "request", "requests", "requested", "ask", "asks", "asked", "invite",
    "invites", "invited", "recommend", "recommends", "recommended", "delegate", "delegates", "delegated",
    "appoint", "appoints", "appointed", "establish", "establishes", "established", "commend", "commends",
    "commended", "acknowledge", "acknowledges", "acknowledged", "express", "expresses", "expressed",
    "refer", "refers", "referred", "reject", "rejects", "rejected", "review", "reviews", "reviewed",
    "discuss", "discusses", "discussed", "consider", "considers", "considered", "defer", "defers",
    "deferred", "agree", "agrees", "agreed", "determine", "determines", "urge", "urges", "resolves",
    "confirms", "deems", "voted", "debated", "disagree", "disagrees", "disagreed",
];

/// What comes before a view that is told, not taken.
#[rustfmt::skip]
pub(super) const REPORT: &[&str] = &[
    "note", "notes", "noted", "noting", "hear", "hears", "heard", "hearing", "told", "informed", "advised",
    "advises", "advise", "reported", "reports", "report", "said", "says", "stated", "states", "explained",
    "explains", "suggested", "suggests", "argued", "argues", "claimed", "claims", "asserted", "asserts",
    "commented", "comments", "reminded", "recalled", "recalls", "recognises", "recognised", "acknowledges",
    "acknowledged", "understood", "understands", "learned", "learnt", "observed", "observes", "highlighted",
    "pointed", "opined", "contended", "contends", "maintained", "insisted", "assured", "assurance",
    "described", "mentioned", "indicated", "stressed", "emphasised", "welcomes", "welcomed", "aware",
    "quoted", "mindful",
];

/// What makes a sentence a question, or true only perhaps.
#[rustfmt::skip]
pub(super) const OPEN: &[&str] = &[
    "if", "whether", "unless", "why", "how", "what", "when", "where", "until", "event", "case", "suppose",
    "supposing", "assuming", "assume", "should", "lest", "once", "whenever", "till",
];

/// What asks somebody to do something.
#[rustfmt::skip]
pub(super) const ASK: &[&str] = &[
    "request", "requests", "requested", "requesting", "ask", "asks", "asked", "asking", "invite", "invites",
    "invited", "urge", "urges", "urged", "call", "calls", "called", "recommend", "recommends",
    "recommended", "recommending", "recommendation", "seek", "seeks", "sought", "require", "requires",
    "required", "instruct", "instructs", "instructed", "encourages", "encouraged", "propose", "moved",
];

/// What hands a question on.
#[rustfmt::skip]
pub(super) const HAND_ON: &[&str] = &[
    "delegate", "delegates", "delegated", "delegation", "authorise", "authorises", "authorised",
    "authority", "refer", "refers", "referred", "remit",
];

/// Who is not the committee.
#[rustfmt::skip]
pub(super) const OTHERS: &[&str] = &[
    "trust", "trust's", "trusts", "nhs", "nhs's", "icb", "icb's", "ccg", "ccg's", "ccgs", "commissioner",
    "commissioners", "provider", "providers", "councillor", "councillors", "cllr", "cllrs", "mr", "mrs",
    "ms", "miss", "dr", "professor", "officer", "officers", "chair", "chairman", "chairperson",
    "vice-chair", "chairwoman", "director", "manager", "healthwatch", "member", "representative",
    "representatives", "resident", "residents", "committees", "boards", "councils", "lawyer", "solicitor",
    "minister", "secretary", "regulator", "england", "proposer", "proposers", "partners", "staff",
    "campaigners", "patients", "union", "unions", "cabinet",
];

/// Prepositions and the like, after which a noun phrase goes on.
#[rustfmt::skip]
pub(super) const JOIN: &[&str] = &[
    "of", "in", "to", "for", "from", "at", "on", "by", "with", "within", "between", "under", "over", "into",
    "onto", "across", "through", "during", "about", "around", "near", "after", "before", "as", "than",
    "and", "or", "&", "regarding", "concerning", "including", "via", "per", "outside", "inside", "toward",
    "towards", "without", "all", "both", ",", "following",
];

/// Words with which a noun phrase begins.
#[rustfmt::skip]
pub(super) const DETERMINER: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "its", "their", "our", "his", "her", "any", "each", "every",
    "such",
];

/// Words that only a sentence has, never a plain noun phrase.
#[rustfmt::skip]
pub(super) const FINITE: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "should", "could",
    "may", "might", "must", "can", "shall", "do", "does", "did", "not", "if", "whether", "unless",
    "because", "although", "though", "while", "whereas", "never", "there",
];

/// Small adverbs that change nothing.
#[rustfmt::skip]
pub(super) const ADVERB: &[&str] = &[
    "therefore", "hereby", "accordingly", "thus", "also", "further", "unanimously", "formally", "clearly",
    "collectively", "jointly", "consequently", "itself", "themselves", "together", "overall", "so",
    "firmly", "now", "indeed", "then", "however", "nevertheless", "still", "duly",
];

/// Adverbs that speak of an earlier day, or of a view not yet taken.
#[rustfmt::skip]
pub(super) const UNSURE: &[&str] = &[
    "previously", "earlier", "already", "formerly", "originally", "initially", "provisionally",
    "potentially", "possibly", "probably", "perhaps", "likely", "minded", "yet", "principle", "longer",
    "only", "necessarily", "merely", "just", "simply", "arguably", "hardly", "scarcely", "barely", "once",
];

/// Nouns for what can be a variation of service.
#[rustfmt::skip]
pub(super) const CHANGE: &[&str] = &[
    "proposal", "proposals", "change", "changes", "variation", "variations", "closure", "closures",
    "relocation", "relocations", "move", "moves", "transfer", "transfers", "reconfiguration",
    "reconfigurations", "merger", "plan", "plans", "redesign", "development", "developments", "withdrawal",
    "decommissioning", "model", "models", "scheme", "schemes", "arrangements", "centralisation",
    "consolidation", "reorganisation", "restructure", "restructuring", "pathway", "option", "options",
    "programme", "programmes", "service", "services", "removal", "cessation", "suspension", "co-location",
    "transition", "amalgamation", "downgrading", "reprovision", "repatriation", "replacement",
    "procurement", "contract", "opening", "review", "expansion",
];

/// What is measured, so that "significant" speaks of its size.
#[rustfmt::skip]
pub(super) const MEASURE: &[&str] = &[
    "risk", "risks", "concern", "concerns", "cost", "costs", "impact", "impacts", "pressure", "pressures",
    "improvement", "improvements", "progress", "delay", "delays", "increase", "increases", "number",
    "numbers", "challenge", "challenges", "saving", "savings", "waiting", "times", "demand", "funding",
    "budget", "performance", "benefit", "benefits", "attendance", "workload", "shortage",
];

/// What starts the words before a main sentence: "Having heard the evidence, the Committee ...".
#[rustfmt::skip]
pub(super) const FRAME: &[&str] = &[
    "having", "following", "after", "given", "noting", "based", "considering", "with", "for", "subject",
    "notwithstanding",
];

/// Whether one of these words stands in this stretch.
pub(super) fn holds(words: &[super::word::Word], table: &[&str]) -> bool {
    words.iter().any(|word| word.any(table))
}

/// The judging verb that this word is a form of.
pub(super) fn judging(word: &super::word::Word) -> Option<&'static Verb> {
    JUDGE.iter().find(|verb| word.any(verb.forms))
}

/// Whether this word is the participle of a judging verb: "deemed".
pub(super) fn participle(word: &super::word::Word) -> bool {
    JUDGE
        .iter()
        .any(|verb| verb.forms.last().is_some_and(|form| word.is(form)))
}
