import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { countParameters, multiplyAdds } from '@mobilenext/core';
import type { Strides } from '../src/index.js';
import { originals, ours, title } from './original.js';
import { blockRows, digest, layerRows, stateRows } from './table.js';

const shared = process.env.MOBILENEXT_SHARED ?? path.join(__dirname, '../../../../shared');
const tables = JSON.parse(
  readFileSync(path.join(shared, 'golden/forward/tables.json'), 'utf8'),
) as Tables;
const complete = [...tables.networks, ...tables.small_picture_networks];

describe.each(complete.map((table, index) => ({ name: title(table), table, index })))(
  'the complete table: $name',
  ({ table, index }) => {
    const network = ours(table);

    it('parameters and buffers', () => {
      const rows = stateRows(network);
      expect(rows).toEqual(table.state_dict);
      expect(rows).toHaveLength(table.state_dict_entries);
      expect(countParameters(network)).toBe(table.parameters);
    });

    it('blocks', () => {
      expect(blockRows(network)).toEqual(table.blocks.map(blockRow));
      expect(network.blocks.map(({ reduction }) => reduction)).toEqual(
        table.blocks.map(({ t }) => t),
      );
      expect(network.chains[0].outChannels).toBe(table.stem_channels);
      expect(network.classifier.inFeatures).toBe(table.last_channels);
      expect(network.chains.reduce((product, { stride }) => product * stride, 1)).toBe(
        table.total_stride,
      );
    });

    it.each(Object.keys(table.multiply_adds).map(Number))('multiply-adds at %d', (side) => {
      const { total, layers } = table.multiply_adds[side];
      expect(multiplyAdds(network, { height: side, width: side }).total).toBe(total);
      expect(layerRows(network, side)).toEqual(layers);
    });

    it('the fixture is its excerpt', () => {
      const { width, classes, strides, parameters } = table;
      expect(originals[index]).toMatchObject({
        ...{ width, classes, strides, parameters },
        blocks: table.blocks.map(blockRow),
        stateDict: { sha256: digest(table.state_dict) },
      });
      const costs = originals[index].multiplyAdds.map(({ side, total, layers }) => [
        String(side),
        { total, sha256: layers.sha256 },
      ]);
      expect(Object.fromEntries(costs)).toEqual(
        Object.fromEntries(
          Object.entries(table.multiply_adds).map(([side, { total, layers }]) => [
            side,
            { total, sha256: digest(layers) },
          ]),
        ),
      );
    });
  },
);

it('the fixture has as many networks', () => {
  expect(originals).toHaveLength(complete.length);
});

function blockRow(block: Block): readonly unknown[] {
  return [block.kind, block.in, block.hidden, block.out, block.stride, block.has_identity];
}

interface Block {
  readonly kind: string;
  readonly t: number;
  readonly in: number;
  readonly hidden: number;
  readonly out: number;
  readonly stride: number;
  readonly has_identity: boolean;
}

interface Table {
  readonly width: number;
  readonly classes: number;
  readonly strides: Strides;
  readonly total_stride: number;
  readonly stem_channels: number;
  readonly last_channels: number;
  readonly parameters: number;
  readonly state_dict_entries: number;
  readonly blocks: readonly Block[];
  readonly state_dict: readonly unknown[];
  readonly multiply_adds: Record<
    string,
    { readonly total: number; readonly layers: readonly unknown[] }
  >;
}

interface Tables {
  readonly networks: readonly Table[];
  readonly small_picture_networks: readonly Table[];
}
