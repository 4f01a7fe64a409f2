import type { Dialect } from './interpret.js';
import { preparation } from './picture-meanings.js';
import { TRAIN_DIALECT } from './train-meanings.js';

/** A PaddleClas file as `predict` reads it: what stands under `Infer`, and which weights. */
export const PREDICT_DIALECT: Dialect = {
  meanings: {
    'Global.pretrained_model': { flag: 'weights' },
    'Global.device': { only: ['cpu'] },
    'Infer.infer_imgs': { flag: 'pictures' },
    'Infer.batch_size': { flag: 'batch' },
    ...preparation('Infer.transforms'),
    'Infer.PostProcess.name': { only: ['Topk'] },
    'Infer.PostProcess.topk': { flag: 'top' },
    'Infer.PostProcess.class_id_map_file': { flag: 'labels' },
  },
  isElsewhere: (key) =>
    /^(DataLoader|Loss|Metric|Optimizer)\./.test(key) || Object.hasOwn(TRAIN_DIALECT.meanings, key),
};
