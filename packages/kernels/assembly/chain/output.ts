// The end of a chain: the last unit's batch norm and activation, and the shortcut.
import { addInto } from '../common/add';
import { loadActivated } from '../common/load';

/**
 * out [P, C] = act(affine(y)), to whose first `identityChannels` channels those of
 * identity [P, C] are added; identity 0: no shortcut.
 */
export function chainOutput(
  y: usize, affine: usize, relu6: bool, identity: usize, identityChannels: usize,
  out: usize, pixels: usize, channels: usize,
): void {
  const pixelBytes = channels * 4;
  for (let p: usize = 0; p < pixels; p++) {
    loadActivated(y, affine, relu6, out, 1, pixelBytes);
    if (identity) {
      addInto(out, identity, identityChannels * 4);
      identity += pixelBytes;
    }
    y += pixelBytes;
    out += pixelBytes;
  }
}

/** to [P, :channels] += from [P, :channels], both [P, C]: the shortcut's part of a gradient. */
export function addLeadingChannels(
  to: usize, from: usize, leadingChannels: usize, pixels: usize, channels: usize,
): void {
  const pixelBytes = channels * 4;
  for (let p: usize = 0; p < pixels; p++, to += pixelBytes, from += pixelBytes) {
    addInto(to, from, leadingChannels * 4);
  }
}
