/** How a test says that it did not run: to its runner, and to the file in which skipped tests are counted. */

import { appendFileSync } from "node:fs";

/** Skips the test of this context. */
export function skip(context, reason) {
  const log = process.env.PORTICO_SKIP_LOG;
  if (log) appendFileSync(log, `SKIPPED: ${context.name}: ${reason}\n`);
  context.skip(reason);
}
