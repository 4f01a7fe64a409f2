import { type NetworkFacts, NORMALIZATIONS, type Preprocessing } from '@mobilenext/mobilenext';

/** Something known of a network, and the flag that says the same. */
export interface Fact {
  readonly words: string;
  readonly flag: string;
  readonly value: string;
}

/** What is known of a network, in the order of the help; nothing for what is not. */
function factsInWords(facts: NetworkFacts): readonly Fact[] {
  const { strides, identityMultiplier, preprocessing } = facts;
  const rows: readonly (readonly [string, string, string | number | undefined])[] = [
    ['strides', '--strides', strides],
    ['identity multiplier', '--identity-multiplier', identityMultiplier],
    ...(preprocessing ? pictureRows(preprocessing) : []),
  ];
  return rows.flatMap(([words, flag, value]) =>
    value === undefined ? [] : [{ words, flag, value: String(value) }],
  );
}

/** `strides small, identity multiplier 2`. */
export const factsText = (facts: NetworkFacts): string =>
  factsInWords(facts)
    .map(({ words, value }) => `${words} ${value}`)
    .join(', ');

function pictureRows(preprocessing: Preprocessing) {
  const { size, resize, channelOrder = 'rgb' } = preprocessing;
  return [
    ['normalization', '--normalization', normalizationText(preprocessing)],
    ['channel order', '--channel-order', channelOrder],
    ['crop', '--crop', size],
    ['size', '--size', resize?.shortSide],
    ['interpolation', '--interpolation', resize?.interpolation],
    ['resize', '--resize', resize?.rounding],
  ] as const;
}

function normalizationText({ mean, std }: Preprocessing): string {
  const named = Object.entries(NORMALIZATIONS).find(
    ([, each]) => String(each.mean) === String(mean) && String(each.std) === String(std),
  );
  return named?.[0] ?? `of mean ${mean.join(' ')} and deviation ${std.join(' ')}`;
}

/** A line for each fact that a flag changes against what the file says itself. */
export function overruledNotes(
  path: string,
  saved: NetworkFacts,
  used: NetworkFacts,
): readonly string[] {
  return differingFacts(saved, used).map(
    ([says, takes]) =>
      `${takes.flag} ${takes.value} instead of the ${says.value} that ${path} says`,
  );
}

/** Facts that both know, and know otherwise. */
export function differingFacts(
  a: NetworkFacts,
  b: NetworkFacts,
): readonly (readonly [Fact, Fact])[] {
  const others = new Map(factsInWords(b).map((fact) => [fact.flag, fact]));
  return factsInWords(a).flatMap((fact) => {
    const other = others.get(fact.flag);
    return other && other.value !== fact.value ? [[fact, other] as const] : [];
  });
}
