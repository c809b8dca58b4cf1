/** Portico's functions over the wasm's, which speak JSON texts. Nothing is decided here. */

import type * as Glue from "../dist/glue.js";
import { locateDiagnostics, locateEdits } from "./positions.js";
import type {
  Fixed,
  Merged,
  Portico,
  Refused,
  Rendered,
  Report,
  Source,
  Transformed,
  ValidateOptions,
} from "./types.js";

/** Portico over the glue of a module that has been loaded. */
export function facade(glue: typeof Glue): Portico {
  return {
    render(exposure, options) {
      const request = JSON.stringify(Object.assign({ exposure }, options));
      const result: Rendered | Refused = JSON.parse(glue.render(request));
      locateDiagnostics(result.report.diagnostics, [exposure]);
      return result;
    },

    merge(values, exposure, options) {
      const request = JSON.stringify(Object.assign({ values, exposure }, options));
      const result: Merged | Refused = JSON.parse(glue.merge(request));
      if (result.ok) locateEdits(result.edits, values.text);
      locateDiagnostics(result.report.diagnostics, [values, exposure]);
      return result;
    },

    validate(sources, options) {
      const request = JSON.stringify(Object.assign({ sources }, options));
      const report: Report = JSON.parse(glue.validate(request));
      locateDiagnostics(report.diagnostics, judged(sources, options));
      return report;
    },

    fix(sources, options, fixes) {
      const request = JSON.stringify(Object.assign({ sources }, options, fixes));
      const fixed: Fixed = JSON.parse(glue.fix(request));
      const now = fixes?.preview ? [] : fixed.sources;
      locateDiagnostics(fixed.report.diagnostics, [...judged(sources, options), ...now]);
      return fixed;
    },

    transform(objects, exposure, options) {
      const request = JSON.stringify(Object.assign({ objects, exposure }, options));
      const result: Transformed | Refused = JSON.parse(glue.transform(request));
      if (result.ok) locateEdits(result.edits, objects.text);
      locateDiagnostics(result.report.diagnostics, given(objects, exposure));
      return result;
    },

    explain: (name) => JSON.parse(glue.explain(name)) || undefined,
    rules: () => JSON.parse(glue.rules()),
    documentKinds: () => JSON.parse(glue.documentKinds()),
    clouds: () => JSON.parse(glue.clouds()),
    controllers: () => JSON.parse(glue.controllers()),
    exposureSchema: () => JSON.parse(glue.exposureSchema()),
    version: () => glue.version(),
  };
}

/** Every text that a diagnostic of a validation may name. */
function judged(sources: readonly Source[], options: ValidateOptions = {}): Source[] {
  const { configuration, exposure, values = [], previous = [] } = options;
  return given(...sources, ...values, ...previous, exposure, configuration);
}

function given(...sources: (Source | undefined)[]): Source[] {
  return sources.filter((source) => source !== undefined);
}
