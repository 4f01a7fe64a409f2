import type { Dialect } from './interpret.js';
import { decoding, normalization } from './picture-meanings.js';
import { TRAIN_DIALECT } from './train-meanings.js';

const OPERATIONS = 'Infer.transforms';

/** A PaddleClas file as `predict` reads it: what stands under `Infer`, and which weights. */
export const PREDICT_DIALECT: Dialect = {
  meanings: {
    'Global.pretrained_model': { flag: 'weights' },
    'Global.device': { only: ['cpu'] },
    'Infer.infer_imgs': { flag: 'pictures' },
    'Infer.batch_size': { flag: 'batch' },
    ...decoding(OPERATIONS),
    [`${OPERATIONS}.ResizeImage.resize_short`]: { flag: 'size' },
    [`${OPERATIONS}.ResizeImage.interpolation`]: { flag: 'interpolation' },
    [`${OPERATIONS}.ResizeImage.backend`]: { only: ['pil'] },
    [`${OPERATIONS}.CropImage.size`]: { flag: 'crop' },
    ...normalization(OPERATIONS),
    [`${OPERATIONS}.NormalizeImage.mean`]: { only: [[0.485, 0.456, 0.406]] },
    [`${OPERATIONS}.NormalizeImage.std`]: { only: [[0.229, 0.224, 0.225]] },
    'Infer.PostProcess.name': { only: ['Topk'] },
    'Infer.PostProcess.topk': { flag: 'top' },
    'Infer.PostProcess.class_id_map_file': { flag: 'labels' },
  },
  isElsewhere: (key) =>
    /^(DataLoader|Loss|Metric|Optimizer)\./.test(key) || Object.hasOwn(TRAIN_DIALECT.meanings, key),
};
