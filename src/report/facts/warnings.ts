import { countOf } from '../../util/count-of.js';
import { calibrationError } from './calibration-error.js';
import { percent, quoted } from './in-words.js';
import type { KnownFacts } from './report-facts.js';

const FEW_ROWS = 300;
const RARE_CLASS = 0.05;
const MOSTLY_MISSING = 0.5;
/** The error of chances: the mean distance between what was said and what was, and how many times that of right ones by chance. */
const MISCALIBRATED = 0.03;
const TIMES_CHANCE = 2;
/** Standard errors that shares stray by where it is no chance. */
const SURE_ERRORS = 3;

/** What to worry about: what was warned of while fitting, then what the facts show. */
export function warningsOf(facts: KnownFacts): readonly string[] {
  const warned = facts.told.filter(({ kind }) => kind === 'warning').map(({ message }) => message);
  return [
    ...new Set([
      ...warned,
      ...fewRows(facts),
      ...notBetter(facts),
      ...rareClasses(facts),
      ...uncalibrated(facts),
      ...straying(facts),
      ...columnsToSee(facts),
      ...failures(facts),
      ...(facts.given?.notes ?? []).map((note) => `${facts.given?.what}: ${note}`),
    ]),
  ];
}

function fewRows({ asked }: KnownFacts): readonly string[] {
  if (asked.rows >= FEW_ROWS) return [];
  return [`${countOf(asked.rows, 'row')} are few: scores and what columns tell may be chance.`];
}

function notBetter(facts: KnownFacts): readonly string[] {
  if (isUnfinished(facts)) return ['No model was finished: it is the constant baseline.'];
  const { overBaseline } = facts.judged;
  if (!Number.isFinite(overBaseline?.gain) || (overBaseline?.interval[0] ?? 0) > 0) return [];
  return ['It is not surely better than the baseline: the columns may tell nothing of the label.'];
}

function isUnfinished({ members, leaderboard, columns }: KnownFacts): boolean {
  const isConstant = ({ family }: { readonly family: string }) => family === 'constant';
  return (
    members.every(isConstant) &&
    leaderboard.every((row) => isConstant(row) || row.state !== 'complete') &&
    columns.some(({ role, kind }) => role === 'feature' && kind !== 'ignored')
  );
}

function rareClasses({ judged }: KnownFacts): readonly string[] {
  const { classes = [], confusion = [] } = judged.classes ?? {};
  const rows = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = rows.reduce((sum, count) => sum + count, 0);
  const least = Math.min(RARE_CLASS, 0.5 / classes.length);
  const rare = classes.filter((_, code) => (rows[code] ?? 0) < least * all);
  if (rare.length === 0) return [];
  const names = rare.slice(0, 3).map(quoted).join(', ');
  const more = rare.length > 3 ? ` and ${rare.length - 3} more` : '';
  return [
    `Rare classes (${names}${more}): accuracy says little of them; see the confusion, or decide by balanced_accuracy or f1.`,
  ];
}

/** Quantiles that are surely not those of the rows. */
function straying({ judged: { quantiles } }: KnownFacts): readonly string[] {
  const off = (quantiles?.each ?? []).filter(({ quantile, below, standardError }) => {
    const distance = Math.abs(below - quantile);
    return distance > MISCALIBRATED && distance > SURE_ERRORS * standardError;
  });
  if (off.length === 0) return [];
  const each = off.map(({ quantile, below }) => `${percent(below)} at ${quantile}`).join(', ');
  return [`Quantiles do not hold what they say, shares of rows at or below: ${each}.`];
}

function uncalibrated({ judged, asked }: KnownFacts): readonly string[] {
  // Chances are those of rows that count otherwise: that was asked for.
  if (asked.options.classWeights !== undefined) return [];
  const bins = judged.classes?.calibration ?? [];
  const { error, byChance } = calibrationError(bins);
  if (!(error > Math.max(MISCALIBRATED, TIMES_CHANCE * byChance))) return [];
  return [
    `Chances are off by ${percent(error)} on average: see the calibration before trusting them.`,
  ];
}

function columnsToSee({ columns, asked }: KnownFacts): readonly string[] {
  const empty = columns.flatMap(({ name, kind, missing }) => {
    const share = (missing ?? 0) / asked.rows;
    if (kind === 'ignored' || share <= MOSTLY_MISSING) return [];
    return [`Column ${quoted(name)} is missing in ${percent(share)} of rows.`];
  });
  const doubts = columns.flatMap(({ doubt }) => doubt ?? []);
  return [...empty.slice(0, 5), ...doubts];
}

function failures({ search }: KnownFacts): readonly string[] {
  const failed = search?.trials.filter(({ state }) => state === 'failed') ?? [];
  const [first] = failed;
  return first ? [`${countOf(failed.length, 'trial')} failed; the first: ${first.reason}.`] : [];
}
