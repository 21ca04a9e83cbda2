import { countOf } from '../util/count-of.js';
import { BOOLEAN_PAIRS } from './boolean-pairs.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { describeFormat } from './describe-format.js';
import { doubtShares } from './doubt-shares.js';
import { doubtUnits } from './doubt-units.js';
import { doubtFarDate } from './far-dates.js';
import { inferCodes } from './infer-codes.js';
import { inferDatetime } from './infer-datetime.js';
import { inferDigitDates } from './infer-digit-dates.js';
import { keyReason, mayBeKey } from './infer-keys.js';
import { inferLevels } from './infer-levels.js';
import { inferLists, toldLists } from './infer-lists.js';
import { doubtLoose, inferClock, inferLooseNumbers, inferNumbers } from './infer-loose-numbers.js';
import {
  doubtMoney,
  doubtNumbers,
  inferNumberFormat,
  isMostlyNumeric,
  mayBeNumeric,
} from './infer-number-format.js';
import { isId, isText } from './infer-text.js';
import { codesReason, doubtCodes } from './number-codes.js';
import type { NumberEvidence } from './number-evidence.js';
import type {
  BooleanParser,
  ColumnKind,
  ColumnSchema,
  DecimalMark,
  Parser,
  ToldKind,
} from './schema.js';
import { sentinelsOf } from './sentinels.js';
import { toldDates } from './told-dates.js';
import { toldDecimal, toldNumbers } from './told-numbers.js';
import { doubtTwoUnits, inTwoUnits } from './two-units.js';

/** Two words may be written in so many ways: `yes` in 8, `no` in 4. */
const MOST_SPELLINGS = 40;
/** So many different cells such as `V60` among numbers show that the column holds codes. */
const FEW_CODES = 3;
const CODE = /^[A-Za-z]+-?\d[\d.-]*$/;

interface Judgement {
  readonly kind: ColumnKind;
  readonly parser: Parser | null;
  readonly reason: string;
  readonly isDoubtful?: boolean | undefined;
  /** What may be meant otherwise. */
  readonly doubt?: string | undefined;
  /** Rows that are missing besides those of the profile. @default 0 */
  readonly none?: number | undefined;
  /** Rows whose cells count as missing, as the reason says. @default 0 */
  readonly unread?: number | undefined;
}

export interface InferOptions {
  /** Overrides what the cells say. */
  readonly forced?: ToldKind | undefined;
  /** The decimal mark of numbers that could have either. @default '.' */
  readonly decimal?: DecimalMark;
  /** Whether keys are used: where nothing else is there to learn from. @default false */
  readonly usesKeys?: boolean | undefined;
  /** Levels in the order that is told, the least first. */
  readonly order?: readonly string[] | undefined;
  /** The latest year of the table's other dates. @default 2030 */
  readonly latest?: number | undefined;
}

/** The kind of a feature column and why. */
export function inferColumn(
  profile: ColumnProfile,
  { forced, decimal = '.', usesKeys = false, order, latest }: InferOptions = {},
): ColumnSchema {
  const {
    kind,
    parser,
    reason,
    isDoubtful,
    doubt,
    none = 0,
    unread = 0,
  } = forced
    ? force(profile, forced, { decimal, order, latest })
    : order
      ? categorical(profile, 'levels', order)
      : judge(profile, { decimal, usesKeys, latest });
  const { name, distinct, isAbout } = profile;
  const evidence = {
    reason,
    missing: profile.missing + none,
    distinct,
    ...(isAbout && { isAbout }),
    ...(unread > 0 && { unread }),
    ...(doubt !== undefined && { doubt }),
  };
  const column = { name, role: 'feature', kind, parser, evidence } as const;
  return isDoubtful ? { ...column, isDoubtful } : column;
}

