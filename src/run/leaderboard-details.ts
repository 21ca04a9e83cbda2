import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FILE } from '../journal/event-log.js';
import { readJournal } from '../journal/journal-file.js';
import { replay } from '../journal/replay.js';
import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import type { Member, PredictorState } from '../predictor/predictor-state.js';
import type { LearningCurve } from '../trial/learning-curve.js';
import type { Trial } from '../trial/trial.js';

/** A line of the leaderboard with what was tried. */
export interface DetailedRow extends LeaderboardRow {
  /** Hyper-parameters; undefined for the ensemble, and in a model file alone for models that are no members. */
  readonly params?: Member['params'];
  /** How training went, where the run's journal tells; of the stretch that the line tells of. */
  readonly curve?: LearningCurve | undefined;
}

/** The leaderboard with hyper-parameters and learning curves: of a run folder those of all trials, of a model file those of its members. */
export async function leaderboardDetails(
  { leaderboard, members }: PredictorState,
  folder: string | undefined,
): Promise<readonly DetailedRow[]> {
  const own = new Map(members.map(({ name, params }) => [name, params]));
  const records = await recordsIn(folder);
  const tried = new Map(records.map(({ name, config }) => [name, config.params]));
  const curves = new Map(
    records.flatMap(({ curve, ...record }) => (curve ? [[stretchOfRow(record), curve]] : [])),
  );
  return leaderboard.map((row): DetailedRow => {
    const params = own.get(row.name) ?? tried.get(row.name);
    const curve = curves.get(stretchOfRow(row));
    return { ...row, ...(params && { params }), ...(curve && { curve }) };
  });
}

/**
 * What tells the stretches of a trial apart in a line as on record. The last on record may be another one: the end of the time may have cut short
 * what came behind it, or it failed. Scores do not tell: that of a model alone is with the temperature and threshold of the whole.
 */
function stretchOfRow({
  name,
  length,
  folds,
}: Pick<LeaderboardRow, 'name' | 'length' | 'folds'>): string {
  return [name, length, folds].join();
}

/** The records of all stretches, the last of each trial behind the others. */
async function recordsIn(folder: string | undefined): Promise<readonly Trial[]> {
  if (folder === undefined || !existsSync(join(folder, JOURNAL_FILE))) return [];
  return [...replay((await readJournal(folder)).events).trials.values()];
}
