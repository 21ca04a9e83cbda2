import { checkHas } from '../util/check-arguments.js';
import { csvLine } from '../util/csv-line.js';
import type { DetectionScores } from './average-precision.js';
import type { DetectorConfig } from './detector-config.js';
import type { DetectorRow } from './detector-state.js';
import { frameOf } from './framed-set.js';
import type { DetectorCandidate, SearchedDetectors } from './search-detectors.js';

/** What was tried, the highest mAP50 first: the candidates, the chosen one as it was trained in the end, and the baseline. */
export function rankDetectors(
  { candidates, members, epochs, seconds, proportion }: SearchedDetectors,
  scores: DetectionScores,
  baseline: DetectionScores,
): DetectorRow[] {
  const rows = candidates.map((candidate) => candidateRow(candidate, proportion));
  const [first] = members;
  if (first) {
    const parameters = members.reduce((sum, own) => sum + own.parameters.length, 0);
    const trained = {
      ...configCells(first.config, proportion),
      epochs,
      fitSeconds: seconds,
      parameters,
    };
    rows.push({
      ...trained,
      rank: 0,
      name: 'detector',
      family: 'detector',
      ...scoreCells(scores),
      state: 'complete',
      reason: null,
    });
  }
  rows.push(baselineRow(baseline));
  const rankOf = ({ mAP50, state }: DetectorRow) => (state === 'complete' ? (mAP50 ?? -1) : -2);
  return rows.sort((a, b) => rankOf(b) - rankOf(a)).map((row, i) => ({ ...row, rank: i + 1 }));
}

function candidateRow(
  { name, config, outcome, scores }: DetectorCandidate,
  proportion: number,
): DetectorRow {
  const isDone = outcome.kind === 'done';
  return {
    rank: 0,
    name,
    family: 'detector',
    ...scoreCells(scores),
    ...configCells(config, proportion),
    epochs: isDone ? outcome.epochs : 0,
    fitSeconds: isDone ? outcome.seconds : null,
    parameters: isDone ? outcome.detector.parameters.length : 0,
    state: isDone ? 'complete' : outcome.kind,
    reason: outcome.kind === 'failed' ? outcome.reason : null,
  };
}

function baselineRow(baseline: DetectionScores): DetectorRow {
  return {
    rank: 0,
    name: 'mean-boxes',
    family: 'constant',
    ...scoreCells(baseline),
    frame: '',
    width: null,
    depth: null,
    learningRate: null,
    epochs: 0,
    fitSeconds: null,
    parameters: 0,
    state: 'complete',
    reason: null,
  };
}

function scoreCells(scores: DetectionScores | undefined): Pick<DetectorRow, 'mAP50' | 'mAP'> {
  const value = (score: number | undefined) =>
    score === undefined || Number.isNaN(score) ? null : score;
  return { mAP50: value(scores?.mAP50), mAP: value(scores?.mAP) };
}

function configCells({ side, width, depth, learningRate }: DetectorConfig, proportion: number) {
  const frame = frameOf(side, proportion);
  return { frame: `${frame.width}x${frame.height}`, width, depth, learningRate };
}

const COLUMNS = [
  'rank',
  'name',
  'family',
  'mAP50',
  'mAP',
  'frame',
  'width',
  'depth',
  'learningRate',
  'epochs',
  'fitSeconds',
  'parameters',
  'state',
  'reason',
] as const satisfies readonly (keyof DetectorRow)[];

/** The leaderboard as CSV. */
export function detectorLeaderboardCsv(rows: readonly DetectorRow[]): string {
  const lines = rows.map((row) => csvLine(COLUMNS.map((column) => row[column] ?? '')));
  return csvLine(COLUMNS) + lines.join('');
}

/** The leaderboard for people, as lines of text. */
export function detectorTable(rows: readonly DetectorRow[]): string {
  const taken = 'the rows that `detector.leaderboard()` returns';
  for (const row of Array.isArray(rows) ? rows : [rows]) {
    checkHas('detectorTable', row, 'mAP50', taken);
  }
  const score = (value: number | null) => (value === null ? '' : value.toFixed(3));
  const cell = (value: number | null) => (value === null ? '' : String(value));
  const head = [
    '',
    'name',
    'mAP50 ↑',
    'mAP50:95 ↑',
    'input',
    'width',
    'depth',
    'epochs',
    'seconds',
    'parameters',
  ];
  const body = rows.map((row) => [
    String(row.rank),
    row.state === 'complete' ? row.name : `${row.name} (${row.state})`,
    score(row.mAP50),
    score(row.mAP),
    row.frame,
    cell(row.width),
    cell(row.depth),
    String(row.epochs),
    row.fitSeconds === null ? '' : row.fitSeconds.toFixed(1),
    row.parameters.toLocaleString('en-US'),
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line.map((text, i) =>
      i === 1 || i === 4 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0),
    ),
  );
  return aligned.map((line) => line.join('  ').trimEnd()).join('\n');
}
