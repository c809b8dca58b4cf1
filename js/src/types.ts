/**
 * What Portico speaks of, as plain data: the records and variants of its WIT.
 *
 * Programs decide by `rule`, `severity` and `path`; the sentences are for people and may change.
 */

/** A text, with the name that diagnostics call it by. */
export interface Source {
  /** A file's path, or any name that the user will recognise. */
  name: string;
  /** The whole text, as it was read. */
  text: string;
}

/** How bad a diagnostic is: it will not work, it fails on some versions or under some load, or it is advice. */
export type Severity = "error" | "warning" | "info";

/** A place in a text. */
export interface Position {
  /** In bytes of UTF-8, from 0. */
  offset: number;
  /** In UTF-16 code units, from 0: an index of the JavaScript string. */
  utf16Offset: number;
  /** From 1. */
  line: number;
  /** In Unicode code points, from 1. */
  column: number;
}

/** A range of a text; its end is not part of it. */
export interface Span {
  start: Position;
  end: Position;
}

/** One step of the way from a document's root to a value: a mapping's key or a sequence's index from 0. */
export type PathSegment = string | number;

/** A replacement of a range of a text. An empty range inserts. */
export interface Edit {
  span: Span;
  replacement: string;
}

/** Whether a fix means what the author meant, or a person should look at it. */
export type Safety = "safe" | "unsafe";

/** Edits that together put right what a diagnostic found, in the diagnostic's source. */
export interface Fix {
  /** What the edits do, as an imperative sentence without a full stop. */
  title: string;
  safety: Safety;
  /** In the order of the text, without overlap. */
  edits: Edit[];
}

/** The document that a diagnostic is about; `apiVersion` and what follows are absent where it is no Kubernetes object. */
export interface Document {
  /** Its place in the source, from 0. */
  index: number;
  /** The chart's file that it was rendered from, where Helm says so. */
  template?: string;
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
}

/** Something that is wrong, where it is, why it matters and what to do. */
export interface Diagnostic {
  /** The name of the rule, in kebab case: what `explain` takes. */
  rule: string;
  severity: Severity;
  /** What is wrong. */
  message: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  help: string;
  /** The name of the source. */
  source: string;
  document?: Document;
  /** The keys and indexes that lead to the value. */
  path: PathSegment[];
  /** Absent where the value came from an override, or is missing from a text that has no place for it. */
  span?: Span;
  fixes: Fix[];
  /** Addresses of pages to read. */
  references: string[];
}

/** How many documents were recognised as one kind. */
export interface Recognized {
  kind: string;
  count: number;
}

/** The counts of a report. Only a validation fills in those from `suppressed` on, but for `unreadable`. */
export interface Summary {
  errors: number;
  warnings: number;
  infos: number;
  /** Findings that were left out because the configuration says so, with a reason. */
  suppressed: number;
  /** Sorted by kind. */
  recognized: Recognized[];
  /** How many documents no rule has anything to say of. */
  ignored: number;
  /** How many documents could not be read. */
  unreadable: number;
  /** The versions that were assumed or given, as `name version`. */
  targets: string[];
}

/** Everything that was found. */
export interface Report {
  /** In the order of the sources, and of the text within each. */
  diagnostics: Diagnostic[];
  summary: Summary;
  /** The report as text: one for each format that was asked for, in that order. */
  texts: string[];
}

/**
 * A format of a report as text: one JSON object; SARIF 2.1.0; JUnit's XML; GitHub's workflow commands; or for people the line, a
 * caret below the place, the reason and the fix.
 */
export type ReportFormat = "json" | "sarif" | "junit" | "github" | { human: HumanFormat };

/** How a report for people looks. */
export interface HumanFormat {
  /** Whether to colour the text with ANSI escape sequences; not unless asked for. */
  color?: boolean;
  /** Whether to end with the summary; not unless asked for. */
  summary?: boolean;
}

/** Why there is no result. */
export interface Refused {
  ok: false;
  /** At least one diagnostic is an error. */
  report: Report;
}

