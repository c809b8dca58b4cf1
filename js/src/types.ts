/** Portico's functions, and the results of those that may refuse. The data is generated. */

import type {
  Cloud,
  Controller,
  Fixed,
  FixOptions,
  Merged,
  Rendered,
  RenderOptions,
  Report,
  Rule,
  Source,
  Transformed,
  TransformOptions,
  ValidateOptions,
} from "./data.js";

export type * from "./data.js";
export type * from "./exposure.js";

/** Why there is no result. */
export interface Refused {
  ok: false;
  /** At least one diagnostic is an error. */
  report: Report;
}

/**
 * Portico, loaded. Its functions keep no state: the same arguments give the same result.
 *
 * What is wrong with the value of an option is in the report; an option that there isn't is an exception.
 */
export interface Portico {
  /** Renders every output of an Exposure, whose text may be empty where overrides give all that is required. */
  render(exposure: Source, options?: RenderOptions): Rendered | Refused;

  /**
   * Merges the values of an Exposure into a file of values that is there already: mappings key by key, labels exactly,
   * and every other byte stays. Merging twice gives the same text as merging once.
   */
  merge(values: Source, exposure: Source, options?: RenderOptions): Merged | Refused;

  /**
   * Judges the sources together, by the texts and fields that the options give: a configuration is
   * `{ name: "portico.yaml", text: "cloud: aws\n" }`.
   *
   * A document that can't be read is a diagnostic, and the others are judged all the same. Where an option can't be
   * read, that alone is reported.
   */
  validate(sources: readonly Source[], options?: ValidateOptions): Report;

  /**
   * Applies the fixes of what is found until none is left: those that are safe, or all. A source is left as it is where a
   * document in it can't be read, unless partial fixes are asked for.
   *
   * A fix after which something is found that wasn't before is left out, and fixing twice is fixing once. Where an
   * option can't be read, nothing is fixed.
   */
  fix(sources: readonly Source[], options?: ValidateOptions, fixes?: FixOptions): Fixed;

  /**
   * Applies the Exposure to the objects and validates what comes out.
   *
   * Without an Exposure, given or in the text, nothing is changed and the objects are validated.
   * Applying twice gives the same text as applying once.
   */
  transform(objects: Source, exposure?: Source, options?: TransformOptions): Transformed | Refused;

  /** The rule of a name. */
  explain(name: string): Rule | undefined;

  /** Every rule, sorted by name. */
  rules(): Rule[];

  /** The kinds of document that `validate` can be told to read. */
  documentKinds(): string[];

  /** Every cloud, sorted by identifier. */
  clouds(): Cloud[];

  /** Every controller, sorted by identifier. */
  controllers(): Controller[];

  /** The JSON Schema of the Exposure. */
  exposureSchema(): Record<string, unknown>;

  /** The version of Portico. */
  version(): string;
}

/**
 * Loads Portico. Loading it again gives the same one, wherever `wasm` points then.
 *
 * `wasm` is where `portico.wasm` is, when it isn't beside the package's modules: in a browser its address,
 * in Node its path or a `file:` URL.
 */
export type Load = (wasm?: string | URL) => Promise<Portico>;
