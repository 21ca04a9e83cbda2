import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import type { Random } from '../util/random.js';
import { area, type Corners, type TrueBox } from './box.js';

/** How a picture is turned, zoomed and lit before it is learnt from. */
export interface View {
  readonly flipX: boolean;
  readonly flipY: boolean;
  readonly zoom: number;
  /** Pixels that the zoomed picture moves to the right and down. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Of each channel: what its bytes are multiplied by. */
  readonly gains: readonly [number, number, number];
}

export interface Augmentation {
  readonly flips: 'none' | 'horizontal' | 'both';
  /** The most that a picture is made larger or smaller, as a share. */
  readonly zoom: number;
  /** The most that it is made lighter or darker, as a share. */
  readonly light: number;
}

/** Less of a box than this, left in the picture, is not to be found. */
const LEAST_LEFT = 0.4;

/** A view of a picture of this size by chance. */
export function randomView(
  { flips, zoom, light }: Augmentation,
  width: number,
  height: number,
  random: Random,
): View {
  const around = (most: number) => (2 * random.next() - 1) * most;
  const flipX = random.next() < 0.5 && flips !== 'none';
  const flipY = random.next() < 0.5 && flips === 'both';
  const factor = exp(around(log(1 + zoom)));
  // A smaller picture lies anywhere in the frame, a larger one shows any part of it.
  const shiftX = random.next() * width * (1 - factor);
  const shiftY = random.next() * height * (1 - factor);
  const own = around(light);
  const gain = () => 1 + own + around(light / 3);
  const gains = [gain(), gain(), gain()] as const;
  return { flipX, flipY, zoom: factor, shiftX, shiftY, gains };
}

/** Boxes as they lie in the view; what is cut by its edge to a small rest counts neither way. */
export function viewBoxes(
  boxes: readonly TrueBox[],
  { flipX, flipY, zoom, shiftX, shiftY }: View,
  width: number,
  height: number,
): TrueBox[] {
  const along = (low: number, high: number, size: number, flip: boolean, shift: number) => {
    const [from, to] = flip ? [size - high, size - low] : [low, high];
    return [zoom * from + shift, zoom * to + shift] as const;
  };
  return boxes.flatMap(({ code, crowd, ...box }) => {
    const [x1, x2] = along(box.x1, box.x2, width, flipX, shiftX);
    const [y1, y2] = along(box.y1, box.y2, height, flipY, shiftY);
    const whole = { x1, y1, x2, y2 };
    const left = clipped(whole, width, height);
    if (area(left) === 0) return [];
    const isRest = area(left) < LEAST_LEFT * area(whole);
    return [{ code, ...left, crowd: crowd || isRest }];
  });
}

function clipped({ x1, y1, x2, y2 }: Corners, width: number, height: number): Corners {
  return {
    x1: Math.max(0, x1),
    y1: Math.max(0, y1),
    x2: Math.min(width, x2),
    y2: Math.min(height, y2),
  };
}

/** Grey, where the view shows nothing of the picture. */
const OUTSIDE = 114;

/** Draws the view of a picture, (height, width, 3), into another one, between its pixels. */
export function drawView(
  from: Uint8Array,
  to: Uint8Array,
  view: View,
  width: number,
  height: number,
): void {
  const columns = sources(width, view.zoom, view.shiftX, view.flipX);
  const rows = sources(height, view.zoom, view.shiftY, view.flipY);
  for (let y = 0, at = 0; y < height; y++) {
    const { low: top, high: bottom, share: down } = rows;
    const [upper, lower, v] = [top[y] as number, bottom[y] as number, down[y] as number];
    for (let x = 0; x < width; x++) {
      const [left, right] = [columns.low[x] as number, columns.high[x] as number];
      const h = columns.share[x] as number;
      const isOutside = left < 0 || upper < 0;
      for (let c = 0; c < 3; c++, at++) {
        if (isOutside) {
          to[at] = OUTSIDE;
          continue;
        }
        const over = mix(from, upper * width, left, right, h, c);
        const under = mix(from, lower * width, left, right, h, c);
        const value = (over + (under - over) * v) * (view.gains[c] as number);
        to[at] = value >= 255 ? 255 : value + 0.5;
      }
    }
  }
}

function mix(
  from: Uint8Array,
  row: number,
  left: number,
  right: number,
  share: number,
  channel: number,
): number {
  const a = from[(row + left) * 3 + channel] as number;
  return a + ((from[(row + right) * 3 + channel] as number) - a) * share;
}

/** Of each pixel along one side: the two of the source that it lies between, -1 outside, and how near the second it is. */
function sources(size: number, zoom: number, shift: number, flip: boolean) {
  const low = new Int32Array(size);
  const high = new Int32Array(size);
  const share = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const straight = (i + 0.5 - shift) / zoom - 0.5;
    const place = flip ? size - 1 - straight : straight;
    const isOutside = place < -0.5 || place > size - 0.5;
    const within = Math.min(Math.max(place, 0), size - 1);
    low[i] = isOutside ? -1 : Math.floor(within);
    high[i] = Math.min(size - 1, Math.floor(within) + 1);
    share[i] = within - Math.floor(within);
  }
  return { low, high, share };
}