/** A field of the Exposure that is given beside its document, and wins over it. */
export interface FieldOverride {
  /** The field below `spec`, its parts joined by dots: `host`, `targets.spaces`. */
  field: string;
  /** The value, as text. */
  value: string;
  /** What diagnostics call the place that it came from, such as a form field's label. */
  origin: string;
}

/** What `render` is told beside the Exposure. */
export interface RenderOptions {
  /** In the order that they were given; the last of a field wins. */
  overrides?: readonly FieldOverride[];
  /**
   * The command that writes the files into a directory, word by word, as the user would type it: the steps repeat it.
   * Left out where there is none, as on a page.
   */
  command?: readonly string[];
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
}

/** One thing to do, in its turn. */
export interface Step {
  /** What to do, as an imperative sentence without a full stop, in Markdown. */
  title: string;
  /** Why, and what to look for, in Markdown. */
  text: string;
  /** A POSIX shell command; absent where there is nothing to type. */
  command?: string;
}

/** How a prerequisite is put in place: values for the controller's own chart, an object, a patch of another's. */
export type PrerequisiteForm = "helm-values" | "manifest" | "json-patch";

/** Something that must exist beside the release for the method to work, as a file of its own. */
export interface Prerequisite {
  /** The file's name, which the steps use. */
  file: string;
  /** Who must see to it. */
  owner: string;
  /** What it is, as a phrase. */
  title: string;
  form: PrerequisiteForm;
  /** The file's text: commented YAML. */
  text: string;
}

/** A file to write. */
export interface OutputFile {
  /** Its name, without a folder. */
  name: string;
  text: string;
}

/** Everything that an Exposure gives. */
export interface Rendered {
  ok: true;
  /** The Helm values for the Spaces chart, as commented YAML; absent for a backend of another chart. */
  values?: string;
  /** In the order in which they are put in place. */
  prerequisites: Prerequisite[];
  /** The method as a stream of plain Kubernetes objects, in the API versions that the targets serve. */
  manifests: string;
  /** The steps as Markdown. */
  steps: string;
  /** The steps as data. */
  stepList: Step[];
  /** The traffic's path as a Mermaid flowchart. */
  diagram: string;
  /** The Exposure as it was understood: overrides and defaults written out, as YAML. */
  exposure: string;
  /** All of it as files, under the names that the steps use. */
  files: OutputFile[];
  /** Warnings and advice. */
  report: Report;
}

/** What to change in a file of values. */
export interface Merged {
  ok: true;
  /** In the order of the text, without overlap; empty where everything is so already. */
  edits: Edit[];
  /** Warnings and advice about the Exposure, and about the values as they will be. */
  report: Report;
}

/**
 * What sources are judged by.
 *
 * A value that isn't understood, such as a cloud or a rule that isn't known, is an error in the report, at its place in the
 * configuration or at the origin of its override; nothing is judged then. An option that there isn't is an exception.
 */
export interface ValidateOptions {
  /** A `portico.yaml`, of 128 KiB at most: `{ name: "portico.yaml", text: "cloud: aws\n" }`. */
  configuration?: Source;
  /**
   * Fields that are given beside it, and win: `cloud`, `controller`, `targets.spaces`, `targets.kubernetes`,
   * `targets.gatewayAPI` (`1.5:experimental`), the level of a rule as `rules.controller-retired`, and `readAs`, one of
   * `documentKinds`, as which every document is read then. The last of a field counts.
   */
  overrides?: readonly FieldOverride[];
  /** The Exposure that the configuration serves. */
  exposure?: Source;
  /** Files of Spaces values, judged as Helm merges them: the last wins. */
  values?: readonly Source[];
  /** Sources in their earlier form. */
  previous?: readonly Source[];
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
}

/** A fix that was applied. */
export interface AppliedFix {
  /** The rule whose finding it fixes. */
  rule: string;
  /** What was wrong. */
  message: string;
  /** What it did, as an imperative sentence without a full stop. */
  title: string;
  safety: Safety;
  /** The name of the source. */
  source: string;
  /** The line that was wrong, from 1. */
  line: number;
}

