/** How often each level occurs in each channel: [3, 256]. */
export function histograms(rgb: Uint8Array): Uint32Array {
  const counts = new Uint32Array(3 * 256);
  for (let at = 0; at < rgb.length; at += 3) {
    counts[rgb[at]]++;
    counts[256 + rgb[at + 1]]++;
    counts[512 + rgb[at + 2]]++;
  }
  return counts;
}

/** Looks every byte up in its channel's table, of [3, 256]. */
export function lookUp(rgb: Uint8Array, tables: Uint8Array): Uint8Array {
  const output = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    output[at] = tables[rgb[at]];
    output[at + 1] = tables[256 + rgb[at + 1]];
    output[at + 2] = tables[512 + rgb[at + 2]];
  }
  return output;
}
