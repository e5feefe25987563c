// What a run looked at and found. Each test file tells it as it goes; closing.js gathers it when all have run.

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

export const RESULTS = join(import.meta.dirname, "results");

const told = { counts: {}, covered: {}, looked: [], facts: {} };
const looked = new Set();

/** Adds to one of the numbers that the run ends with, such as "dead links". Tell it before asserting that it is none. */
export function count(what, number) {
  told.counts[what] = (told.counts[what] ?? 0) + number;
}

/** Says that a check was made and passed, and on which sort of page. The sentence stands on the accessibility page. */
export function covered(sentence, type) {
  (told.covered[sentence] ??= []).push(type);
}

/** Says that a page was looked at. */
export function sawPage(register, path) {
  looked.add(`${register}/${path}`);
}

/** Says something that the run ends with, or that the accessibility page needs: a version, the largest page. */
export function fact(name, value) {
  told.facts[name] = value;
}

process.on("exit", () => {
  told.looked = [...looked].sort();
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${basename(process.argv[1] ?? "unknown")}.json`), JSON.stringify(told));
});
