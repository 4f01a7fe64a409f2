import { activated, at } from './load.js';
import { writeInputGradient } from './reductions.js';
import type { TwinOptions } from './tensors.js';

/** out [P, C] = act(affine(y)), plus the leading channels of identity. */
export function chainOutput(options: TwinOptions<'chainOutput'>): void {
  const { identity, identityChannels = 0, out, channels } = options;
  const a = activated({ ...options, x: options.y }, channels);
  a.forEach((value, i) => {
    out[i] = value + (i % channels < identityChannels ? at(identity, i, 0) : 0);
  });
}

/** dz = dOut * act'(z), dBeta = sum of dz, dGamma = sum of dz * (y - mean) * invStd. */
export function chainOutputGradient(options: TwinOptions<'chainOutputGradient'>): void {
  const { dOut, y, invStd, dz, channels } = options;
  const load = { ...options, x: y, dx: dz, xInvStd: invStd };
  writeInputGradient(Float64Array.from(dOut), load, channels);
}

/** to[:, :leadingChannels] += from[:, :leadingChannels]. */
export function addLeadingChannels(options: TwinOptions<'addLeadingChannels'>): void {
  const { to, from, leadingChannels, channels } = options;
  to.forEach((value, i) => {
    if (i % channels < leadingChannels) to[i] = value + from[i];
  });
}
