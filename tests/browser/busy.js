// The second register: invented, and so full that every state of a page is looked at. Its hand-written records are in
// busy/records/; the many small ones that make lists long are written here.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The day on which it is judged, so that what is due and what is past does not move. */
export const BUSY_AS_AT = "2026-06-15";

const SERVICES = ["podiatry", "dental", "eye-care", "physiotherapy", "vaccination"];
const COUNCILS = ["northmere-council", "wexcombe-council", "harrowdale-council"];
const KINDS = ["move", "closure", "reduction", "new-service", "merger"];

/** Adds the small records: enough changes and meetings that their lists have several pages. */
export function addSmallRecords(folder) {
  const write = (kind, year, id, lines) => {
    const place = join(folder, "records", kind, String(year));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${id}.yaml`), `${lines.join("\n")}\n`);
  };
  for (let number = 1; number <= 60; number++) {
    const year = 2021 + (number % 5);
    const id = `small-${String(number).padStart(3, "0")}`;
    const service = SERVICES[number % SERVICES.length];
    const month = String(1 + (number % 12)).padStart(2, "0");
    write("changes", year, id, [
      `title: Village clinic ${number} for ${service.replace("-", " ")}`,
      `summary: What becomes of the clinic in village ${number}.`,
      `kind: ${KINDS[number % KINDS.length]}`,
      `services: [${service}]`,
      "responsible_person: nhs-northmere",
      `authorities: [{authority: ${COUNCILS[number % COUNCILS.length]}}]`,
      `under_consideration_from: ${year}-${month}`,
    ]);
    write("resolutions", year, `${id}-item`, [
      "committee: northmere-hosc",
      `meeting: ${year}-${month}-${String(1 + (number % 28)).padStart(2, "0")}`,
      `item: Village clinic ${number}`,
      "minutes: {status: confirmed}",
      `changes: [${id}]`,
      `clauses: [{label: "${number}", words: That the report be noted., reads_as: noted}]`,
    ]);
  }
}

/** A change as it was first recorded: with other words, another kind and another day for comments. */
const FIRST_STROKE = {
  path: "records/changes/2026/stroke-unit-2026.yaml",
  was: (text) =>
    text
      .replace("kind: move", "kind: reduction")
      .replace("would be given in one place, at the Northmere General", "would no longer be given in Skelwith")
      .replace("comments_due: 2026-03-13", "comments_due: 2026-02-27"),
};

/** The commits its records come in, oldest first: the folders of each, its day, what it says, and what was otherwise then. */
export const BUSY_COMMITS = [
  { day: "2025-10-06", paths: ["records/register.yaml", "records/bodies", "records/pages"], says: "Begin the register" },
  { day: "2026-01-20", paths: ["records/changes"], says: "Record the changes, <old> & new", then: FIRST_STROKE },
  { day: "2026-03-10", paths: ["records/resolutions", "records/determinations"], says: "Record what the committees resolved" },
  { day: "2026-04-14", paths: ["records/changes"], says: "Put the change of the stroke wards right" },
  { day: "2026-06-01", paths: ["."], says: "Record the duties" },
];
