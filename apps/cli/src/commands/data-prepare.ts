import { defineCommand } from '../frame/command.js';

export const dataPrepare = defineCommand({
  name: 'data prepare',
  summary: "make tar shards out of ImageNet's official archives",
  args: [{ name: 'NAME', help: 'imagenet' }],
  flags: {
    train: { type: 'string', value: 'FILE', help: 'ILSVRC2012_img_train.tar' },
    val: { type: 'string', value: 'FILE', help: 'ILSVRC2012_img_val.tar, which needs --devkit' },
    devkit: {
      type: 'string',
      value: 'FILE',
      help: 'ILSVRC2012_devkit_t12.tar.gz, or the folder that was unpacked from it',
    },
    synsets: {
      type: 'string',
      value: 'FILE',
      help: "WordNet ids, one a line, in the order of ILSVRC2012_ID, instead of the devkit's meta.mat",
    },
    out: { type: 'string', value: 'DIR', help: 'folder for the shards (default: data/imagenet)' },
    shardSize: {
      type: 'integer',
      value: 'N',
      min: 1,
      default: 1000,
      help: 'pictures a shard',
    },
    verify: {
      type: 'boolean',
      help: 'read all shards again and compare their checksums; without archives, those in --out',
    },
    force: { type: 'boolean', help: 'begin the given splits anew where they were made otherwise' },
  },
  examples: [
    {
      line: 'mobilenext data prepare imagenet --train ILSVRC2012_img_train.tar --val ILSVRC2012_img_val.tar --devkit ILSVRC2012_devkit_t12.tar.gz',
      does: 'both splits in data/imagenet; if it is interrupted, the same line goes on',
    },
    {
      line: 'mobilenext data prepare imagenet --out /mnt/imagenet --verify',
      does: 'reads the shards that are there again and says whether they are as written',
    },
  ],
  run: async ({ args: [name], flags }, context) => {
    const { runPrepare } = await import('../data-sets/run-prepare.js');
    await runPrepare(name, flags, context);
  },
});
