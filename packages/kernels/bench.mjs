// Times forward and backward of every unit of MobileNeXt 0.35 with small-picture strides at 32x32,
// one thread, everything on (affine, ReLU6, statistics, dx, reductions). Needs a build.
//   node bench.mjs [batch, unless given 32]
import { instantiateKernels } from './dist/index.js';

/** kind, inChannels, outChannels, size, stride, how often in the network. */
const UNITS = [
  ['dense', 3, 16, 32, 1, 1],
  ['depthwise', 16, 16, 32, 1, 1],
  ['pointwise', 16, 8, 32, 1, 1],
  ['pointwise', 8, 32, 32, 1, 1],
  ['depthwise', 32, 32, 32, 1, 2],
  ['pointwise', 32, 16, 32, 1, 1],
  ['pointwise', 16, 48, 32, 1, 1],
  ['depthwise', 48, 48, 32, 1, 1],
  ['pointwise', 48, 16, 32, 1, 1],
  ['pointwise', 16, 64, 32, 1, 1],
  ['depthwise', 64, 64, 32, 2, 1],
  ['depthwise', 64, 64, 16, 1, 4],
  ['pointwise', 64, 16, 16, 1, 2],
  ['pointwise', 16, 64, 16, 1, 2],
  ['pointwise', 64, 32, 16, 1, 1],
  ['pointwise', 32, 104, 16, 1, 1],
  ['depthwise', 104, 104, 16, 2, 1],
  ['depthwise', 104, 104, 8, 1, 4],
  ['pointwise', 104, 32, 8, 1, 3],
  ['pointwise', 32, 104, 8, 1, 2],
  ['pointwise', 32, 136, 8, 1, 4],
  ['depthwise', 136, 136, 8, 1, 6],
  ['pointwise', 136, 32, 8, 1, 4],
  ['pointwise', 32, 200, 8, 1, 1],
  ['depthwise', 200, 200, 8, 2, 1],
  ['depthwise', 200, 200, 4, 1, 6],
  ['pointwise', 200, 32, 4, 1, 3],
  ['pointwise', 32, 200, 4, 1, 3],
  ['pointwise', 200, 64, 4, 1, 1],
  ['pointwise', 64, 336, 4, 1, 1],
  ['depthwise', 336, 336, 4, 1, 5],
  ['pointwise', 336, 56, 4, 1, 2],
  ['pointwise', 56, 336, 4, 1, 2],
  ['pointwise', 336, 208, 4, 1, 1],
  ['pointwise', 208, 1280, 4, 1, 1],
  ['depthwise', 1280, 1280, 4, 1, 1],
];
const ROUNDS = 5;

const batch = Number(process.argv[2] ?? 32);
const memory = new WebAssembly.Memory({ initial: 16 * batch + 1024 });
new Float32Array(memory.buffer).forEach((_, i, all) => {
  all[i] = (Math.imul(i, 2654435761) >> 8) / 2 ** 24;
});
const kernels = await instantiateKernels(memory);

const totals = { forward: 0, backward: 0 };
console.log(
  'unit                          forward GFLOPS  ms/picture   backward GFLOPS  ms/picture',
);
for (const unit of UNITS) {
  const { multiplyAdds, forward, backward } = prepare(...unit);
  const forwardMs = fastest(forward) / batch;
  const backwardMs = fastest(backward) / batch;
  const [kind, inChannels, outChannels, size, stride, count] = unit;
  totals.forward += forwardMs * count;
  totals.backward += backwardMs * count;
  console.log(
    `${kind} ${inChannels}->${outChannels} @${size} s${stride} x${count}`.padEnd(30),
    ((2 * multiplyAdds) / forwardMs / 1e6).toFixed(1).padStart(13),
    (forwardMs * count).toFixed(4).padStart(11),
    ((4 * multiplyAdds) / backwardMs / 1e6).toFixed(1).padStart(17),
    (backwardMs * count).toFixed(4).padStart(11),
  );
}
const sum = totals.forward + totals.backward;
console.log(
  `all units: forward ${totals.forward.toFixed(2)} + backward ${totals.backward.toFixed(2)} = ${sum.toFixed(2)} ms a picture`,
);

function prepare(kind, inChannels, outChannels, size, stride) {
  const allocate = allocator();
  const pixels = batch * size * size;
  const outPixels = pixels / stride / stride;
  const taps = { pointwise: inChannels, depthwise: 9, dense: 9 * inChannels }[kind];
  const sizes = {
    ...{ pixels, batch, height: size, width: size, stride },
    ...{ channels: inChannels, inChannels, outChannels },
  };
  const scratch = allocate(
    Math.max(
      kernels.scratchBytes[`${kind}Forward`](sizes),
      kernels.scratchBytes[`${kind}Backward`](sizes),
    ) / 4,
  );
  const [scale, shift, xMean, xInvStd, dBeta, dGamma] = Array.from({ length: 6 }, () =>
    allocate(inChannels),
  );
  const [mean, variance, a, b, c] = Array.from({ length: 5 }, () => allocate(outChannels));
  const [filter, dFilter] = [allocate(taps * outChannels), allocate(taps * outChannels)];
  const load = { x: allocate(pixels * inChannels), scale, shift, relu6: true, filter };
  const y = allocate(outPixels * outChannels);
  const dz = allocate(outPixels * outChannels);
  const dx = kind === 'dense' ? 0 : allocate(pixels * inChannels);
  const gradients = { dFilter, dx, ...(dx && { xMean, xInvStd, dBeta, dGamma }) };
  return {
    multiplyAdds: (outPixels / batch) * taps * outChannels,
    forward: () => kernels[`${kind}Forward`]({ ...load, y, mean, variance, ...sizes, scratch }),
    backward: () =>
      kernels[`${kind}Backward`]({ ...load, dz, y, a, b, c, ...gradients, ...sizes, scratch }),
  };
}

function allocator() {
  let top = 1024;
  return (floats) => {
    const pointer = top;
    // An odd number of cache lines apart, as buffers a power of two apart would share cache sets.
    top += (Math.ceil((floats * 4) / 128) + 1) * 128 + 64;
    if (top > memory.buffer.byteLength) throw new RangeError('the batch does not fit the memory');
    return pointer;
  };
}

function fastest(run) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
