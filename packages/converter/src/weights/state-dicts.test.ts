import { describe, expect, it } from '@jest/globals';
import { setItems, tupleOf } from '../pickle/containers.js';
import { emptyDict, emptyList, type PickleDict, type PickleValue } from '../pickle/values.js';
import { findStateDicts } from './state-dicts.js';

const tensor = (): PickleValue => ({ kind: 'numpy-array' });

function dict(items: Readonly<Record<string, PickleValue>>): PickleDict {
  const made = emptyDict();
  setItems(made, Object.entries(items).flat());
  return made;
}

const names = (root: PickleValue): string[] => [...findStateDicts(root).state.keys()];

describe('findStateDicts', () => {
  it('takes the object itself if it holds tensors', () => {
    expect(names(dict({ 'a.weight': tensor(), epoch: 7 }))).toEqual(['a.weight']);
  });

  it.each(['state_dict', 'model', 'model_state_dict', 'net'])('looks under %s', (key) => {
    // A loss may be a tensor beside the state dict and must not hide it.
    const root = dict({ loss: tensor(), [key]: dict({ w: tensor(), b: tensor() }) });
    expect(names(root)).toEqual(['w', 'b']);
    expect(names(dict({ model: root }))).toEqual(['w', 'b']);
  });

  it('finds the average beside the parameters, or takes it for them', () => {
    const ema = dict({ average: tensor() });
    const both = findStateDicts(dict({ state_dict: dict({ w: tensor() }), model_ema: ema }));
    expect([...both.state.keys()]).toEqual(['w']);
    expect([...(both.ema?.keys() ?? [])]).toEqual(['average']);
    const besides: Readonly<Record<string, PickleValue>>[] = [{}, { loss: tensor() }];
    for (const beside of besides) {
      const large = dict({ a: tensor(), b: tensor(), c: tensor() });
      const alone = findStateDicts(dict({ ...beside, state_dict_ema: large }));
      expect(alone.state).toBe(alone.ema);
    }
  });

  it('takes layers that have a dict of their own along, and no optimizer', () => {
    const moments = dict({ weight: tensor() });
    const head = dict({ weight: tensor(), momentum_buffer: tensor() });
    const root = dict({ 'a.weight': tensor(), head, optimizer: moments });
    expect(names(root)).toEqual(['a.weight', 'head.weight']);
  });

  it('takes a dict once, however often it is named', () => {
    const shared = dict({});
    for (let i = 0; i < 5000; i++) setItems(shared, [`${i}.weight`, tensor()]);
    const root = dict({ 'a.weight': tensor(), 'a.bias': tensor() });
    for (let i = 0; i < 5000; i++) setItems(root, [`layer${i}`, shared]);
    expect(names(root)).toHaveLength(5002);
  });

  it("unwraps Paddle's tuples of name and array", () => {
    const root = dict({ model: dict({ w: tupleOf(['conv2d_0.w_0', tensor()]) }) });
    expect(names(root)).toEqual(['w']);
  });

  it('ends on dicts that hold themselves, or one another many times over', () => {
    const loop = dict({});
    setItems(loop, ['state_dict', loop, 'model', loop, 'net', loop]);
    expect(() => names(loop)).toThrow('no state dict');
  });

  it.each([
    ['a bare tensor', tensor()],
    ['a list', emptyList()],
    ['an optimizer', dict({ optimizer: dict({ state: dict({}) }), epoch: 7 })],
    [
      "Paddle's optimizer",
      dict({ 'conv2d_0.w_0_velocity_0': tensor(), 'linear_0.b_0_beta1_pow_acc_0': tensor() }),
    ],
    ['nothing', null],
  ])('refuses %s', (_, root) => {
    expect(() => names(root)).toThrow(expect.objectContaining({ code: 'not-a-checkpoint' }));
  });
});
