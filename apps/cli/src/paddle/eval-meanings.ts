import type { Dialect } from './interpret.js';
import { preparation } from './picture-meanings.js';
import { TRAIN_DIALECT } from './train-meanings.js';

/** A PaddleClas file as `eval` reads it: what stands under `Eval`, and which weights. */
export const EVAL_DIALECT: Dialect = {
  meanings: {
    'Global.pretrained_model': { flag: 'weights' },
    'Global.device': { only: ['cpu'] },
    'DataLoader.Eval.dataset.name': { only: ['ImageNetDataset'] },
    'DataLoader.Eval.dataset.image_root': { flag: 'data' },
    'DataLoader.Eval.dataset.cls_label_path': { flag: 'list' },
    ...preparation('DataLoader.Eval.dataset.transform_ops'),
    'DataLoader.Eval.sampler.batch_size': { flag: 'batch' },
    'Metric.Eval.TopkAcc.topk': { only: [[1, 5]] },
  },
  isElsewhere: (key) =>
    /^(Infer|Optimizer|Loss\.Train|Metric\.Train|DataLoader\.Train)\./.test(key) ||
    Object.hasOwn(TRAIN_DIALECT.meanings, key),
};
