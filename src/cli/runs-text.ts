import type { RunSummary } from '../index.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { shortened } from '../util/shortened.js';
import { aligned } from './aligned.js';
import { cellWidth } from './cell-width.js';
import { wrapped } from './wrapped.js';

interface RunColumn {
  readonly head: string;
  /** Narrow terminals leave out columns of a higher number first. */
  readonly importance: number;
  readonly cell: (run: RunSummary) => string;
}

const COLUMNS: readonly RunColumn[] = [
  { head: 'run', importance: 0, cell: nameOf },
  { head: 'began', importance: 2, cell: ({ began }) => (began === null ? '–' : localTime(began)) },
  { head: 'label', importance: 1, cell: ({ label }) => textOf(label) },
  { head: 'task', importance: 4, cell: ({ task }) => textOf(task) },
  { head: 'score', importance: 0, cell: scoreText },
  { head: 'test', importance: 3, cell: ({ scoreTest }) => numberText(scoreTest) },
  { head: 'rows', importance: 3, cell: ({ rows }) => rows?.toLocaleString('en-US') ?? '–' },
  { head: 'took', importance: 5, cell: tookText },
  { head: 'data', importance: 6, cell: ({ data }) => textOf(data) },
  { head: 'state', importance: 0, cell: stateText },
];
/** Names and labels are cut where they are longer. */
const MOST_LETTERS = 32;
/** A space at which no line is broken. */
const TIED = '\u00a0';

/** Runs as a table, with the columns that have room; where not even the first ones have, as a few lines each. */
export function runsText(runs: readonly RunSummary[], width: number): string {
  const shown = COLUMNS.filter(({ head }) => head !== 'test' || runs.some(hasTest));
  for (const most of [6, 5, 4, 3, 2, 1, 0]) {
    const columns = shown.filter(({ importance }) => importance <= most);
    const table = aligned([
      columns.map(({ head }) => head),
      ...runs.map((run) => columns.map(({ cell }) => cell(run))),
    ]);
    if (table.split('\n').every((line) => cellWidth(line) <= width)) return table;
  }
  return runs.map((run) => blockOf(run, width)).join('\n\n');
}

/** Of each broken run, and of each that cannot be gone on with, why. */
export function reasonsText(runs: readonly RunSummary[], width: number): string {
  return runs
    .flatMap((run) =>
      run.reason === null ? [] : wrapped(`${nameOf(run)}: ${plainText(run.reason)}`, width),
    )
    .join('\n');
}

/** The name on a line, and what is known of the run below it. */
function blockOf(run: RunSummary, width: number): string {
  const facts = COLUMNS.slice(1, -1)
    .map(({ head, cell }) => ({ head, text: cell(run) }))
    .filter(({ text }) => text !== '–')
    .map(({ head, text }) => (head === 'score' ? text : `${head} ${text}`));
  // A fact stays on one line.
  const words = [...facts, stateText(run)].map((fact) => fact.replaceAll(' ', TIED)).join(', ');
  const lines = wrapped(words, width - 2).map((line) => `  ${line.replaceAll(TIED, ' ')}`);
  return [shortened(nameOf(run), width), ...lines].join('\n');
}

function nameOf({ folder }: RunSummary): string {
  const name = folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
  return shortened(plainText(name), MOST_LETTERS);
}

function hasTest({ scoreTest }: RunSummary): boolean {
  return scoreTest !== null;
}

function scoreText({ metric, direction, scoreValidation }: RunSummary): string {
  if (metric === null || scoreValidation === null) return '–';
  return `${metric} ${direction === 'maximize' ? '↑' : '↓'} ${formatNumber(scoreValidation)}`;
}

function stateText({ state, canResume }: RunSummary): string {
  return canResume ? 'can be resumed' : state;
}

function tookText({ seconds }: RunSummary): string {
  return seconds === null ? '–' : formatDuration(seconds);
}

function numberText(value: number | null): string {
  return value === null ? '–' : formatNumber(value);
}

function textOf(value: string | null): string {
  return value === null ? '–' : shortened(plainText(value), MOST_LETTERS);
}

/** Date and time to the minute, where the user is. */
function localTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
