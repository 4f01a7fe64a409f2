const { fround } = Math;

/** Red, green and blue to hue, saturation and value, a byte each; hue 0..255 goes once around. */
export function rgbToHsv(rgb: Uint8Array): Uint8Array {
  const hsv = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const [red, green, blue] = [rgb[at], rgb[at + 1], rgb[at + 2]];
    const most = Math.max(red, green, blue);
    const range = most - Math.min(red, green, blue);
    hsv[at + 2] = most;
    if (range === 0) continue;
    hsv[at] = Math.trunc(255 * turnOf(red, green, blue, most, range));
    hsv[at + 1] = Math.trunc(255 * fround(range / most));
  }
  return hsv;
}

/** Where on the colour circle, 0 to 1. Quotients and results are float32, what lies between is double. */
function turnOf(red: number, green: number, blue: number, most: number, range: number): number {
  const lackOfRed = fround((most - red) / range);
  const lackOfGreen = fround((most - green) / range);
  const lackOfBlue = fround((most - blue) / range);
  let sixths: number;
  if (red === most) sixths = fround(lackOfBlue - lackOfGreen);
  else if (green === most) sixths = fround(2 + lackOfRed - lackOfBlue);
  else sixths = fround(4 + lackOfGreen - lackOfRed);
  return fround((sixths / 6 + 1) % 1);
}

/** The way back. */
export function hsvToRgb(hsv: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(hsv.length);
  for (let at = 0; at < hsv.length; at += 3) {
    const value = hsv[at + 2];
    const sixths = (hsv[at] * 6) / 255;
    const sector = Math.floor(sixths);
    const fraction = fround(sixths - sector);
    const saturation = fround(hsv[at + 1] / 255);
    const low = roundHalfUp(value * (1 - saturation));
    const falling = roundHalfUp(value * (1 - fround(saturation * fraction)));
    const rising = roundHalfUp(value * (1 - saturation * (1 - fraction)));
    const [red, green, blue] = [
      [value, rising, low],
      [falling, value, low],
      [low, value, rising],
      [low, falling, value],
      [rising, low, value],
      [value, low, falling],
    ][sector % 6];
    rgb[at] = red;
    rgb[at + 1] = green;
    rgb[at + 2] = blue;
  }
  return rgb;
}

const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

/** Adds `offset`, 0..255, to the hue of every pixel. */
export function shiftHue(rgb: Uint8Array, offset: number): Uint8Array {
  const hsv = rgbToHsv(rgb);
  for (let at = 0; at < hsv.length; at += 3) hsv[at] += offset;
  return hsvToRgb(hsv);
}
