import type { ColumnDrift, Drift, ScoreDrift } from '../index.js';
import { countOf } from '../util/count-of.js';
import { greatestOf } from '../util/extremes.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { shortened } from '../util/shortened.js';
import { cellWidth, cutToWidth } from './cell-width.js';
import { wrapped } from './wrapped.js';

/** Sentences are no wider, also where lines are endless. */
const MOST_WIDTH = 80;
/** Columns that are shown; --json has all. */
const SHOWN = 30;
/** As many as the longest name of predictions has. */
const MOST_LETTERS = 29;
/** Less room for what moved is not worth lines of its own. */
const LEAST_ROOM = 20;
const WORDS = { drifted: 'drifted', moved: 'moved', steady: 'steady', unjudged: '–' } as const;

/** What the library has words for, which is loaded before there is something to tell. */
export interface DriftWords {
  /** A metric with its arrow. */
  readonly describeMetric: (metric: string) => string;
  readonly describeDrift: (column: ColumnDrift) => string;
}

/** Drift as text for people, the worst first. */
export function driftText(drift: Drift, words: DriftWords, width: number): string {
  const { rows, trainedRows, columns, predictions, label, score, threshold } = drift;
  const moving = columns.filter(({ verdict }) => verdict === 'drifted' || verdict === 'moved');
  const shown = [...moving.slice(0, SHOWN), ...predictions, ...(label ? [label] : [])];
  const fitted = trainedRows.toLocaleString('en-US');
  const inLines = (text: string) => wrapped(text, Math.min(MOST_WIDTH, width)).join('\n');
  const parts = [
    inLines(`${countOf(rows, 'row')} beside ${fitted} of training: ${headline(drift, moving)}`),
    shown.length > 0 ? tableOf(shown, words, width).join('\n') : '',
    [
      ...restOf(columns, moving.length - SHOWN),
      ...(score ? [inLines(scoreText(score, words))] : []),
    ].join('\n'),
    drift.found || moving.length > 0 ? advice(drift) : '',
    shown.length > 0
      ? inLines(
          `PSI: population stability index; drifted is above ${threshold} and beyond chance, moved is below but beyond chance. Chance: the index of so few rows on average.`,
        )
      : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline({ predictions, label, score }: Drift, moving: readonly ColumnDrift[]): string {
  const drifted = moving.filter(({ verdict }) => verdict === 'drifted').length;
  const isDrifted = (own: ColumnDrift) => own.verdict === 'drifted';
  const found = [
    ...(drifted > 0 ? [countOf(drifted, 'column')] : []),
    ...(predictions.some(isDrifted) ? ['predictions'] : []),
    ...(label && isDrifted(label) ? ['the label'] : []),
  ];
  const inWords = [found.slice(0, -1).join(', '), ...found.slice(-1)].filter((part) => part !== '');
  const what = found.length > 0 ? `${inWords.join(' and ')} drifted` : 'no drift';
  return score?.verdict === 'worse' ? `${what}, and scores are worse` : what;
}

function tableOf(
  columns: readonly ColumnDrift[],
  { describeDrift }: DriftWords,
  width: number,
): string[] {
  const head = ['', '', 'PSI', 'chance', 'what moved'];
  const rows = columns.map((own) => [
    WORDS[own.verdict],
    shortened(plainText(own.name), MOST_LETTERS),
    own.psi === null ? '–' : own.psi.toFixed(2),
    own.byChance === null ? '–' : own.byChance.toFixed(2),
    plainText(describeDrift(own)),
  ]);
  const cells = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...cells.map((row) => cellWidth(row[i] ?? ''))));
  const indent = widths.slice(0, -1).reduce((sum, own) => sum + own + 2, 0);
  return cells.flatMap((row) => {
    const line = row.slice(0, -1).map((cell, i) => {
      const pad = ' '.repeat((widths[i] ?? 0) - cellWidth(cell));
      return i === 2 || i === 3 ? pad + cell : cell + pad;
    });
    return movedLines(row.at(-1) ?? '', Math.max(LEAST_ROOM, width - indent)).map((text, i) =>
      cutToWidth(
        `${i === 0 ? `${line.join('  ')}  ` : ' '.repeat(indent)}${text}`.trimEnd(),
        width,
      ),
    );
  });
}

/** What moved in as many lines as it needs, broken at commas where a part has room. */
function movedLines(text: string, room: number): string[] {
  const parts = text.split(', ');
  const glued = parts.map((own) => (cellWidth(own) < room ? own.replaceAll(' ', '\u00a0') : own));
  return wrapped(glued.join(', '), room).map((line) => line.replaceAll('\u00a0', ' '));
}

/** What is not in the table. */
function restOf(columns: readonly ColumnDrift[], more: number): string[] {
  const steady = columns.filter(({ verdict }) => verdict === 'steady');
  const unjudged = columns.filter(({ verdict }) => verdict === 'unjudged');
  const most = greatestOf(steady.map(({ psi }) => psi ?? 0));
  return [
    ...(more > 0 ? [`and ${more} more that moved, with --json`] : []),
    ...(steady.length > 0
      ? [`${countOf(steady.length, 'column')} steady, PSI at most ${most.toFixed(2)}`]
      : []),
    ...(unjudged.length > 0 ? [`${countOf(unjudged.length, 'column')} not judged`] : []),
  ];
}

function scoreText(score: ScoreDrift, { describeMetric }: DriftWords): string {
  const { metric, rows, before, gain, gainInterval, verdict } = score;
  const name = describeMetric(metric);
  const now = `${name} ${withInterval(score)} on ${countOf(rows, 'row')} with a label`;
  const then = `${withInterval(before)} on ${before.on} rows of the fit`;
  const [low, high] = gainInterval ?? [];
  if (low === undefined || high === undefined) return `${now}, ${then}`;
  const sides = [formatNumber(Math.abs(gain)), formatNumber(Math.abs(low))];
  const far = formatNumber(Math.abs(high));
  const difference = {
    worse: `worse by ${sides[0]} (${far} to ${sides[1]})`,
    better: `better by ${sides[0]} (${sides[1]} to ${far})`,
    unsure: 'no sure difference',
  }[verdict];
  return `${now}, ${then}: ${difference}`;
}

function withInterval({ score, interval }: Pick<ScoreDrift, 'score' | 'interval'>): string {
  if (!interval) return formatNumber(score);
  return `${formatNumber(score)} (${interval.map(formatNumber).join(' to ')})`;
}

function advice({ found, columns, label, score }: Drift): string {
  const has = (holds: (own: ColumnDrift) => boolean) =>
    columns.some((own) => own.verdict !== 'steady' && holds(own));
  const lines = [
    ...(has(({ missing }) => missing.now > missing.trained + 0.05)
      ? ['More gaps than in training: see whether a source is broken.']
      : []),
    ...(has(
      ({ beyond, kind }) => kind !== 'datetime' && !!beyond && beyond.below + beyond.above > 0,
    )
      ? ['Values beyond those of training: see whether a unit or a form has changed.']
      : []),
    ...(has(({ newLevels }) => newLevels !== undefined)
      ? ['New levels: the model takes them for unknown.']
      : []),
    ...(found && !label && !score
      ? ['Whether predictions are worse needs rows with labels: give some.']
      : []),
    ...(score?.verdict === 'worse' || found
      ? ['Where the change is real, fit again with newer rows; what may move: --ignore.']
      : []),
  ];
  return lines.join('\n');
}
