/**
 * Prints what a page has to load and how large the component is, compressed as servers of static files do it, and fails
 * above the budgets: 380 kB of wasm and 15 kB of JavaScript for a page. What is named for the wasm is a little above where
 * it stands: so that growth is seen.
 */

import { readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const BUDGETS = {
  "portico.wasm": 377_500,
  "portico.component.wasm": 455_000,
  "index.js": 15_000,
};

for (const [name, budget] of Object.entries(BUDGETS)) {
  const bytes = await readFile(new URL(`../dist/${name}`, import.meta.url));
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes).length;
  console.log(
    `${name}: ${bytes.length} bytes, gzip ${gzip}, brotli ${brotli}, budget ${budget} compressed`,
  );
  if (brotli > budget) {
    console.error(`${name} is ${brotli - budget} bytes above its budget`);
    process.exitCode = 1;
  }
}
