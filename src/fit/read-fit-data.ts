import type { Settings } from '../options/options.js';
import { findLabel } from '../schema/find-column.js';
import type { SchemaOptions } from '../schema/infer-schema.js';
import { leakSuspectsInSteps } from '../schema/leak-suspects.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import { firstRows } from '../table/first-rows.js';
import type { RawTable } from '../table/raw-table.js';
import { readTable } from '../table/read-table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { inTurns } from '../util/in-turns.js';
import { Stopped } from '../util/stopped.js';
import { type FitData, layOut } from './lay-out-data.js';
import { roomForCells } from './room-for-cells.js';
import { tellColumns } from './tell-data.js';
import { tellPhase } from './tell-phase.js';

/** Rows whose constant is found in time, whatever was read. */
const MOST_ROWS = 250_000;

/**
 * Reads the data, judges its columns and lays the folds; tells what was noticed. When the signal aborts on the way, there
 * are the labels of the rows that were read until then, which is enough for the baseline.
 */
export async function readFitData(
  source: DataSource,
  settings: Settings,
  signal: AbortSignal,
): Promise<FitData> {
  const { reading, onProgress } = settings;
  tellPhase(settings, 'reading');
  const mostBytes = roomForCells(settings);
  const raw = await readTable(source, { ...reading, signal, onProgress, mostBytes }).catch(
    nothingRead(settings),
  );
  tellPhase(settings, 'judging');
  if (raw.isCut) return labelsAlone(raw, settings);
  try {
    return await judged(raw, settings, signal, typeof source === 'string');
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    return labelsAlone(raw, settings);
  }
}

/** What is left of a reading that was stopped before there was a row. */
function nothingRead({ signal }: Settings): (thrown: unknown) => never {
  return (thrown) => {
    if (!(thrown instanceof Stopped)) throw thrown;
    const [why, advice] = signal?.aborted
      ? ['Stopped', '']
      : ['The time was up', ' Give more time.'];
    throw new AutofitError('TIME_UP', `${why} before a row was read.`, {
      hint: `Does anything write to it?${advice}`,
    });
  };
}

/** What is left where there was no time for more: no column is judged but the label and the weights. */
async function labelsAlone(raw: RawTable, settings: Settings): Promise<FitData> {
  const { schema, signal, onProgress } = settings;
  const why = signal?.aborted ? 'stopped' : 'the time was up';
  const when = raw.isCut ? 'before all was read' : 'before the columns were judged';
  try {
    const head = firstRows(raw, MOST_ROWS);
    const { kept, options } = withoutFeatures(head, schema);
    const bare = { ...settings, schema: options, honest: false, test: undefined };
    const { data } = await layOut(
      kept,
      { ...bare, validation: undefined },
      new AbortController().signal,
    );
    const known = new Map(data.schema.columns.map((column) => [column.name, column]));
    const columns = raw.columns.map(({ name }) => known.get(name) ?? unjudged(name, why));
    const rows = countOf(data.table.rows, 'row');
    const first = head.rows < raw.rows ? 'the first ' : '';
    const of = head.rows < raw.rows ? `of the ${countOf(raw.rows, 'row')} that were read, ` : '';
    const unscored =
      settings.test !== undefined || settings.honest ? '; no test row is scored' : '';
    const message = `${why} ${when}: ${of}the constant of ${first}${rows} is all that is fitted${unscored}`;
    onProgress({ kind: 'warning', message });
    return { ...data, schema: { ...data.schema, columns }, isCut: true };
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    const verb = raw.rows === 1 ? 'is' : 'are';
    const enough = `${countOf(raw.rows, 'row')} ${verb} not enough`;
    const message = `${why} ${when}, and ${enough}: ${thrown.message}`;
    throw new AutofitError('TIME_UP', message, signal?.aborted ? {} : { hint: 'Give more time.' });
  }
}

function withoutFeatures(raw: RawTable, options: SchemaOptions) {
  const label = findLabel(raw, options.label);
  const names = new Set([label, options.weight]);
  const columns = raw.columns.filter(({ name }) => names.has(name));
  const types = Object.fromEntries(
    Object.entries(options.types).filter(([name]) => names.has(name)),
  );
  const without = { ignore: [], group: undefined, time: undefined };
  return { kept: { ...raw, columns }, options: { ...options, label, types, ...without } };
}

function unjudged(name: string, why: string): ColumnSchema {
  const evidence = { reason: `${why} before it was judged`, missing: 0, distinct: 0 };
  return { name, role: 'feature', kind: 'ignored', parser: null, evidence };
}

async function judged(
  raw: RawTable,
  settings: Settings,
  signal: AbortSignal,
  isGivenUp: boolean,
): Promise<FitData> {
  const { data, train } = await layOut(raw, settings, signal, isGivenUp);
  const { schema, table } = data;
  tellColumns(schema, table, settings);
  for (const name of await inTurns(leakSuspectsInSteps(train, schema.task), signal)) {
    const message = `column "${name}" alone determines the label: is it known when predicting? \`ignore\` leaves it out`;
    settings.onProgress({ kind: 'warning', message });
  }
  return data;
}
