/** Portico in Node: the same as in a browser, but for reading the wasm from a file. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { facade } from "./facade.js";
import type { Load } from "./types.js";

export type * from "./types.js";

export const load: Load = async (wasm = new URL("./portico.wasm", import.meta.url)) => {
  const glue = await import("../dist/glue.js");
  const file = String(wasm);
  const bytes = await readFile(file.startsWith("file:") ? fileURLToPath(file) : file);
  await glue.default({ module_or_path: bytes });
  return facade(glue);
};
