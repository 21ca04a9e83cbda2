import type { Grid } from './grid.js';

/**
 * A kernel slid over a picture: at each place the sum of what lies under it, each value by the kernel's, (height, width); zeros
 * lie outside. As in networks, the kernel is not turned around (LeCun et al. 1989).
 */
export function convolve(picture: Grid, kernel: Grid): Grid {
  const reach = (kernel.length - 1) / 2;
  return picture.map((row, y) =>
    row.map((_, x) => {
      let sum = 0;
      for (const [i, weights] of kernel.entries()) {
        for (const [j, weight] of weights.entries()) {
          sum += weight * (picture[y + i - reach]?.[x + j - reach] ?? 0);
        }
      }
      return sum;
    }),
  );
}

/** What is below zero becomes zero. */
export function rectify(map: Grid): Grid {
  return map.map((row) => row.map((value) => Math.max(0, value)));
}

/** The largest of each two by two, (height / 2, width / 2). */
export function maxPool(map: Grid): Grid {
  return evenPlaces(map).map((y) =>
    evenPlaces(map[0] ?? []).map((x) => {
      const window = [map[y]?.[x], map[y]?.[x + 1], map[y + 1]?.[x], map[y + 1]?.[x + 1]];
      return Math.max(...window.filter((value) => value !== undefined));
    }),
  );
}

function evenPlaces(along: ArrayLike<unknown>): number[] {
  return Array.from({ length: Math.ceil(along.length / 2) }, (_, i) => 2 * i);
}
