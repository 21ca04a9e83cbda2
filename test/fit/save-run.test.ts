import { expect, test } from 'vitest';
import { saveRun } from '../../src/fit/save-run.js';
import { resolveOptions } from '../../src/options/options.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { constantMember, numbers, predictorState } from '../fixtures/constant-predictor.js';

function scored(score: number, refit: boolean): PredictorState {
  const state = predictorState(numbers, [constantMember(1, 1, [[1]])], {
    options: { folds: 1, refit },
  });
  const leaderboard = state.leaderboard.map((row) => ({ ...row, scoreValidation: score }));
  return { ...state, leaderboard };
}

async function toldOf(state: PredictorState, finished: PredictorState, refit: boolean) {
  const told: string[] = [];
  const settings = await resolveOptions({
    ...{ label: 'y', refit, tidy: true },
    onProgress: (event) => event.kind === 'note' && told.push(event.message),
  });
  const run = { path: '', write: async () => {} } as unknown as Parameters<typeof saveRun>[0];
  const data = {} as Parameters<typeof saveRun>[1];
  const ensemble = {} as Parameters<typeof saveRun>[3]['ensemble'];
  const outcome = { state, finished, earlier: undefined, ensemble, kept: [] };
  await saveRun(run, data, settings, outcome, new Uint8Array());
  return told;
}

test('where what was there before an interruption is better, that is said, and that it is not refitted', async () => {
  const [before, after] = [scored(1, false), scored(2, true)];
  expect(await toldOf(after, after, true)).toEqual([]);
  const kept =
    'what the run had before is kept: its mae of 1.000 is better than the 2.000 that more has led to';
  expect(await toldOf(before, after, false)).toEqual([kept]);
  expect(await toldOf(scored(1, true), after, true)).toEqual([kept]);
  expect(await toldOf(before, after, true)).toEqual([
    `${kept}; its models are those of the folds, which resuming with \`refit\` trains anew on all rows`,
  ]);
});
