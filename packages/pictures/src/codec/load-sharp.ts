import type { Sharp, SharpOptions } from 'sharp';
import { noDecoder } from '../errors.js';

interface SharpFunction {
  (input: Uint8Array, options?: SharpOptions): Sharp;
  /** Threads that libvips uses for a picture, in the whole process. */
  concurrency(threads: number): number;
}

/** A page's bundler is not to look for it: by name alone it is found when it is wanted, in Node. */
const SHARP: string = 'sharp';

/**
 * sharp, loaded when it is first wanted.
 *
 * @throws {PictureError} `MISSING` where it is not installed
 */
export async function loadSharp(): Promise<SharpFunction> {
  const sharp = await findSharp();
  if (threads !== undefined) sharp.concurrency(threads);
  return sharp;
}

let threads: number | undefined;

/**
 * How many threads sharp is to use for a picture, in the whole process; as many as there are cores by
 * default. Does not load sharp, and takes effect when it is loaded.
 */
export function limitSharp(count: number): void {
  threads = count;
}

async function findSharp(): Promise<SharpFunction> {
  try {
    return requireSharp();
  } catch {
    return importSharp();
  }
}

/** A process's first `require` of sharp's hundred files takes little more than half of an import. */
function requireSharp(): SharpFunction {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(__filename)(SHARP) as SharpFunction;
}

/** Works in a bundle as well, which may not know where it lies. */
async function importSharp(): Promise<SharpFunction> {
  try {
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ SHARP)) as {
      readonly default: SharpFunction;
    };
    return module.default;
  } catch (error) {
    throw noDecoder(error);
  }
}
