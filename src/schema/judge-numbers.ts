import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { countAsMissing } from './count-as-missing.js';
import { describeFormat } from './describe-format.js';
import { doubtFractions } from './doubt-fractions.js';
import { doubtLetters } from './doubt-letters.js';
import { doubtShares } from './doubt-shares.js';
import { doubtTwoMarks } from './doubt-two-marks.js';
import { doubtUnits } from './doubt-units.js';
import { inferDigitDates } from './infer-digit-dates.js';
import { doubtKey, keyReason, mayBeKey } from './infer-keys.js';
import { doubtLoose, inferLooseNumbers, inferNumbers } from './infer-loose-numbers.js';
import { doubtMoney, doubtNumbers, doubtRanges, isMostlyNumeric } from './infer-number-format.js';
import { judgeDates } from './judge-dates.js';
import { judgeText } from './judge-text.js';
import { ignored, type Judgement, type JudgeOptions, unused } from './judgement.js';
import { describeLone } from './lone-numbers.js';
import { isRange } from './lone-part.js';
import { codesReason, doubtCodes } from './number-codes.js';
import type { NumberEvidence } from './number-evidence.js';
import type { DecimalMark } from './schema.js';
import { sentinelsOf } from './sentinels.js';
import { arePairsHere, areWholePairs, doubtWholePairs } from './whole-pairs.js';

/** So many different cells such as `V60` among numbers show that the column holds codes. */
const FEW_CODES = 3;
const CODE = /^[A-Za-z]+-?\d[\d.-]*$/;

/** What numbers make of a column; undefined where too many cells are none. */
export function judgeNumbers(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  options: JudgeOptions,
): Judgement | undefined {
  if (areWholePairs(profile, numbers)) return judgeWholePairs(profile, numbers, options);
  if (numbers.strays === 0 && numbers.gaps === 0) return judgeAllNumbers(profile, numbers, options);
  if (!isMostlyNumeric(numbers) || holdsCodes(numbers)) return undefined;
  if (codesReason(profile)) return judgeText(profile, options);
  const { decimal } = options;
  const loose = inferNumbers(profile, decimal);
  if (loose.parser.form) return looseNumeric(profile, loose, decimal);
  const doubt = doubtMoney(profile, numbers) ?? doubtOf(profile, numbers, decimal);
  return { ...numeric(numbers), doubt };
}

function judgeWholePairs(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  { decimal }: JudgeOptions,
): Judgement {
  const pairs = arePairsHere(profile, decimal) ? inferLooseNumbers(profile, '.') : undefined;
  const doubt = doubtWholePairs(profile, numbers, pairs && doubtLoose(profile, pairs));
  return { ...numeric(pairs ?? numbers), doubt };
}

/** What numbers in a loose form make of a column. */
export function looseNumeric(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  decimal: DecimalMark,
): Judgement {
  const { cells, rowsOf } = profile.counts;
  const lone = describeLone(
    numbers.parser,
    cells.map((cell, i) => [cell, rowsOf[i] ?? 0]),
  );
  const judged = numeric(numbers);
  const reason = [judged.reason, lone].filter(Boolean).join('; ');
  const marks = isRange(numbers.parser.form)
    ? doubtRanges(profile, numbers.parser, decimal)
    : doubtFractions(profile, numbers.parser);
  const doubt = [doubtLoose(profile, numbers), marks, lone].filter(Boolean).join('; ');
  return { ...judged, reason, doubt: doubt === '' ? undefined : doubt };
}

function judgeAllNumbers(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  options: JudgeOptions,
): Judgement {
  const { decimal, usesKeys } = options;
  // Days in a row count the rows too.
  const dates = inferDigitDates(profile);
  if (dates) return judgeDates(profile, dates);
  const key = usesKeys ? undefined : keyReason(profile);
  if (key) return unused(profile, key, 'numeric');
  const judged = numeric(numbers);
  if (codesReason(profile)) return judgeText(profile, options);
  if (!usesKeys && mayBeKey(profile)) {
    return { ...judged, isDoubtful: true, doubt: doubtKey(profile) };
  }
  return { ...judged, doubt: doubtOf(profile, numbers, decimal) };
}

/** What may be meant otherwise by numbers that are to be predicted; no decimal mark where theirs is told. */
export function doubtLabels(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  decimal: DecimalMark | undefined,
): string | undefined {
  const { parser } = numbers;
  if (isRange(parser.form)) return decimal && doubtRanges(profile, parser, decimal);
  if (parser.form === 'clock') return doubtLoose(profile, numbers);
  if (parser.form) return doubtFractions(profile, parser);
  const written = doubtWritten(profile, numbers, decimal);
  return [written, sentinelDoubt(profile, numbers)].filter(Boolean).join('; ') || undefined;
}

function doubtOf(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  decimal: DecimalMark,
): string | undefined {
  const written = doubtWritten(profile, numbers, decimal) ?? doubtCodes(profile);
  return [written, sentinelDoubt(profile, numbers)].filter(Boolean).join('; ') || undefined;
}

function doubtWritten(
  profile: ColumnProfile,
  numbers: NumberEvidence,
  decimal: DecimalMark | undefined,
): string | undefined {
  return (
    (decimal && doubtNumbers(profile, numbers.parser, decimal)) ??
    doubtTwoMarks(profile, numbers.parser) ??
    doubtUnits(profile, numbers) ??
    doubtLetters(profile, numbers) ??
    doubtShares(profile, numbers)
  );
}

function sentinelDoubt(profile: ColumnProfile, numbers: NumberEvidence): string | undefined {
  const [first] = sentinelsOf(profile, numbers);
  if (!first) return undefined;
  const { cell, rows } = first;
  const option = `\`missing: ${JSON.stringify(`${profile.name}=${cell}`)}\``;
  return `column "${profile.name}" is ${cell} in ${countOf(rows, 'row')}, far from all others: if that means that there is none, pass ${option}`;
}

/** Letters before digits, as in `V60`, are codes, and so are the numbers among them. */
function holdsCodes({ strayCells }: NumberEvidence): boolean {
  return strayCells.filter((cell) => CODE.test(cell)).length >= FEW_CODES;
}

function numeric(numbers: NumberEvidence): Judgement {
  if (numbers.numbers === numbers.infinite) return ignored('no cell holds a finite number');
  const notes = [
    describeFormat(numbers.parser),
    numbers.infinite > 0 && countAsMissing(numbers.infinite, 'infinite cell', ''),
    numbers.gaps > 0 &&
      `${listed(numbers.gapCells)} in ${countAsMissing(numbers.gaps, 'cell', '')}`,
    numbers.strays > 0 &&
      countAsMissing(numbers.strays, 'cell', `such as "${numbers.strayCells[0]}"`),
  ].filter(Boolean);
  const reason = ['numbers', ...notes].join('; ');
  const unread = numbers.infinite + numbers.gaps + numbers.strays;
  return { kind: 'numeric', parser: numbers.parser, reason, none: numbers.gaps, unread };
}

function listed(cells: readonly string[]): string {
  const more = cells.length - 3;
  const shown = cells.slice(0, 3).map((cell) => `"${cell}"`);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