/** The sources with their fixes applied. */
export interface Fixed {
  /** The sources that changed, whole. */
  sources: Source[];
  /** In the order in which they were applied. */
  applied: AppliedFix[];
  /** What is found in the sources: as they are now, or for a preview as they were. */
  report: Report;
  /** The names of the sources in which a document can't be read. Without partial fixes they are left as they are. */
  unreadable: string[];
}

/** Which fixes are applied beside the safe ones of sources that can be read to their end. */
export interface FixOptions {
  /** Also those that may mean something else. */
  unsafeFixes?: boolean;
  /** Also those of a source in which a document can't be read: the document stays, and the others are fixed. */
  partialFixes?: boolean;
  /** Whether the report is about the sources as they were, because nothing is written. */
  preview?: boolean;
}

/** What there is to know of a rule. */
export interface Rule {
  name: string;
  /** The severity of its gravest finding. */
  severity: Severity;
  /** One sentence. */
  summary: string;
  /** The whole text, as Markdown under fixed headings; on a page it is only in the package's `rules/NAME.md`. */
  documentation?: string;
  /** The version of Portico that brought it. */
  since: string;
  references: string[];
}

/** How objects are wrapped: documents one after the other, or one `ResourceList`. */
export type Envelope = "stream" | "resource-list";

/** What `transform` is told beside the objects. */
export interface TransformOptions {
  /** `stream` unless given. */
  envelope?: Envelope;
  /** Whether a document that can't be read is an error and not a warning. */
  strict?: boolean;
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
}

/** What to change in the text that was given. */
export interface Transformed {
  ok: true;
  /** In the order of the text, without overlap; none at all where nothing is to change. */
  edits: Edit[];
  /** Warnings and advice. */
  report: Report;
}

/** One thing that is known, and how. */
export interface Fact {
  /** What it is about, such as `IngressClass`. */
  about: string;
  /** What is known. */
  text: string;
  /** What it holds for. */
  versions: string;
  /** The page or the repository that it comes from. */
  source: string;
  /** The month that it was read in, such as `2026-08`. */
  read: string;
  certainty: "high" | "medium";
}

/** A cloud whose load balancers are known. */
export interface Cloud {
  /** What an Exposure calls it. */
  id: string;
  /** What people call it. */
  name: string;
  /** What a Service of type LoadBalancer gets there. */
  loadBalancer: string;
  /** Whether it is known how a load balancer is made private. */
  private: boolean;
  /** Everything that is known. */
  facts: Fact[];
}

/** Whether a controller can serve a method. */
export interface Support {
  /** Whether an Exposure may choose it. */
  works: boolean;
  /** Why not, and what to choose instead; absent where it works. */
  refused?: string;
  /** Its releases that can, such as `1.30 or newer`, the newest first; empty where they aren't known. */
  releases: string[];
}

/** A controller that serves Ingresses or Gateways. */
export interface Controller {
  /** What an Exposure calls it. */
  id: string;
  /** What people call it. */
  name: string;
  /** Whether it passes TLS through by an Ingress. */
  ingress: Support;
  /** Whether it passes TLS through by a Gateway. */
  gatewayAPI: Support;
  /** The only cloud that it runs on; absent where there is none. */
  cloud?: string;
  /** That its maintenance has ended, or soon will; absent where it goes on. */
  retired?: string;
  /** Everything that is known. */
  facts: Fact[];
}

/** Portico, loaded. Its functions keep no state: the same arguments give the same result. */
export interface Portico {
  /** Renders every output of an Exposure, whose text may be empty where overrides give all that is required. */
  render(exposure: Source, options?: RenderOptions): Rendered | Refused;

  /**
   * Merges the values of an Exposure into a file of values that is there already: mappings key by key, labels exactly,
   * and every other byte stays. Merging twice gives the same text as merging once.
   */
  merge(values: Source, exposure: Source, options?: RenderOptions): Merged | Refused;

  /**
   * Judges the sources together.
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
