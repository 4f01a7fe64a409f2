/** Pictures [N,C,H,W] as [N,H,W,C], both row-major. */
export function toNhwc(
  nchw: Float32Array,
  [n, c, h, w]: readonly number[],
): { readonly values: Float32Array; readonly shape: readonly [number, number, number, number] } {
  const values = new Float32Array(nchw.length);
  const pixels = h * w;
  for (let i = 0; i < nchw.length; i++) {
    const pixel = i % pixels;
    const channel = Math.floor(i / pixels) % c;
    const picture = Math.floor(i / (pixels * c));
    values[(picture * pixels + pixel) * c + channel] = nchw[i];
  }
  return { values, shape: [n, h, w, c] };
}
