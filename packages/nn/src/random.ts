/** Mixes 32 bits so that each input bit reaches each output bit (the finaliser of MurmurHash3). */
function mix(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32 bits that depend on every character of a text. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = mix(hash ^ text.charCodeAt(i));
  return hash;
}

/**
 * Random numbers without state: the number at `index` of the stream (seed, name) is always the
 * same, whoever asks for it and in whatever order. Uniform in [0,1), 32 bits.
 */
export function uniformStream(seed: number, name: string): (index: number) => number {
  const key = mix(hashText(name) ^ mix(seed >>> 0));
  const second = mix(key ^ 0x9e3779b9);
  return (index) => mix(mix(key ^ index) + second) / 2 ** 32;
}

/** Normal numbers (mean 0, deviation 1) without state, by Box and Muller's transform. */
export function normalStream(seed: number, name: string): (index: number) => number {
  const uniform = uniformStream(seed, name);
  return (index) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform(2 * index)));
    return radius * Math.cos(2 * Math.PI * uniform(2 * index + 1));
  };
}
