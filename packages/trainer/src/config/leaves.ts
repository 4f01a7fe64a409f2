/** The values of a record of records by their path: `{ a: { b: 1 } }` -> `a.b` is 1. */
export function leavesOf(record: object, prefix = ''): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(record).flatMap(([name, value]) =>
      isRecord(value)
        ? [...leavesOf(value, `${prefix}${name}.`)]
        : [[`${prefix}${name}`, value] as const],
    ),
  );
}

/** The same record with the value at a path; records on the way that are absent are made. */
export function withLeaf<T extends object>(record: T, path: readonly string[], value: unknown): T {
  const [name, ...rest] = path;
  if (rest.length === 0) return { ...record, [name]: value };
  const inner: unknown = (record as Record<string, unknown>)[name];
  return { ...record, [name]: withLeaf(isRecord(inner) ? inner : {}, rest, value) };
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
