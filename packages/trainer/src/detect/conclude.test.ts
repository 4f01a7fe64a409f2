import { describe, expect, it } from '@jest/globals';
import { bestInput, conclude, type Detection, type InputExplanation } from './conclude.js';

type Strides = 'imagenet' | 'small';

const preprocessing = (size: number) =>
  ({
    size,
    resize: null,
    cropRule: 'torchvision',
    mean: [0, 0, 0],
    std: [1, 1, 1],
    arithmetic: 'torchvision',
  }) as const;

/** [strides, size, identity multiplier, distance]; the distance of a good fit is 0.001. */
type Run = readonly [Strides, number, number, number];
const runsOf = (...runs: readonly Run[]) =>
  runs.map(([strides, size, identityMultiplier, distance]) => ({
    strides,
    preprocessing: preprocessing(size),
    identityMultiplier,
    distance,
  }));

/** The first unit explained by two normalisations and both orders, alike under each strides. */
const inputsOf = (
  strides: readonly Strides[],
  { ratio = 10, odds = 100, unitDistance = 0.01 } = {},
): InputExplanation<Strides>[] =>
  strides.flatMap((name) =>
    (['unit', 'signed'] as const).flatMap((normalization) =>
      (['rgb', 'bgr'] as const).map((channelOrder) => ({
        strides: name,
        normalization,
        channelOrder,
        mean: [0, 0, 0] as const,
        std: [1, 1, 1] as const,
        distance: normalization === 'unit' ? unitDistance : unitDistance * ratio,
        logLikelihood: channelOrder === 'bgr' ? Math.log(odds) : 0,
      })),
    ),
  );

function told(runs: readonly Run[], inputs = inputsOf(['imagenet', 'small'])): Detection<Strides> {
  return conclude(bestInput(inputs), inputs, runsOf(...runs));
}
const finding = ({ findings }: Detection, question: string) =>
  findings.find((each) => each.question === question);

describe('conclude', () => {
  it('tells everything where the size is known and all is clear', () => {
    const detection = told([
      ['imagenet', 64, 1, 0.004],
      ['imagenet', 64, 2, 0.001],
      ['small', 64, 1, 0.006],
      ['small', 64, 2, 0.005],
    ]);
    expect(detection.findings.map(({ answer, clear }) => [answer, clear])).toEqual([
      ['unit', true],
      ['bgr', true],
      ['imagenet', true],
      [2, true],
    ]);
    expect(finding(detection, 'strides')?.margin).toBeCloseTo(5);
    expect(detection.facts).toEqual({
      strides: 'imagenet',
      identityMultiplier: 2,
      preprocessing: { ...preprocessing(64), channelOrder: 'bgr' },
    });
    expect(detection.fits).toBe(true);
  });

  // Measured on m2-small-bgr-signed, trained with small strides at 32.
  const unsized: readonly Run[] = [
    ['imagenet', 128, 1, 4.1e-3],
    ['imagenet', 128, 2, 0.94e-3],
    ['imagenet', 128, 3, 3.62e-3],
    ['small', 32, 1, 5.02e-3],
    ['small', 32, 2, 1.88e-3],
    ['small', 32, 3, 4.53e-3],
  ];

  it('never tells the strides by a margin where the size is open, but still the rest', () => {
    const detection = told(unsized);
    const strides = finding(detection, 'strides');
    expect(strides).toMatchObject({ clear: false, needs: 'size' });
    expect(strides?.margin).toBeCloseTo(2);
    expect(finding(detection, 'normalization')).toMatchObject({ answer: 'unit', clear: true });
    expect(finding(detection, 'channelOrder')).toMatchObject({ answer: 'bgr', clear: true });
    const multiplier = finding(detection, 'identityMultiplier');
    expect(multiplier).toMatchObject({ answer: 2, rival: 3, clear: true });
    // Of the two strides the one under which it is less clear.
    expect(multiplier?.margin).toBeCloseTo(4.53 / 1.88);
  });

  it('asks for no size where the strides are known', () => {
    const small = unsized.filter(([strides]) => strides === 'small');
    const detection = told([...small, ['small', 64, 2, 3.08e-3]], inputsOf(['small']));
    const strides = finding(detection, 'strides');
    expect(strides).toMatchObject({ answer: 'small', clear: true });
    expect(strides).not.toHaveProperty('needs');
    expect(detection.facts.preprocessing.size).toBe(32);
  });

  it('leaves the multiplier open where it depends on strides that are', () => {
    const detection = told([
      ['imagenet', 224, 1, 0.001],
      ['imagenet', 224, 2, 0.005],
      ['small', 32, 1, 0.005],
      ['small', 32, 2, 0.002],
    ]);
    expect(finding(detection, 'identityMultiplier')).toMatchObject({ margin: 1, clear: false });
  });

  it('leaves the normalisation open where it depends on strides that are', () => {
    const inputs = [
      ...inputsOf(['imagenet']),
      ...inputsOf(['small'], { ratio: 1 / 10, unitDistance: 0.5 }),
    ];
    expect(finding(told(unsized, inputs), 'normalization')?.clear).toBe(false);
    expect(
      finding(told(unsized, inputsOf(['small', 'imagenet'], { odds: 19 })), 'channelOrder'),
    ).toMatchObject({ answer: 'bgr', clear: false });
  });

  it('leaves near strides open at one size, and asks for no size', () => {
    const detection = told([
      ['imagenet', 64, 1, 4.33e-3],
      ['imagenet', 64, 2, 28.2e-3],
      ['small', 64, 1, 3.5e-3],
      ['small', 64, 2, 24.4e-3],
    ]);
    expect(finding(detection, 'strides')).toMatchObject({ clear: false, rival: 'imagenet' });
    expect(finding(detection, 'strides')).not.toHaveProperty('needs');
    expect(finding(detection, 'identityMultiplier')).toMatchObject({ answer: 1, clear: true });
  });

  it('says where nothing fits, by the stem or by the rest', () => {
    const far = unsized.map(
      ([strides, size, multiplier, distance]): Run => [strides, size, multiplier, distance * 30],
    );
    expect(told(unsized).fits).toBe(true);
    expect(told(far).fits).toBe(false);
    expect(told(unsized, inputsOf(['imagenet', 'small'], { unitDistance: 0.2 })).fits).toBe(false);
    const noNumbers = unsized.map(
      ([strides, size, multiplier]): Run => [strides, size, multiplier, Number.NaN],
    );
    expect(told(noNumbers)).toMatchObject({ fits: false });
    expect(finding(told(noNumbers), 'identityMultiplier')?.clear).toBe(false);
  });
});
