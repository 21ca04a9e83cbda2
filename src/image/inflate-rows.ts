import { nativeZlib } from '../util/native-zlib.js';
import { damagedPicture } from './bad-picture.js';
import type { PngPass } from './png-passes.js';
import { unfilter } from './unfilter.js';
import { unpackZlib } from './unpack-zlib.js';

/** Draws the samples of a row of a pass. */
export type PaintRow = (samples: Uint8Array, pass: PngPass, row: number) => void;

/** Unpacks the rows of all passes and undoes their filters, row by row; never more bytes than they have. */
export async function inflateRows(
  packed: Uint8Array,
  passes: readonly PngPass[],
  pixelBytes: number,
  paint: PaintRow,
  native = nativeZlib(),
): Promise<void> {
  const rows = createRows(passes, pixelBytes, paint);
  const bytes = passes.reduce((sum, pass) => sum + pass.rows * (1 + pass.rowBytes), 0);
  await unpackZlib(packed, bytes, native, rows.push);
  if (!rows.isDone()) throw damagedPicture('it has fewer pixels than it says');
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
        if (!own) return;
        const part = bytes.subarray(from, from + line.length - filled);
        line.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === line.length) endRow(own);
      }
    },
  };
}
