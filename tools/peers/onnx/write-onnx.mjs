// A network for inference as an ONNX file: convolutions with folded batch norms, ReLU6 as Clip, the
// shortcut as a plain Add. (An export of the original's in-place addition, by slices and ScatterND,
// makes onnxruntime five times slower.)
import { readSafetensors } from '../read-job.mjs';
import { floatTensor, floatValue, graph, integerTensor, model, node } from './proto.mjs';

const CHANNEL_AXIS = 1;

/** The job's network: `pictures` [batch, 3, input, input] -> `logits` [batch, classes]. */
export function writeOnnx({ network, folded, batch, input }) {
  const weights = readSafetensors(folded);
  const constants = [
    ...[...weights].map(([key, { shape, values }]) => floatTensor(key, shape, values)),
    floatTensor('zero', [], Float32Array.of(0)),
    floatTensor('six', [], Float32Array.of(6)),
    integerTensor('channelAxis', [CHANNEL_AXIS]),
  ];
  const nodes = [];
  let map = 'pictures';
  for (const chain of network.chains) {
    const start = map;
    for (const unit of chain.units) map = addUnit(nodes, unit, map);
    if (chain.identityChannels > 0) {
      map = addIdentity({ nodes, constants }, chain, { from: start, to: map });
    }
  }
  const { key, numClasses } = network.classifier;
  nodes.push(
    node('GlobalAveragePool', [map], 'pooled'),
    node('Flatten', ['pooled'], 'features'),
    node('Gemm', ['features', `${key}.weight`, `${key}.bias`], 'logits', { transB: 1 }),
  );
  return model(
    graph({
      nodes,
      initializers: constants,
      input: floatValue('pictures', [batch, 3, input, input]),
      output: floatValue('logits', [batch, numClasses]),
    }),
  );
}

/** Appends a convolution and its activation; gives the name of what comes out. */
function addUnit(nodes, { convolution, convolutionKey: key, outChannels, stride, activation }, x) {
  const [side, pad] = convolution === 'pointwise' ? [1, 0] : [3, 1];
  const output = `${key}.out`;
  nodes.push(
    node('Conv', [x, `${key}.weight`, `${key}.bias`], output, {
      kernel_shape: [side, side],
      pads: [pad, pad, pad, pad],
      strides: [stride, stride],
      group: convolution === 'depthwise' ? outChannels : 1,
    }),
  );
  if (activation === 'none') return output;
  nodes.push(node('Clip', [output, 'zero', 'six'], `${key}.clipped`));
  return `${key}.clipped`;
}

/** Appends the shortcut; one that covers only the leading channels is cut out and joined again. */
function addIdentity({ nodes, constants }, { name, outChannels, identityChannels }, { from, to }) {
  const sum = `${name}.sum`;
  if (identityChannels === outChannels) {
    nodes.push(node('Add', [to, from], sum));
    return sum;
  }
  const slice = (x, begin, end, as) => {
    constants.push(integerTensor(`${as}.begin`, [begin]), integerTensor(`${as}.end`, [end]));
    nodes.push(node('Slice', [x, `${as}.begin`, `${as}.end`, 'channelAxis'], as));
    return as;
  };
  const identity = slice(from, 0, identityChannels, `${name}.identity`);
  const leading = slice(to, 0, identityChannels, `${name}.leading`);
  const rest = slice(to, identityChannels, outChannels, `${name}.rest`);
  nodes.push(
    node('Add', [leading, identity], `${name}.added`),
    node('Concat', [`${name}.added`, rest], sum, { axis: CHANNEL_AXIS }),
  );
  return sum;
}
