import type { Random } from '../util/random.js';

/** How the values of a picture change, 0 … 255: each a factor, and what is added. */
export interface ColourChange {
  readonly saturation: number;
  readonly contrast: number;
  readonly brightness: number;
}

/** The middle of what a byte can be. */
const MIDDLE = 127.5;
/** What red, green and blue count in grey (ITU-R BT.601). */
const GREY = [0.299, 0.587, 0.114] as const;

/** Factors within 1 ± share, and a brightness that changes by at most that share of half of what a byte can be. */
export function drawColourChange(random: Random, share: number): ColourChange {
  const draw = () => (2 * random.next() - 1) * share;
  return { saturation: 1 + draw(), contrast: 1 + draw(), brightness: MIDDLE * draw() };
}

/** Changes a picture in place; saturation only where it has the three channels of colours. */
export function changeColours(
  pixels: Float32Array,
  channels: number,
  { saturation, contrast, brightness }: ColourChange,
): void {
  const added = MIDDLE * (1 - contrast) + brightness;
  if (channels !== 3) {
    for (let i = 0; i < pixels.length; i++) pixels[i] = contrast * (pixels[i] as number) + added;
    return;
  }
  const [r, g, b] = GREY;
  const own = contrast * saturation;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [
      pixels[i] as number,
      pixels[i + 1] as number,
      pixels[i + 2] as number,
    ];
    const base = (contrast - own) * (r * red + g * green + b * blue) + added;
    pixels[i] = base + own * red;
    pixels[i + 1] = base + own * green;
    pixels[i + 2] = base + own * blue;
  }
}
