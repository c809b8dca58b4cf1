/**
 * Makes the package's modules from `src` and the glue of the wasm, a file for browsers and one for Node, and copies its
 * licence and the rules' pages.
 */

import { build } from "esbuild";
import { copyFile, cp, rm } from "node:fs/promises";

await build({
  absWorkingDir: new URL("..", import.meta.url).pathname,
  entryPoints: ["src/index.ts", "src/node.ts"],
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  platform: "neutral",
  external: ["node:*"],
  // What a docs site's bundler takes without compiling it again.
  target: "es2017",
  supported: { "dynamic-import": true, "import-meta": true },
  legalComments: "none",
  logLevel: "warning",
});
await copyFile(
  new URL("../../LICENSE", import.meta.url),
  new URL("../dist/LICENSE", import.meta.url),
);
await rm(new URL("../dist/rules", import.meta.url), { recursive: true, force: true });
await cp(new URL("../../docs/rules", import.meta.url), new URL("../dist/rules", import.meta.url), {
  recursive: true,
});
