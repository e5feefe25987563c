// `scrutiny serve`: an open page follows the records, and shows their mistakes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, register, serve } from "./site.js";

let chromium, folder, server;

before(async () => {
  folder = register();
  server = await serve(folder);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.stop();
});

test("an open page is loaded again when a record changes, and shows a mistake until it is mended", async () => {
  const file = join(folder, "records/bodies/kent-hosc.yaml");
  const good = readFileSync(file, "utf8");
  const page = await chromium.newPage();
  await page.goto(`${server.address}bodies/kent-hosc.html`);
  await page.getByRole("heading", { level: 1, name: "Kent Health Overview and Scrutiny Committee" }).waitFor();
  writeFileSync(file, good.replace("Kent Health Overview", "Kent Wellbeing Overview"));
  await page.getByRole("heading", { level: 1, name: "Kent Wellbeing Overview and Scrutiny Committee" }).waitFor();
  writeFileSync(file, good.replace("role:", "rol:"));
  await page.getByText("a body has no field `rol`").waitFor();
  writeFileSync(file, good);
  await page.getByRole("heading", { level: 1, name: "Kent Health Overview and Scrutiny Committee" }).waitFor();
  await page.close();
});

test("only this machine's own name is answered, and only GET", async () => {
  const ask = (options) =>
    new Promise((resolve, reject) => {
      const { port } = new URL(server.address);
      const asked = request({ host: "127.0.0.1", port, path: "/", ...options }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on("error", reject);
      asked.end();
    });
  assert.equal(await ask({}), 200);
  assert.equal(await ask({ headers: { host: "evil.example" } }), 403);
  assert.equal(await ask({ method: "POST" }), 405);
  assert.equal(await ask({ path: "/../../etc/passwd" }), 404);
  assert.equal(await ask({ path: "/no-such-page.html" }), 404);
});
