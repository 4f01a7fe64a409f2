import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224, SMALL_32 } from '@mobilenext/mobilenext';
import { changePreprocessing, sizeNotes } from './preprocessing-flags.js';
import { parseSize } from './size.js';

const none = {
  resize: undefined,
  interpolation: undefined,
  size: undefined,
  crop: undefined,
  normalization: undefined,
  channelOrder: undefined,
};

describe('changePreprocessing', () => {
  it('keeps what is not asked to change', () => {
    expect(changePreprocessing(IMAGENET_224, none)).toEqual(IMAGENET_224);
    expect(changePreprocessing(SMALL_32, none).resize).toBeNull();
  });

  it('takes all the rules of a library together', () => {
    const changed = changePreprocessing(IMAGENET_224, { ...none, resize: 'timm', size: 240 });
    expect(changed).toMatchObject({
      resize: { shortSide: 240, interpolation: 'bicubic', rounding: 'timm' },
      cropRule: 'torchvision',
      arithmetic: 'timm',
    });
  });

  it('resizes pictures for a small network only when asked', () => {
    const changed = changePreprocessing(SMALL_32, { ...none, interpolation: 'bilinear' });
    expect(changed.resize?.shortSide).toBe(32);
  });

  it('refuses sizes that no picture could be brought to', () => {
    const change = (sizes: object) => () =>
      changePreprocessing(IMAGENET_224, { ...none, ...sizes });
    expect(change({ crop: 300 })).toThrow('256 pixels cannot be cropped to 300: --size is to be');
    expect(change({ size: 100 })).toThrow('100 pixels cannot be cropped to 224');
    expect(change({ size: 9_999_999 })).toThrow('resize.shortSide cannot be: see --size');
    // torchvision pads what is too small.
    expect(change({ crop: 300, resize: 'torchvision' })).not.toThrow();
  });

  it('takes constants by name, with their usual order of channels', () => {
    const caffe = changePreprocessing(IMAGENET_224, { ...none, normalization: 'caffe' });
    expect(caffe).toMatchObject({ mean: [0.406, 0.456, 0.485], channelOrder: 'bgr' });
    const bgr = changePreprocessing(IMAGENET_224, { ...none, channelOrder: 'bgr' });
    expect(bgr).toEqual({ ...IMAGENET_224, channelOrder: 'bgr' });
  });
});

describe('sizeNotes', () => {
  it('tells of another size, larger or smaller', () => {
    const notesOf = (flags: object) =>
      sizeNotes(IMAGENET_224, changePreprocessing(IMAGENET_224, { ...none, ...flags }));
    expect(notesOf({ resize: 'timm' })).toEqual([]);
    expect(notesOf({ crop: 192 })).toEqual([
      'pictures are cropped to 192 pixels, the checkpoint is made for 224: it may do worse',
    ]);
    expect(notesOf({ crop: 256, size: 288 })).toHaveLength(2);
  });
});

describe('parseSize', () => {
  it('reads a side, or height and width', () => {
    expect(parseSize('--input', '224')).toEqual({ height: 224, width: 224 });
    expect(parseSize('--input', '192x256')).toEqual({ height: 192, width: 256 });
  });

  it.each(['0', '-1', '224x', 'x', '1e9', '22.5'])('refuses %s', (text) => {
    expect(() => parseSize('--input', text)).toThrow('--input');
  });
});
