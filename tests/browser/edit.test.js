// `scrutiny serve --edit`: every kind of record filled in by keyboard, with a script and without; what a program can find
// wrong with the pages; the preview; and what other pages try.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { SPACING, axe, bringAxe, cutOff, followFocus, openFolds, sideways, stops } from "./look.js";
import { browser, register, scrutiny, serve } from "./site.js";
import { count } from "./told.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");

let chromium, folder, server;

before(async () => {
  folder = register();
  execFileSync("git", ["config", "user.name", "A Clerk"], { cwd: folder });
  execFileSync("git", ["config", "user.email", "clerk@council.example"], { cwd: folder });
  server = await serve(folder, "--edit");
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.stop();
});

async function within(options, look) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}

const commits = () => Number(execFileSync("git", ["rev-list", "--count", "HEAD"], { cwd: folder, encoding: "utf8" }));

/** Goes on with the Tab key until an element has the focus. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 300; presses++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Answers a question by keyboard alone. */
async function answer(page, [selector, text]) {
  if (text === undefined) return press(page, selector);
  await tabTo(page, selector);
  const kind = await page.evaluate(() => document.activeElement.tagName + (document.activeElement.type === "radio" ? "-radio" : ""));
  if (kind === "INPUT-radio") {
    for (let presses = 0; presses < 12; presses++) {
      if (await page.evaluate((value) => document.activeElement.checked && document.activeElement.value === value, text)) return;
      await page.keyboard.press(presses === 0 && !(await page.evaluate(() => document.activeElement.checked)) ? "Space" : "ArrowDown");
    }
    assert.fail(`${selector} cannot be set to ${text}`);
  }
  await page.keyboard.type(text);
}

const press = async (page, value) => {
  await tabTo(page, `button[value="${value}"]:not(.unseen)`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
};

/** What is typed for each kind; `at` is added, so that each run has records of its own. */
const FILLED = {
  body: (at) => [["#q-name", `Northmere Trust ${at}`], ["#q-role", "NHS trust"], ["#q-website", "https://northmere.example/"]],
  change: (at) => [
    ["#q-title", `The ward moves ${at}`], ["#q-summary", "It moves to the General."], ["#q-kind", "Move"],
    ["#q-authority-0-authority", "Kent C"],
  ],
  resolution: (at) => [
    ["#q-committee", "Kent HOSC"], ["#q-meeting", "12 march 2026"], ["#q-item", `Ward move ${at}`],
    ["[name=minutes]", "draft"], ["#q-clause-0-label", "a"], ["#q-clause-0-words", "The report be noted."], ["#q-clause-0-reads-as", "Noted"],
  ],
  determination: (at) => [
    ["#q-change", "Medway contract"], ["[name=view]", "not-substantial"], ["#q-by", "Medway C"], ["#q-authority", "Medway"],
    ["#q-scope", `What was before it: ${at}`], ["#q-date", `${at === "with" ? "1" : "2"} march 2026`],
    ["add:source"], ["#q-source-0-title", "A letter of the council"],
  ],
  duty: (at) => [
    ["#q-title", `Involve people ${at}`], ["#q-change", "All-age"], ["#q-provision", "nhsa-14Z45-involve-planning"],
    ["#q-owed-by", "NHS Kent"], ["#q-owed-to", "Public"],
  ],
};

for (const at of ["with", "without"]) {
  for (const [kind, steps] of Object.entries(FILLED)) {
    test(`a ${kind} is recorded by keyboard, ${at} a script`, async () => {
      await within({ javaScriptEnabled: at === "with" }, async (page) => {
        const policy = [];
        page.on("console", (message) => message.type() === "error" && policy.push(message.text()));
        const before = commits();
        await page.goto(`${server.address}add/${kind}`);
        for (const step of steps(at)) await answer(page, step);
        await press(page, "save");
        await page.getByRole("heading", { level: 1, name: "Recorded" }).waitFor();
        assert.equal(commits(), before + 1);
        assert.deepEqual(policy, [], "nothing is refused by the page's own policy");
        // What was saved is looked at, and taken back.
        await press(page, "undo");
        await page.getByRole("heading", { level: 1, name: "Taken back" }).waitFor();
        assert.equal(commits(), before);
      });
    });
  }
}

test("mistakes are told first, each leads to its field, and what was typed is still there", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await within({ javaScriptEnabled }, async (page) => {
      await page.goto(`${server.address}add/resolution`);
      await answer(page, ["#q-meeting", "soon"]);
      await press(page, "save");
      await page.locator("#errors").waitFor();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await page.evaluate(() => document.activeElement.id), "errors");
      await tabTo(page, "#errors a[href='#q-meeting']");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "q-meeting");
      assert.equal(await page.inputValue("#q-meeting"), "soon");
      const described = await page.getAttribute("#q-meeting", "aria-describedby");
      assert.match(await page.locator(`#${described.split(" ").at(-1)}`).innerText(), /`soon` is not a date/);
      // Enter in a field looks at the answers, and saves nothing.
      await page.fill("#q-meeting", "12/03/2026");
      await page.press("#q-meeting", "Enter");
      await page.getByText("Thursday 12 March 2026").waitFor();
    });
  }
});

