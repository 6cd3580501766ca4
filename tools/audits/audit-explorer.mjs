// The explorer in a real browser: GraphiQL starts and runs a query under the server's own policy, and asks no other host.
// Needs Chromium (--chromium PATH, else /usr/bin/chromium); says so and passes where there is none.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { fail, requireUrl, settings } from "./settings.mjs";

const QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const EDITOR = ".graphiql-query-editor .CodeMirror";

const url = new URL(requireUrl());
if (!existsSync(settings.chromium)) {
  console.log(`NOT RUN: there is no browser at ${settings.chromium}`);
  process.exit(0);
}

const browser = await chromium.launch({ executablePath: settings.chromium, args: QUIET });
try {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  // A 404 for the demo's tokens is how `serve` says that it is no demo.
  page.on("console", (line) => {
    if (line.type() === "error" && !line.location().url.endsWith("/tokens.json")) faults.push(line.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).host !== url.host) faults.push(`asked another host: ${request.url()}`);
  });
  await page.goto(new URL("explorer", url).href);
  await page.waitForSelector(EDITOR, { timeout: 15_000 });
  await page.locator(".graphiql-tab-add").click();
  await page.locator(EDITOR).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("{ __typename }");
  await page.keyboard.press("Control+Enter");
  await page.getByText('"__typename"').waitFor({ timeout: 15_000 });
  await page.getByLabel("Show Documentation Explorer").click();
  await page.locator(".graphiql-doc-explorer a").first().waitFor({ timeout: 15_000 });
  await page.getByLabel("Open settings dialog").click();
  await page.getByRole("dialog").waitFor({ timeout: 15_000 });
  if (faults.length > 0) fail(faults.join("\n"));
  console.log("GraphiQL starts, runs a query, shows the schema and a dialog; nothing was refused by the policy");
} catch (error) {
  fail(`The explorer does not work: ${error.message}`);
} finally {
  await browser.close();
}
