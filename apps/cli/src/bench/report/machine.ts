import { availableParallelism, cpus, loadavg } from 'node:os';
import { bestInstructionSet, type InstructionSet } from '@mobilenext/kernels';

/** Where figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  /** Of our kernels. */
  readonly instructionSet: InstructionSet;
}

/** Processes that wanted to run, on average over a minute, before and after the measurement. */
export interface Load {
  readonly before: number;
  readonly after: number;
}

/** This machine. Relaxed SIMD must be allowed before, where it has to be. */
export function describeMachine(instructionSet: InstructionSet = bestInstructionSet()): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    instructionSet,
  };
}

/** The load now; 0 where the system does not tell. */
export const currentLoad = (): number => Math.round(loadavg()[0] * 100) / 100;

/** One line for readers. */
export const machineLine = (machine: Machine, load: Load): string =>
  `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}, ` +
  `${machine.instructionSet}; load ${load.before} before, ${load.after} after\n`;

/** The peak of a core, for readers. */
export const peakLine = (gflops: number): string => `peak of a core: ${gflops.toFixed(1)} GFLOPS\n`;
