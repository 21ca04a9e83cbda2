import { errorMessage } from '../util/errors.js';
import { damagedPicture } from './bad-picture.js';
import type { PngPass } from './png-passes.js';
import { unfilter } from './unfilter.js';

/** Draws the samples of a row of a pass. */
export type PaintRow = (samples: Uint8Array, pass: PngPass, row: number) => void;

/** Bytes unpacked at a time: each may become a thousand. */
const STEP = 1 << 14;

/**
 * Unpacks the rows of all passes and undoes their filters, row by row; stops where there is more than there should be, so
 * that no file unfolds without bound.
 */
export async function inflateRows(
  packed: readonly Uint8Array[],
  passes: readonly PngPass[],
  pixelBytes: number,
  paint: PaintRow,
): Promise<void> {
  const { Unzlib } = await import('fflate');
  const rows = createRows(passes, pixelBytes, paint);
  const inflate = new Unzlib((bytes) => rows.push(bytes));
  const pieces = packed.flatMap(piecesOf);
  try {
    for (const [place, piece] of pieces.entries()) inflate.push(piece, place === pieces.length - 1);
  } catch (thrown) {
    // Its errors alone have numbers.
    if (typeof (thrown as { code?: unknown }).code !== 'number') throw thrown;
    throw damagedPicture(errorMessage(thrown));
  }
  if (!rows.isDone()) throw damagedPicture('it has fewer pixels than it says');
}

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / STEP) }, (_, place) =>
    bytes.subarray(place * STEP, (place + 1) * STEP),
  );
}

/** Takes unpacked bytes as they come; each row begins with the number of its filter. */
function createRows(passes: readonly PngPass[], pixelBytes: number, paint: PaintRow) {
  let [pass, row, filled] = [0, 0, 0];
  let line = new Uint8Array();
  let above = new Uint8Array();
  const begin = () => {
    const bytes = 1 + (passes[pass]?.rowBytes ?? 0);
    line = new Uint8Array(bytes);
    above = new Uint8Array(bytes);
  };
  const endRow = (own: PngPass) => {
    unfilter(line, above, pixelBytes);
    paint(line.subarray(1), own, row);
    [line, above] = [above, line];
    filled = 0;
    if (++row < own.rows) return;
    pass++;
    row = 0;
    begin();
  };
  begin();
  return {
    isDone: () => pass === passes.length,
    push(bytes: Uint8Array) {
      for (let from = 0; from < bytes.length; ) {
        const own = passes[pass];
        if (!own) throw damagedPicture('it has more pixels than it says');
        const part = bytes.subarray(from, from + line.length - filled);
        line.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === line.length) endRow(own);
      }
    },
  };
}
