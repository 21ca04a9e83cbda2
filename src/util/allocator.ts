/** Gives a place for so many units; asked for 0 it tells where the next one would lie. */
export type Allocator = (units: number) => number;

/** Gives consecutive places from `start` on, each on a multiple of 16 units. */
export function allocator(start = 0): Allocator {
  let next = start;
  return (units) => {
    const place = next;
    next += Math.ceil(units / 16) * 16;
    return place;
  };
}
