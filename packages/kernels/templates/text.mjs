/** 0, 1, ... n - 1. */
export const count = (n) => Array.from({ length: n }, (_, i) => i);

/** A template's text without the indentation that it has in the template. */
export function unindented(text) {
  const [, indentation] = /^\n( *)/.exec(text);
  return text.replaceAll(`\n${indentation}`, '\n').trimStart().trimEnd();
}

/** Lines behind `indentation` spaces; the first is indented by the template it stands in. */
export const block = (indentation, rows) => rows.join(`\n${' '.repeat(indentation)}`);

/** `pointer, offset` as v128.load takes them. */
export const at = (pointer, offset) => (offset === 0 ? pointer : `${pointer}, ${offset}`);
