import { finishEnsemble } from '../../src/ensemble/finish-ensemble.js';
import { pickRows } from '../../src/ensemble/sample-rows.js';
import { selectEnsemble } from '../../src/ensemble/select-ensemble.js';
import { mixedBy } from '../../src/ensemble/stacking.js';
import { tempered } from '../../src/metrics/tempered.js';
import type { Judged, TrialJudge } from '../../src/trial/trial-judge.js';
import { judgedAt } from '../../src/trial/trial-judge.js';
import { permutation, randomStream } from '../../src/util/random.js';
import type { SeenSearch, SeenTrial } from './seen-search.js';

type Members = ReturnType<typeof selectEnsemble>['members'];

const PARTS = 5;
const ROUNDS = 25;

/** Errors on the fresh rows by each way to choose and mix what a search has found. */
export function waysToMix({ trials, judged, fresh }: SeenSearch): Readonly<Record<string, number>> {
  const ranked = bestFirst(trials, judged);
  const judge = judgeOf(judged);
  const errorOf = (members: Members) => scoreOf(fresh, mix(members, ranked));
  const greedy = selectEnsemble(ranked, judge, { rounds: ROUNDS }).members;
  const finished = finishEnsemble(
    ranked,
    judge,
    { rounds: ROUNDS, stacking: true, calibrate: true },
    0,
  );
  const { stack, temperature, members } = finished;
  const { task } = judged;
  const own = members.map(({ trial }) => freshOf(trial, ranked));
  return {
    'greedy selection, 25 rounds': errorOf(greedy),
    'as it is: with a second layer and a temperature': scoreOf(
      fresh,
      tempered(mixedBy(members, stack, own, task), task.classes, temperature),
    ),
    'the best model alone': errorOf([{ trial: ranked[0]?.trial as SeenTrial['trial'], weight: 1 }]),
    'six rounds': errorOf(selectEnsemble(ranked, judge, { rounds: 6 }).members),
    'of the five best alone': errorOf(
      selectEnsemble(ranked.slice(0, 5), judge, { rounds: ROUNDS }).members,
    ),
    'weights half-way to equal ones': errorOf(
      greedy.map(({ trial, weight }) => ({ trial, weight: weight / 2 + 0.5 / greedy.length })),
    ),
    'the mean of five selections, each on four fifths of the rows': errorOf(
      crossFitted(ranked, judge),
    ),
    'the five best, equal weights': errorOf(
      ranked.slice(0, 5).map(({ trial }) => ({ trial, weight: 1 / Math.min(5, ranked.length) })),
    ),
  };
}

/** After so many configurations: the error of the ensemble on the rows that chose it, and on fresh ones. */
export function errorsAfter(
  { trials, judged, fresh }: SeenSearch,
  count: number,
): { readonly chosen: number; readonly fresh: number } {
  const begun = trials.filter(({ trial }) => trial.config.family !== 'constant').slice(0, count);
  const ranked = bestFirst(begun, judged);
  const { members, predictions } = selectEnsemble(ranked, judgeOf(judged), { rounds: ROUNDS });
  return { chosen: scoreOf(judged, predictions), fresh: scoreOf(fresh, mix(members, ranked)) };
}

function bestFirst(trials: readonly SeenTrial[], judged: Judged): readonly SeenTrial[] {
  const errors = new Map(trials.map((own) => [own, scoreOf(judged, own.predictions)]));
  return trials.toSorted((a, b) => (errors.get(a) ?? 0) - (errors.get(b) ?? 0));
}

function crossFitted(ranked: readonly SeenTrial[], judge: TrialJudge): Members {
  const rows = judge.truth.length;
  const order = permutation(randomStream('parts'), rows);
  const weights = new Map<SeenTrial['trial'], number>();
  for (let part = 0; part < PARTS; part++) {
    const own = order.filter((_, place) => place % PARTS !== part).sort();
    const kept = ranked.map(({ trial, predictions }) => ({
      trial,
      predictions: pickRows(predictions, own, rows),
    }));
    const { members } = selectEnsemble(kept, judgedAt(judge, own), { rounds: ROUNDS }, part);
    for (const { trial, weight } of members) {
      weights.set(trial, (weights.get(trial) ?? 0) + weight / PARTS);
    }
  }
  return [...weights].map(([trial, weight]) => ({ trial, weight }));
}

function mix(members: Members, trials: readonly SeenTrial[]): Float64Array {
  const own = members.map(({ trial }) => freshOf(trial, trials));
  const sum = new Float64Array(own[0]?.length ?? 0);
  for (const [i, { weight }] of members.entries()) {
    for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] ?? 0) + weight * (own[i]?.[j] ?? 0);
  }
  return sum;
}

function freshOf(trial: SeenTrial['trial'], trials: readonly SeenTrial[]): Float64Array {
  return trials.find((own) => own.trial === trial)?.fresh ?? new Float64Array();
}

function scoreOf({ metric, truth, task }: Judged, predictions: Float64Array): number {
  return metric.score(truth, predictions, task);
}

function judgeOf(judged: Judged): TrialJudge {
  return { ...judged, weights: undefined, folds: [], rows: Int32Array.from(judged.truth.keys()) };
}
