/** From the offsets that the core counts, in bytes, to those that JavaScript's strings have. */

import type { Diagnostic, Edit, Source, Span } from "./types.js";

/** Adds the UTF-16 offsets to everything that the diagnostics point at in these sources. */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): void {
  const locators = new Map(sources.map(({ name, text }) => [name, locator(text)] as const));
  for (const { source, span, fixes } of diagnostics) {
    const locate = locators.get(source);
    if (locate === undefined) continue;
    if (span !== undefined) locate(span);
    for (const { edits } of fixes) for (const { span } of edits) locate(span);
  }
}

/** Adds the UTF-16 offsets to the edits of a text. */
export function locateEdits(edits: readonly Edit[], text: string): void {
  const locate = locator(text);
  for (const { span } of edits) locate(span);
}

/** What adds the UTF-16 offsets to spans of a text: fastest where they come in the text's order. */
function locator(text: string): (span: Span) => void {
  let bytes: Uint8Array | undefined;
  let read = 0;
  let units = 0;
  const utf16Offset = (offset: number): number => {
    bytes = bytes || new TextEncoder().encode(text);
    if (offset < read) read = units = 0;
    for (; read < offset; read++) {
      const byte = bytes[read] as number;
      // A byte that continues a code point adds nothing; one that begins four bytes begins a surrogate pair.
      units += byte >= 0xf0 ? 2 : byte < 0x80 || byte >= 0xc0 ? 1 : 0;
    }
    return units;
  };
  return ({ start, end }) => {
    start.utf16Offset = utf16Offset(start.offset);
    end.utf16Offset = utf16Offset(end.offset);
  };
}
