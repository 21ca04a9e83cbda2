import { Command } from 'commander';
import type { InspectedColumn, Inspection, ToldKind } from '../index.js';
import { greatestOf } from '../util/extremes.js';
import { plainText } from '../util/plain-text.js';
import { cellWidth, cutToWidth } from './cell-width.js';
import { type InFlags, inFlags } from './in-flags.js';
import { lists, pairs } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addJudgingFlags, DATA_FORMS, type JudgingFlags } from './reading-flags.js';
import { terminalWidth } from './terminal.js';
import { withProgress } from './with-progress.js';
import { wrapped } from './wrapped.js';

interface InspectFlags extends JudgingFlags {
  readonly label?: string;
  readonly type?: Readonly<Record<string, ToldKind>>;
  readonly ignore?: readonly string[];
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description('what each column is taken for, and why, before training')
    .argument('<data>', DATA_FORMS)
    .option('-l, --label <column>', 'the column to predict: its name, or its place from 1')
    .option('--type <column=kind>', 'take a column for another kind, as fit would', pairs)
    .option('--ignore <columns>', 'columns to leave out, separated by commas', lists)
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runInspect);
  return addJudgingFlags(command);
}

async function runInspect(data: string, flags: InspectFlags, command: Command): Promise<void> {
  const { inspect } = await import('../inspect.js');
  const { type: types, json: _json, verbose: _verbose, ...options } = flags;
  const said = inFlags(command);
  const inspection = await withProgress({}, ({ onProgress }) =>
    inspect(data, { ...options, types, onProgress }),
  );
  const found = saidOf(inspection, said);
  printNotes(inspection.notes, said);
  if (flags.json) {
    const { notes: _notes, ...rest } = found;
    console.log(JSON.stringify(rest, null, 2));
    return;
  }
  console.log(inspectionTable(found, terminalWidth()));
}

function saidOf({ rows, task, columns, notes }: Inspection, said: InFlags): Inspection {
  return {
    rows,
    ...(task && { task: { ...task, reason: said(task.reason) } }),
    columns: columns.map((column) => ({ ...column, reason: said(column.reason) })),
    notes: notes.map(said),
  };
}

type Cells = readonly string[];

/** Letters that a reason has to have beside the other cells. */
const LEAST_REASON = 30;

/** A line a column, with its reason at the end, or on lines of its own where the width leaves it no room. */
export function inspectionTable({ rows, task, columns }: Inspection, width: number): string {
  const head: Cells = ['column', 'kind', 'missing', 'distinct', 'example', 'summary'];
  const lines = columns.map((column) => cellsOf(column, rows));
  const widths = head.map((_, i) =>
    Math.min(40, greatestOf([head, ...lines].map((line) => cellWidth(line[i] ?? '')))),
  );
  const filled = (line: Cells) => line.map((cell, i) => fitted(cell, widths[i] ?? 0)).join('  ');
  const isBeside = cellWidth(filled(head)) + 2 + LEAST_REASON <= width;
  const table = columns.flatMap(({ reason: long }, i) => {
    const [line, reason] = [filled(lines[i] ?? []), oneLine(long)];
    if (isBeside) return [`${line}  ${reason}`];
    return [line.trimEnd(), ...wrapped(reason, width - 2).map((part) => `  ${part}`)];
  });
  const top = isBeside ? `${filled(head)}  reason` : filled(head).trimEnd();
  const summary = `${rows.toLocaleString('en-US')} rows, ${columns.length} columns`;
  const about = task ? `${summary}; ${task.kind}: ${task.reason}` : summary;
  return [...[top, ...table].map((line) => cutToWidth(line, width)), '', about].join('\n');
}

function cellsOf(column: InspectedColumn, rows: number): Cells {
  const { name, role, kind, missing, distinct, isAbout, example, summary } = column;
  const share = missing === 0 ? '' : `${((100 * missing) / rows).toFixed(1)} %`;
  const judged = role === 'label' ? 'label' : kind;
  const count = isAbout ? `about ${distinct}` : String(distinct);
  return [name, judged, share, count, example, summary].map(oneLine);
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ');
}

/** Filled up or cut to a width. */
function fitted(cell: string, width: number): string {
  const cut = cutToWidth(cell, width);
  return cut + ' '.repeat(width - cellWidth(cut));
}