test("rows are added, moved and taken out, and the focus goes with them", async () => {
  await within({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.address}add/resolution`);
    await page.fill("#q-clause-0-words", "First.");
    await press(page, "add:clause");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q-clause-1-label");
    await page.fill("#q-clause-1-words", "Second.");
    await press(page, "check");
    await press(page, "up:clause.1");
    assert.equal(await page.inputValue("#q-clause-0-words"), "Second.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q-clause-0");
    await press(page, "remove:clause.0");
    assert.equal(await page.inputValue("#q-clause-0-words"), "First.");
  });
});

test("the page beside the form follows what is typed, and nothing in it acts", async () => {
  await within({}, async (page) => {
    const refused = [];
    page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    page.on("dialog", () => refused.push("a dialog"));
    await page.goto(`${server.address}add/resolution`);
    await page.selectOption("#q-committee", "kent-hosc");
    await page.fill("#q-item", "Stroke ward <script>alert(1)</script><img src=x onerror=alert(1)>");
    await page.fill("#q-discussion", "Read [this](javascript:alert(1)) and **that**.");
    const shown = page.frameLocator("#preview");
    await shown.getByRole("heading", { level: 1 }).getByText("Stroke ward <script>").waitFor();
    await page.fill("#q-meeting", "12 march 2026");
    await page.locator("#echo-q-meeting").getByText("Thursday 12 March 2026").waitFor();
    await shown.getByText("12 March 2026").first().waitFor();
    const frame = page.frames().find((frame) => frame !== page.mainFrame());
    assert.equal(await frame.evaluate(() => document.querySelectorAll("script").length), 0);
    assert.equal(await frame.evaluate(() => getComputedStyle(document.querySelector(".top")).display !== "" && document.styleSheets.length), 1, "it is dressed as the site is");
    assert.deepEqual(refused, []);
    // Questions that the answers raise open.
    await page.locator("input[name=minutes][value=confirmed]").check();
    await page.locator("details[data-asks=confirmed-on][open]").waitFor();
    // What was typed is kept, though nothing was handed in.
    await page.goto(server.address);
    await page.getByRole("heading", { name: "Forms you have not finished" }).waitFor();
  });
});

test("a button pressed twice saves once, and the way back keeps what was typed", async () => {
  await within({}, async (page) => {
    const before = commits();
    await page.goto(`${server.address}add/body`);
    await page.fill("#q-name", "Harrowdale Council");
    await page.selectOption("#q-role", "local-authority");
    await page.locator("button[value=save]").dblclick({ noWaitAfter: true });
    await page.getByRole("heading", { level: 1, name: "Recorded" }).waitFor();
    await page.goBack();
    await page.waitForLoadState();
    assert.equal(commits(), before + 1);
    await page.goto(`${server.address}add/body`);
    await page.fill("#q-name", "Something long that nobody wants to type again");
    await page.locator("button[value=save]").click();
    await page.locator("#errors").waitFor();
    await page.goBack();
    await page.goForward();
    assert.equal(await page.inputValue("#q-name"), "Something long that nobody wants to type again");
  });
});

test("the site leads to the forms for whoever has the token, and for nobody else", async () => {
  await within({}, async (page) => {
    await page.goto(`${server.address}site/bodies/kent-hosc.html`);
    await page.getByRole("link", { name: "Edit this record" }).click();
    await page.getByRole("heading", { level: 1, name: "Edit a body" }).waitFor();
    await page.goto(`${new URL(server.address).origin}/bodies/kent-hosc.html`);
    assert.equal(await page.getByRole("link", { name: "Edit this record" }).count(), 0);
  });
});

test("a page of another origin can neither send a form, nor read one, nor show one", async () => {
  const before = commits();
  const html = await (await fetch(`${server.address}add/body`)).text();
  const seal = html.match(/name="seal" value="([^"]+)"/)[1];
  const action = `${server.address}${html.match(/action="\.\.\/([^"]+)"/)[1]}`;
  const fields = { seal, name: "Evil Council", role: "local-authority", go: "save" };
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`).join("");
  const evil = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<form method=post action="${action}">${inputs}<button>send</button></form><iframe src="${server.address}"></iframe>`);
  });
  await new Promise((ready) => evil.listen(0, "127.0.0.1", ready));
  try {
    for (const name of ["127.0.0.1", "localhost"]) {
      await within({}, async (page) => {
        await page.goto(`http://${name}:${evil.address().port}/`);
        const read = await page.evaluate(async ([address, action, body]) => {
          const tries = [fetch(address), fetch(action, { method: "POST", body: new URLSearchParams(body) })];
          return (await Promise.allSettled(tries)).map(({ status }) => status);
        }, [server.address, action, fields]);
        assert.deepEqual(read, ["rejected", "rejected"]);
        const framed = page.frames().find((frame) => frame !== page.mainFrame());
        assert.ok(!(await framed?.content())?.includes("Record and change"), "it is in nobody's frame");
        const [sent] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.click("button")]);
        assert.equal(sent.status(), 403);
      });
    }
  } finally {
    evil.close();
  }
  assert.equal(commits(), before);
});

