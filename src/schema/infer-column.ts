import type { ColumnProfile } from './column-profile.js';
import type { PictureFinding } from './find-pictures.js';
import { inferBooleans } from './infer-booleans.js';
import { inferDatetime } from './infer-datetime.js';
import { doubtImages, inferImages } from './infer-images.js';
import { inferClock, inferLooseNumbers } from './infer-loose-numbers.js';
import { inferNumberFormat, mayBeNumeric } from './infer-number-format.js';
import { judgeDates } from './judge-dates.js';
import { judgeNumbers, looseNumeric } from './judge-numbers.js';
import { categorical, judgeText } from './judge-text.js';
import { ignored, type Judgement, type JudgeOptions } from './judgement.js';
import { missingUnder } from './missing-tokens.js';
import type { ColumnSchema, DecimalMark, ToldKind } from './schema.js';
import { toldKind } from './told-kind.js';
import { doubtTwoUnits, inTwoUnits } from './two-units.js';

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
  /** What is known of the pictures that its cells seem to name. @default they name none */
  readonly pictures?: PictureFinding | undefined;
}

/** The kind of a feature column and why. */
export function inferColumn(
  profile: ColumnProfile,
  { forced, decimal = '.', usesKeys = false, order, latest, pictures }: InferOptions = {},
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
    ? toldKind(profile, forced, { decimal, latest, pictures }, order)
    : order
      ? categorical(profile, 'levels', order)
      : judgeWithPictures(profile, { decimal, usesKeys, latest }, pictures);
  const { name, distinct, isAbout } = profile;
  const codes = kind === 'numeric' ? codesMissing(profile) : NO_CODES;
  const evidence = {
    reason,
    missing: profile.missing + none + codes.rows,
    distinct: distinct - codes.distinct,
    ...(isAbout && { isAbout }),
    ...(unread > 0 && { unread }),
    ...(doubt !== undefined && { doubt }),
  };
  const column = { name, role: 'feature', kind, parser, evidence } as const;
  return isDoubtful ? { ...column, isDoubtful } : column;
}

const NO_CODES = { rows: 0, distinct: 0 };

/** Cells such as `099` that are missing among numbers alone: their rows, and how many differ. */
function codesMissing({ plain, counts, rule }: ColumnProfile): typeof NO_CODES {
  if (plain || !rule?.missing?.length) return NO_CODES;
  const { cells, rowsOf } = counts;
  const isMissing = missingUnder(rule, true);
  const rows = cells.flatMap((cell, i) => (isMissing(cell) ? [rowsOf[i] ?? 0] : []));
  return { rows: rows.reduce((sum, own) => sum + own, 0), distinct: rows.length };
}

/** What cells are where they name pictures, and what is to be said where these are not found. */
function judgeWithPictures(
  profile: ColumnProfile,
  options: JudgeOptions,
  pictures: PictureFinding | undefined,
): Judgement {
  const isConstant = profile.distinct <= 1 && profile.missing === 0;
  const images = pictures && !isConstant ? inferImages(pictures) : undefined;
  if (images) return images;
  const judged = judge(profile, options);
  if (!pictures || isConstant) return judged;
  const doubts = [judged.doubt, doubtImages(profile.name, pictures)];
  return { ...judged, doubt: doubts.filter((own) => own !== undefined).join('; ') };
}

function judge(profile: ColumnProfile, options: JudgeOptions): Judgement {
  const { decimal, latest } = options;
  if (profile.distinct === 0) return ignored('every cell is missing');
  const constant = profile.distinct === 1 && profile.missing === 0;
  if (constant) return ignored(`every cell is "${profile.counts.cells[0]}"`);
  const numbers = mayBeNumeric(profile) ? inferNumberFormat(profile, decimal) : undefined;
  const judged = numbers && judgeNumbers(profile, numbers, options);
  if (judged) return judged;
  const inTwo = numbers && inTwoUnits(profile, numbers.parser);
  if (inTwo) return { kind: 'numeric', ...inTwo };
  const clock = inferClock(profile);
  if (clock) return looseNumeric(profile, clock, decimal);
  const boolean = inferBooleans(profile);
  if (boolean) {
    return { kind: 'boolean', parser: boolean, reason: `${boolean.yes} or ${boolean.no}` };
  }
  const dates = inferDatetime(profile, { decimal, latest });
  if (dates) return judgeDates(profile, dates);
  const loose = inferLooseNumbers(profile, decimal);
  if (loose) return looseNumeric(profile, loose, decimal);
  const text = judgeText(profile, options);
  if (text.isDoubtful || !numbers) return text;
  const units = doubtTwoUnits(profile, numbers, text);
  return units === undefined ? text : { ...text, doubt: units };
}
