import { setImmediate } from 'node:timers/promises';
import { instantiateKernels, type InstructionSet } from '@mobilenext/kernels';
import { type VariantName, variantNetwork, variants } from '@mobilenext/mobilenext';
import { formatTable } from '../../format/table.js';
import { type Context, writeJson } from '../../frame/context.js';
import { makeProgress } from '../../frame/progress.js';
import { parseVariant } from '../../network/parse-variant.js';
import { allowRelaxedSimd } from '../../network/allow-relaxed-simd.js';
import { currentLoad, describeMachine, machineLine } from '../report/machine.js';
import { type KernelSpeed, measureUnit } from './measure-unit.js';
import { shapeText, unitShapes } from './unit-shapes.js';
import { makeWorkspace } from './workspace.js';

interface RelativeSpeed extends KernelSpeed {
  /** Of the highest peak of the run: one that was interrupted comes out too low. */
  readonly shareOfPeak: number;
}

export interface KernelsFlags {
  readonly variant: string;
  readonly input?: number;
  readonly batch: number;
  readonly rounds: number;
  readonly instructionSet?: InstructionSet;
}

/** `bench kernels`: every unit of a network, forward and backward, beside the core's peak. */
export async function runKernels(flags: KernelsFlags, context: Context): Promise<void> {
  const variant = parseVariant(flags.variant);
  allowRelaxedSimd();
  const machine = describeMachine(flags.instructionSet);
  const before = currentLoad();
  const { peakGflops, results } = await measureAll(variant, flags, context);
  const load = { before, after: currentLoad() };
  if (context.json) writeJson(context, { machine, load, peakGflops, results });
  else {
    context.stdout.write(speedTable(results));
    context.stdout.write(`\n${totalLine(results)}peak: ${peakGflops.toFixed(1)} GFLOPS\n`);
    context.stdout.write(machineLine(machine, load));
  }
}

async function measureAll(
  variant: VariantName,
  { input, batch, rounds, instructionSet }: KernelsFlags,
  context: Context,
): Promise<{ readonly peakGflops: number; readonly results: readonly RelativeSpeed[] }> {
  const side = input ?? variants[variant].preprocessing.size;
  const shapes = unitShapes(variantNetwork(variant), { height: side, width: side });
  const workspace = makeWorkspace();
  const kernels = await instantiateKernels(workspace.memory, instructionSet);
  const progress = makeProgress(context);
  const measured: KernelSpeed[] = [];
  let highest = 0;
  try {
    for (const [i, shape] of shapes.entries()) {
      progress.show(i / shapes.length, `${shape.convolution} ${shapeText(shape)}`);
      // Signals are heard between two units.
      await setImmediate();
      context.signal.throwIfAborted();
      const { peakGflops, speeds } = measureUnit(kernels, workspace, shape, { batch, rounds });
      highest = Math.max(highest, peakGflops);
      measured.push(...speeds);
    }
    const results = measured.map((speed) => ({ ...speed, shareOfPeak: speed.gflops / highest }));
    return { peakGflops: highest, results };
  } finally {
    progress.clear();
  }
}

function speedTable(results: readonly RelativeSpeed[]): string {
  const titles = ['ms/picture', 'GFLOPS', 'of peak', 'GB/s'];
  const columns = [
    { title: 'kernel' },
    { title: 'shape' },
    ...titles.map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = results.map(({ kernel, shape, ms, gflops, shareOfPeak, gbPerSecond }) => [
    kernel,
    shape,
    ms.toFixed(4),
    gflops.toFixed(1),
    `${Math.round(shareOfPeak * 100)} %`,
    gbPerSecond.toFixed(1),
  ]);
  return formatTable(columns, rows);
}

/** All units of the network, one after another. */
function totalLine(results: readonly KernelSpeed[]): string {
  const sum = (part: string): number =>
    results
      .filter(({ kernel }) => kernel.includes(part))
      .reduce((total, { ms, count }) => total + ms * count, 0);
  const [forward, backward] = [sum('Forward'), sum('Backward')];
  const training = `forward ${forward.toFixed(2)} + backward ${backward.toFixed(2)}`;
  return (
    `all units: inference ${sum('packed').toFixed(2)} ms a picture; ` +
    `training ${training} = ${(forward + backward).toFixed(2)} ms\n`
  );
}
