import type { ColumnProfile } from './column-profile.js';
import { inferNumberFormat } from './infer-number-format.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import { type NumberEvidence, readLoose } from './number-evidence.js';
import { withEnds } from './number-parts.js';
import { numberReader } from './number-reader.js';
import type { DecimalMark, LooseForm, NumericParser } from './schema.js';

/** Of the cells that are not missing, how many must be numbers. */
const NUMERIC_SHARE = 0.95;
/** So many different cells that all fall one way do not by chance. */
const ENOUGH = 8;
const DAY = 86_400;
const SHORT_CLOCK = /^[-−]?\d+:\d+$/;
/** No time of day has a fraction behind its minutes. */
const SPLIT_SECONDS = /^[-−]?\d+:\d+[.,]/;
/** As no time of day has days before it. */
const WITH_DAYS = /^-?\d+ days?\b/;
/** Codes and months have them. */
const LEADING_ZERO = /(?:^|[^\d.,])0\d/;
const LONG_DENOMINATOR = /\d{4}\D*$/;
/** No other numbers have such a mark between them; 0x12 is hexadecimal. */
const SIZE = /^(?!0x)[^/]*\d\s?[xX×*]\s?\d/;
/** Two numbers of one pair differ by no more than this factor. */
const FARTHEST = 5;
const SIGNED = /^[-−–]/;
/** Bands that are put in words are levels. */
const IN_WORDS = /\b(?:less|more|under|over|above|below|older|younger)\b/i;
const FORMS: readonly LooseForm[] = ['primes', 'open-range', 'range', 'fraction', 'pair', 'point'];
/** What is in the first cells of points, one at least. */
const OF_POINTS = /^(?:POINT|SRID)|[,;[({°]|\d[NSEW]\b/i;
const FIRST_CELLS = 3;
/** Whole numbers in square brackets are items where there are no more different ones. */
const MOST_ITEMS = 20;

/** The numbers of a column, in a loose form where more cells are numbers so; times of day are durations where it is told to hold numbers. */
export function inferNumbers(
  profile: ColumnProfile,
  decimal: DecimalMark,
  isTold = false,
): NumberEvidence {
  const numbers = inferNumberFormat(profile, decimal);
  if (numbers.strays === 0) return numbers;
  const loose =
    inferClock(profile) ??
    inferLooseNumbers(profile, decimal) ??
    (isTold ? toldClock(profile) : undefined);
  return loose && loose.numbers > numbers.numbers ? loose : numbers;
}

/** What may be meant otherwise by numbers in a loose form. */
export function doubtLoose(profile: ColumnProfile, { parser }: NumberEvidence): string | undefined {
  const { name, counts } = profile;
  if (parser.form === 'pair' || parser.form === 'point') {
    const pair = counts.cells.find((cell) => /\d\s*[^\d.]+\d/.test(cell));
    const isPlace = parser.parts?.includes('latitude');
    const as = isPlace ? `, as ${parser.parts?.join(' and ')}` : '';
    const told = JSON.stringify({ [name]: 'categorical' });
    return `column "${name}" holds pairs such as "${pair}": both numbers are used${as}; if they are levels, pass \`types: ${told}\``;
  }
  return parser.form === 'clock' ? doubtClock(profile, parser) : undefined;
}

function doubtClock(profile: ColumnProfile, parser: NumericParser): string | undefined {
  const { name, counts } = profile;
  const clocks = counts.cells.filter((cell) => cell.includes(':'));
  const long = clocks.find((cell) => !SHORT_CLOCK.test(cell));
  if (long !== undefined) {
    if (inferClock(profile)) return undefined;
    return `column "${name}" is read as durations in seconds, from hours, minutes and seconds: "${long}" is ${numberReader(parser)(long)}`;
  }
  const [minutes] = clocks[0]?.split(':') ?? [];
  return `column "${name}": "${clocks[0]}" is read as ${minutes} minutes and seconds; if they are hours, all are 60 times as long`;
}

/** Numbers of a column whose cells would be something else one by one: ranges, fractions, pairs. */
export function inferLooseNumbers(
  profile: ColumnProfile,
  decimal: DecimalMark,
): NumberEvidence | undefined {
  const marks: readonly DecimalMark[] = decimal === '.' ? ['.', ','] : [',', '.'];
  for (const form of FORMS) {
    if (form === 'point' && !mayBePoints(profile)) continue;
    for (const mark of marks) {
      const found = looseEvidence(profile, mark, form);
      if (!found || !PLAUSIBLE[form](found.loose, found.evidence, profile)) continue;
      const parser = withEnds(found.evidence.parser, profile.name, found.loose);
      return { ...found.evidence, parser };
    }
  }
  return undefined;
}

/** Durations such as `36:15:00`, where some are longer than times of day can be or have days, and such as `1:23.456`. */
export function inferClock(profile: ColumnProfile): NumberEvidence | undefined {
  if (!profile.plain && !firstNumber(profile).includes(':')) return undefined;
  const found = looseEvidence(profile, '.', 'clock');
  if (!found || found.evidence.strays > 0) return undefined;
  const read = numberReader(found.evidence.parser);
  const isLonger = (cell: string) =>
    SPLIT_SECONDS.test(cell) ||
    read(cell) > (cell.split(':').length === 2 ? DAY / 60 + 59 : DAY + 59);
  const isDuration =
    found.loose.some(isLonger) || profile.counts.cells.some((cell) => WITH_DAYS.test(cell));
  return isDuration ? found.evidence : undefined;
}

/** Durations of which none need be longer than a day: all cells that are numbers are such as `3:10:19`. */
export function toldClock(profile: ColumnProfile): NumberEvidence | undefined {
  const found = looseEvidence(profile, '.', 'clock', Number.POSITIVE_INFINITY);
  if (!found) return undefined;
  const read = numberReader(found.evidence.parser);
  const isOther = (cell: string) => !cell.includes(':') && !Number.isNaN(read(cell));
  return profile.counts.cells.some(isOther) ? undefined : found.evidence;
}

/** The first cell that does not say by a word or a sign that there is none. */
function firstNumber({ counts }: ColumnProfile): string {
  return counts.cells.find((cell) => !isMissingAmongNumbers(cell)) ?? '';
}

function looseEvidence(
  profile: ColumnProfile,
  decimal: DecimalMark,
  form: LooseForm,
  most = (1 - NUMERIC_SHARE) * (profile.rows - profile.missing),
) {
  if (profile.plain) return undefined;
  const found = readLoose(profile, decimal, form, most);
  return found && found.evidence.strays <= most && found.evidence.distinct > 1 ? found : undefined;
}

type IsPlausible = (
  loose: readonly string[],
  evidence: NumberEvidence,
  profile: ColumnProfile,
) => boolean;

const areRanges: IsPlausible = (loose, { parser, numbers, strays }, { counts }) => {
  const isRead = everyRead(loose, numberReader(parser));
  if (counts.cells.some((cell) => IN_WORDS.test(cell))) return false;
  if (!isRead || loose.some((cell) => LEADING_ZERO.test(cell))) return false;
  if (parser.currency || parser.unit || parser.factors || parser.bounds) return true;
  if (loose.every((cell) => /\s/.test(cell))) return true;
  const bare = counts.cells.length - loose.length;
  const isBeside = bare > loose.length && numbers > 19 * strays;
  return isBeside || (!areCodes(loose) && (loose.length >= ENOUGH || doTile(loose)));
};

const PLAUSIBLE: Readonly<Record<LooseForm, IsPlausible>> = {
  clock: () => true,
  primes: (loose, { parser, strays }) => strays === 0 && everyRead(loose, numberReader(parser)),
  'open-range': (loose, evidence, profile) =>
    ![...evidence.strayCells, ...loose].some((cell) => SIGNED.test(cell)) &&
    areRanges(loose, evidence, profile),
  range: (loose, evidence, profile) =>
    !evidence.parser.trailingMinus &&
    loose.some((cell) => SIGNED.test(cell)) &&
    areRanges(loose, evidence, profile),
  fraction: (loose, { parser }) =>
    !loose.some((cell) => LEADING_ZERO.test(cell) || LONG_DENOMINATOR.test(cell)) &&
    everyRead(loose, numberReader(parser)),
  pair: (loose) =>
    loose.length >= ENOUGH &&
    !loose.some((cell) => LEADING_ZERO.test(cell)) &&
    (loose.every((cell) => SIZE.test(cell)) || areAlike(loose)),
  point: (loose, { distinct }) => {
    if (loose.length < NUMERIC_SHARE * distinct) return false;
    if (/POINT/i.test(loose[0] ?? '')) return true;
    const isEnough = loose.length >= ENOUGH && !loose.some((cell) => LEADING_ZERO.test(cell));
    return isEnough && !areItems(loose);
  },
};

function mayBePoints({ counts }: ColumnProfile): boolean {
  return counts.cells.slice(0, FIRST_CELLS).some((cell) => OF_POINTS.test(cell));
}

/** Whether cells are lists of two whole numbers that come again and again. */
function areItems(cells: readonly string[]): boolean {
  const items = new Set<string>();
  for (const cell of cells) {
    if (!/^[[{]/.test(cell) || /[.,]\d/.test(cell)) return false;
    for (const item of endsOf(cell)) items.add(item);
    if (items.size > MOST_ITEMS) return false;
  }
  return true;
}

function everyRead(cells: readonly string[], read: (cell: string) => number): boolean {
  return cells.every((cell) => !Number.isNaN(read(cell)));
}

/** The two ends of ranges that are whole numbers. */
function endsOf(cell: string): readonly string[] {
  return cell.match(/\d+/g) ?? [];
}

/** Whether all are such as 555-1234, a part of other lengths behind one of a fixed length. */
function areCodes(cells: readonly string[]): boolean {
  const lengths = new Set(cells.map((cell) => `${endsOf(cell).map((end) => end.length)}`));
  const [first = 0, second = 0] = endsOf(cells[0] ?? '').map((end) => end.length);
  return lengths.size === 1 && first >= 3 && first !== second;
}

/** Whether one range begins where another ends. */
function doTile(cells: readonly string[]): boolean {
  const ends = cells.map((cell) => endsOf(cell).map(Number));
  const starts = new Set(ends.map(([low]) => low));
  return ends.some(([, high = Number.NaN]) => starts.has(high) || starts.has(high + 1));
}

/** Whether the first of each pair is the greater one, or the less, and of about the same size, as of blood pressures. */
function areAlike(cells: readonly string[]): boolean {
  const pairs = cells.map((cell) => (cell.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
  const falling = pairs.filter(([a = 0, b = 0]) => a > b).length;
  const isNear = pairs.every(([a = 0, b = 0]) => a <= FARTHEST * b && b <= FARTHEST * a);
  const few = (1 - NUMERIC_SHARE) * cells.length;
  return isNear && (falling <= few || falling >= cells.length - few);
}
