import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { ConverterError } from './errors.js';
import { type FitOptions, fitToNetwork } from './fit-to-network.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32 } from './tensor-values.js';

const wanted = stateDict(mobileNeXt({ width: 0.1, numClasses: 10 }));

const zeros = (shape: readonly number[]): StoredTensor =>
  fromFloat32(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);

/** A checkpoint of the network, with keys changed by a function and some tensors replaced. */
function checkpoint(
  rename: (key: string) => string | undefined = (key) => key,
  replaced: Readonly<Record<string, StoredTensor>> = {},
): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const { key, shape } of wanted) {
    const name = rename(key);
    if (name !== undefined) tensors.set(name, replaced[key] ?? zeros(shape));
  }
  return tensors;
}

function errorOf(tensors: Map<string, StoredTensor>, options?: FitOptions): ConverterError {
  try {
    fitToNetwork(tensors, wanted, options);
  } catch (error) {
    if (error instanceof ConverterError) return error;
    throw error;
  }
  throw new Error('it fits');
}

const without =
  (...keys: string[]) =>
  (key: string): string | undefined =>
    keys.includes(key) ? undefined : key;

describe('fitToNetwork', () => {
  it('gives the tensors in the order of the network', () => {
    const shuffled = new Map([...checkpoint()].reverse());
    const { tensors, missing, unexpected } = fitToNetwork(shuffled, wanted);
    expect([...tensors.keys()]).toEqual(wanted.map(({ key }) => key));
    expect([missing, unexpected]).toEqual([[], []]);
  });

  it.each(['module.', 'model.', 'module.backbone.'])('strips the prefix %s', (prefix) => {
    expect(
      fitToNetwork(
        checkpoint((key) => prefix + key),
        wanted,
      ).missing,
    ).toEqual([]);
  });

  it('does without counters and ignores keys that nobody wants', () => {
    const tensors = checkpoint((key) => (key.endsWith('tracked') ? undefined : key));
    tensors.set('total_ops', zeros([1]));
    const { missing, unexpected } = fitToNetwork(tensors, wanted);
    expect(missing).toHaveLength(74);
    expect(unexpected).toEqual(['total_ops']);
  });

  it('leaves out what a training run keeps beside the network', () => {
    const velocity = 'optimizer.velocity.features.0.0.weight';
    const tensors = checkpoint().set(velocity, zeros([32, 3, 3, 3]));
    expect(fitToNetwork(tensors, wanted).unexpected).toEqual([velocity]);
  });

  it('lists all that does not fit in one line, with names that look alike', () => {
    const tensors = checkpoint(
      (key) => key.replace('features.7.conv.4.running_var', 'features.7.conv.4.running_vra'),
      { 'features.5.conv.3.weight': zeros([20, 16, 1, 1]) },
    );
    tensors.delete('classifier.1.bias');
    const error = errorOf(tensors);
    expect(error.code).toBe('missing-key');
    expect(error.message).toBe(
      '3 of 446 keys do not fit the network: missing ' +
        'features.7.conv.4.running_var (the file has features.7.conv.4.running_vra), ' +
        'classifier.1.bias; of another shape ' +
        'features.5.conv.3.weight (file [20,16,1,1], network [16,20,1,1]); ' +
        'unexpected features.7.conv.4.running_vra; ' +
        'is it another width, another number of classes or another network?',
    );
  });

  it('calls it a shape mismatch if only shapes differ', () => {
    const replaced = { 'classifier.1.bias': zeros([37]) };
    expect(errorOf(checkpoint(undefined, replaced)).code).toBe('shape-mismatch');
  });

  it('cuts a long list short', () => {
    expect(errorOf(new Map([['w', zeros([1])]])).message).toContain(' and 364 more; unexpected w;');
  });

  it('refuses layers that the network does not have, with names that look alike', () => {
    const more = checkpoint()
      .set('classifier.2.weight', zeros([10, 10]))
      .set('attention.qkv._mean', zeros([3]));
    const error = errorOf(more);
    expect(error).toMatchObject({ code: 'unexpected-key', subject: 'classifier.2.weight' });
    expect(error.message).toBe(
      "the network does not have 2 of the file's parameters: " +
        'classifier.2.weight (it has classifier.1.weight, classifier.1.bias), attention.qkv._mean; ' +
        'is it another network? Convert or train with partial to leave them out',
    );
    for (const options of [{ partial: true }, { leaveOut: true }]) {
      expect(fitToNetwork(more, wanted, options).unexpected).toEqual([
        'classifier.2.weight',
        'attention.qkv._mean',
      ]);
    }
    more.delete('classifier.1.bias');
    expect(errorOf(more, { leaveOut: true }).code).toBe('missing-key');
  });

  it('refuses two keys for one parameter', () => {
    const tensors = checkpoint().set('module.classifier.1.bias', zeros([10]));
    expect(errorOf(tensors)).toMatchObject({ code: 'duplicate-key', subject: 'classifier.1.bias' });
  });

  it('refuses integers where floats belong', () => {
    const bias: StoredTensor = { dtype: 'I8', shape: [10], bytes: new Uint8Array(10) };
    const error = errorOf(checkpoint(undefined, { 'classifier.1.bias': bias }));
    expect(error).toMatchObject({ code: 'unsupported-dtype', subject: 'classifier.1.bias' });
  });

  it('leaves the classifier out on request, whether it is there or not', () => {
    const keys = ['classifier.1.weight', 'classifier.1.bias'];
    for (const tensors of [checkpoint(), checkpoint(without(...keys))]) {
      const fit = fitToNetwork(tensors, wanted, { resetClassifier: true });
      expect(fit.missing).toEqual(keys);
      expect(fit.unexpected).toEqual([]);
    }
  });

  it('takes a part with a classifier of other classes if both are asked for', () => {
    const part = checkpoint(without('features.0.0.weight', 'classifier.1.weight'), {
      'classifier.1.bias': zeros([37]),
    });
    expect(errorOf(part, { resetClassifier: true }).message).toMatch(/^1 of 446 .* features\.0\.0/);
    expect(errorOf(part, { partial: true }).code).toBe('shape-mismatch');
    expect(fitToNetwork(part, wanted, { partial: true, resetClassifier: true })).toMatchObject({
      missing: ['features.0.0.weight', 'classifier.1.weight', 'classifier.1.bias'],
      unexpected: [],
    });
  });

  it('still finds near names where a file holds very many', () => {
    const tensors = checkpoint((key) => key.replace('classifier.1.bias', 'classifier.1.bais'));
    for (let i = 0; i < 50_000; i++) tensors.set(`features.${i}.other.running_mean`, zeros([1]));
    const { message } = errorOf(tensors);
    expect(message).toContain('missing classifier.1.bias (the file has classifier.1.bais)');
    expect(message).toContain(' and 49993 more;');
  });

  it('takes a part on request, but no other shape', () => {
    const part = checkpoint(without('features.0.0.weight'));
    expect(fitToNetwork(part, wanted, { partial: true }).missing).toEqual(['features.0.0.weight']);
    part.set('classifier.1.bias', zeros([37]));
    expect(errorOf(part, { partial: true }).code).toBe('shape-mismatch');
  });
});
