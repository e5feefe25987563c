// Gathers what all test files told, writes down for the accessibility page what was covered, and says the closing lines.
//
// With SNAPSHOTS=overwrite the file is written anew; otherwise the run fails where it differs from what was covered.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TYPES, repository } from "./site.js";
import { RESULTS } from "./told.js";

const STATEMENT = join(repository, "src/view/accessibility.json");
/** The numbers that a run has to have told, and that have to be none. */
const NONE = ["axe violations", "validator errors", "dead links", "payloads executed"];
/** What the sets of rules are called for readers. */
const SETS = {
  wcag2a: "WCAG 2.0, level A",
  wcag2aa: "WCAG 2.0, level AA",
  wcag21a: "WCAG 2.1, level A",
  wcag21aa: "WCAG 2.1, level AA",
  wcag22aa: "WCAG 2.2, level AA",
  "best-practice": "good practice beyond them",
};

const told = readdirSync(RESULTS).filter((name) => name.endsWith(".json")).sort().map((name) => JSON.parse(readFileSync(join(RESULTS, name), "utf8")));
const counts = {};
const checks = {};
const looked = new Set();
const facts = {};
for (const one of told) {
  for (const [what, number] of Object.entries(one.counts)) counts[what] = (counts[what] ?? 0) + number;
  for (const [check, types] of Object.entries(one.covered)) (checks[check] ??= new Set()), types.forEach((type) => checks[check].add(type));
  one.looked.forEach((page) => looked.add(page));
  Object.assign(facts, one.facts);
}

const faults = NONE.filter((what) => counts[what] !== 0).map((what) => (counts[what] === undefined ? `nothing was told of ${what}` : `${what}: ${counts[what]}`));
for (const [check, types] of Object.entries(checks)) {
  const left = types.has("all") ? [] : TYPES.filter(({ name }) => !types.has(name));
  if (left.length) faults.push(`not on every sort of page (${left.map(({ name }) => name).join(", ")}): ${check}`);
}
const unseen = TYPES.filter(({ register, path }) => !looked.has(`${register}/${path}`));
if (unseen.length) faults.push(`not looked at: ${unseen.map(({ name }) => name).join(", ")}`);

const statement = {
  checker: { name: "axe-core", version: facts.axe?.version, rules: facts.rules },
  rules: facts.axe?.tags.map((tag) => SETS[tag]),
  widths: facts.axe?.widths,
  schemes: facts.axe?.schemes,
  violations: counts["axe violations"],
  checks: Object.keys(checks).sort(),
  pages: TYPES.map(({ name }) => name),
  validators: [
    { name: "html-validate", version: facts["html-validate"] },
    { name: "Nu Html Checker", version: facts.vnu },
  ],
};
const text = `${JSON.stringify(statement, null, 2)}\n`;
if (process.env.SNAPSHOTS === "overwrite") writeFileSync(STATEMENT, text);
else if (readFileSync(STATEMENT, "utf8") !== text) faults.push("src/view/accessibility.json is not what this run covered: run tests/browser/run with SNAPSHOTS=overwrite, read the difference, and commit it");

const first = [...NONE, "links followed", "pages checked"].filter((what) => counts[what] !== undefined);
const rest = Object.keys(counts).filter((what) => !first.includes(what)).sort();
for (const what of [...first, ...rest]) console.log(`${what}: ${counts[what]}`);
console.log(`pages looked at in the browser: ${looked.size}, of ${TYPES.length} sorts`);
console.log(`largest page: ${facts["largest page"] ?? "not told"}`);
for (const fault of faults) console.error(`closing: ${fault}`);
process.exitCode = faults.length ? 1 : 0;
