import { CURRENCY_CODES } from './currencies.js';
import type { FilledCells } from './filled-cells.js';
import { isSameCurrency, numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { isUnitAmong, ownSize } from './unit-or-money.js';
import { unitOf, unitsNamed } from './units.js';

/**
 * How training read, where its money is units by other cells: KGS beside kg, and Ft beside ft. All that it read is read
 * alike, and others can be turned into its unit.
 */
export function asUnits(trained: NumericParser, cells: FilledCells): NumericParser {
  const { currency, decimal, form } = trained;
  if (trained.unit !== '' || unitsNamed(currency).length === 0) return trained;
  const writtenOf = writtenNumbers(decimal, form);
  const isOwn = ownSize(currency, CURRENCY_CODES.has(currency));
  const isWeight = (unit: string) =>
    unitOf(currency, 'mass') !== undefined && isUnitAmong(currency, { currency: '', unit });
  const isShown = cells.some(([cell]) => {
    const found = writtenOf(cell);
    return found !== undefined && (isWeight(found.unit) || isOwn(cell, found));
  });
  if (!isShown) return trained;
  const units = { ...trained, currency: '', unit: currency };
  const [read, readUnit] = [numberReader(trained), numberReader(units)];
  const isRead = cells.every(
    ([cell]) => Number.isNaN(read(cell)) || Object.is(read(cell), readUnit(cell)),
  );
  return isRead ? units : trained;
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
