/**
 * Transpiles the component that its argument names into `dist/component`: modules for an engine that knows no
 * components. They import nothing, and whoever instantiates them gives the core module.
 */

import { transpile } from "@bytecodealliance/jco-transpile";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const [component] = process.argv.slice(2);
const outDir = new URL("../dist/component/", import.meta.url);

const { files, imports } = await transpile(component, {
  name: "portico",
  instantiation: "async",
  nodejsCompat: false,
  // A result's error arrives as an `Error` with the diagnostics as its `payload`.
  noComponentErrorWrapping: false,
  // No module in a string of another: what a page loads is cached and compiled as it streams.
  base64Cutoff: 0,
  minify: true,
});
if (imports.length > 0) throw new Error(`the component imports ${imports.join(", ")}`);

await rm(outDir, { recursive: true, force: true });
for (const [name, contents] of Object.entries(files)) {
  const file = new URL(name, outDir);
  await mkdir(new URL(dirname(file.pathname), outDir), { recursive: true });
  await writeFile(file, contents);
}
