import { block, count, unindented } from './text.mjs';

/**
 * Neighbouring outputs of a row of a depthwise 3x3 convolution, four channels at a time, with an
 * activation or with a shortcut. Each row of taps is an iteration of a loop: V8 loads all operands of
 * a straight piece of code first, and would spill with all nine taps. Few parameters, so that all
 * addresses stay in registers.
 */
export function depthwiseColumns({ name, columns, stride, shortcut }) {
  const outputs = count(columns);
  const inputs = count((columns - 1) * stride + 3);
  const multiplyAdds = count(3).flatMap((tap) =>
    outputs.map((i) => `y${i} = madd<v128>(x${stride * i + tap}, w${tap}, y${i});`),
  );
  const pixels = (pointer, list, use) => [
    ...list.filter((i) => i >= 2 && i % 2 === 0).map((i) => pairAddress(pointer, i)),
    ...list.map((i) => use(i, pixelAddress(pointer, i))),
  ];
  const start = shortcut
    ? [
        'const bias = v128.load(w, 144);',
        ...pixels(
          'identity',
          outputs,
          (i, from) => `let y${i} = f32x4.add(bias, v128.load(${from}));`,
        ),
      ]
    : [
        'let y0 = v128.load(w, 144);',
        `let ${outputs
          .slice(1)
          .map((i) => `y${i} = y0`)
          .join(', ')};`,
      ];
  const end = shortcut
    ? pixels('y', outputs, (i, to) => `v128.store(${to}, y${i});`)
    : [
        'const low = v128.load(limits);',
        'const high = v128.load(limits, 16);',
        ...pixels('y', outputs, (i, to) => `v128.store(${to}, clamp<v128>(y${i}, low, high));`),
      ];
  return unindented(`
    import { QUAD, ${shortcut ? '' : 'clamp, '}madd } from '../common/lanes';

    /** y = ${shortcut ? 'convolution + bias + identity' : 'act(convolution + bias)'} of ${columns} pixels, for \`bytes\` of channels. */
    export function ${name}(
      x: usize, xRow: usize, pixelBytes: usize, w: usize, ${shortcut ? 'identity' : 'limits'}: usize, y: usize, bytes: usize,
    ): void {
      for (const last = x + bytes; x < last; x += QUAD, y += QUAD${shortcut ? ', identity += QUAD' : ''}) {
        ${block(8, start)}
        let row = x;
        for (const taps = w + 144; w < taps; w += 48, row += xRow) {
          const w0 = v128.load(w);
          const w1 = v128.load(w, 16);
          const w2 = v128.load(w, 32);
          ${block(
            10,
            pixels('row', inputs, (i, from) => `const x${i} = v128.load(${from});`),
          )}
          ${block(10, multiplyAdds)}
        }
        w += 16;
        ${block(8, end)}
      }
    }
  `);
}

/** Every second pixel has an address of its own, the next one stands a pixel behind it. */
const pairAddress = (pointer, i) =>
  `const ${pointer}At${i} = ${i === 2 ? pointer : `${pointer}At${i - 2}`} + 2 * pixelBytes;`;

function pixelAddress(pointer, i) {
  const pair = i < 2 ? pointer : `${pointer}At${i - (i % 2)}`;
  return i % 2 === 0 ? pair : `${pair} + pixelBytes`;
}
