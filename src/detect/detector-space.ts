import type { Random } from '../util/random.js';
import type { LabelledPicture } from './boxes-table.js';
import type { DetectorConfig } from './detector-config.js';

/** Sides that a frame may have, in pixels. */
const SIDES = [96, 128, 160, 192, 224, 256, 320] as const;
/** For pictures that are smaller still. */
const SMALL_SIDES = [32, 48, 64] as const;
/** Pixels that boxes of the smallest class should have along their shorter side: more than two places of the map. */
const GOOD_SIDE = 9;

const WIDTHS = [8, 16, 24] as const;
const DEPTHS = [2, 3, 4] as const;
const FLIPS = ['none', 'horizontal', 'both'] as const;
const ZOOMS = [0, 0.15, 0.3] as const;

/** Sides for these pictures: none is larger than they are. */
export function sidesFor(pictures: readonly LabelledPicture[]): readonly number[] {
  const middle = quantile(
    pictures.map(({ width, height }) => Math.max(width, height)),
    0.5,
  );
  const sides: readonly number[] = middle < SIDES[0] ? SMALL_SIDES : SIDES;
  const fitting = sides.filter((side) => side <= middle);
  return fitting.length > 0 ? fitting : sides.slice(0, 1);
}

/** The configuration to begin with: frames in which small boxes can still be seen, and as many mirror images as may be. */
export function firstConfig(
  pictures: readonly LabelledPicture[],
  flips: DetectorConfig['flips'],
): DetectorConfig {
  return {
    side: firstSide(pictures),
    width: 16,
    depth: 3,
    learningRate: 0.004,
    flips,
    zoom: 0.15,
    light: 0.15,
  };
}

/** The side of frames in which boxes of the smallest class can still be seen. */
export function firstSide(pictures: readonly LabelledPicture[]): number {
  const wanted = new Map<number, number[]>();
  for (const { width, height, boxes } of pictures) {
    for (const { code, crowd, x1, y1, x2, y2 } of boxes) {
      if (crowd) continue;
      const side = (GOOD_SIDE * Math.max(width, height)) / Math.min(x2 - x1, y2 - y1);
      const own = wanted.get(code);
      if (own) own.push(side);
      else wanted.set(code, [side]);
    }
  }
  const least = Math.max(...[...wanted.values()].map((own) => quantile(own, 0.5)));
  const sides = sidesFor(pictures);
  return sides.find((own) => own >= least) ?? sides.at(-1) ?? SIDES[0];
}

/** A neighbour of a configuration: each part is another one by chance, half of the time; no more mirror images than may be. */
export function nearConfig(
  config: DetectorConfig,
  sides: readonly number[],
  flips: DetectorConfig['flips'],
  random: Random,
): DetectorConfig {
  const near = <T>(values: readonly T[], own: T): T => {
    const isMoved = random.next() < 0.5;
    const step = random.next() < 0.5 ? -1 : 1;
    const place = Math.max(0, values.indexOf(own));
    return isMoved ? (values[place + step] ?? values[place - step] ?? own) : own;
  };
  return {
    side: near(sides, config.side),
    width: near<number>(WIDTHS, config.width),
    depth: near<number>(DEPTHS, config.depth),
    learningRate: config.learningRate * 2 ** (1.5 * (2 * random.next() - 1)),
    flips: near(FLIPS.slice(0, FLIPS.indexOf(flips) + 1), config.flips),
    zoom: near<number>(ZOOMS, config.zoom),
    light: config.light,
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
