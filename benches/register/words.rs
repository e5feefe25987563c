//! The words that generated registers are made of. Places and bodies are invented; nobody is named.
//!
//! In braces stand the words that differ from record to record: `{service}`, `{site}`, `{other}`, `{body}`, `{area}`.

/// Beginnings of names of places.
pub(crate) const PLACE_STARTS: &[&str] = &[
    "Alder", "Amber", "Ashen", "Barrow", "Beacon", "Birch", "Bracken", "Bramble", "Brindle", "Cinder",
    "Clover", "Copper", "Cornel", "Dapple", "Eider", "Elder", "Fallow", "Fennel", "Gorse", "Hazel",
    "Heather", "Hollin", "Juniper", "Kestrel", "Larken", "Linden", "Lowen", "Mallow", "Marten", "Meadow",
    "Nettle", "Osier", "Plover", "Quill", "Rowan", "Sallow", "Sedge", "Sorrel", "Tansy", "Teasel", "Thistle",
    "Umber", "Willow", "Yarrow",
];

/// Ends of names of places.
pub(crate) const PLACE_ENDS: &[&str] = &[
    "mere", "stow", "combe", "holt", "wick", "dene", "thorpe", "garth", "leigh", "shaw", "hurst", "beck",
    "cote", "moor", "wold", "marsh", "lode", "hythe", "brigg", "stead",
];

/// Services: the slug and the words.
pub(crate) const SERVICES: &[(&str, &str)] = &[
    ("stroke", "stroke rehabilitation"),
    ("maternity", "midwife-led maternity care"),
    ("urgent-care", "urgent treatment"),
    ("mental-health", "older people's mental health care"),
    ("dermatology", "community dermatology"),
    ("audiology", "adult hearing services"),
    ("cardiology", "heart failure nursing"),
    ("diabetes", "diabetes education"),
    ("dialysis", "kidney dialysis"),
    ("end-of-life", "hospice and end of life care"),
    ("eye-care", "cataract surgery"),
    ("general-practice", "general practice"),
    (
        "learning-disability",
        "short breaks for people with learning disabilities",
    ),
    ("musculoskeletal", "physiotherapy and pain services"),
    ("neonatal", "special care for newborn babies"),
    ("out-of-hours", "out-of-hours doctors"),
    ("paediatrics", "children's assessment"),
    ("pathology", "blood tests"),
    ("podiatry", "foot care"),
    ("sexual-health", "sexual health clinics"),
    ("speech-therapy", "speech and language therapy"),
    ("surgery", "planned orthopaedic surgery"),
    ("talking-therapies", "talking therapies"),
    ("vascular", "vascular surgery"),
];

/// What happens to a service: the kind of change, the title, the summary.
pub(crate) const CHANGES: &[(&str, &str, &str)] = &[
    (
        "move",
        "Move of {service} from {site} to {other}",
        "The service for {service} would move from {site} to {other}. Staff and opening hours would stay as they are, but \
      some people would travel further.",
    ),
    (
        "closure",
        "Closure of the {service} ward at {site}",
        "The ward for {service} at {site} would close. People who need a bed would be admitted to {other} instead.",
    ),
    (
        "reduction",
        "Fewer opening hours of {service} at {site}",
        "{site} would offer {service} on four days a week instead of seven. Appointments at {other} would not change.",
    ),
    (
        "new-service",
        "New centre for {service} in {area}",
        "A centre for {service} would open at {site}. It is meant to bring care that is now given elsewhere back to {area}.",
    ),
    (
        "new-model",
        "New model of {service} across {area}",
        "People in {area} who need {service} would be seen by one team at home or in a clinic, rather than at {site}.",
    ),
    (
        "merger",
        "{service} of {site} and {other} brought together",
        "Two teams that provide {service} would become one. {site} would treat people who stay overnight, {other} all others.",
    ),
    (
        "temporary",
        "Temporary relocation of {service} to {other}",
        "While {site} is repaired, {service} would be given at {other}. The move is planned to last eighteen months.",
    ),
    (
        "urgent",
        "Urgent suspension of {service} at {site}",
        "Admissions for {service} at {site} stopped at once because there were too few trained staff to run it safely.",
    ),
    (
        "contract-award",
        "Contract for {service} in {area}",
        "The contract for {service} in {area} comes to an end. A new one is to be awarded, with one provider for all sites.",
    ),
    (
        "other",
        "Review of {service} in {area}",
        "The review asks how {service} in {area} should be provided in the next ten years. No decision has been taken yet.",
    ),
];

