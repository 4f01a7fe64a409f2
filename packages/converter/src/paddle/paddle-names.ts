import type { TensorMap } from '../checkpoint.js';
import { withoutCounters } from '../counters.js';
import { noPaddleName } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { permuteAxes } from '../permute-axes.js';

/** One of Paddle's tensors. */
export interface PaddleTensor {
  /** As `state_dict()` of a layer has it, e.g. `features.0.1._mean`. */
  readonly name: string;
  /** Paddle's own, by which its static graphs know the parameter, e.g. `batch_norm2d_0.w_1`. */
  readonly parameterName: string;
  readonly tensor: StoredTensor;
}

/** What a layer's tensors are called in Paddle: in its state dict, and after its own layer name. */
const NORM_NAMES: ReadonlyMap<string, readonly [name: string, suffix: string]> = new Map(
  Object.entries({
    weight: ['weight', 'w_0'],
    bias: ['bias', 'b_0'],
    running_mean: ['_mean', 'w_1'],
    running_var: ['_variance', 'w_2'],
  } as const),
);
const PLAIN_NAMES: typeof NORM_NAMES = new Map(
  Object.entries({ weight: ['weight', 'w_0'], bias: ['bias', 'b_0'] } as const),
);

/** Paddle's kinds of layers, numbered each by itself in the order of their tensors. */
type LayerKind = 'conv2d' | 'batch_norm2d' | 'linear';

/**
 * PyTorch's names and layout -> Paddle's: the batch norms' buffers are renamed, a linear weight
 * becomes [features, classes]. What Paddle does not have (`num_batches_tracked`) is left out.
 *
 * @throws {ConverterError} `unexpected-key` for what belongs to no convolution, batch norm or linear
 * layer.
 */
export function paddleTensors(tensors: TensorMap): PaddleTensor[] {
  const counts: Record<LayerKind, number> = { conv2d: 0, batch_norm2d: 0, linear: 0 };
  const layers = new Map<string, { readonly kind: LayerKind; readonly layerName: string }>();
  const named: PaddleTensor[] = [];
  for (const [key, tensor] of withoutCounters(tensors)) {
    const dot = key.lastIndexOf('.');
    const module = key.slice(0, dot);
    const kind = layers.get(module)?.kind ?? kindOf(module, tensors);
    const names = (kind === 'batch_norm2d' ? NORM_NAMES : PLAIN_NAMES).get(key.slice(dot + 1));
    if (!kind || !names) throw noPaddleName(key);
    const layer = layers.get(module) ?? { kind, layerName: `${kind}_${counts[kind]++}` };
    layers.set(module, layer);
    const [name, suffix] = names;
    named.push({
      name: `${module}.${name}`,
      parameterName: `${layer.layerName}.${suffix}`,
      tensor: kind === 'linear' && tensor.shape.length === 2 ? permuteAxes(tensor, [1, 0]) : tensor,
    });
  }
  return named;
}

function kindOf(module: string, tensors: TensorMap): LayerKind | undefined {
  if (tensors.has(`${module}.running_mean`)) return 'batch_norm2d';
  const axes = tensors.get(`${module}.weight`)?.shape.length;
  if (axes === 4) return 'conv2d';
  return axes === 2 ? 'linear' : undefined;
}
