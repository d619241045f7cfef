// Text out of a PDF, in the form that a person types: Thai SARA AM comes apart in extraction and is put together here.

/** U+0E4D U+0E32 back to U+0E33, no NUL (glyphs without a meaning), composed form. Apply it to a search term as well. */
export function normalised(text: string): string {
  return text.replaceAll('\u0000', '').replaceAll('\u0e4d\u0e32', '\u0e33').normalize('NFC');
}
