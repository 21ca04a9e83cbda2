import type { ColumnProfile } from './column-profile.js';
import type { FilledCells } from './filled-cells.js';
import { monthsAmong } from './months-among.js';
import type { NumberEvidence } from './number-evidence.js';
import { isSameCurrency, numberReader, writtenNumbers } from './number-reader.js';
import type { ColumnSchema, NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import { isSameSize, undotted, unitKey } from './units.js';

/** Numbers without a unit that are so many times greater or less than the others may be in another unit. */
const APART = 10;
/** Between numbers of one column that are written without words and with thousands or millions there are others. */
const FAR_APART = 1e5;

/** What money is for one of. */
const PER = /^(?:\/|per\b)/i;

/** What the numbers of a column have behind them. */
interface SeenUnits {
  /** Units as they are written, each with the first cell of it. */
  readonly units: ReadonlyMap<string, string>;
  /** Cells without a unit, and with one. */
  readonly bare: readonly string[];
  readonly others: readonly string[];
  /** The first cell with the name of a currency that is a unit, and that name. */
  readonly named?: { readonly cell: string; readonly name: string };
}

/** What may be meant otherwise by the units of a column. */
export function doubtUnits(
  profile: ColumnProfile,
  { parser, units }: NumberEvidence,
): string | undefined {
  if (units.size === 0 || (parser.unit === '' && !parser.factors && !parser.credits))
    return undefined;
  const seen = seenUnits(profile.counts.cells, parser);
  const doubt = doubtMil(seen, parser) ?? (units.size < 2 ? undefined : doubtMixed(seen, parser));
  return doubt && `column "${profile.name}": ${doubt}`;
}

/** The same of other rows than those of training: what case or a word says of their units. */
export function doubtOtherUnits(
  { name }: Pick<ColumnSchema, 'name'>,
  parser: NumericParser,
  cells: FilledCells,
): readonly string[] {
  if (parser.unit === '' && !parser.factors) return [];
  const read = numberReader(parser);
  const texts = cells.flatMap(([cell]) => (Number.isNaN(read(cell)) ? [] : [cell]));
  const seen = seenUnits(texts, parser);
  const units = new Map([[parser.unit, parser.unit], ...seen.units]);
  const all = { ...seen, units };
  const doubt = doubtMil(seen, parser) ?? doubtCase(all, parser) ?? doubtPrefix(all, parser);
  return doubt === undefined ? [] : [`column "${name}": ${doubt}`];
}

function doubtMixed(seen: SeenUnits, parser: NumericParser): string | undefined {
  return (
    doubtNamed(seen, parser) ??
    doubtCredits(seen, parser) ??
    doubtMonths(seen, parser) ??
    doubtCase(seen, parser) ??
    doubtPrefix(seen, parser) ??
    doubtFactor(seen, parser) ??
    doubtRate(seen, parser) ??
    doubtBare(seen, parser)
  );
}

/** A name such as KGS or Sek, which is that of a currency too. */
function doubtNamed({ named }: SeenUnits, parser: NumericParser): string | undefined {
  if (!named) return undefined;
  const { cell, name } = named;
  return `"${cell}" is read as ${numberReader(parser)(cell)}, in ${parser.unit}; if it is money, write ${name} before its number`;
}

/** A thousand in Spanish, and a million in English. */
function doubtMil({ units }: SeenUnits, parser: NumericParser): string | undefined {
  const [, cell] = [...units].find(([unit]) => /^mil\.?$/i.test(unit)) ?? [];
  if (!parser.factors || cell === undefined) return undefined;
  return `"${cell}" is read as ${numberReader(parser)(cell)}; if it is millions, write mn`;
}

/** What many write for another unit than it is: both in words, and how the other is written. */
const PREFIXED: ReadonlyMap<string, readonly [is: string, other: string, written: string]> =
  new Map([
    ['mW', ['milliwatts', 'megawatts', 'MW']],
    ['mw', ['megawatts', 'milliwatts', 'mW']],
    ['mHz', ['millihertz', 'megahertz', 'MHz']],
    ['Mg', ['tonnes', 'milligrams', 'mg']],
    ['Mbar', ['megabars', 'millibars', 'mbar']],
    ['Kb', ['kilobits', 'kilobytes', 'KB']],
    ['Mb', ['megabits', 'megabytes', 'MB']],
    ['Gb', ['gigabits', 'gigabytes', 'GB']],
    ['Tb', ['terabits', 'terabytes', 'TB']],
    ['NM', ['nautical miles', 'nanometres', 'nm']],
  ]);

function doubtPrefix({ units }: SeenUnits, { family }: NumericParser): string | undefined {
  const names = [...units.keys()];
  const unit = names.find((own) => PREFIXED.has(own) && units.get(own) !== own) ?? '';
  const [is, other, written] = PREFIXED.get(unit) ?? [];
  // Of bits alone, as of bytes alone, each is as many of another.
  if (family === undefined || is === undefined || names.every((own) => PREFIXED.has(own)))
    return undefined;
  return `"${units.get(unit)}" is read in ${is}; if it is in ${other}, write ${written}`;
}

function seenUnits(cells: readonly string[], parser: NumericParser): SeenUnits {
  const units = new Map<string, string>();
  const [bare, others]: [string[], string[]] = [[], []];
  let named: SeenUnits['named'];
  const read = writtenNumbers(parser.decimal, parser.form);
  for (const cell of cells) {
    const own = read(cell);
    if (!own || own.percent) continue;
    const found = asMeant(own, parser);
    if (found.currency !== '' && !isSameCurrency(found.currency, parser)) continue;
    (found.unit === '' ? bare : others).push(cell);
    if (found !== own) named ??= { cell, name: own.currency };
    const unit = undotted(found.unit);
    if (unit !== '' && !units.has(unit)) units.set(unit, cell);
  }
  return { units, bare, others, ...(named && { named }) };
}

function doubtCredits({ units }: SeenUnits, parser: NumericParser): string | undefined {
  const cell = units.get('CR');
  if (!parser.credits || cell === undefined) return undefined;
  return `"${cell}" is read as a credit, ${numberReader(parser)(cell)}; if it is ten millions, write crore`;
}

function doubtMonths({ units }: SeenUnits, parser: NumericParser): string | undefined {
  if (!parser.months || monthsAmong(units.keys()) !== 'open') return undefined;
  const [, cell = ''] = [...units].find(([unit]) => unitKey(unit) === 'm') ?? [];
  const days = numberReader({ ...parser, unit: 'd' })(cell);
  return `"${cell}" is read as months, ${days} days; if it is minutes, write min`;
}

/** A milliwatt is no megawatt, and a bit is no byte. */
function doubtCase({ units }: SeenUnits, { family }: NumericParser): string | undefined {
  if (family === 'time') return undefined;
  for (const [unit, cell] of units) {
    const other = otherCase(unit).find((name) => units.has(name));
    if (other === undefined || (family !== undefined && !isSameSize(unit, other))) continue;
    return `"${cell}" and "${units.get(other)}" are read in one unit, though ${unit} and ${other} may be two; if so, turn them into one`;
  }
  return undefined;
}

function otherCase(unit: string): readonly string[] {
  if (unit === 'NM') return ['nm'];
  const milli = unit.startsWith('M') ? [`m${unit.slice(1)}`] : [];
  return /^[kKMGT]B$/.test(unit) ? [...milli, `${unit[0]}b`] : milli;
}

/** Numbers that before a word are of the size of those without one, and multiplied are far from all of them. */
function doubtFactor({ bare, others }: SeenUnits, parser: NumericParser): string | undefined {
  if (!parser.factors) return undefined;
  const write = writtenNumbers(parser.decimal, parser.form);
  const sizes = bare.map(numberReader(parser));
  const apart = median(others.map(numberReader(parser))) / median(sizes);
  const ratio = median(others.map((cell) => write(cell)?.read(cell) ?? Number.NaN)) / median(sizes);
  if (!(ratio < APART && ratio > 1 / APART && apart >= FAR_APART)) return undefined;
  return `"${others[0]}" is read as ${numberReader(parser)(others[0] ?? '')}, far from numbers without a word such as "${bare[0]}"; if its word multiplies none, leave it out`;
}

/** Money alone beside money per something: `$1.50` beside `$5/kg`. */
function doubtRate({ bare, others }: SeenUnits, parser: NumericParser): string | undefined {
  const { currency, unit } = parser;
  if (currency === '' || !PER.test(unit)) return undefined;
  const write = writtenNumbers(parser.decimal, parser.form);
  const read = numberReader(parser);
  const alone = bare.find((cell) => (write(cell)?.currency ?? '') !== '' && read(cell) !== 0);
  if (alone === undefined) return undefined;
  return `"${alone}" is read as if it were ${unit} as well, as "${others[0]}" is; if it is another price, write it in its own column`;
}

/** Numbers without a unit beside several, or of another size. */
function doubtBare({ units, bare, others }: SeenUnits, parser: NumericParser): string | undefined {
  const [example] = bare;
  if (example === undefined || parser.factors) return undefined;
  const read = numberReader(parser);
  const isOneOf = new Set([...units.values()].filter((cell) => !Number.isNaN(read(cell))));
  const kinds = new Set(
    [...units].filter(([, cell]) => isOneOf.has(cell)).map(([unit]) => unitKey(unit)),
  );
  const ratio = median(bare.map(read)) / median(others.map(read));
  if (kinds.size < 2 && !(ratio >= APART || ratio <= 1 / APART)) return undefined;
  return `"${example}" has no unit and is read in ${parser.unit}, as "${others[0]}" is; if it is in another unit, write it`;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values.filter((value) => value > 0)).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