function judge(profile: ColumnProfile, options: JudgeOptions): Judgement {
  const { decimal, latest } = options;
  if (profile.distinct === 0) return ignored('every cell is missing');
  const constant = profile.distinct === 1 && profile.missing === 0;
  if (constant) return ignored(`every cell is "${profile.counts.cells[0]}"`);
  const numbers = mayBeNumeric(profile) ? inferNumberFormat(profile, decimal) : undefined;
  if (numbers?.strays === 0 && numbers.gaps === 0) return judgeNumbers(profile, numbers, options);
  if (numbers && isMostlyNumeric(numbers) && !holdsCodes(numbers)) {
    if (codesReason(profile)) return judgeText(profile, options);
    const loose = inferNumbers(profile, decimal);
    if (loose.parser.form) return looseNumeric(profile, loose);
    const doubt = doubtMoney(profile, numbers) ?? doubtOf(profile, numbers, decimal);
    return { ...numeric(numbers), doubt };
  }
  const inTwo = numbers && inTwoUnits(profile, numbers.parser);
  if (inTwo) return { kind: 'numeric', ...inTwo };
  const clock = inferClock(profile);
  if (clock) return looseNumeric(profile, clock);
  const boolean = booleanParser(profile);
  if (boolean) {
    return { kind: 'boolean', parser: boolean, reason: `${boolean.yes} or ${boolean.no}` };
  }
  const dates = inferDatetime(profile, { decimal, latest });
  if (dates) return datetime(profile, dates);
  const loose = inferLooseNumbers(profile, decimal);
  if (loose) return looseNumeric(profile, loose);
  const text = judgeText(profile, options);
  if (text.kind !== 'categorical' || text.isDoubtful || !numbers) return text;
  const units = doubtTwoUnits(profile, numbers);
  return units === undefined ? text : { ...text, doubt: units };
}

function looseNumeric(profile: ColumnProfile, numbers: NumberEvidence): Judgement {
  return { ...numeric(numbers), doubt: doubtLoose(profile, numbers) };
}

function datetime(profile: ColumnProfile, dates: DatetimeEvidence): Judgement {
  if (dates.isMixed) return ignored(dates.reason);
  const { parser, reason, doubts = [], none = 0, strays = 0 } = dates;
  const far = doubtFarDate(profile, parser);
  const all = far === undefined ? doubts : [...doubts, far];
  const doubt = all.length > 0 ? all.join('; ') : undefined;
  return { kind: 'datetime', parser, reason, none, unread: none + strays, doubt };
}

type JudgeOptions = Required<Pick<InferOptions, 'decimal' | 'usesKeys'>> &
  Pick<InferOptions, 'latest'>;

function judgeNumbers(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  options: JudgeOptions,
): Judgement {
  const { decimal, usesKeys } = options;
  // Days in a row count the rows too.
  const dates = inferDigitDates(profile);
  if (dates) return datetime(profile, dates);
  const key = usesKeys ? undefined : keyReason(profile);
  if (key) return unused(profile, key, 'numeric');
  const judged = numeric(numbers);
  if (codesReason(profile)) return judgeText(profile, options);
  if (!usesKeys && mayBeKey(profile)) {
    return { ...judged, isDoubtful: true, doubt: keyDoubt(profile) };
  }
  return { ...judged, doubt: doubtOf(profile, numbers, decimal) };
}

function doubtOf(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  decimal: DecimalMark,
): string | undefined {
  return (
    doubtNumbers(profile, numbers.parser, decimal) ??
    doubtUnits(profile, numbers) ??
    doubtShares(profile, numbers) ??
    doubtCodes(profile) ??
    sentinelDoubt(profile, numbers)
  );
}

function keyDoubt({ name }: ColumnProfile): string {
  const option = `\`ignore: ${JSON.stringify(name)}\``;
  return `column "${name}" may be a key: it is used where it tells something of the training rows; ${option} leaves it out`;
}

function sentinelDoubt(profile: ColumnProfile, numbers: NumberEvidence): string | undefined {
  const [first] = sentinelsOf(profile, numbers);
  if (!first) return undefined;
  const { cell, rows } = first;
  const option = `\`missing: ${JSON.stringify(`${profile.name}=${cell}`)}\``;
  return `column "${profile.name}" is ${cell} in ${countOf(rows, 'row')}, far from all others: if that means that there is none, pass ${option}`;
}

/** Left out, with the option that uses it. */
function unused(profile: ColumnProfile, reason: string, kind: ColumnKind): Judgement {
  const told = JSON.stringify({ [profile.name]: kind });
  return ignored(`${reason}; \`types: ${told}\` uses it`);
}

