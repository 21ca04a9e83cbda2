import { letGo } from '../util/let-go.js';
import { appendRows, type CellBuilder, leaveIfTooMany } from './cell-builder.js';
import type { PartCells } from './csv-part.js';
import { FORM } from './plain-number.js';
import { appendTexts, codeOf } from './text-dictionary.js';

/** Adds the rows of a part behind those of the column, which is of the same kind, and lets go what is not kept of the part. */
export async function absorbCells(cells: CellBuilder, part: PartCells): Promise<void> {
  const { numbers, forms, codes, arena, offsets, hashes } = part;
  const isCopied = absorb(cells, part);
  const rows = isCopied ? [numbers, forms, codes] : [];
  await letGo([...rows, arena, offsets, hashes].map(({ buffer }) => buffer));
}

/** Whether the rows were copied. */
function absorb(cells: CellBuilder, part: PartCells): boolean {
  if (part.kind === 'coded') {
    const isPlain = cells.texts.slots.length === 0;
    const first = isPlain ? appendTexts(cells.texts, part.arena, part.offsets) : 0;
    const codeHere = isPlain ? (code: number) => first + code : newCodes(cells, part);
    const { codes } = part;
    for (let row = 0; row < codes.length; row++) codes[row] = codeHere(codes[row] ?? 0);
    return appendRows(cells, part);
  }
  const codeHere = newCodes(cells, part);
  const { numbers, forms } = part;
  for (let row = 0; part.others > 0 && row < forms.length; row++) {
    if (forms[row] === FORM.text) numbers[row] = codeHere(numbers[row] ?? 0);
  }
  const isCopied = appendRows(cells, part);
  cells.others += part.others;
  leaveIfTooMany(cells);
  return isCopied;
}

/** The code here of a code there, looked up once each. */
function newCodes(
  cells: CellBuilder,
  { arena, offsets, hashes }: PartCells,
): (code: number) => number {
  const bytes = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  const known = new Int32Array(offsets.length).fill(-1);
  return (code) => {
    const own = known[code] ?? -1;
    if (own >= 0) return own;
    const [start = 0, end = 0] = [offsets[code], offsets[code + 1]];
    const found = codeOf(cells.texts, bytes, start, end, hashes[code]);
    known[code] = found;
    return found;
  };
}
