// Pictures of the demonstration site for docs/site: `node shots.js` takes them anew, on a phone and on a desk.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser, build, host, repository } from "./site.js";

const PICTURES = {
  home: "index.html",
  changes: "changes/index.html",
  change: "changes/all-age-mental-health-2025.html",
  duty: "duties/kmpt-2025-10-09-service-change-protocols.html",
  provision: "law/hs-reg23-1a-consult.html",
};

/** Of a long page the beginning is enough. */
const MOST = 2600;

const folder = join(repository, "docs/site");
mkdirSync(folder, { recursive: true });
const site = await host(build());
const chromium = await browser();
for (const [name, path] of Object.entries(PICTURES)) {
  for (const width of [320, 1280]) {
    const page = await chromium.newPage({ viewport: { width, height: 900 } });
    await page.goto(`${site.address}/${path}`);
    const height = Math.min(MOST, await page.evaluate(() => document.documentElement.scrollHeight));
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
    await page.close();
  }
}
await chromium.close();
site.stop();