function judgeText(profile: ColumnProfile, { usesKeys }: JudgeOptions): Judgement {
  const present = profile.rows - profile.missing;
  const distinct = profile.distinct;
  const lists = inferLists(profile);
  if (lists) return { kind: 'list', ...lists };
  const isKey = isId(profile) && !usesKeys;
  const codes = isKey ? inferCodes(profile) : undefined;
  if (codes) {
    return { kind: 'categorical', ...codes, isDoubtful: true, doubt: keyDoubt(profile) };
  }
  if (isText(profile)) {
    const reason = `${distinct} different texts of several words in ${present} rows`;
    return { kind: 'text', parser: { kind: 'text' }, reason };
  }
  if (isKey) {
    return unused(profile, `${distinct} different words in ${present} rows: ids`, 'categorical');
  }
  const padded = codesReason(profile);
  const told = `\`types: ${JSON.stringify({ [profile.name]: 'numeric' })}\``;
  const reason = padded
    ? `${padded}; ${told} reads them as numbers`
    : `text with ${countOf(distinct, 'level')}`;
  return categorical(profile, reason);
}

/** Letters before digits, as in `V60`, are codes, and so are the numbers among them. */
function holdsCodes({ strayCells }: NumberEvidence): boolean {
  return strayCells.filter((cell) => CODE.test(cell)).length >= FEW_CODES;
}

function numeric(numbers: NumberEvidence): Judgement {
  if (numbers.numbers === numbers.infinite) return ignored('no cell holds a finite number');
  const notes = [
    describeFormat(numbers.parser),
    numbers.infinite > 0 && `${numbers.infinite} infinite cells count as missing`,
    numbers.gaps > 0 &&
      `${listed(numbers.gapCells)} in ${countOf(numbers.gaps, 'cell')} count as missing`,
    numbers.strays > 0 &&
      `${numbers.strays} cells such as "${numbers.strayCells[0]}" count as missing`,
  ].filter(Boolean);
  const reason = ['numbers', ...notes].join('; ');
  const unread = numbers.infinite + numbers.gaps + numbers.strays;
  return { kind: 'numeric', parser: numbers.parser, reason, unread };
}

function listed(cells: readonly string[]): string {
  const more = cells.length - 3;
  const shown = cells.slice(0, 3).map((cell) => `"${cell}"`);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function categorical(profile: ColumnProfile, reason: string, order?: readonly string[]): Judgement {
  const { parser, found, doubt } = inferLevels(profile, order);
  return { kind: 'categorical', parser, reason: [reason, ...found].join('; '), doubt };
}

function booleanParser(profile: ColumnProfile): BooleanParser | undefined {
  if (profile.distinct > MOST_SPELLINGS) return undefined;
  const cells = new Set(profile.counts.cells.map((cell) => cell.toLowerCase()));
  const pair = BOOLEAN_PAIRS.find(
    ([yes, no]) => cells.size === 2 && cells.has(yes) && cells.has(no),
  );
  return pair && { kind: 'boolean', yes: pair[0], no: pair[1] };
}

function ignored(reason: string): Judgement {
  return { kind: 'ignored', parser: null, reason };
}

function force(
  profile: ColumnProfile,
  kind: ToldKind,
  { decimal = '.', order, latest }: Pick<InferOptions, 'decimal' | 'order' | 'latest'>,
): Judgement {
  const reason = 'as told';
  if (kind === 'ignored') return ignored(reason);
  if (kind === 'categorical') return categorical(profile, reason, order);
  if (kind === 'boolean') return forceBoolean(profile, reason);
  if (kind === 'text') return { kind, parser: { kind }, reason };
  if (kind === 'list') return { kind, parser: toldLists(profile), reason };
  if (kind !== 'numeric' && toldDecimal(kind) === undefined) {
    return datetime(profile, toldDates(profile, kind, latest));
  }
  return { kind: 'numeric', ...toldNumbers(profile, kind, decimal) };
}

function forceBoolean(profile: ColumnProfile, reason: string): Judgement {
  const [no = '', yes = ''] = new Set(
    inferLevels(profile).parser.levels.map((cell) => cell.toLowerCase()),
  );
  const parser = booleanParser(profile) ?? { kind: 'boolean', yes, no };
  return { kind: 'boolean', parser, reason };
}
