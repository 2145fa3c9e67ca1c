// Takes the picture of a page of `kg show` for the documentation: picture.mjs PAGE.html NAME PICTURE.png clicks the node called NAME.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, name, target] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
await page.goto(pathToFileURL(resolve(file)).href);
await page.waitForSelector("body[data-ready=yes]");
await page.evaluate((wanted) => chuanda.choose(chuanda.cy.nodes().filter((node) => node.data("label") === wanted)[0].id()), name);
await page.waitForTimeout(500);
await page.screenshot({ path: target });
await browser.close();
