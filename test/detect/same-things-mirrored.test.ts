import { expect, test } from 'vitest';
import type { TrueBox } from '../../src/detect/box.js';
import { sameThingsMirrored } from '../../src/detect/same-things-mirrored.js';
import { randomStream } from '../../src/util/random.js';

const SIDE = 40;
const frame = { width: SIDE, height: SIDE };
type Draw = (x: number, y: number) => number;
interface Thing {
  readonly code: number;
  readonly draw: Draw;
  /** Where it lies; anywhere by default. */
  readonly at?: readonly [number, number];
}

/** Noise with one thing of 12 x 12 pixels on each picture; `draw` gives a shade for shares of its sides. */
function setOf(things: readonly Thing[], around?: (thing: Thing) => readonly [number, number]) {
  const random = randomStream('things');
  const pixels = Uint8Array.from(
    { length: things.length * SIDE * SIDE * 3 },
    () => 100 + random.integer(40),
  );
  const boxes = things.map((thing, row): TrueBox[] => {
    const { code, draw, at = [8 + random.integer(12), 8 + random.integer(12)] } = thing;
    const [left, top] = at;
    const put = (x: number, y: number, shade: number) =>
      pixels.fill(shade, ((row * SIDE + y) * SIDE + x) * 3, ((row * SIDE + y) * SIDE + x) * 3 + 3);
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 12; x++) put(left + x, top + y, draw((x + 0.5) / 12, (y + 0.5) / 12));
    }
    const beside = around?.(thing);
    if (beside) for (let y = 0; y < 12; y++) put(left + beside[0], top + y, beside[1]);
    return [{ code, x1: left, y1: top, x2: left + 12, y2: top + 12, crowd: false }];
  });
  return { frame, pixels, boxes, sizes: things.map(() => frame) };
}

const sameOf = (set: ReturnType<typeof setOf>) =>
  sameThingsMirrored(
    set,
    Int32Array.from(set.sizes, (_, i) => i),
  );

const arrowRight: Draw = (x, y) => (Math.abs(y - 0.5) < (1 - x) / 2 ? 220 : 40);
const arrowLeft: Draw = (x, y) => arrowRight(1 - x, y);
const arrowUp: Draw = (x, y) => arrowRight(1 - y, x);
const arrowDown: Draw = (x, y) => arrowRight(y, x);
const disc: Draw = (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.5 ? 200 : 100);
const ring: Draw = (x, y) => (Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.4) < 0.1 ? 200 : 100);
const alternating = (...draws: readonly Draw[]): Thing[] =>
  Array.from({ length: 40 }, (_, i) => {
    const code = i % draws.length;
    return { code, draw: draws[code] ?? disc };
  });

test('arrows to the left and to the right are no mirror images of their class', () => {
  expect(sameOf(setOf(alternating(arrowLeft, arrowRight)))).toBe('none');
});

test('arrows up and down are the same from left to right alone', () => {
  expect(sameOf(setOf(alternating(arrowUp, arrowDown)))).toBe('horizontal');
});

test('two rare classes that are mirror images count among many others', () => {
  const common = Array.from({ length: 8 }, (_, code): Thing[] =>
    Array.from({ length: 30 }, () => ({ code, draw: () => 20 + 28 * code })),
  ).flat();
  const rare = Array.from({ length: 24 }, (_, i): Thing => {
    const isLeft = i % 2 === 0;
    return { code: isLeft ? 8 : 9, draw: isLeft ? arrowLeft : arrowRight };
  });
  expect(sameOf(setOf(common))).toBe('both');
  expect(sameOf(setOf([...common, ...rare]))).toBe('none');
});

test('things that look alike in mirrors, and those of a single class, are the same', () => {
  expect(sameOf(setOf(alternating(disc, ring)))).toBe('both');
  expect(sameOf(setOf(alternating(arrowLeft)))).toBe('both');
  expect(sameOf(setOf([]))).toBe('both');
});

test('where classes look alike, what is around them decides', () => {
  const alike = alternating(disc, disc);
  const beside = ({ code }: Thing) => [code === 0 ? -2 : 13, 255] as const;
  expect(sameOf(setOf(alike, beside))).toBe('none');
  expect(sameOf(setOf(alike))).toBe('both');
});

test('where classes differ by where they lie alone, that decides; not where their look tells them, too', () => {
  const placed = (...draws: readonly Draw[]) =>
    alternating(...draws).map(
      (thing, i): Thing => ({
        ...thing,
        at: [thing.code === 0 ? 1 + (i % 6) : 20 + (i % 7), 3 + ((i * 5) % 20)],
      }),
    );
  expect(sameOf(setOf(placed(disc, disc)))).toBe('none');
  expect(sameOf(setOf(placed(disc, ring)))).toBe('both');
});
