import { at, block, count, unindented } from './text.mjs';

/**
 * Pixels by output channels of a pointwise convolution in registers. Eight accumulators and six loads
 * leave one or two of the sixteen vector registers free; V8 loads all operands of an iteration first,
 * so that a larger tile would spill. For the same reason the loop over input channels is not unrolled
 * by hand. `inParts`: the sum may be a part of a longer one, and the filter that follows is read
 * ahead, a few lines for each pixel, so that it comes from the first cache when it is needed.
 */
export function panel({ name, pixels, channels, inParts = false }) {
  const bytes = 4 * channels;
  const filter = inParts ? 'filter: usize, ' : '';
  return unindented(`
    import { clamp, madd } from '../common/lanes';

    /**
     * y[p] = act(start + x[p] times filter [channels, ${channels}]), pixels and offsets as in pointwise.ts.
     * ${
       inParts
         ? `start is the bias, or 0 for a sum that goes on from what stands in y; limits 0 leaves the
     * activation to a later part of the sum.`
         : 'start is the bias, behind which the filter stands.'
     }
     */
    export function ${name}(
      x: usize, xOffsets: usize, pixels: usize, start: usize, ${filter}limits: usize,
      y: usize, yOffsets: usize, channels: usize,
    ): void {
      const bytes = channels * 4;${
        inParts
          ? `
      let next = filter + channels * ${bytes};
      const readable = min<usize>(next + channels * ${bytes}, <usize>memory.size() << 16);
      // Lines of the next filter for each iteration.
      const ahead: usize = (${(pixels * channels) / 16} * channels / pixels + 1) * 64;`
          : ''
      }
      for (; pixels >= ${pixels}; pixels -= ${pixels}, xOffsets += ${4 * pixels}, yOffsets += ${4 * pixels}) {
        ${block(8, [...(inParts ? [READ_AHEAD] : []), ...product({ pixels, channels, inParts })])}
      }
      for (; pixels; pixels--, xOffsets += 4, yOffsets += 4) {
        one(x, xOffsets, start, ${inParts ? 'filter, ' : ''}limits, y, yOffsets, bytes);
      }
    }

    function one(
      x: usize, xOffsets: usize, start: usize, ${filter}limits: usize,
      y: usize, yOffsets: usize, bytes: usize,
    ): void {
      ${block(6, product({ pixels: 1, channels, inParts }))}
    }
  `);
}

const READ_AHEAD =
  'for (const end = min<usize>(next + ahead, readable); next < end; next += 64) load<u32>(next);';

/** Sums of some pixels, from start to store. Addresses of y are held through the loop only if need be. */
function product({ pixels, channels, inParts }) {
  const P = count(pixels);
  const V = count(channels / 4);
  const each = (write) => P.flatMap((p) => V.map((v) => write(p, v)));
  const start = inParts
    ? [
        ...P.map((p) => `const out${p} = y + load<u32>(${at('yOffsets', 4 * p)});`),
        ...P.map((p) => `const from${p} = start ? start : out${p};`),
        ...each((p, v) => `let c${p}${v} = v128.load(${at(`from${p}`, 16 * v)});`),
      ]
    : each((p, v) => `let c${p}${v} = ${p ? `c0${v}` : `v128.load(${at('start', 16 * v)})`};`);
  const loop = [
    ...P.map((p) => `let a${p} = x + load<u32>(${at('xOffsets', 4 * p)});`),
    `let b = ${inParts ? 'filter' : `start + ${4 * channels}`};`,
    'for (const end = a0 + bytes; a0 < end; ) {',
    ...V.map((v) => `  const b${v} = v128.load(${at('b', 16 * v)});`),
    ...P.map((p) => `  const x${p} = v128.load_splat<f32>(a${p});`),
    ...each((p, v) => `  c${p}${v} = madd<v128>(x${p}, b${v}, c${p}${v});`),
    ...P.map((p) => `  a${p} += 4;`),
    `  b += ${4 * channels};`,
    '}',
  ];
  const limits = ['const low = v128.load(limits);', 'const high = v128.load(limits, 16);'];
  const store = (out, v, value) => `v128.store(${out}, ${value}${v ? `, ${16 * v}` : ''});`;
  const end = inParts
    ? [
        'if (limits) {',
        ...limits.map((row) => `  ${row}`),
        ...each((p, v) => `  c${p}${v} = clamp<v128>(c${p}${v}, low, high);`),
        '}',
        ...each((p, v) => store(`out${p}`, v, `c${p}${v}`)),
      ]
    : [
        ...limits,
        ...P.flatMap((p) => [
          `${p ? '' : 'let '}out = y + load<u32>(${at('yOffsets', 4 * p)});`,
          ...V.map((v) => store('out', v, `clamp<v128>(c${p}${v}, low, high)`)),
        ]),
      ];
  return [...start, ...loop, ...end];
}
