import { expect, test } from 'vitest';
import { rankTrials } from '../../../src/leaderboard/leaderboard.js';
import { rmse } from '../../../src/metrics/rmse.js';
import { searchFacts } from '../../../src/report/facts/search-facts.js';
import { trialRecord } from '../../fixtures/kept-trial.js';

test('progress is the best complete score so far, in the direction of the metric', () => {
  const record = (number: number, score: number | null, seconds: number, state = 'complete') => ({
    trial: trialRecord(number, { score, state: state as 'complete' }),
    seconds,
  });
  const { progress } = searchFacts(
    [
      record(0, 5, 1),
      record(1, 6, 2),
      record(2, 3, 4, 'paused'),
      record(3, 4, 5),
      record(4, null, 6, 'failed'),
      record(2, 2, 8),
    ],
    rmse,
  );
  expect(progress.map(({ seconds, score }) => [seconds, score])).toEqual([
    [1, 5],
    [5, 4],
    [8, 2],
  ]);
});

test('what the end of the time cut short counts with its score on the leaderboard, at the end', () => {
  const records = [0, 1].map((number) => ({
    trial: trialRecord(number, { score: 9 - number }),
    seconds: 1 + number,
  }));
  const cut = [7, 3, 2].map((score, i) => trialRecord(2 + i, { score }));
  const all = [...records.map(({ trial }) => trial), ...cut, trialRecord(5, { state: 'stopped' })];
  const leaderboard = rankTrials(all, rmse);
  const { progress } = searchFacts(records, rmse, { leaderboard, seconds: 10 });
  expect(progress).toEqual([
    { seconds: 1, score: 9, name: 'mlp-0' },
    { seconds: 2, score: 8, name: 'mlp-1' },
    { seconds: 10, score: 2, name: 'mlp-4' },
  ]);
});

test('that counts too where an earlier stretch of it is on record', () => {
  const complete = trialRecord(0, { score: 9 });
  const paused = trialRecord(1, { state: 'paused', score: 5 });
  const leaderboard = rankTrials([complete, trialRecord(1, { rung: 1, score: 3 })], rmse);
  const records = [complete, paused].map((trial, i) => ({ trial, seconds: 1 + i }));
  const { progress } = searchFacts(records, rmse, { leaderboard, seconds: 10 });
  expect(progress).toEqual([
    { seconds: 1, score: 9, name: 'mlp-0' },
    { seconds: 10, score: 3, name: 'mlp-1' },
  ]);
});

test('a trial is told as it was after its last stretch', () => {
  const first = trialRecord(1, { rung: 0, state: 'paused', score: 3 });
  const second = trialRecord(1, { rung: 1, state: 'complete', score: 2 });
  const { trials } = searchFacts(
    [
      { trial: second, seconds: 2 },
      { trial: first, seconds: 1 },
    ],
    rmse,
  );
  expect(trials).toMatchObject([{ number: 1, state: 'complete', score: 2 }]);
});

test('a trial that failed as it went on has what it showed before', () => {
  const curve = { metric: 'rmse', lengths: [1, 4], scores: [5, 3] };
  const { trials } = searchFacts(
    [
      {
        trial: trialRecord(1, { state: 'paused', score: 3, firstFoldScore: 4, curve }),
        seconds: 1,
      },
      {
        trial: trialRecord(1, {
          rung: 1,
          state: 'failed',
          score: null,
          firstFoldScore: null,
          folds: 0,
          reason: 'no memory',
        }),
        seconds: 2,
      },
    ],
    rmse,
  );
  const shown = { score: 3, firstFoldScore: 4, folds: 1, curve };
  expect(trials).toMatchObject([{ number: 1, state: 'failed', reason: 'no memory', ...shown }]);
});

test('the parameter that scores hang on is found among others, words too', () => {
  const records = Array.from({ length: 40 }, (_, i) => {
    const params = { depth: (i * 7) % 10, word: i % 3 === 0 ? 'relu' : 'gelu', same: 1 };
    const score = (params.depth - 4) ** 2 + (i % 2) * 0.01;
    return {
      trial: trialRecord(i, { config: { family: 'mlp', params }, firstFoldScore: score }),
      seconds: i,
    };
  });
  const { params } = searchFacts(records, rmse);
  expect(params.map(({ param }) => param)).toEqual(['depth', 'word']);
  expect(params[0]?.share).toBeGreaterThan(0.8);
  expect(searchFacts(records.slice(0, 8), rmse).params).toEqual([]);
});
