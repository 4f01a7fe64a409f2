import { augmenting, clashes, mixing } from './augmentation-meanings.js';
import type { Dialect, Meaning, Meanings } from './interpret.js';
import { decoding, normalization } from './picture-meanings.js';
import type { Leaf } from './settings-file.js';

/** A setting of the training configuration that takes the value as it is. */
const setting = (path: string): Meaning => ({
  settings: (value) => [`${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`],
});

/** `[3, 224, 224]` or `224` as the side of the square. */
const side = (value: Leaf): readonly string[] => [
  `preprocessing.size=${Array.isArray(value) ? String(value[value.length - 1]) : String(value)}`,
];

const statistics = (operations: string): Meanings => ({
  ...normalization(operations),
  [`${operations}.NormalizeImage.mean`]: setting('preprocessing.mean'),
  [`${operations}.NormalizeImage.std`]: setting('preprocessing.std'),
});

const TRAIN = 'DataLoader.Train.dataset.transform_ops';
const EVAL = 'DataLoader.Eval.dataset.transform_ops';
const BATCH = 'DataLoader.Train.dataset.batch_transform_ops';

const SPEED = 'it changes speed only';

const MEANINGS: Meanings = {
  'Global.epochs': { flag: 'epochs' },
  'Global.output_dir': { flag: 'out' },
  'Global.pretrained_model': { flag: 'initial' },
  'Global.checkpoints': { flag: 'checkpoints' },
  'Global.seed': { flag: 'seed' },
  'Global.print_batch_step': { flag: 'printEvery' },
  'Global.image_shape': { settings: side },
  'Global.device': { only: ['cpu'] },
  'Global.save_interval': { only: [1] },
  'Global.eval_during_train': { only: [true] },
  'Global.eval_interval': { only: [1] },
  'Global.use_visualdl': { only: [false] },
  'Global.save_inference_dir': { note: 'nothing is exported in training' },

  'Arch.name': { flag: 'variant' },
  'Arch.class_num': { flag: 'classes' },
  'Arch.pretrained': { only: [false] },

  'EMA.decay': { flag: 'ema' },

  'Loss.Train.CELoss.weight': { only: [1] },
  'Loss.Train.CELoss.epsilon': setting('labelSmoothing'),
  'Loss.Eval.CELoss.weight': { only: [1] },

  'Optimizer.name': { only: ['Momentum'] },
  'Optimizer.momentum': setting('optimizer.momentum'),
  'Optimizer.use_nesterov': setting('optimizer.nesterov'),
  'Optimizer.one_dim_param_no_weight_decay': {
    settings: (value) => [`optimizer.decayGroup=${value === true ? 'weights' : 'all'}`],
  },
  'Optimizer.regularizer.name': { only: ['L2'] },
  'Optimizer.regularizer.coeff': setting('optimizer.decay'),
  'Optimizer.lr.name': { only: ['Cosine'] },
  'Optimizer.lr.learning_rate': { flag: 'rate' },
  'Optimizer.lr.eta_min': setting('schedule.minimumRate'),
  'Optimizer.lr.warmup_start_lr': setting('schedule.warmupRate'),
  'Optimizer.lr.warmup_epoch': {
    settings: (value) => ['schedule.warmupUnit=epochs', `schedule.warmup=${String(value)}`],
  },
  'Optimizer.lr.by_epoch': {
    settings: (value) => [`schedule.per=${value === true ? 'epoch' : 'iteration'}`],
  },

  'DataLoader.Train.dataset.name': { only: ['ImageNetDataset'] },
  'DataLoader.Train.dataset.image_root': { flag: 'data' },
  'DataLoader.Train.dataset.cls_label_path': { flag: 'trainList' },
  ...decoding(TRAIN),
  [`${TRAIN}.RandCropImage.size`]: {
    settings: (value) => [...side(value), 'augmentation.crop.rule=paddleclas'],
  },
  [`${TRAIN}.RandCropImage.scale`]: setting('augmentation.crop.scale'),
  [`${TRAIN}.RandCropImage.ratio`]: setting('augmentation.crop.ratio'),
  [`${TRAIN}.RandCropImage.interpolation`]: setting('augmentation.crop.interpolation'),
  [`${TRAIN}.RandCropImage.backend`]: { only: ['pil'] },
  [`${TRAIN}.RandCropImage.use_log_aspect`]: setting('augmentation.crop.logAspect'),
  ...augmenting(TRAIN),
  [`${TRAIN}.RandFlipImage.flip_code`]: { only: [1] },
  ...statistics(TRAIN),
  ...mixing(BATCH),
  'DataLoader.Train.sampler.name': { only: ['DistributedBatchSampler', 'BatchSampler'] },
  'DataLoader.Train.sampler.batch_size': { flag: 'batch' },
  'DataLoader.Train.sampler.drop_last': { only: [false] },
  'DataLoader.Train.sampler.shuffle': { only: [true] },
  'DataLoader.Train.loader.num_workers': { note: SPEED },
  'DataLoader.Train.loader.use_shared_memory': { note: SPEED },

  'DataLoader.Eval.dataset.name': { only: ['ImageNetDataset'] },
  'DataLoader.Eval.dataset.image_root': { flag: 'test' },
  'DataLoader.Eval.dataset.cls_label_path': { flag: 'testList' },
  ...decoding(EVAL),
  [`${EVAL}.ResizeImage.resize_short`]: setting('preprocessing.resize.shortSide'),
  [`${EVAL}.ResizeImage.interpolation`]: setting('preprocessing.resize.interpolation'),
  [`${EVAL}.ResizeImage.backend`]: { only: ['pil'] },
  [`${EVAL}.CropImage.size`]: { settings: side },
  ...statistics(EVAL),
  'DataLoader.Eval.sampler.name': { only: ['DistributedBatchSampler', 'BatchSampler'] },
  'DataLoader.Eval.sampler.batch_size': { note: SPEED },
  'DataLoader.Eval.sampler.drop_last': { only: [false] },
  'DataLoader.Eval.sampler.shuffle': { only: [false] },
  'DataLoader.Eval.loader.num_workers': { note: SPEED },
  'DataLoader.Eval.loader.use_shared_memory': { note: SPEED },

  'Metric.Train.TopkAcc.topk': { only: [[1, 5]] },
  'Metric.Eval.TopkAcc.topk': { only: [[1, 5]] },
};

/** A PaddleClas file as `train` reads it. */
export const TRAIN_DIALECT: Dialect = {
  meanings: MEANINGS,
  isElsewhere: (key) => key.startsWith('Infer.'),
  clashes: (settings) => clashes(settings, TRAIN, BATCH),
};
