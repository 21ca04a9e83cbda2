import { areShares } from './are-shares.js';
import { currencyCode } from './currencies.js';
import { factorOf, isSureFactor } from './factors.js';
import { monthsAmong } from './months-among.js';
import { boundPart } from './number-parts.js';
import type { DecimalMark, NumericParser } from './schema.js';
import { withUnits } from './unit-or-money.js';
import { unitAmong, unitKey, unitsNamed } from './units.js';
import type { WrittenCell } from './written-cell.js';
import type { WrittenNumber } from './written-number.js';

/** Nearly all units must be factors, or of one family, to be taken so. */
const NEARLY_ALL = 0.95;

/** The format that most cells are written in: the commonest currency, unit or percent sign is the column's. */
export function formatOfCells(all: readonly WrittenCell[], decimal: DecimalMark): NumericParser {
  const cells = withUnits(all);
  const seen = countForms(cells);
  const { thousands, accounting, bound, minus, numbers } = seen;
  // Marks of 2- and 3+ are no signs, and a column of 1990- alone has none.
  const hasSigns = minus > 0 && bound === 0 && minus < numbers;
  const credits = areCredits(seen);
  if (credits) seen.units.delete('CR');
  const scale = scaleOfCells(seen);
  return {
    ...{ kind: 'numeric', decimal, currency: '', thousands, percent: false, accounting, unit: '' },
    ...scale,
    ...(credits && { credits }),
    ...(scale.percent && areShares(cells) && { shares: true }),
    ...(seen.eitherMark && { eitherMark: true }),
    ...(bound > 0 && areNumbers(cells) && boundsOf(cells)),
    ...(seen.footnote && { footnotes: true }),
    ...(hasSigns && { trailingMinus: true }),
  };
}

/** What the numbers are of: no percent is money, and neither is of a unit, but where cells have a unit of money, as `$5/kg`. */
function scaleOfCells(seen: Seen): Partial<NumericParser> {
  const { currencies, percents, amounts, joined } = seen;
  const byCode = groupRows(currencies, (text) => [currencyCode(text) ?? text]);
  const [money, other] = byRows(byCode).map(([, group]) => commonestSpelling(group));
  const hasFactors = areFactors(seen);
  const isPercent = percents > (hasFactors || money !== undefined ? amounts : 0);
  const ofUnit = hasFactors && !isPercent ? { unit: '' } : unitOfCells(seen);
  const isOfUnit = ofUnit.unit !== '';
  const isMoney = isOfUnit ? joined : !isPercent;
  const percent = isPercent && !isOfUnit;
  const refused = (isMoney ? other : money) ?? (percents > 0 && !percent ? '%' : undefined);
  return {
    ...(isMoney && { currency: money ?? '' }),
    percent,
    ...(refused !== undefined && { refused }),
    ...(hasFactors && !isPercent ? { factors: true } : ofUnit),
  };
}

interface Seen {
  numbers: number;
  bare: number;
  percents: number;
  /** With a currency, or a word that may be a factor. */
  amounts: number;
  minus: number;
  bound: number;
  thousands: boolean;
  accounting: boolean;
  eitherMark: boolean;
  footnote: boolean;
  /** Whether a currency stands beside a factor, and whether a B follows a fraction. */
  money: boolean;
  billions: boolean;
  /** Whether some number has a currency and a unit. */
  joined: boolean;
  /** Whether some number is in parts of several units. */
  compound: boolean;
  readonly currencies: Map<string, number>;
  readonly units: Map<string, number>;
}

function countForms(cells: readonly WrittenCell[]): Seen {
  const maps = { currencies: new Map(), units: new Map() };
  const flags = {
    thousands: false,
    accounting: false,
    eitherMark: false,
    footnote: false,
  };
  const marks = { money: false, billions: false, joined: false, compound: false };
  const rowsOf = { numbers: 0, bare: 0, percents: 0, amounts: 0, minus: 0, bound: 0 };
  const seen: Seen = { ...rowsOf, ...marks, ...flags, ...maps };
  for (const [written, rows] of rowsOfForms(cells)) {
    const { currency, unit } = written;
    seen.numbers += rows;
    if (written.trailingMinus) seen.minus += rows;
    if (written.bound) seen.bound += rows;
    seen.thousands ||= written.thousands;
    seen.accounting ||= written.accounting;
    seen.compound ||= written.compound;
    seen.footnote ||= written.footnote;
    seen.eitherMark ||= written.foreign === 'other';
    if (currency) add(seen.currencies, currency, rows);
    if (unit) add(seen.units, unit, rows);
    else if (written.percent) seen.percents += rows;
    else seen.bare += rows;
    const isFactor = factorOf(unit) !== undefined;
    if (currency || isFactor) seen.amounts += rows;
    seen.joined ||= currency !== '' && unit !== '';
    seen.money ||= currency !== '' && isFactor;
    seen.billions ||= unit === 'B' && written.decimals;
  }
  return seen;
}

