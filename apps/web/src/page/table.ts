import { element } from './element.js';

export interface Column {
  readonly title: string;
  /** Right-aligned. Unless given no. */
  readonly isNumber?: boolean;
}

/** Head and body of a `table`, a row of texts each. */
export function tableRows(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly [HTMLElement, HTMLElement] {
  const classOf = (i: number): string => (columns[i].isNumber ? 'number' : '');
  const titles = columns.map(({ title }, i) => {
    const cell = element('th', title, classOf(i));
    cell.scope = 'col';
    return cell;
  });
  const body = rows.map((row) =>
    element(
      'tr',
      row.map((text, i) => element('td', text, classOf(i))),
    ),
  );
  return [element('thead', [element('tr', titles)]), element('tbody', body)];
}
