import type { Pointer } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import { noWasmMemory, outOfMemory } from '../errors.js';

/** What we use of tfjs-backend-wasm 4.x beyond its types. */
interface WasmBackend {
  readonly wasm: {
    readonly asm?: {
      readonly memory?: WebAssembly.Memory;
      malloc?: (this: void, bytes: number) => Pointer;
      free?: (this: void, pointer: Pointer) => void;
    };
    _malloc(bytes: number): Pointer;
    _free(pointer: Pointer): void;
  };
  readonly dataIdMap: { get(dataId: object): { memoryOffset: Pointer } };
  makeOutput(shape: number[], dtype: 'float32', pointer: Pointer): tf.TensorInfo;
  disposeData(dataId: object): boolean;
}

/** A tensor that a kernel writes. */
export interface Output {
  readonly tensor: tf.TensorInfo;
  readonly pointer: Pointer;
}

/** Memory for one call. */
export interface Arena {
  /** Lives until the call ends. @throws {NnError} `MEMORY`. */
  allocate(bytes: number, what: string): Pointer;
  /**
   * Takes over the memory of a tensor that nobody will read again. What is left of the tensor is for
   * its owner to dispose.
   */
  take(tensor: tf.TensorInfo): Pointer;
  /** Gives back early what the rest of the call does not need. */
  free(pointer: Pointer): void;
  /** A tensor that outlives the call, unless the call throws. @throws {NnError} `MEMORY`. */
  output(shape: readonly number[], what: string): Output;
}

/** The memory of tfjs's wasm backend, shared with our kernels. */
export interface Heap {
  readonly memory: WebAssembly.Memory;
  pointerOf(tensor: tf.TensorInfo): Pointer;
  /** A view that the next allocation may detach: use it at once. */
  floats(pointer: Pointer, length: number): Float32Array;
  /** Runs with an arena whose memory is given back however the call ends. */
  withArena<T>(run: (arena: Arena) => T): T;
}

/** Bytes of a cache line. */
const LINE = 64;

/** Addresses have 32 bits: a larger number of bytes would wrap around and be found too small. */
const LARGEST_ALLOCATION = 2 ** 32 - 1;

/**
 * Opens the memory of a wasm backend. Memory is taken by the backend's own `malloc` only: growing
 * it behind the backend's back would leave its views detached. `malloc` answers 0 where memory
 * ends, and tfjs would go on and overwrite its own data from address 0; so the backend's `_malloc`
 * is replaced by one that throws, for tfjs's operations as for ours. Ours also starts every block at
 * a cache line and leaves a line between two: `malloc` aligns to 8 bytes, where a quarter of all
 * vectors would straddle lines, and maps of a power of two bytes would share the cache's sets. What
 * tfjs allocated before is freed as it was.
 *
 * @throws {NnError} `BACKEND` if this version of the backend does not show its memory.
 */
export function openHeap(backend: unknown): Heap {
  const tfjs = backend as WasmBackend;
  const heap = heaps.get(tfjs) ?? takeHeap(tfjs);
  heaps.set(tfjs, heap);
  return heap;
}

/** Of the backends whose allocation is ours already. */
const heaps = new WeakMap<WasmBackend, Heap>();

function takeHeap(tfjs: WasmBackend): Heap {
  const { memory, malloc, free } = tfjs.wasm.asm ?? {};
  if (!memory || !malloc || !free) throw noWasmMemory();

  const blocks = new Map<Pointer, Pointer>();
  const allocate = (bytes: number, what: string): Pointer => {
    const padded = bytes + 2 * LINE;
    const block = padded > LARGEST_ALLOCATION ? 0 : malloc(padded) >>> 0;
    if (block === 0) throw outOfMemory(bytes, what, memory.buffer.byteLength);
    const pointer = Math.ceil(block / LINE) * LINE;
    blocks.set(pointer, block);
    return pointer;
  };
  tfjs.wasm._malloc = (bytes) => allocate(bytes, "a tensor of tfjs's own");
  tfjs.wasm._free = (pointer) => {
    free(blocks.get(pointer) ?? pointer);
    blocks.delete(pointer);
  };

  return {
    memory,
    pointerOf: ({ dataId }) => tfjs.dataIdMap.get(dataId).memoryOffset,
    floats: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
    withArena: (run) => withArena(tfjs, allocate, run),
  };
}

function withArena<T>(tfjs: WasmBackend, allocate: Arena['allocate'], run: (arena: Arena) => T): T {
  const live = new Set<Pointer>();
  const outputs: tf.TensorInfo[] = [];
  const arena: Arena = {
    allocate(bytes, what) {
      const pointer = allocate(bytes, what);
      live.add(pointer);
      return pointer;
    },
    take({ dataId }) {
      const data = tfjs.dataIdMap.get(dataId);
      const pointer = data.memoryOffset;
      live.add(pointer);
      // Address 0 is no block: to free it does nothing.
      data.memoryOffset = 0;
      return pointer;
    },
    free(pointer) {
      if (live.delete(pointer)) tfjs.wasm._free(pointer);
    },
    output(shape, what) {
      const bytes = 4 * shape.reduce((product, side) => product * side, 1);
      const pointer = allocate(bytes, what);
      const tensor = tfjs.makeOutput([...shape], 'float32', pointer);
      outputs.push(tensor);
      return { tensor, pointer };
    },
  };
  try {
    return run(arena);
  } catch (error) {
    for (const { dataId } of outputs) tfjs.disposeData(dataId);
    throw error;
  } finally {
    for (const pointer of live) tfjs.wasm._free(pointer);
  }
}