/** Columns have few forms, of which one follows itself mostly. */
function rowsOfForms(cells: readonly WrittenCell[]): ReadonlyMap<WrittenNumber, number> {
  const rowsOf = new Map<WrittenNumber, number>();
  let last: WrittenNumber | undefined;
  let pending = 0;
  for (const { rows, written } of cells) {
    if (written !== last) {
      if (last) rowsOf.set(last, (rowsOf.get(last) ?? 0) + pending);
      last = written;
      pending = 0;
    }
    pending += rows;
  }
  if (last) rowsOf.set(last, (rowsOf.get(last) ?? 0) + pending);
  return rowsOf;
}

/** Whether CR is credit beside bare numbers: no other word is a factor, and no money is of India. */
function areCredits({ units, currencies, bare }: Seen): boolean {
  const isIndian = [...currencies.keys()].some((text) => currencyCode(text) === 'INR');
  const others = [...units.keys()].filter((unit) => unit !== 'CR');
  return units.has('CR') && bare > 0 && !isIndian && others.every((unit) => !factorOf(unit));
}

/** Whether the words behind numbers are thousands and millions: beside bare numbers, money or each other. */
function areFactors({ units, bare, money, billions }: Seen): boolean {
  let [rows, factorRows] = [0, 0];
  const factors = new Set<number>();
  let isSure = money || billions;
  for (const [unit, own] of units) {
    const factor = factorOf(unit);
    rows += own;
    if (factor === undefined) continue;
    factorRows += own;
    factors.add(factor);
    isSure ||= isSureFactor(unit);
  }
  if (!isSure || factorRows === 0 || factorRows < NEARLY_ALL * rows) return false;
  return money || bare > 0 || factors.size > 1;
}

/** The unit of most numbers; letters behind a few of them are none. Units of one family count together. */
function unitOfCells({
  units,
  compound,
  numbers,
}: Seen): Pick<NumericParser, 'unit' | 'family' | 'months'> {
  const [own] = byRows(groupRows(units, (unit) => [unitKey(unit)]));
  const families = groupRows(units, (unit) => unitsNamed(unit).map(({ family }) => family));
  const [[family, inFamily] = []] = byRows(families);
  const isMixed = compound || (inFamily?.rows ?? 0) > (own?.[1].rows ?? 0);
  const group = inFamily && isMixed ? inFamily : own?.[1];
  if (!group || group.rows <= numbers / 2) return { unit: '' };
  const unit = commonestSpelling(group);
  if (!family || group !== inFamily) return { unit };
  const months = family === 'time' && monthsAmong(units.keys()) !== undefined;
  // An m among times is a minute, or a month.
  const isClear = unitsNamed(unit).length === 1;
  const name = isClear ? unit : (unitAmong(unit, family, months)?.name ?? unit);
  return { unit: name, family, ...(months && { months }) };
}

function boundsOf(cells: readonly WrittenCell[]): Pick<NumericParser, 'bounds' | 'parts'> {
  const parts = boundPart(cells);
  return { bounds: true, ...(parts && { parts }) };
}

/** Whether bounds are numbers, not the names of two halves, as `<=50K` and `>50K`. */
function areNumbers(cells: readonly WrittenCell[]): boolean {
  const values = new Set<number>();
  let [bounds, others] = [0, 0];
  for (const { cell, written } of cells) {
    if (!written) continue;
    if (!written.bound) others++;
    else {
      bounds++;
      values.add(written.read(cell, factorOf(written.unit)));
    }
  }
  return others > bounds || values.size === bounds;
}

/** What is counted as one, with its spellings and the rows of each. */
interface Group {
  rows: number;
  readonly spellings: Map<string, number>;
}

function groupRows<T extends string>(
  rowsOf: ReadonlyMap<string, number>,
  namesOf: (spelling: string) => readonly T[],
): ReadonlyMap<T, Group> {
  const groups = new Map<T, Group>();
  for (const [spelling, rows] of rowsOf) {
    for (const name of new Set(namesOf(spelling))) {
      const group = groups.get(name) ?? { rows: 0, spellings: new Map() };
      group.rows += rows;
      add(group.spellings, spelling, rows);
      groups.set(name, group);
    }
  }
  return groups;
}

function add(rowsOf: Map<string, number>, name: string, rows: number): void {
  rowsOf.set(name, (rowsOf.get(name) ?? 0) + rows);
}

/** The commonest first. */
function byRows<T extends string>(groups: ReadonlyMap<T, Group>): readonly [T, Group][] {
  return [...groups].sort((a, b) => b[1].rows - a[1].rows);
}

function commonestSpelling(group: Group | undefined): string {
  return [...(group?.spellings ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
