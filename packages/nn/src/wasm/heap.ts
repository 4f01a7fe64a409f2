import type { Pointer } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import { noWasmMemory, outOfMemory } from '../errors.js';

/** What we use of tfjs-backend-wasm 4.x beyond its types. */
interface WasmBackend {
  readonly wasm: {
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
}

/** A tensor that a kernel writes. */
export interface Output {
  readonly tensor: tf.TensorInfo;
  readonly pointer: Pointer;
}

/** Memory that lives for one call. */
export interface Arena {
  /** @throws {NnError} `MEMORY`, saying how much was needed for what. */
  allocate(bytes: number, what: string): Pointer;
  /** Gives back early what the rest of the call does not need. */
  free(pointer: Pointer): void;
}

/** The memory of tfjs's wasm backend, shared with our kernels. */
export interface Heap {
  readonly memory: WebAssembly.Memory;
  pointerOf(tensor: tf.TensorInfo): Pointer;
  /** @throws {NnError} `MEMORY`. */
  output(shape: readonly number[], what: string): Output;
  /** A view that the next allocation may detach: use it at once. */
  floats(pointer: Pointer, length: number): Float32Array;
  /** Runs with an arena whose memory is given back however the call ends. */
  withArena<T>(run: (arena: Arena) => T): T;
}

/**
 * Opens the memory of a wasm backend. Memory is taken by the backend's own `_malloc` only: growing
 * it behind the backend's back would leave its views detached. `_malloc` answers 0 where memory
 * ends, and tfjs would go on at address 0; so every answer is checked.
 *
 * @throws {NnError} `BACKEND` if this version of the backend does not show its memory.
 */
export function openHeap(backend: unknown): Heap {
  const { wasm, dataIdMap } = backend as WasmBackend;
  const memory = wasm.asm?.memory;
  if (!memory) throw noWasmMemory();
  const checked = (pointer: number, bytes: number, what: string): Pointer => {
    if (pointer === 0) throw outOfMemory(bytes, what, memory.buffer.byteLength);
    return pointer >>> 0;
  };
  const pointerOf = (tensor: tf.TensorInfo): Pointer => dataIdMap.get(tensor.dataId).memoryOffset;
  return {
    memory,
    pointerOf,
    output(shape, what) {
      const tensor = (backend as WasmBackend).makeOutput([...shape], 'float32');
      const bytes = 4 * shape.reduce((product, side) => product * side, 1);
      return { tensor, pointer: checked(pointerOf(tensor), bytes, what) };
    },
    floats: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
    withArena(run) {
      const live = new Set<Pointer>();
      const free = (pointer: Pointer): void => {
        if (live.delete(pointer)) wasm._free(pointer);
      };
      try {
        return run({
          allocate(bytes, what) {
            const pointer = checked(wasm._malloc(bytes), bytes, what);
            live.add(pointer);
            return pointer;
          },
          free,
        });
      } finally {
        for (const pointer of live) wasm._free(pointer);
      }
    },
  };
}
