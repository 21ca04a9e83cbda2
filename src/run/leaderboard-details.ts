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
  /** How training went, where the run's journal tells; of the last stretch where there were several. */
  readonly curve?: LearningCurve | undefined;
}

/** The leaderboard with hyper-parameters and learning curves: of a run folder those of all trials, of a model file those of its members. */
export async function leaderboardDetails(
  { leaderboard, members }: PredictorState,
  folder: string | undefined,
): Promise<readonly DetailedRow[]> {
  const own = new Map(members.map(({ name, params }) => [name, params]));
  const trials = await trialsOf(folder);
  return leaderboard.map((row): DetailedRow => {
    const trial = trials.get(row.name);
    const params = trial?.config.params ?? own.get(row.name);
    return { ...row, ...(params && { params }), ...(trial?.curve && { curve: trial.curve }) };
  });
}

/** The last record of each trial, by name. */
async function trialsOf(folder: string | undefined): Promise<ReadonlyMap<string, Trial>> {
  if (folder === undefined || !existsSync(join(folder, JOURNAL_FILE))) return new Map();
  const { trials } = replay((await readJournal(folder)).events);
  return new Map([...trials.values()].map((trial) => [trial.name, trial]));
}
