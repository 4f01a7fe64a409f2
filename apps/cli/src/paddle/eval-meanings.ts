import type { Dialect } from './interpret.js';
import { decoding, normalization } from './picture-meanings.js';
import { TRAIN_DIALECT } from './train-meanings.js';

const OPERATIONS = 'DataLoader.Eval.dataset.transform_ops';

/** A PaddleClas file as `eval` reads it: what stands under `Eval`, and which weights. */
export const EVAL_DIALECT: Dialect = {
  meanings: {
    'Global.pretrained_model': { flag: 'weights' },
    'Global.device': { only: ['cpu'] },
    'DataLoader.Eval.dataset.name': { only: ['ImageNetDataset'] },
    'DataLoader.Eval.dataset.image_root': { flag: 'data' },
    'DataLoader.Eval.dataset.cls_label_path': { flag: 'list' },
    ...decoding(OPERATIONS),
    [`${OPERATIONS}.ResizeImage.resize_short`]: { flag: 'size' },
    [`${OPERATIONS}.ResizeImage.interpolation`]: { flag: 'interpolation' },
    [`${OPERATIONS}.ResizeImage.backend`]: { only: ['pil'] },
    [`${OPERATIONS}.CropImage.size`]: { flag: 'crop' },
    ...normalization(OPERATIONS),
    [`${OPERATIONS}.NormalizeImage.mean`]: { only: [[0.485, 0.456, 0.406]] },
    [`${OPERATIONS}.NormalizeImage.std`]: { only: [[0.229, 0.224, 0.225]] },
    'DataLoader.Eval.sampler.batch_size': { flag: 'batch' },
    'Metric.Eval.TopkAcc.topk': { only: [[1, 5]] },
  },
  isElsewhere: (key) =>
    /^(Infer|Optimizer|Loss\.Train|Metric\.Train|DataLoader\.Train)\./.test(key) ||
    Object.hasOwn(TRAIN_DIALECT.meanings, key),
};
