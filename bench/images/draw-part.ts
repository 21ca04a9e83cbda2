import type { Random } from '../../src/util/random.js';

export const SHAPES = ['disc', 'plate', 'ring'] as const;
export type Shape = (typeof SHAPES)[number];

/** Grey bytes (side, side) of a bright shape of any size and place on a dark ground, under noise. */
export function drawPart(shape: Shape, side: number, random: Random): Uint8Array {
  const radius = side * (0.2 + 0.2 * random.next());
  const [x, y] = [0, 1].map(() => radius + (side - 2 * radius) * random.next()) as [number, number];
  const turn = random.next() * Math.PI;
  const bytes = new Uint8Array(side * side);
  for (let place = 0; place < bytes.length; place++) {
    const [across, down] = [(place % side) + 0.5 - x, Math.floor(place / side) + 0.5 - y];
    const isInside = INSIDE[shape](
      (across * Math.cos(turn) + down * Math.sin(turn)) / radius,
      (down * Math.cos(turn) - across * Math.sin(turn)) / radius,
    );
    const grey = (isInside ? 150 : 90) + 25 * random.normal();
    bytes[place] = Math.max(0, Math.min(255, Math.round(grey)));
  }
  return bytes;
}

/** Whether a place lies in the shape, in radii from its centre. */
const INSIDE: Readonly<Record<Shape, (x: number, y: number) => boolean>> = {
  disc: (x, y) => Math.hypot(x, y) < 0.9,
  plate: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.8,
  ring: (x, y) => Math.hypot(x, y) < 1 && Math.hypot(x, y) > 0.45,
};
