// Withdrawn and renamed records, a look of the register's own, and words of hostile length, in the browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, folder, yaml } from "./hostile.js";
import { browser, host } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LONG = "Verylongword".repeat(417).slice(0, 5000);

let chromium, site, server;

before(async () => {
  const record = (path, record) => [`records/${path}.yaml`, yaml(record)];
  const root = folder({
    ...Object.fromEntries([
      record("register", {
        name: "Northmere register", publisher: "Northmere Council", about: LONG, areas: [LONG], missing: [LONG], licence: { name: LONG },
        look: { logo: "logo.svg", brand: "#ffe600", link: "#7a0060", dark: { brand: "#ff00aa", link: "#ffd0f0" } },
      }),
      record("bodies/council", { name: LONG, role: "local-authority", area: LONG }),
      record("bodies/hosc", { name: "A committee", role: "scrutiny-committee", part_of: "council" }),
      record("bodies/icb", { name: LONG, role: "icb" }),
      record("changes/ward-2026", {
        title: LONG, summary: LONG, kind: "move", authorities: [{ authority: "council" }], responsible_person: "icb", aliases: ["ward-before"],
        key_dates: [{ date: "2026-01-01", what: LONG, source: LONG }], details: LONG, sources: [{ title: LONG }],
      }),
      record("changes/twice-2026", { withdrawn: { date: "2026-02-01", reason: LONG, see: "changes/ward-2026" } }),
      record("determinations/no-view", { withdrawn: { date: "2026-02", reason: "No clause held it." } }),
      record("resolutions/item", { committee: "hosc", meeting: "2025-10-09", item: LONG, changes: ["ward-2026"], stem: LONG, discussion: `${LONG}\n\n|a|b|\n|-|-|\n|${LONG}|${LONG}|\n\n\`${LONG}\`\n\n# ${LONG}`, votes: LONG, clauses: [{ label: "a", words: LONG, reads_as: "noted", action: { owner: "icb", done: { date: "2025-11-01", evidence: LONG } } }] }),
      record("duties/ask", { title: LONG, change: "ward-2026", basis: { undertaking: LONG }, owed_by: "icb", owed_to: ["public", "council"], engagement: [{ what: LONG, opens: "2025-12-01" }], details: LONG }),
    ]),
    "records/pages/about.md": `# ${LONG}\n\n${LONG}\n`,
    "templates/assets/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 40" onload="top.__hit=1"><script>top.__hit=1</script><rect width="96" height="40" fill="#17443f"/></svg>\n`,
  });
  site = build(root);
  server = await host(site);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.stop();
});

test("a former address leads on, from a server and from a folder, with and without script, and under the policy", async () => {
  for (const start of [server.address, pathToFileURL(site).href]) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await chromium.newContext({ javaScriptEnabled });
      const page = await context.newPage();
      const errors = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.goto(`${start}/changes/ward-before.html`).catch(() => {});
      await page.waitForURL(/ward-2026\.html$/);
      assert.deepEqual(errors, []);
      await context.close();
    }
  }
});

test("a former address can be read where a browser does not lead on by itself", async () => {
  const text = readFileSync(join(site, "changes/ward-before.html"), "utf8").replace(/<meta http-equiv="refresh"[^>]*>/, "");
  const context = await chromium.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.route("**/changes/ward-before.html", (route) => route.fulfill({ body: text, contentType: "text/html" }));
  await page.goto(`${server.address}/changes/ward-before.html`);
  await sound(page);
  await page.getByRole("link", { name: /^Go to the page/ }).click();
  assert.match(page.url(), /ward-2026\.html$/);
  await context.close();
});

/** No barrier and no sideways scrolling. */
async function sound(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map((v) => `${page.url()}: ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join("\n  ")}`), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${page.url()} is ${wide} px wider than the window`);
}

const PAGES = [
  "index.html", "changes/index.html", "changes/ward-2026.html", "changes/twice-2026.html", "withdrawn/index.html", "resolutions/index.html", "resolutions/item.html",
  "bodies/index.html", "bodies/council.html", "bodies/icb.html", "duties/index.html", "duties/ask.html", "updates/index.html", "pages/about.html", "law/hs-reg23-1a-consult.html",
];

for (const path of PAGES) {
  test(`${path}: words of 5,000 letters fit at 320 px, in a garish look, by day and by night`, async () => {
    for (const [width, colorScheme] of [[320, "light"], [1280, "dark"]]) {
      const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${server.address}/${path}`);
      await sound(page);
      assert.equal(await page.evaluate(() => window.__hit), undefined, "a picture runs nothing");
      await context.close();
    }
  });
}

test("the head has the register's colours, with words that can be read, and forced colours come first", async () => {
  const head = async (options) => {
    const context = await chromium.newContext(options);
    const page = await context.newPage();
    await page.goto(`${server.address}/changes/twice-2026.html`);
    const found = await page.evaluate(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      const logo = document.querySelector("img.logo");
      return [style("header.top").backgroundColor, style("header .name").color, style("main a").color, `${logo.width}x${logo.height}`];
    });
    await context.close();
    return found;
  };
  assert.deepEqual(await head({}), ["rgb(255, 230, 0)", "rgb(0, 0, 0)", "rgb(122, 0, 96)", "96x40"]);
  assert.deepEqual(await head({ colorScheme: "dark" }), ["rgb(255, 0, 170)", "rgb(0, 0, 0)", "rgb(255, 208, 240)", "96x40"]);
  const [, , link] = await head({ forcedColors: "active" });
  assert.notEqual(link, "rgb(122, 0, 96)");
});
