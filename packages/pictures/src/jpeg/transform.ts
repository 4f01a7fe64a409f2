import type { Decoding } from './decoding.js';
import type { Component } from './frame.js';
import { BLOCK_BYTES, quantizationAt, type Workspace } from './workspace.js';

export function clearCoefficients({ module, components }: Workspace): void {
  for (const { coefficients, coefficientBytes } of components) {
    module.bytes(coefficients, coefficientBytes).fill(0);
  }
}

/** Makes the samples that the box needs of a row of MCUs, of which the coefficients are there. */
export function transformRow(decoding: Decoding, row: number): void {
  const { frame, keepsCoefficients } = decoding;
  frame.components.forEach((component, index) => {
    for (let y = 0; y < component.yBlocks; y++) {
      const blockRow = row * component.yBlocks + y;
      transformBlocks(decoding, component, index, blockRow, keepsCoefficients ? blockRow : y);
    }
  });
}

function transformBlocks(
  { box, workspace }: Decoding,
  component: Component,
  index: number,
  blockRow: number,
  coefficientRow: number,
): void {
  const { xStep, yStep, width, height, blocksPerRow, quantization } = component;
  const rows = blockRange(box.top, box.height, yStep, height);
  if (blockRow < rows.first || blockRow >= rows.end) return;
  const columns = blockRange(box.left, box.width, xStep, width);
  const { coefficients, samples } = workspace.components[index];
  const stride = 8 * blocksPerRow;
  workspace.module.functions.inverseDct(
    coefficients + BLOCK_BYTES * (coefficientRow * blocksPerRow + columns.first),
    quantizationAt(workspace, quantization),
    samples + 8 * (blockRow * stride + columns.first),
    stride,
    columns.end - columns.first,
  );
}

/** Rows or columns of blocks that pixels from `start` on need, with the neighbours of their samples. */
function blockRange(start: number, length: number, step: number, samples: number) {
  const first = Math.max(Math.floor(start / step) - 1, 0);
  const end = Math.min(Math.ceil((start + length) / step) + 1, samples);
  return { first: Math.floor(first / 8), end: Math.ceil(end / 8) };
}

/** The row of MCUs behind the last that the box needs. */
export function endRow({ frame, box, restartInterval }: Decoding): number {
  // Only a segment's end shows whether the file is whole.
  if (restartInterval > 0) return frame.mcuRows;
  return Math.max(
    ...frame.components.map(({ yStep, height, yBlocks }) =>
      Math.ceil(blockRange(box.top, box.height, yStep, height).end / yBlocks),
    ),
  );
}