/// Sentences of details and discussions.
pub(crate) const SENTENCES: &[&str] = &[
    "The Committee heard that the number of people referred to {service} had risen by more than a third in five years.",
    "Members asked how people without a car would reach {other}, as the last bus leaves in the early evening.",
    "{body} answered that transport had been looked at in the equality impact assessment and that a shuttle was planned.",
    "It was explained that {site} no longer met the standards expected of a modern building, and that repairs would cost \
     more than a new one.",
    "Several members were concerned that the figures in the report did not show each district separately.",
    "In reply to a question it was said that no member of staff would lose their post because of the proposal.",
    "The waiting time for {service} stood at eighteen weeks, against a target of twelve.",
    "Members noted that a similar change in a neighbouring area had led to longer journeys for ambulance crews.",
    "{body} undertook to publish the responses to the engagement in full, with personal details removed.",
    "The local Healthwatch had spoken to some two hundred people, of whom most wanted care closer to home.",
    "Questions were raised about the capacity of {other} in winter, when its beds are regularly full.",
    "The business case had been approved by the regional team subject to an independent clinical review.",
    "A member asked what would happen to the building, and was told that no decision had been taken.",
    "It was confirmed that people who already receive {service} would keep their named worker during the change.",
    "The Chair reminded the meeting that the question whether the proposal was a substantial variation was one for the \
     Committee.",
    "Evidence from the clinical senate supported larger teams, provided that outreach clinics were kept.",
    "Members welcomed the additional investment but asked for a clearer account of the risks.",
    "There had been difficulty in recruiting consultants, and three of nine posts were filled by agency staff.",
    "The proposal would affect an estimated four thousand people a year, most of them over the age of sixty-five.",
    "{body} acknowledged that the first leaflet had been hard to understand and had written it anew.",
    "Members from rural wards described how the closure of an earlier clinic had never been made good.",
    "A further report would be brought once the results of the consultation in {area} were known.",
    "The Committee was told that digital appointments were offered as a choice and never as the only way.",
    "It was pointed out that carers had not been asked separately, although they provide much of the support.",
    "The costs of the preferred option had risen since the outline case, mainly because of building prices.",
    "Officers advised that the dates for comments and for the decision had to be published together.",
];

/// Points of a list in Markdown.
pub(crate) const POINTS: &[&str] = &[
    "journey times by public transport, for each district",
    "how many people use {service} at {site}, by month",
    "the effect on people with protected characteristics",
    "what happens if the preferred building is not ready in time",
    "the views of staff, and how they were gathered",
    "the cost of each option over ten years",
    "arrangements for people who cannot use digital services",
    "how success will be measured after one year",
];

