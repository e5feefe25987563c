// As a new reader: from the home page, by links that can be seen, at most two clicks to each answer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, build, host } from "./site.js";
import { covered } from "./told.js";

let chromium, site;

before(async () => {
  site = await host(build("demonstration"));
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  site?.stop();
});

/** Where the mental health move stands among the links of the home page. */
const MOVE = /All-age mental health services move to one provider/;

const QUESTIONS = [
  {
    asks: "was the move of mental health services judged substantial by Kent?",
    clicks: [MOVE],
    answers: ["section[aria-labelledby=substantial] article.council", /Kent County Council[\s\S]*Judged not substantial/],
  },
  {
    asks: "and by Medway?",
    clicks: [MOVE],
    answers: ["section[aria-labelledby=substantial] article.council", /Medway Council[\s\S]*We hold no record of a view by Medway Council/],
  },
  {
    asks: "what must the NHS still do?",
    clicks: [MOVE, /^What the law requires$/],
    answers: ["section[aria-labelledby=law]", /duties are still to be met[\s\S]*To be done[\s\S]*NHS Kent and Medway/],
    inView: true,
  },
  {
    asks: "where are the exact words?",
    clicks: [MOVE, /^The exact words$/],
    answers: ["section[aria-labelledby=words]", /he Committee deems that the proposal relating to the new Integrated All-Age Mental Health Services model is not a substantial variation/],
    inView: true,
  },
  {
    asks: "when does it begin?",
    clicks: [MOVE, /^Timeline$/],
    answers: ["section[aria-labelledby=timeline]", /1 April 2026[\s\S]*Services in all areas to be fully integrated|Services in all areas to be fully integrated[\s\S]*1 April 2026/],
    inView: true,
  },
  {
    asks: "what changed last month?",
    clicks: [/^What changed$/],
    answers: ["main", /18 May 2026[\s\S]*Added:/],
  },
];

for (const { asks, clicks, answers, inView } of QUESTIONS) {
  test(asks, async () => {
    for (const width of [320, 1280]) {
      const page = await chromium.newPage({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
      await page.goto(`${site.address}/index.html`);
      assert.ok(clicks.length <= 2);
      for (const words of clicks) {
        const link = page.getByRole("link", { name: words }).and(page.locator(":visible")).first();
        await link.click({ timeout: 5000 });
      }
      const [where, what] = answers;
      const places = page.locator(where);
      const texts = await places.allInnerTexts();
      assert.ok(texts.some((text) => what.test(text)), `${width} px: ${page.url()} says ${texts.join("\n---\n").slice(0, 2000)}`);
      if (inView) {
        const top = await places.first().evaluate((place) => place.getBoundingClientRect().top);
        assert.ok(top >= -50 && top < 450, `${width} px: the answer comes into view (${top})`);
      }
      await page.close();
    }
  });
}

test("the home page itself says which changes were judged substantial, and by whom", async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.address}/index.html`);
  const text = await page.locator("main").innerText();
  for (const words of [/Judged not substantial/, /No view recorded/, /Kent/, /Medway/]) assert.match(text, words);
  await page.close();
  covered("six questions of a new reader are answered at most two clicks from the home page", "all");
});

test("on a phone, a table that is shown as a stack of cards is still a table to a screen reader", async () => {
  const page = await chromium.newPage({ viewport: { width: 320, height: 900 } });
  await page.goto(`${site.address}/changes/index.html`);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const roles = new Set(nodes.map(({ role }) => role?.value));
  for (const role of ["table", "row", "rowheader", "columnheader", "cell"]) assert.ok(roles.has(role), `no ${role} among ${[...roles]}`);
  await page.close();
});
