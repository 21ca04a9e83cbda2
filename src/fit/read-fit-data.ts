import type { Settings } from '../options/options.js';
import { leakSuspectsInSteps } from '../schema/leak-suspects.js';
import type { DataSource } from '../table/data-source.js';
import type { RawTable } from '../table/raw-table.js';
import { readTable } from '../table/read-table.js';
import { AutofitError } from '../util/errors.js';
import { inTurns } from '../util/in-turns.js';
import { Stopped } from '../util/stopped.js';
import { labelsAlone } from './labels-alone.js';
import { type FitData, layOut } from './lay-out-data.js';
import { roomForCells } from './room-for-cells.js';
import { tellColumns } from './tell-data.js';
import { tellPhase } from './tell-phase.js';
import { tellTimeOrder } from './tell-time-order.js';

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
  tellTimeOrder(schema, table, settings);
  return data;
}
