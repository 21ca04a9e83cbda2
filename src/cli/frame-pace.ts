import type { Clock } from './tick-clock.js';

/** However much happens, a second has no more frames. */
const MOST_A_SECOND = 10;

/** Says whether a frame may be drawn now, and takes it for drawn then. */
export function createFramePace(seconds: Clock): (gap: number) => boolean {
  let drawn: readonly number[] = [];
  return (gap) => {
    const at = seconds();
    const sinceLast = at - (drawn.at(-1) ?? Number.NEGATIVE_INFINITY);
    const sinceTenth = at - (drawn.at(-MOST_A_SECOND) ?? Number.NEGATIVE_INFINITY);
    if (sinceLast < gap || sinceTenth <= 1) return false;
    drawn = [...drawn.slice(1 - MOST_A_SECOND), at];
    return true;
  };
}
