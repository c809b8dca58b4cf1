/** The facade in a page whose policy allows it to compile wasm and nothing else that is unusual. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { load } from "../dist/node.js";
import { findChromium, launch } from "./chromium.mjs";
import { results } from "./samples.mjs";
import { skip } from "./skip.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const FILES = {
  "/tests/page.html": "text/html",
  "/tests/page.mjs": "text/javascript",
  "/tests/samples.mjs": "text/javascript",
  "/dist/index.js": "text/javascript",
  "/dist/portico.wasm": "application/wasm",
};

test("a page renders and validates as Node does", async (context) => {
  const executable = findChromium();
  if (!executable) {
    skip(context, "Chromium is not on the PATH, and PORTICO_CHROMIUM names none");
    return;
  }
  const server = createServer(answer).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await once(server, "listening");
  const browser = await launch(executable);
  context.after(() => browser.close());

  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  await page.goto(`http://127.0.0.1:${server.address().port}/tests/page.html`);
  const output = page.locator("output#done");
  await output.waitFor({ state: "attached", timeout: 60_000 }).catch(() => {});
  assert.deepEqual(complaints, []);

  const expected = JSON.stringify(results(await load()));
  assert.equal(await output.textContent(), expected);
});

/** Serves the files that the page needs, under its policy. */
async function answer(request, response) {
  const type = FILES[request.url];
  if (!type) {
    response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    return;
  }
  const body = await readFile(new URL(`..${request.url}`, import.meta.url));
  response.writeHead(200, { "content-security-policy": POLICY, "content-type": type }).end(body);
}
