import { type CellBuilder, leaveIfTooMany, pushCode, pushNumbers } from './cell-builder.js';
import type { CsvKernels } from './csv-kernels.js';
import { FORM } from './plain-number.js';
import type { RecordBlock } from './record-block.js';
import { appendTexts, codeOf, looksNothingUp } from './text-dictionary.js';

/** Adds the cells of a column of a block. */
export function pushBlock(
  cells: CellBuilder,
  block: RecordBlock,
  column: number,
  kernels: CsvKernels,
): void {
  const isDone = cells.kind === 'numbers' && pushAsNumbers(cells, block, column, kernels);
  if (isDone) return;
  if (looksNothingUp(cells.texts)) {
    const { bytes, offsets } = kernels.textsIn(block, column);
    const first = appendTexts(cells.texts, bytes, offsets);
    for (let row = 0; row < block.records; row++) pushCode(cells, first + row);
    return;
  }
  const { bytes, width, records, starts, ends } = block;
  const hashes = kernels.hashesIn(block, column);
  for (let row = 0, field = column; row < records; row++, field += width) {
    const [start = 0, end = 0] = [starts[field], ends[field]];
    pushCode(cells, codeOf(cells.texts, bytes, start, end, hashes[row]));
  }
}

/** False, and nothing is added, where the column is no more kept as numbers. */
function pushAsNumbers(
  cells: CellBuilder,
  block: RecordBlock,
  column: number,
  kernels: CsvKernels,
): boolean {
  const { bytes, width, records, starts, ends } = block;
  const { values, forms, others } = kernels.numbersIn(block, column);
  if (leaveIfTooMany(cells, records, others)) return false;
  for (let row = 0; others > 0 && row < records; row++) {
    if (forms[row] !== FORM.text) continue;
    const field = row * width + column;
    values[row] = codeOf(cells.texts, bytes, starts[field] ?? 0, ends[field] ?? 0);
  }
  pushNumbers(cells, values, forms, others);
  return true;
}
