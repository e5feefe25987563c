// Registers made of hostile texts, in every field of every kind of record. In each field stands every eighth payload, another
// eighth from field to field, so that each payload stands in many; with HOSTILE=whole every payload stands in every field.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { program, scrutiny } from "./site.js";

/** The payloads, each a name and a text. */
export const payloads = JSON.parse(readFileSync(join(import.meta.dirname, "payloads.json"), "utf8"));

/** A folder with these files in it. */
export function folder(files) {
  const root = mkdtempSync(join(tmpdir(), "scrutiny-hostile-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A record in its file. JSON is YAML. */
export const yaml = (record) => `${JSON.stringify(record, null, 1)}\n`;

/** One in how many payloads a field holds. */
const STEP = process.env.HOSTILE === "whole" ? 1 : 8;

/** The numbers of the records that are made. */
const numbers = () => Array.from({ length: Math.ceil(payloads.length / STEP) }, (_, number) => number);

const SETTINGS = { name: "A register", publisher: "A council" };

/** Runs a command, without its warnings; one that finds mistakes gives what it printed. */
export function run(root, ...args) {
  const ran = spawnSync(program, ["--quiet", ...args], { cwd: root, encoding: "utf8", maxBuffer: 1e9 });
  if (ran.status > 1) throw new Error(ran.stderr);
  return ran.stdout;
}

/** Makes the site of a register, and gives its folder. */
export function build(root) {
  const ran = spawnSync(program, ["--quiet", "build"], { cwd: root, encoding: "utf8", maxBuffer: 1e9 });
  if (ran.status) throw new Error(ran.stderr.slice(0, 5000));
  return join(root, "site");
}

/**
 * Which payloads the reader takes as what: as text, as Markdown, as an address, as the page of a file, as a small name,
 * as an id in a record, as the name of a file. Those that it refuses never reach a page.
 */
export function taken() {
  const place = { text: {}, markdown: {}, address: {}, page: {}, slug: {}, id: {}, file: {} };
  const files = { "records/register.yaml": yaml(SETTINGS) };
  payloads.forEach(([, payload], number) => {
    const put = (sort, path, record) => {
      const whole = `records/${path}`;
      if (whole in files) return;
      files[whole] = typeof record === "string" ? record : yaml(record);
      place[sort][whole] = number;
    };
    const change = { title: "T", summary: "S.", kind: "move" };
    put("text", `bodies/text-${number}.yaml`, { name: payload, role: "nhs-trust" });
    put("address", `bodies/address-${number}.yaml`, { name: "N", role: "nhs-trust", website: payload });
    put("id", `changes/id-${number}.yaml`, { ...change, aliases: [payload] });
    put("markdown", `changes/markdown-${number}.yaml`, { ...change, details: payload });
    put("slug", `changes/slug-${number}.yaml`, { ...change, services: [payload] });
    put("page", `pages/page-of-${number}.md`, `# ${payload.replace(/[\r\n]+/g, " ")}\n\n${payload}\n`);
    // What a disk can hold as a name at all.
    if (!/[\0/\r\n]/.test(payload) && Buffer.byteLength(payload) < 200 && payload.trim() && !/^[.~]/.test(payload)) {
      put("file", `bodies/${payload}.yaml`, { name: "N", role: "nhs-trust" });
    }
  });
  const root = folder(files);
  const { problems } = JSON.parse(run(root, "check", "--format", "json"));
  const wrong = new Set(problems.filter((problem) => problem.severity === "error").map((problem) => problem.file));
  const sorts = {};
  for (const [sort, all] of Object.entries(place)) {
    const paths = Object.keys(all);
    sorts[sort] = { taken: paths.filter((path) => !wrong.has(path)).map((path) => all[path]), refused: paths.filter((path) => wrong.has(path)).length };
  }
  // A file whose name is no id is reported by its name; what is left must be an id.
  sorts.file.taken = sorts.file.taken.filter((number) => /^[a-z0-9-]+$/.test(payloads[number][1]));
  return sorts;
}

/** A value for one field, with the field noted. */
class Filler {
  constructor(sorts) {
    this.sorts = sorts;
    this.fields = new Set();
    this.placed = 0;
    this.seen = new Set();
  }

  /** A record with each mark of a sort replaced by a payload that this sort takes. */
  fill(kind, record, number) {
    let mark = 0;
    const walk = (value, path) => {
      if (value instanceof Mark) {
        this.fields.add(`${kind}${path}`);
        mark += 1;
        if (number < 0) return value.instead;
        const wanted = (number * STEP + (mark % STEP)) % payloads.length;
        if (this.sorts[value.sort].taken.includes(wanted)) {
          this.placed += 1;
          this.seen.add(wanted);
          return payloads[wanted][1];
        }
        return value.instead;
      }
      if (Array.isArray(value)) return value.map((item) => walk(item, `${path}[]`)).filter((item) => item !== undefined);
      if (value === null || typeof value !== "object") return value;
      const kept = Object.entries(value).map(([name, item]) => [name, walk(item, `${path}.${name}`)]);
      return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
    };
    return walk(record, "");
  }
}

class Mark {
  constructor(sort, instead) {
    Object.assign(this, { sort, instead });
  }
}

const text = (instead) => new Mark("text", instead);
const must = new Mark("text", "Plain words");
const markdown = new Mark("markdown");
const address = new Mark("address");
const sources = [{ title: must, address, dated: "2025-01" }];

/** One record of each kind and form, with a mark in every field that holds free text. */
function records(number) {
  const change = `change-${number}`;
  const steps = [{ date: "2025-08-01", what: must }];
  const requests = [{ date: "2025-08-02", what: must }];
  const clause = { id: `item-${number}`, clause: must };
  return {
    [`bodies/body-${number}`]: { name: must, short_name: text(), role: "nhs-trust", area: text(), website: address, codes: { ods: text(), gss: text() }, licence: { name: must, address }, corrections: [{ date: "2026-01-04", clause: text(), field: text(), what: must, was: text(), why: must }], sources },
    [`changes/${change}`]: {
      title: must, summary: must, kind: "move", services: [new Mark("slug")], responsible_person: "icb",
      authorities: [{
        authority: "council", reports: [{ made: "2025-08-03", what: must }], information_requests: requests,
        consultation: { began: "2025-07-01", published: address, comments: { received: "2025-07-20", recommendation: "yes" }, disagreement: { date: "2025-08-01", steps } },
      }],
      urgent: { ground: "patient-safety", reason: text() },
      joint_committee: { disagreement: { date: "2025-08-01", steps }, information_requests: requests },
      procurement: { notices: [text()] },
      key_dates: [{ date: "2026-01-01", what: must, source: text() }],
      decided: { date: "2026-01-02", what: text() }, abandoned: { date: "2026-01-03", what: text() },
      details: markdown, corrections: [{ date: "2026-01-04", clause: text(), field: text(), what: must, was: text(), why: must }], sources,
    },
    [`resolutions/item-${number}`]: {
      committee: "hosc", meeting: "2025-10-09", item: must, item_number: text(), minutes: { status: "draft", source: address },
      access: { urgent_reason: text(), exempt_paragraphs: [text()], exempt_health_paragraphs: [text()] },
      changes: [change], discussion: markdown, stem: text(), votes: text(),
      clauses: [{ label: must, words: must, reads_as: "determination", action: { owner: "hosc", concerning: ["icb"], done: { date: "2025-11-01", evidence: text(), address } } }],
      corrections: [
        { date: "2025-12-01", clause: must, what: must, was: text(), why: must },
        { date: "2025-12-02", field: text(), what: must, withheld: "yes", why: must },
      ],
      sources,
    },
    [`determinations/view-${number}`]: { change, by: "hosc", authority: "council", taken_by: "committee", view: "not-substantial", scope: text(), date: "2025-10-09", resolution: clause, reasons: markdown, conditions: markdown, corrections: [{ date: "2025-12-01", clause: text(), field: text(), what: must, was: text(), why: must }], sources },
    [`duties/done-${number}`]: {
      title: must, change, basis: { undertaking: must }, owed_by: "icb", owed_to: ["public", `body-${number}`],
      engagement: [{ what: must, opens: "2025-12-01", closes: "2025-12-24", address, report: address }],
      discharged: { date: "2026-01-05", evidence: must, address }, details: markdown,
      corrections: [{ date: "2025-12-01", clause: text(), field: text(), what: must, was: text(), why: must }], sources,
    },
    [`duties/gone-${number}`]: { title: must, change, basis: { clause }, owed_by: "icb", owed_to: ["users"], no_longer_owed: must },
    [`changes/gone-${number}`]: { withdrawn: { date: "2026-02-01", reason: must, see: address } },
  };
}

const SHARED = {
  "bodies/council": { name: "A council", role: "local-authority" },
  "bodies/hosc": { name: "A committee", role: "scrutiny-committee", part_of: "council" },
  "bodies/icb": { name: "An NHS board", role: "icb" },
};

/** The register of all records, with a commit for each payload that its author's name and first line hold. */
export function everything(sorts) {
  const filler = new Filler(sorts);
  const files = { "records/register.yaml": yaml(SETTINGS) };
  const put = (records) => Object.entries(records).forEach(([path, record]) => (files[`records/${path}.yaml`] = yaml(record)));
  put(SHARED);
  for (const number of numbers()) {
    const filled = Object.entries(records(number)).map(([path, record]) => [path, filler.fill(path.split("/")[0], record, number)]);
    put(Object.fromEntries(filled));
  }
  payloads.forEach(([, payload], number) => {
    if (sorts.file.taken.includes(number)) put({ [`bodies/${payload}`]: { name: "N", role: "nhs-trust" } });
    if (sorts.page.taken.includes(number)) files[`records/pages/own-${number}.md`] = `# ${payload.replace(/[\r\n]+/g, " ")}\n\n${payload}\n`;
  });
  for (const number of sorts.id.taken) put({ [`changes/renamed-${number}`]: { title: "T", summary: "S.", kind: "move", aliases: [payloads[number][1]] } });
  for (const kind of ["bodies", "changes", "resolutions", "determinations", "duties"]) filler.fields.add(`${kind}.aliases[]`);
  filler.placed += sorts.id.taken.length;
  filler.fields.add("pages.title").add("pages.text").add("file name");
  filler.placed += 2 * sorts.page.taken.length + sorts.file.taken.length;
  const root = folder(files);
  filler.placed += 2 * commit(root);
  filler.fields.add("commit.author").add("commit.message");
  return { root, filler };
}

/** Commits each payload's record with the payload as the commit's first line and in its author's name; how many. */
function commit(root) {
  const git = (input, ...args) => execFileSync("git", args, { cwd: root, input, stdio: ["pipe", "ignore", "pipe"] });
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const clerk = "A Clerk <clerk@council.example> 1767225600 +0000";
  const whole = payloads.map(([, payload], number) => {
    const path = `records/bodies/body-${number % numbers().length}.yaml`;
    // Git takes no author's name with these in it.
    const author = `A ${payload.replace(/[<>\0\r\n]/g, "")}`.trim();
    const message = `Add ${payload.replaceAll("\0", "")}`;
    // Each commit changes the record.
    const content = `${readFileSync(join(root, path), "utf8")}# ${number}\n`;
    return `commit refs/heads/main\nauthor ${author} <clerk@council.example> 1767225600 +0000\ncommitter ${clerk}\n${data(message)}M 100644 inline ${path}\n${data(content)}`;
  });
  git("", "init", "--quiet", "--initial-branch=main");
  git(whole.join(""), "fast-import", "--quiet");
  git("", "reset", "--quiet");
  git("", "add", "--all");
  git("", "-c", "user.name=A Clerk", "-c", "user.email=clerk@council.example", "commit", "--quiet", "--message", "The rest");
  return payloads.length;
}

/** A register whose own provisions hold the payloads, and one change that they apply to. */
export function provisions(sorts) {
  const filler = new Filler(sorts);
  const provision = (number) => ({
    id: `own-${number}`, cite: must, title: must, effect: "duty", verb: "notify", bearer: "responsible-person", owed_to: "local-authority", once_for: "authority",
    in_force: { from: "2020-01-01" }, address, applies_when: must, when: "proposal", summary: must, discharged_by: text(),
    deadline: { words: must, count: 28, unit: "days", from: "response-request", rule: "event-day-excluded" }, open_questions: [text()], notes: [text()], sources_seen: [address], verified: "primary",
  });
  const files = { "records/register.yaml": yaml(SETTINGS) };
  Object.entries(SHARED).forEach(([path, record]) => (files[`records/${path}.yaml`] = yaml(record)));
  files["records/changes/one.yaml"] = yaml({ title: "T", summary: "S.", kind: "move", responsible_person: "icb", authorities: [{ authority: "council" }], under_consideration_from: "2025-01-01" });
  const all = numbers().map((number) => filler.fill("law.provisions[]", provision(number), number));
  // One file may hold so many values and no more.
  chunks(all, 80).forEach((some, at) => (files[`records/law/own-${at}.yaml`] = yaml({ instrument: `Own ${at}`, title: `Own ${at}`, provisions: some })));
  // An instrument's own texts are one each; several payloads stand in them together.
  chunks(sorts.text.taken, 40).forEach((numbers, at) => {
    const joined = numbers.map((number) => payloads[number][1]).join(" | ");
    const web = sorts.address.taken[at % sorts.address.taken.length];
    filler.fields.add("law.instrument").add("law.title").add("law.address");
    filler.placed += 2 * numbers.length + 1;
    const some = filler.fill("law.provisions[]", { ...provision(0), id: `chunk-${at}` }, -1);
    files[`records/law/chunk-${at}.yaml`] = yaml({ instrument: joined, title: joined, address: payloads[web][1], provisions: [some] });
  });
  return { root: folder(files), filler };
}

/** Lists of at most so many. */
function chunks(list, most) {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, at) => list.slice(at * most, (at + 1) * most));
}

/** Registers whose own words hold the payloads, several at a time, because each field of the settings is there once. */
export function* settings(sorts) {
  for (const numbers of chunks(sorts.text.taken, STEP > 1 ? 60 : 12)) {
    const words = numbers.map((number) => payloads[number][1]).join(" | ");
    const web = numbers.map((number) => (sorts.address.taken.includes(number) ? payloads[number][1] : undefined)).find((web) => web) ?? "https://contact.example/";
    const record = {
      name: words, about: words, publisher: words, base_address: web, contact: web, licence: { name: words, address: web },
      areas: numbers.map((number) => payloads[number][1]), missing: numbers.map((number) => payloads[number][1]), look: { logo: "logo.svg", logo_words: words, brand: "#fe0" },
    };
    const files = { "records/register.yaml": yaml(record), "templates/assets/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" onload="top.__hit=1"><script>top.__hit=1</script></svg>\n` };
    const fields = ["name", "about", "publisher", "base_address", "contact", "licence.name", "licence.address", "areas[]", "missing[]", "look.logo_words"];
    yield { root: folder(files), fields: fields.map((field) => `register.${field}`), placed: numbers.length * 7 };
  }
}

/** Every field of free text that the schemas know. */
export function known() {
  const found = new Set();
  const kinds = { body: "bodies", change: "changes", resolution: "resolutions", determination: "determinations", duty: "duties", register: "register", law: "law" };
  const root = folder({});
  for (const [kind, named] of Object.entries(kinds)) {
    const walk = (schema, path) => {
      (schema.anyOf ?? []).forEach((one) => walk(one, path));
      if (schema.type === "array") walk(schema.items, `${path}[]`);
      Object.entries(schema.properties ?? {}).forEach(([name, own]) => walk(own, `${path}.${name}`));
      // Words of a closed list, dates and names in small letters hold no free text.
      if (schema.type === "string" && !schema.enum && (schema.minLength || schema.format === "uri")) found.add(`${named}${path}`);
    };
    walk(JSON.parse(scrutiny(root, "schema", kind)), "");
  }
  return found;
}
