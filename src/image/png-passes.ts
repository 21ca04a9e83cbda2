import type { PngLayout } from './png-layout.js';
import { PNG_CHANNELS } from './png-layout.js';

/** Pixels that are stored one after the other: every so many of a row, of every so many rows. */
export interface PngPass {
  readonly columns: number;
  readonly rows: number;
  readonly rowBytes: number;
  /** The first pixel. */
  readonly left: number;
  readonly top: number;
  /** From one to the next. */
  readonly across: number;
  readonly down: number;
}

/** Left, top, across and down of Adam7. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes in which a PNG's pixels are stored, without those that have none. */
export function pngPasses({ width, height, depth, colour, isInterlaced }: PngLayout): PngPass[] {
  const steps = isInterlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  const passes = steps.map(([left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    const rowBytes = Math.ceil((columns * PNG_CHANNELS[colour] * depth) / 8);
    return { columns, rows, rowBytes, left, top, across, down };
  });
  return passes.filter(({ columns, rows }) => columns > 0 && rows > 0);
}
