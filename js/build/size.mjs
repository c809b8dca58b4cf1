/**
 * Prints what a page has to load and how large the component is, and fails above the budgets: 300 kB of compressed wasm
 * each and 15 kB of compressed JavaScript, whichever of the usual compressions a server has.
 */

import { readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const BUDGETS = {
  "portico.wasm": 300_000,
  "portico.component.wasm": 300_000,
  "index.js": 15_000,
};

for (const [name, budget] of Object.entries(BUDGETS)) {
  const bytes = await readFile(new URL(`../dist/${name}`, import.meta.url));
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes).length;
  console.log(
    `${name}: ${bytes.length} bytes, gzip ${gzip}, brotli ${brotli}, budget ${budget} compressed`,
  );
  if (gzip > budget) {
    console.error(`${name} is ${gzip - budget} bytes above its budget`);
    process.exitCode = 1;
  }
}
