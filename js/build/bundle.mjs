/** Makes the package's modules from `src` and the glue of the wasm, a file for browsers and one for Node. */

import { build } from "esbuild";
import { copyFile, cp } from "node:fs/promises";

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
await cp(new URL("../../docs/rules", import.meta.url), new URL("../dist/rules", import.meta.url), {
  recursive: true,
});
