import { pairedGain } from '../../src/ensemble/bootstrap.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { combined, judgedTask } from '../../src/predictor/combined.js';
import { openMembers } from '../../src/predictor/open-members.js';
import { readState } from '../../src/run/predictor-file.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readTable } from '../../src/table/read-table.js';
import { type Dataset, fileOf, readingOptions } from './datasets.js';

/**
 * By how many standard errors of the paired bootstrap an ensemble is better on the test rows than the best of its members by
 * validation, which greedy selection begins with; null for one model alone.
 */
export async function againstBest(run: string, { name }: Dataset): Promise<number | null> {
  const state = await readState(run);
  const ranked = state.leaderboard.filter(
    ({ weight, family }) => weight > 0 && family !== 'ensemble',
  );
  const best = state.members.findIndex((member) => member.name === ranked[0]?.name);
  if (state.members.length < 2 || best < 0) return null;
  const raw = await readTable(fileOf(name, 'test'), { header: readingOptions(name).length === 0 });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'required' });
  const members = openMembers(state)(table);
  const alone = members[best];
  if (!table.target || !alone) throw new Error(`${name}: nothing to compare`);
  const judged = {
    metric: metricNamed(state.metric),
    task: judgedTask(state),
    truth: table.target,
    weights: table.weights,
  };
  const { gain, standardError } = pairedGain(judged, combined(state, members), alone, 0);
  return standardError > 0 ? Number((gain / standardError).toFixed(2)) : 0;
}