/** Makes each state of the pages, and gives the address at which it can be looked at. */
async function states(page) {
  const all = { index: server.address, "nothing found": `${server.address}?q=nothing-of-the-kind`, "not there": `${server.address}records/body/nothing` };
  for (const kind of Object.keys(FILLED)) {
    all[`new ${kind}`] = `${server.address}add/${kind}`;
    await page.goto(all[`new ${kind}`]);
    await page.locator("button[value=save]").click();
    await page.locator("#errors").waitFor();
    all[`${kind} with mistakes`] = page.url().split("#")[0];
  }
  const records = {
    body: "kent-hosc", change: "all-age-mental-health-2025", resolution: "kent-hosc-2025-10-09-all-age-mental-health",
    determination: "kent-hosc-2025-10-09-all-age-mental-health", duty: "kmpt-2025-10-09-service-change-protocols",
  };
  for (const [kind, id] of Object.entries(records)) all[`change of a ${kind}`] = `${server.address}records/${kind}/${id}`;
  // Changed by somebody else meanwhile.
  await page.goto(all["change of a body"]);
  await page.fill("#q-area", "North");
  scrutiny(folder, "edit", "kent-hosc", "--set", `area=South ${commits()}`);
  await page.locator("button[value=save]").click();
  await page.locator("button[value=mine]").waitFor();
  all["changed by two"] = page.url().split("#")[0];
  // Locked words.
  await page.goto(all["change of a determination"]);
  await page.locator("input[name=view][value=deferred]").check();
  await page.locator("button[value=save]").click();
  await page.locator("button[value=correct]").waitFor();
  await page.locator("button[value=correct]").click();
  await page.locator("#error-record-reason").waitFor();
  all["locked words"] = page.url().split("#")[0];
  await page.goto(`${server.address}add/body`);
  await page.fill("#q-name", `Body ${commits()}`);
  await page.selectOption("#q-role", "local-authority");
  await page.locator("button[value=save]").click();
  await page.getByRole("heading", { level: 1, name: "Recorded" }).waitFor();
  all.recorded = page.url().split("#")[0];
  return all;
}

