/** What {@link writePickle} writes: plain values, and the globals that a loader calls on them. */
export type Picklable =
  | null
  | boolean
  /** A whole number. */
  | number
  | string
  | Uint8Array
  | TupleToPickle
  | DictToPickle
  | GlobalToPickle
  | CallToPickle
  | PersistentToPickle;

interface TupleToPickle {
  readonly kind: 'tuple';
  readonly items: readonly Picklable[];
}

interface DictToPickle {
  readonly kind: 'dict';
  readonly entries: readonly (readonly [Picklable, Picklable])[];
}

interface GlobalToPickle {
  readonly kind: 'global';
  readonly module: string;
  readonly name: string;
}

/** An object: a global called with arguments, then given entries or a state. */
interface CallToPickle {
  readonly kind: 'call';
  readonly callee: GlobalToPickle;
  readonly args: TupleToPickle;
  /** Set as a dict's items are. */
  readonly entries?: DictToPickle['entries'];
  /** Handed to `__setstate__`. */
  readonly state?: Picklable;
}

/** An object outside of the pickle, found by its id. */
interface PersistentToPickle {
  readonly kind: 'persistent';
  readonly id: TupleToPickle;
}

export const tuple = (...items: Picklable[]): TupleToPickle => ({ kind: 'tuple', items });

export const dict = (entries: DictToPickle['entries']): DictToPickle => ({ kind: 'dict', entries });

/** @param path module and name joined by a dot, as in `collections.OrderedDict`. */
export function globalNamed(path: string): GlobalToPickle {
  const dot = path.lastIndexOf('.');
  return { kind: 'global', module: path.slice(0, dot), name: path.slice(dot + 1) };
}

export const call = (
  callee: GlobalToPickle,
  args: TupleToPickle,
  more: Pick<CallToPickle, 'entries' | 'state'> = {},
): CallToPickle => ({ kind: 'call', callee, args, ...more });
