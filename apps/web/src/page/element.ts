/**
 * An element of index.html.
 *
 * @throws Error if the page has none of that selector and class, which is a mistake in the page.
 */
export function find<T extends Element>(selector: string, type: abstract new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${type.name} at ${selector}`);
  return found;
}

/** A new element; texts are never taken for HTML, for they come out of files. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  content: string | readonly (Node | string)[] = '',
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.append(...(typeof content === 'string' ? [content] : content));
  if (className !== '') made.className = className;
  return made;
}

/** Terms and what they mean, for a `dl`. */
export const definitions = (entries: readonly (readonly [term: string, text: string])[]): Node[] =>
  entries.map(([term, text]) => element('div', [element('dt', term), element('dd', text)]));