test("no barrier that a program can find, nothing cut off, nothing beside the window, everything within reach", async () => {
  await within({ bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
    const found = [];
    for (const [name, address] of Object.entries(await states(page))) {
      await page.goto(address);
      await bringAxe(page);
      for (const folds of ["closed", "open"]) {
        if (folds === "open") await openFolds(page);
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            const barriers = await axe(page, { iframes: false });
            count("axe violations", barriers.length);
            found.push(...barriers.map((barrier) => `${name}, ${width} px, ${colorScheme}, ${folds}: ${barrier}`));
          }
          found.push(...(await sideways(page)).map((what) => `${name}, ${width} px, ${folds}: ${what}`));
        }
      }
      await page.setViewportSize({ width: 320, height: 256 });
      const expected = await stops(page);
      await followFocus(page);
      await page.evaluate(() => document.body.focus());
      for (let presses = 0; presses < expected; presses++) await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => globalThis.focused);
      found.push(...focused.filter(({ shown, seen }) => !shown || !seen).map(({ html }) => `${name}: focus cannot be seen on ${html}`));
      await page.addStyleTag({ content: SPACING });
      found.push(...[...(await sideways(page)), ...(await cutOff(page))].map((what) => `${name}, spaced: ${what}`));
    }
    assert.ok(found.length === 0, found.join("\n"));
  });
});

test("the validators find nothing", async () => {
  await within({}, async (page) => {
    const found = [];
    const folder = mkdtempSync(join(tmpdir(), "scrutiny-forms-"));
    const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"], rules: { "require-sri": "off" } });
    const files = [];
    for (const [name, address] of Object.entries(await states(page))) {
      const html = await (await fetch(address)).text();
      const { results } = await validator.validateString(html, name);
      found.push(...results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${name}:${line}: ${ruleId}: ${message}\n  ${html.split("\n")[line - 1]}`)));
      const file = join(folder, `${name.replaceAll(" ", "-")}.html`);
      writeFileSync(file, html);
      files.push(file);
    }
    const css = await (await fetch(`${server.address}assets/form.css`)).text();
    files.push(join(folder, "form.css"));
    writeFileSync(files.at(-1), css);
    const told = await run("java", ["-jar", jar, "--format", "json", "--also-check-css", ...files], { maxBuffer: 1 << 26 }).catch((error) => error);
    const messages = JSON.parse(told.stderr).messages.filter(({ type, subType }) => type === "error" || subType === "warning");
    count("validator errors", found.length + messages.length);
    found.push(...messages.map(({ url, lastLine, message, extract }) => `${url.split("/").at(-1)}:${lastLine}: ${message} ${extract ?? ""}`));
    assert.ok(found.length === 0, found.join("\n"));
  });
});

test("payloads typed into every field stay text, on the page and beside it", async () => {
  const payloads = JSON.parse(readFileSync(join(import.meta.dirname, "payloads.json"), "utf8"));
  await within({}, async (page) => {
    const hits = [];
    page.on("dialog", (dialog) => (hits.push("a dialog"), dialog.dismiss()));
    page.on("request", (request) => !request.url().startsWith(new URL(server.address).origin) && hits.push(request.url()));
    for (let start = 0; start < payloads.length; start += 12) {
      await page.goto(`${server.address}add/resolution`);
      await page.selectOption("#q-committee", "kent-hosc");
      const all = payloads.slice(start, start + 12).map(([, payload]) => payload).join("\n\n");
      await page.fill("#q-discussion", all);
      await page.fill("#q-item", all.replaceAll(/\s+/g, " "));
      await page.fill("#q-clause-0-words", all);
      await page.fill("#q-votes", all.replaceAll(/\s+/g, " "));
      await page.locator("button[value=check]:not(.unseen)").click();
      await page.waitForLoadState();
      for (const frame of page.frames()) {
        if (await frame.evaluate(() => window.__hit !== undefined)) hits.push(`${start}: ${frame.url()}`);
      }
    }
    count("payloads executed", hits.length);
    assert.deepEqual(hits, []);
  });
});
