// Every file of both sites: every address it names leads somewhere, every place has one name, and no page is heavy.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { before, describe, test } from "node:test";
import { baseOf, files, ids, isThere, named, tags, target } from "./files.js";
import { TYPES, build } from "./site.js";
import { count, covered, fact } from "./told.js";

/** The most that a page of the demonstration register may weigh, and its style sheet, in bytes. */
const PAGE = 60_000;
const STYLE = 20_000;

for (const register of ["demonstration", "busy"]) {
  describe(`the site of the ${register} register`, () => {
    let folder, all, text;

    before(() => {
      folder = build(register);
      all = files(folder);
      text = new Map(all.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
      count("dead links", 0);
    });

    test("has a page of every sort that the tests look at", () => {
      const missing = TYPES.filter((type) => type.register === register && !isThere(folder, type.path));
      assert.deepEqual(missing, []);
    });

    test("names no place twice in a page", () => {
      const twice = [...text].filter(([path]) => path.endsWith(".html")).flatMap(([path, html]) => {
        const names = ids(html);
        return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${path}#${name}`);
      });
      assert.deepEqual(twice, []);
    });

    test("names no address, in no sort of file, that leads nowhere", () => {
      const base = baseOf(folder);
      const places = new Map();
      const hasPlace = (path, place) => {
        if (!places.has(path)) places.set(path, new Set(ids(text.get(path) ?? "")));
        return places.get(path).has(place);
      };
      const dead = [];
      let links = 0;
      for (const [path, content] of text) {
        for (const address of named(path, content, base)) {
          const to = target(path, address, base);
          if (!to) continue;
          links += 1;
          if (!text.has(to.path)) dead.push(`${path}: ${address}`);
          else if (to.place && /\.html$/.test(to.path) && to.place !== "top" && !hasPlace(to.path, to.place)) dead.push(`${path}: ${address} (no such place)`);
        }
      }
      count("dead links", dead.length);
      count("links followed", links);
      assert.deepEqual(dead, []);
      assert.ok(links > 1000, `${links} links were found`);
      covered("no link of any page leads nowhere", "all");
    });

    test("gives no two pages the same title", () => {
      const titles = new Map();
      for (const [path, html] of text) {
        if (extname(path) !== ".html") continue;
        const title = /<title>([^<]*)<\/title>/.exec(html)?.[1];
        // A page that only leads on to another bears that page's name.
        if (tags(html).some(({ name, attributes }) => name === "meta" && attributes["http-equiv"] === "refresh")) continue;
        assert.ok(title, path);
        titles.set(title, [...(titles.get(title) ?? []), path]);
      }
      const shared = [...titles].filter(([, paths]) => paths.length > 1);
      assert.deepEqual(shared, []);
      covered("each page has a title of its own", "all");
    });

    test("opens no link in a new window, and names no other site's files", () => {
      const wrong = [];
      for (const [path, html] of text) {
        if (extname(path) !== ".html") continue;
        for (const { name, attributes } of tags(html)) {
          if (attributes.target && attributes.target !== "_self") wrong.push(`${path}: target ${attributes.target}`);
          const loads = ["script", "img", "iframe", "source"].includes(name) ? attributes.src : name === "link" && /stylesheet|icon|preload/.test(attributes.rel ?? "") ? attributes.href : null;
          const elsewhere = loads && /^(?:[a-z]+:)?\/\//i.test(loads) && !loads.startsWith(baseOf(folder) ?? "\0");
          if (elsewhere) wrong.push(`${path}: ${loads}`);
          if (attributes.style !== undefined) wrong.push(`${path}: a style attribute on ${name}`);
        }
      }
      assert.deepEqual(wrong, []);
    });

    test("weighs little", () => {
      const weight = (path) => statSync(join(folder, path)).size;
      const pages = all.filter((path) => path.endsWith(".html")).sort((a, b) => weight(b) - weight(a));
      const styles = all.filter((path) => path.endsWith(".css"));
      count("pages checked", pages.length);
      const style = Math.max(...styles.map(weight));
      assert.ok(style <= STYLE, `the style sheet weighs ${style} bytes`);
      if (register !== "demonstration") return;
      const [largest] = pages;
      fact("largest page", `${(weight(largest) / 1000).toFixed(1)} KB (${largest}), style sheet ${(style / 1000).toFixed(1)} KB`);
      const heavy = pages.filter((path) => weight(path) > PAGE).map((path) => `${path}: ${weight(path)} bytes`);
      assert.deepEqual(heavy, []);
    });
  });
}
