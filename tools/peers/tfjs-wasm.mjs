// TensorFlow.js's own WebAssembly operations, batch norms folded: what a converted model runs on.
import { readPicturesNhwc, readSafetensors } from './read-job.mjs';
import { requirePeer, serve, unable } from './serve.mjs';

const INSTALL = '@tensorflow/tfjs-core@4.22 @tensorflow/tfjs-backend-wasm@4.22';
/** A numeric pad is wrong in this backend: every side gets its own. */
const PAD_ONE = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
]; // prettier-ignore

await serve(async (job) => {
  if (job.threads > 1) throw unable('TensorFlow.js has one thread in Node');
  const { library: tf } = requirePeer('@tensorflow/tfjs-core', job, INSTALL);
  const { version } = requirePeer('@tensorflow/tfjs-backend-wasm', job, INSTALL);
  tf.enableProdMode();
  await tf.setBackend('wasm');
  await tf.ready();

  const filters = filtersOf(tf, job);
  const pictures = readPicturesNhwc(job);
  const shape = [job.batch, job.input, job.input, 3];
  const predict = async () => {
    const logits = tf.tidy(() => forward(tf, job.network, filters, tf.tensor4d(pictures, shape)));
    const values = await logits.data();
    logits.dispose();
    return values;
  };
  return { version, threads: 1, check: predict, run: predict };
});

/** Tensors by key: pointwise and dense filters HWIO, depthwise ones HWI1, linear [in, classes]. */
function filtersOf(tf, { network, folded }) {
  const depthwise = new Set(
    network.chains
      .flatMap(({ units }) => units)
      .filter(({ convolution }) => convolution === 'depthwise')
      .map(({ convolutionKey }) => `${convolutionKey}.weight`),
  );
  const entries = [...readSafetensors(folded)].map(([key, { shape, values }]) => {
    const order = { 1: [0], 2: [1, 0], 4: depthwise.has(key) ? [2, 3, 0, 1] : [2, 3, 1, 0] };
    return [key, tf.tidy(() => tf.transpose(tf.tensor(values, shape), order[shape.length]))];
  });
  return Object.fromEntries(entries);
}

function forward(tf, network, filters, pictures) {
  let map = pictures;
  for (const chain of network.chains) {
    const start = map;
    for (const unit of chain.units) map = convolve(tf, unit, filters, map);
    map = addIdentity(tf, chain, start, map);
  }
  const { key } = network.classifier;
  return tf.add(tf.matMul(tf.mean(map, [1, 2]), filters[`${key}.weight`]), filters[`${key}.bias`]);
}

function convolve(tf, { convolution, convolutionKey: key, stride, activation }, filters, x) {
  const options = {
    x,
    filter: filters[`${key}.weight`],
    bias: filters[`${key}.bias`],
    strides: stride,
    pad: convolution === 'pointwise' ? 'valid' : PAD_ONE,
    activation: activation === 'none' ? 'linear' : activation,
  };
  return convolution === 'depthwise' ? tf.fused.depthwiseConv2d(options) : tf.fused.conv2d(options);
}

function addIdentity(tf, { identityChannels, outChannels }, from, to) {
  if (identityChannels === 0) return to;
  if (identityChannels === outChannels) return tf.add(to, from);
  const channels = (map, begin, count) => tf.slice(map, [0, 0, 0, begin], [-1, -1, -1, count]);
  const leading = tf.add(channels(to, 0, identityChannels), channels(from, 0, identityChannels));
  return tf.concat([leading, channels(to, identityChannels, outChannels - identityChannels)], 3);
}
