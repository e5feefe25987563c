// Pictures stay legible on a phone and in the dark; what is printed begins with a notice on one sheet.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PAGES, browser, host, register, scrutiny } from "./site.js";

let chromium, site, pages;

before(async () => {
  const folder = join(register(), "site");
  scrutiny(join(folder, ".."), "build");
  const html = (kind) => readdirSync(join(folder, kind)).filter((name) => /\.html$/.test(name) && !/^(index|page)/.test(name)).map((name) => `${kind}/${name}`);
  pages = [...html("changes"), ...html("duties")];
  site = await host(folder);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  site?.stop();
});

for (const width of [320, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${width} px, ${colorScheme}: every letter of a picture is readable, within the window, and apart from the others`, async () => {
      const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      let seen = 0;
      for (const path of [PAGES.home, ...pages]) {
        await page.goto(`${site.address}/${path}`);
        const texts = await page.evaluate(() =>
          [...document.querySelectorAll(".picture text, .timeline text")].map((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            const own = getComputedStyle(text);
            const edge = text.closest("figure, li").getBoundingClientRect().right;
            return { edge, words: text.textContent, size: parseFloat(own.fontSize), left, right, top, bottom, fill: own.fill, drawn: own.visibility };
          }),
        );
        for (const text of texts) {
          assert.ok(text.size >= 12 && text.bottom - text.top >= 12, `${path}: "${text.words}" is ${text.size} px high`);
          assert.ok(text.left >= -0.5 && text.right <= Math.min(width, text.edge) + 0.5, `${path}: "${text.words}" stands from ${text.left} to ${text.right}`);
        }
        for (const [at, one] of texts.entries()) {
          for (const other of texts.slice(0, at)) {
            const apart = one.left >= other.right - 1 || other.left >= one.right - 1 || one.top >= other.bottom - 4 || other.top >= one.bottom - 4;
            assert.ok(apart, `${path}: "${one.words}" and "${other.words}" touch`);
          }
        }
        seen += texts.length;
      }
      assert.ok(seen > 30, `${seen} texts`);
      await context.close();
    });
  }
}

test("names of those who owe and are owed have room in their boxes at 320 px", async () => {
  const context = await chromium.newContext({ viewport: { width: 320, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/${PAGES.change}`);
  const out = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".owing > svg > rect")].map((rect) => rect.getBoundingClientRect());
    const names = [...document.querySelectorAll(".owing > svg > text.mid")];
    return names.filter((name) => {
      const own = name.getBoundingClientRect();
      return !boxes.some((box) => box.left <= own.left && own.right <= box.right && box.top <= own.top && own.bottom <= box.bottom);
    }).map((name) => name.textContent);
  });
  assert.deepEqual(out, []);
  assert.ok((await page.locator(".owing > svg > rect").count()) > 2);
  await context.close();
});

test("a picture has a name and a description, and what it shows stands beside it as a list or a table", async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.address}/${PAGES.change}`);
  for (const picture of await page.locator(".picture > svg").all()) {
    assert.equal(await picture.getAttribute("role"), "img");
    assert.ok((await picture.getAttribute("aria-label")).length > 10);
    const described = await picture.getAttribute("aria-describedby");
    assert.match(await page.locator(`#${described}`).innerText(), /tells the same/);
  }
  const listed = await page.locator(".timeline text").allTextContents();
  assert.equal(await page.locator(".timeline > li").count(), new Set(listed).size);
  const drawn = await page.locator("section[aria-labelledby=timeline] .picture .m text").allTextContents();
  assert.deepEqual(drawn.toSorted((a, b) => a - b), listed);
  await page.close();
});

test("with colours forced by the reader marks are still told apart from the ground", async () => {
  const context = await chromium.newContext({ forcedColors: "active", viewport: { width: 320, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/${PAGES.change}`);
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll(".picture .m, .timeline .m")].map((mark) => {
      const shape = mark.querySelector("use, rect");
      const [fill, text] = [getComputedStyle(shape).fill, getComputedStyle(mark.querySelector("text")).fill];
      return [mark.textContent, getComputedStyle(shape).stroke, fill, text];
    }),
  );
  assert.ok(marks.length > 8);
  for (const [number, stroke, fill, text] of marks) assert.ok(text !== fill && stroke !== "none", `${number}: ${stroke}, ${fill}, ${text}`);
  await context.close();
});

test("a notice is on no screen and in nobody's ear", async () => {
  const page = await chromium.newPage();
  for (const path of pages) {
    await page.goto(`${site.address}/${path}`);
    assert.equal(await page.locator(".notice").isVisible(), false, path);
    assert.equal(await page.getByRole("region", { name: "Notice to print" }).count(), 0, path);
  }
  await page.close();
});

test("in print a notice comes first, has one sheet to itself, and is black on white", async () => {
  // An A4 sheet within margins of 15 mm, in CSS pixels.
  const [width, height] = [680, 1009];
  const context = await chromium.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  for (const path of pages) {
    await page.emulateMedia({ media: "print" });
    await page.goto(`${site.address}/${path}`);
    const seen = await page.evaluate(() => {
      const notice = document.querySelector(".notice");
      const own = notice.getBoundingClientRect();
      const above = [...document.querySelectorAll("body *")].filter((other) => {
        const { top, height, width } = other.getBoundingClientRect();
        return height > 0 && width > 0 && top < own.top && !other.contains(notice) && getComputedStyle(other).position !== "absolute";
      });
      const inks = [...notice.querySelectorAll("*")].map((part) => getComputedStyle(part).color);
      const sizes = [...notice.querySelectorAll("*")].map((part) => parseFloat(getComputedStyle(part).fontSize));
      return { height: own.height, right: own.right, above: above.map((other) => other.outerHTML.slice(0, 80)), inks: [...new Set(inks)], smallest: Math.min(...sizes), after: getComputedStyle(notice).breakAfter, wide: notice.scrollWidth };
    });
    assert.deepEqual(seen.above, [], path);
    assert.ok(seen.height <= height, `${path}: ${seen.height} px high`);
    assert.ok(seen.right <= width && seen.wide <= width, `${path}: it ends at ${seen.right}`);
    assert.deepEqual(seen.inks, ["rgb(0, 0, 0)"], path);
    assert.ok(seen.smallest >= 15.9, `${path}: letters of ${seen.smallest} px`);
    assert.equal(seen.after, "page", path);
    // On paper: by itself it takes one page, and with the record after it more.
    const sheets = async () => (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.ok((await sheets()) >= 2, path);
    await page.evaluate(() => document.querySelectorAll("main > :not(.notice), header, footer, .trail").forEach((part) => part.remove()));
    assert.equal(await sheets(), 1, path);
  }
  await context.close();
});
