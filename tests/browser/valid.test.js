// Two validators look at every page and style sheet of both sites.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { files } from "./files.js";
import { build } from "./site.js";
import { count, covered, fact } from "./told.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");

/** Rules of html-validate that do not fit this site, each with the reason. */
const SET_ASIDE = {
  // Files are the site's own, from the same place as the page: a sum would add nothing but length.
  "require-sri": "off",
};

/** What the Nu Html Checker says beside errors that does not count, each with the reason. */
const IGNORED = [
  // It reads files from a disk, where it knows no origin that "self" could mean. The browser tests hold that each page
  // obeys its policy, from a server and from a folder.
  /^Resource violates Content Security Policy/,
];

let sites;

before(() => {
  sites = [build("demonstration"), build("busy"), build("then")];
  count("validator errors", 0);
});

test("html-validate finds nothing", async () => {
  const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"], rules: SET_ASIDE });
  const found = [];
  for (const site of sites) {
    for (const path of files(site).filter((path) => path.endsWith(".html"))) {
      const { results } = await validator.validateString(readFileSync(join(site, path), "utf8"), path);
      found.push(...results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${path}:${line}: ${ruleId}: ${message}`)));
    }
  }
  count("validator errors", found.length);
  fact("html-validate", require("html-validate/package.json").version);
  assert.deepEqual(found, []);
});

test("the Nu Html Checker finds nothing in pages, style sheets and pictures", async () => {
  const paths = sites.flatMap((site) => files(site).filter((path) => /\.(?:html|css|svg)$/.test(path)).map((path) => join(site, path)));
  const args = ["-jar", jar, "--exit-zero-always", "--format", "json", "--also-check-css", "--also-check-svg", ...paths];
  const { stderr } = await run("java", args, { maxBuffer: 1 << 28 });
  const { messages, version } = JSON.parse(stderr);
  const counts = messages.filter(({ message }) => !IGNORED.some((pattern) => pattern.test(message)));
  const found = counts.map(({ type, subType, url, lastLine, message }) => `${url}:${lastLine}: ${subType ?? type}: ${message}`);
  fact("vnu", version.split(" ")[0]);
  count("validator errors", found.length);
  assert.deepEqual(found, []);
});
