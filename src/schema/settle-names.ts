import type { FilledCells } from './filled-cells.js';
import { isSameCurrency, numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { isUnitAmong } from './unit-or-money.js';
import { unitOf } from './units.js';

/**
 * How training read, where its money is weights by other cells: KGS beside kg. All that it read is read alike, and weights
 * can be turned into its unit.
 */
export function asWeights(trained: NumericParser, cells: FilledCells): NumericParser {
  const { currency, decimal, form } = trained;
  if (trained.unit !== '' || !unitOf(currency, 'mass')) return trained;
  const writtenOf = writtenNumbers(decimal, form);
  const isWeight = (unit = '') => isUnitAmong(currency, { currency: '', unit });
  if (!cells.some(([cell]) => isWeight(writtenOf(cell)?.unit))) return trained;
  const weights = { ...trained, currency: '', unit: currency };
  const [read, readWeight] = [numberReader(trained), numberReader(weights)];
  const isRead = cells.every(([cell]) => Object.is(read(cell), readWeight(cell)));
  return isRead ? weights : trained;
}

/** Names that are units among those of training are so, and those of its money are that: `2 h` beside `500 SEK` is none. */
export function withTrainedNames(
  own: NumericParser,
  trained: NumericParser,
  cells: FilledCells,
): NumericParser {
  const { family: _, months: __, ...rest } = own;
  const { currency } = own;
  if (own.unit === '')
    return isUnitAmong(currency, trained) ? { ...own, currency: '', unit: currency } : own;
  return holdsMoney(own, trained, cells) ? { ...rest, currency: trained.currency, unit: '' } : own;
}

/** Whether some cell is money as training had it, and a unit as the others are. */
function holdsMoney(own: NumericParser, trained: NumericParser, cells: FilledCells): boolean {
  if (trained.currency === '') return false;
  const writtenOf = writtenNumbers(trained.decimal, trained.form);
  return cells.some(([cell]) => {
    const found = writtenOf(cell);
    if (!found?.mayBeUnit || !isSameCurrency(found.currency, trained)) return false;
    return isUnitAmong(found.currency, own);
  });
}
