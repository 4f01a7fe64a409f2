/**
 * The first key that stands twice in one object of a JSON text, or undefined. `JSON.parse` keeps
 * the last of two in silence, so that two readers may see two different files.
 *
 * @param json a text that `JSON.parse` has accepted.
 */
export function findDuplicateKey(json: string): string | undefined {
  // One set of keys for each object that is open, undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  for (const [text, colon] of json.matchAll(token)) {
    if (text === '{') open.push(new Set());
    else if (text === '[') open.push(undefined);
    else if (text === '}' || text === ']') open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(text.slice(0, -colon.length)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