/// Clauses other than determinations: what they are read as, who is asked (nobody, the proposer), the words.
pub(crate) const CLAUSES: &[(&str, bool, &str)] = &[
    (
        "noted",
        false,
        "the report on {service} and the answers given to the questions of members be noted",
    ),
    (
        "noted",
        false,
        "the update from {body}, together with the presentation circulated before the meeting, be received",
    ),
    (
        "requested-information",
        true,
        "{body} be asked to provide, in writing and before the next meeting, the number of people \
      affected in each district, the journeys they would have to make, and the evidence on which these figures rest",
    ),
    (
        "requested-information",
        true,
        "further information on staffing at {site} be requested from {body}",
    ),
    (
        "invited",
        true,
        "{body} be invited to return to the Committee in six months' time with an update on {service}",
    ),
    (
        "invited",
        true,
        "representatives of {body} be invited to attend when the outcome of the engagement is known",
    ),
    (
        "recommended",
        true,
        "{body} be recommended to keep an outreach clinic at {site} for at least two years after the change, \
      and to review its use with the people who attend it",
    ),
    (
        "requested-response",
        true,
        "a report be made to {body} under the regulations, and a response to its recommendations be \
      requested within 28 days",
    ),
    (
        "agreed",
        false,
        "the arrangements for the engagement of people who use {service}, as set out in the appendix, be supported",
    ),
    (
        "delegated",
        false,
        "the settling of the Committee's comments be delegated to the Scrutiny Officer in consultation with the \
      Chair and the group spokespersons",
    ),
    (
        "working-group",
        false,
        "a working group of five members be set up to look at {service} in {area} and to report back",
    ),
    (
        "deferred",
        false,
        "consideration of the remaining options be deferred to the next ordinary meeting",
    ),
];

/// Clauses that hold a view: the view, the words.
pub(crate) const VIEWS: &[(&str, &str)] = &[
    (
        "substantial-variation",
        "the Committee deems the proposed change to {service} to be a substantial variation of service \
      and wishes to be formally consulted",
    ),
    (
        "substantial-development",
        "the proposal for {service} be considered a substantial development of the health service in {area}",
    ),
    (
        "not-substantial",
        "the Committee does not consider the change to {service} to be a substantial variation of service",
    ),
    (
        "not-substantial",
        "it be agreed that the proposal, so far as it concerns {area}, is not a substantial variation",
    ),
    (
        "deferred",
        "the question whether the proposal for {service} is a substantial variation be deferred until the Committee \
      has seen the results of the engagement",
    ),
];

/// Reasons for a view.
pub(crate) const REASONS: &[&str] = &[
    "The number of people affected is large, and most of them are older.",
    "The service would be provided at the same site and by the same team.",
    "Journeys would become longer for people without a car.",
    "The evidence given did not show how the change would affect each district.",
    "The Committee was satisfied that people had been involved early and that their views had changed the proposal.",
    "The change is temporary, and the Committee will look at it again before it could become permanent.",
];

/// What a view covers.
pub(crate) const SCOPES: &[&str] = &[
    "The proposal for {service} as put to the meeting, in {area} only.",
    "The move of {service} alone; the use of the building at {site} afterwards is not covered.",
    "Both stages of the proposal for {service}.",
];

/// Titles of duties.
pub(crate) const DUTIES: &[&str] = &[
    "Involve people in planning {service}",
    "Consult the council on {service}",
    "Publish the dates for comments and decision on {service}",
    "Answer the recommendations on {service}",
    "Report back on the first year of {service}",
    "Tell people who use {service} at {site} what will change",
];

/// Undertakings somebody gave.
pub(crate) const UNDERTAKINGS: &[&str] = &[
    "Undertaking given by {body} in the consultation document on {service}",
    "Term of the contract for {service} that people are to be asked before sites change",
];

/// What was done to engage people.
pub(crate) const ENGAGEMENT: &[&str] = &[
    "Public consultation on {service}, with a questionnaire online and on paper",
    "Public meeting at {site}",
    "Drop-in session at {other} for people who use {service} and those who care for them",
    "Interviews with people who use {service}, held by the local Healthwatch",
    "Letter to every person on the list of the service",
];

/// What shows that a thing was done.
pub(crate) const EVIDENCE: &[&str] = &[
    "Report of the engagement, published with the papers of the board",
    "Letter of the responsible person to the Committee",
    "Paper to the Committee on what was asked for",
    "Notice on the website of the service",
];

/// Dates that matter.
pub(crate) const KEY_DATES: &[&str] = &[
    "The board considers the outline business case",
    "The public consultation opens",
    "The board takes its decision",
    "The service begins at the new site",
    "The lease of the present building ends",
];
