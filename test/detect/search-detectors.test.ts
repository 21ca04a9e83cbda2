import { expect, test } from 'vitest';
import type { DetectorJob, DetectorOutcome } from '../../src/detect/detector-job.js';
import {
  type DetectorCandidate,
  type SearchPlan,
  searchDetectors,
} from '../../src/detect/search-detectors.js';

const frame = { width: 96, height: 96 };
const box = { code: 0, x1: 10, y1: 10, x2: 40, y2: 40, crowd: false };
const rows = Array.from({ length: 50 }, (_, i) => i);
const pictures = rows.map((i) => ({ image: `${i}`, file: `${i}`, ...frame, boxes: [box] }));
const set = { frame, pixels: new Uint8Array(), boxes: rows.map(() => [box]), sizes: pictures };
const parts = [0, 1, 2, 3, 4].map((part) => rows.filter((row) => row % 5 === part));

function done({ config, judged }: DetectorJob, trainSeconds = 1): DetectorOutcome {
  const shape = { width: 24, height: 24, classes: 1, meanWidth: 9, meanHeight: 9 };
  const detector = {
    config,
    frame,
    shape,
    means: [0, 0, 0],
    deviations: [1, 1, 1],
    parameters: new Float32Array(),
  };
  const found = judged.map(() => [{ ...box, score: 0.9 }]);
  return { kind: 'done', detector, epochs: 1, seconds: 1, trainSeconds, found };
}

async function search(
  given: Partial<SearchPlan>,
  answer: (job: DetectorJob) => DetectorOutcome = (job) => done(job),
) {
  const jobs: DetectorJob[] = [];
  const candidates: DetectorCandidate[] = [];
  const searched = await searchDetectors({
    pictures,
    set,
    parts,
    flips: 'none',
    classes: 1,
    seed: 0,
    workers: 2,
    dealtBy: given.workers ?? 2,
    trials: undefined,
    secondsLeft: () => undefined,
    isOver: () => false,
    onCandidate: (candidate) => candidates.push(candidate),
    run: async (job) => {
      jobs.push(job);
      return answer(job);
    },
    ...given,
  });
  return { searched, jobs, candidates };
}

const endless = { secondsLeft: () => 1000 } as const;

test('the pictures that choose among candidates are not those that the scores are of', async () => {
  for (const given of [{ trials: 3 }, { ...endless, workers: 4 }]) {
    const { searched, jobs } = await search(given);
    const chose = new Set(jobs.filter(({ number }) => number > 0).flatMap(({ judged }) => judged));
    expect([...chose].sort((a, b) => a - b)).toEqual(parts[0]);
    expect(searched.judged.filter(({ row }) => chose.has(row))).toEqual([]);
    expect(searched.judged).toHaveLength(10 * searched.members.length);
    expect(searched.choseToo).toBe(false);
    const members = jobs.filter(({ number }) => number < 0);
    for (const { rows: learnt, judged } of members) {
      expect(learnt.filter((row) => judged.includes(row))).toEqual([]);
    }
  }
});

test('of few parts, as many networks answer as are left besides the first one', async () => {
  const few = [0, 1, 2, 3].map((part) => rows.filter((row) => row % 4 === part));
  const { searched } = await search({ ...endless, workers: 8, parts: few });
  expect(searched.members).toHaveLength(3);
});

test('as many candidates are tried as trials, with a time limit too', async () => {
  for (const limit of [{}, endless]) {
    for (const trials of [1, 2, 3, 4]) {
      const { candidates } = await search({ ...limit, trials });
      expect(candidates).toHaveLength(trials);
    }
  }
  const { candidates } = await search({ ...endless, trials: 100, workers: 2 });
  expect(candidates).toHaveLength(4);
});

test('fewer workers than a run began with ask for the same networks, in the same time', async () => {
  const [began, later] = [
    await search({ ...endless, workers: 4 }),
    await search({ ...endless, workers: 1, dealtBy: 4 }),
  ];
  const networks = ({ jobs }: typeof began) => jobs.map(({ number, config }) => [number, config]);
  expect(networks(later)).toEqual(networks(began));
  const secondsOf = ({ jobs }: typeof began, number: number) => {
    const length = jobs.find((job) => job.number === number)?.length;
    return length && 'seconds' in length ? length.seconds : Number.NaN;
  };
  for (const number of [1, 8, -4]) {
    expect(4 * secondsOf(later, number)).toBeCloseTo(secondsOf(began, number), 9);
  }
});

test('no network learns from more mirror images than may be', async () => {
  const { jobs } = await search({ ...endless, trials: 8, workers: 4, flips: 'none' });
  expect(new Set(jobs.map(({ config }) => config.flips))).toEqual(new Set(['none']));
  const { jobs: others } = await search({ trials: 1, flips: 'both' });
  expect(others.at(-1)?.config.flips).toBe('both');
});

test('an epoch is timed on a part of the pictures', async () => {
  const { jobs, candidates } = await search({ secondsLeft: () => 130 }, (job) =>
    done(job, job.rows.length / 10),
  );
  expect(jobs[0]).toMatchObject({ number: 0, length: { epochs: 1 }, judged: [] });
  expect(jobs[0]?.rows).toHaveLength(32);
  // An epoch of all 40 would take 4 s: 130 s are 32 of them, and the first configuration needs them all.
  expect(candidates).toEqual([]);
  expect(jobs.map(({ number }) => number)).toEqual([0, -1, -2]);
});

test('where no chosen network is finished, a candidate answers, and whether its pictures chose it is told', async () => {
  const answer = (job: DetectorJob): DetectorOutcome =>
    job.number < 0 ? { kind: 'stopped' } : done(job);
  const several = await search({ trials: 2 }, answer);
  expect(several.searched.members).toHaveLength(1);
  expect(several.searched.choseToo).toBe(true);
  const alone = await search({ trials: 1 }, answer);
  expect(alone.searched.choseToo).toBe(false);
});

test('what comes of the networks that are to answer is told, whoever answers', async () => {
  const failed: DetectorOutcome = { kind: 'failed', reason: 'diverged' };
  for (const [first, kinds] of [
    [-1, ['failed', 'failed']],
    [-2, ['done', 'failed']],
  ] as const) {
    const { searched } = await search({ trials: 1 }, (job) =>
      job.number <= first ? failed : done(job),
    );
    expect(searched.members).toHaveLength(1);
    expect(searched.finals.map(({ kind }) => kind)).toEqual(kinds);
  }
});

test('pictures that there was no time to try a network on are no misses', async () => {
  const answer = (job: DetectorJob): DetectorOutcome => {
    const outcome = done(job);
    return outcome.kind === 'done' ? { ...outcome, found: outcome.found.slice(0, 3) } : outcome;
  };
  const { searched, candidates } = await search({ trials: 1 }, answer);
  expect(searched.judged).toHaveLength(6);
  expect(searched.unjudged).toBe(14);
  expect(candidates[0]?.scores?.mAP50).toBeCloseTo(1);
});

test('whatever comes of jobs, each has a number of its own, and the time that is left is asked for as often', async () => {
  const failed: DetectorOutcome = { kind: 'failed', reason: 'no memory' };
  for (const answer of [done, () => failed, (job: DetectorJob) => done(job, 100)]) {
    let asked = 0;
    const secondsLeft = () => {
      asked++;
      return 1000;
    };
    const { jobs } = await search({ secondsLeft, workers: 4 }, (job) => answer(job));
    const numbers = jobs.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => number <= 0)).toEqual([0, -1, -2, -3, -4]);
    expect(asked).toBe(3);
  }
});
