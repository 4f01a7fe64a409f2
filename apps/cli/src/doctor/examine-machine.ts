import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { reasonOf } from '../frame/errors.js';

/** What `doctor` tells of the machine. */
export interface MachineReport {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  /** Whether pictures can be decoded; what is wrong if not. */
  readonly pictures: { readonly available: boolean; readonly reason: string | null };
}

/** Looks at the machine, and encodes and decodes a picture on it. */
export async function examineMachine(): Promise<MachineReport> {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    pictures: await examinePictures(),
  };
}

async function examinePictures(): Promise<MachineReport['pictures']> {
  try {
    const { decode, encodePng } = await import('@mobilenext/imagenet');
    await decode(await encodePng({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) }));
    return { available: true, reason: null };
  } catch (error) {
    return { available: false, reason: reasonOf(error) };
  }
}
