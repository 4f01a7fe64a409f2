import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { elementCount } from '../stored-tensor.js';
import { openArchive } from '../zip/archive.js';
import { readPth } from './read-pth.js';
import { writePth } from './write-pth.js';

const DTYPES = ['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL'] as const;

const tensors = fc
  .dictionary(
    fc.stringMatching(/^[a-z][\w.]{0,12}$/),
    fc.record({
      dtype: fc.constantFrom<Dtype>(...DTYPES),
      shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
    }),
    { minKeys: 1, noNullPrototype: true },
  )
  .map(
    (all) =>
      new Map(
        Object.entries(all).map(([key, { dtype, shape }]) => {
          const length = elementCount(shape) * DTYPE_BYTES[dtype];
          return [key, { dtype, shape, bytes: Uint8Array.from({ length }, (_, i) => i % 251) }];
        }),
      ),
  );

describe('writePth', () => {
  it('writes what is read as it was: every dtype, scalars, empty tensors', () => {
    fc.assert(
      fc.property(tensors, (written) => {
        const read = readPth(writePth(written)).tensors;
        expect([...read]).toEqual([...written]);
      }),
    );
  });

  it('has the entries of torch.save', () => {
    const written = new Map([['w', { dtype: 'I8', shape: [1], bytes: Uint8Array.of(1) }] as const]);
    expect([...openArchive(writePth(written)).entries.keys()]).toEqual([
      'archive/data.pkl',
      'archive/byteorder',
      'archive/data/0',
      'archive/version',
    ]);
  });

  it('refuses a dtype that has no storage class', () => {
    const bytes = new Uint8Array(4);
    const written = new Map([['w', { dtype: 'U32', shape: [1], bytes }] as const]);
    expect(() => writePth(written)).toThrow('w is stored as U32, which .pth files do not know');
  });
});
