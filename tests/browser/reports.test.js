// The reports that the commands make as HTML: each is one file that is valid, accessible and narrow enough, fetches nothing,
// and breaks no action or duty over two sheets of A4.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { BUSY_AS_AT } from "./busy.js";
import { browser, busyRegister, scrutiny } from "./site.js";
import { count } from "./told.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");

/** The reports, by the name of their files. */
const REPORTS = {
  "actions.html": ["actions", "--all"],
  "no-actions.html": ["actions", "--until", "2019"],
  "due.html": ["due", "--by", "northmere-council"],
  "notice.html": ["notice", "change/stroke-unit-2026"],
  "contract.html": ["notice", "change/talking-therapies-2026"],
  "summary.html": ["summary", "--since", "2025-01-01"],
};

let folder;
let chromium;

before(async () => {
  count("validator errors", 0);
  count("axe violations", 0);
  const register = busyRegister();
  folder = mkdtempSync(join(tmpdir(), "scrutiny-reports-"));
  for (const [name, args] of Object.entries(REPORTS)) {
    writeFileSync(join(folder, name), scrutiny(register, ...args, "--as-at", BUSY_AS_AT, "--format", "html"));
  }
  chromium = await browser();
});

after(() => chromium.close());

test("the validators find nothing", async () => {
  const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"] });
  const found = [];
  for (const name of Object.keys(REPORTS)) {
    const { results } = await validator.validateString(readFileSync(join(folder, name), "utf8"), name);
    found.push(...results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${name}:${line}: ${ruleId}: ${message}`)));
  }
  const paths = Object.keys(REPORTS).map((name) => join(folder, name));
  const { stderr } = await run("java", ["-jar", jar, "--exit-zero-always", "--format", "json", ...paths], { maxBuffer: 1 << 26 });
  found.push(...JSON.parse(stderr).messages.map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`));
  count("validator errors", found.length);
  assert.deepEqual(found, []);
});

for (const [name, args] of Object.entries(REPORTS)) {
  test(`${args.join(" ")} can be read by everybody at any width, and fetches nothing`, async () => {
    for (const width of [320, 1280]) {
      const context = await chromium.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      const fetched = [];
      page.on("request", (request) => fetched.push(request.url()));
      const address = pathToFileURL(join(folder, name)).href;
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} in ${width}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      count("axe violations", violations.length);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      assert.deepEqual(fetched, [address]);
      await context.close();
    }
  });

  test(`${args.join(" ")} prints on A4 with nothing cut off and no item on two sheets`, async () => {
    const page = await chromium.newPage({ viewport: { width: 657, height: 971 } });
    await page.goto(pathToFileURL(join(folder, name)).href);
    await page.emulateMedia({ media: "print" });
    const told = await page.evaluate(() => {
      const wholes = [...document.querySelectorAll(".whole")];
      return {
        wide: document.documentElement.scrollWidth,
        broken: wholes.filter((own) => getComputedStyle(own).breakInside !== "avoid").length,
        // What is longer than a sheet is broken whatever is asked for.
        long: wholes.filter((own) => own.getBoundingClientRect().height > 971).map((own) => own.querySelector("h2, h3, h4").textContent),
      };
    });
    assert.ok(told.wide <= 657, `${told.wide}`);
    assert.equal(told.broken, 0);
    assert.deepEqual(told.long, []);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    // 210 by 297 mm in points.
    const sheet = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1"));
    assert.ok(Math.abs(sheet[1] - 595) < 1 && Math.abs(sheet[2] - 842) < 1, sheet?.[0]);
    await page.close();
  });
}
