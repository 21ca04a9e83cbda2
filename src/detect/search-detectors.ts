import { permutation, randomStream } from '../util/random.js';
import { averagePrecision, type DetectionScores, type JudgedPicture } from './average-precision.js';
import type { LabelledPicture } from './boxes-table.js';
import type { DetectorConfig } from './detector-config.js';
import type { DetectorJob, DetectorOutcome } from './detector-job.js';
import { firstConfig, nearConfig, sidesFor } from './detector-space.js';
import type { FramedSet } from './framed-set.js';
import type { TrainedDetector } from './trained-detector.js';

/** Parts that pictures are dealt to: each network is tried on one of them. */
const FOLDS = 5;
/** Networks that answer in the end, each trained on all but a part of its own; more only where more can be trained at once. */
const [MEMBERS, MOST_MEMBERS] = [2, 4];
/** Of the time, what each round of candidates has; the chosen one is trained in the rest. */
const ROUND_SHARE = 0.2;
/** Of what is left then: the rest is for trying what was trained. */
const FINAL_SHARE = 0.96;
/** Epochs that the whole time is worth, from which others than the first configuration are tried, and once more near the best. */
const [FIRST_ROUND, SECOND_ROUND] = [35, 100];
/** Where no clock decides. */
const SCREENING_EPOCHS = 12;
const EPOCHS = 40;

export interface SearchPlan {
  readonly pictures: readonly LabelledPicture[];
  readonly set: FramedSet;
  readonly classes: number;
  readonly seed: number;
  readonly workers: number;
  /** Candidates to try; undefined where a clock decides. */
  readonly trials: number | undefined;
  /** How many seconds are left; undefined where no clock decides. */
  readonly secondsLeft: () => number | undefined;
  readonly isOver: () => boolean;
  /** Runs a job; at most `workers` run at once. */
  readonly run: (job: DetectorJob) => Promise<DetectorOutcome>;
  readonly onCandidate: (candidate: DetectorCandidate) => void;
}

/** What came of a network. */
export interface DetectorCandidate {
  readonly name: string;
  readonly config: DetectorConfig;
  readonly outcome: DetectorOutcome;
  readonly scores: DetectionScores | undefined;
}

export interface SearchedDetectors {
  readonly candidates: readonly DetectorCandidate[];
  /** Those that answer; none where not one was finished. */
  readonly members: readonly TrainedDetector[];
  /** What they found on pictures that they were not trained on. */
  readonly judged: readonly (JudgedPicture & { readonly row: number })[];
  readonly epochs: number;
  readonly seconds: number;
  /** Width by height of the frames. */
  readonly proportion: number;
  /** The first reason why a network could not be trained. */
  readonly failure: string | undefined;
}

/** Where there was no time to search. */
export function nothingSearched(): SearchedDetectors {
  const none = { candidates: [], members: [], judged: [] };
  return { ...none, epochs: 0, seconds: 0, proportion: 1, failure: undefined };
}

/**
 * Tries configurations on one part of the pictures, the first by what the boxes look like, others near the best so far; the one with
 * the highest mAP50 is trained longer, twice, each time without a part of its own.
 */
export async function searchDetectors(plan: SearchPlan): Promise<SearchedDetectors> {
  const parts = dealParts(plan.pictures.length, plan.seed);
  const candidates: DetectorCandidate[] = [];
  const longest = Math.max(plan.set.frame.width, plan.set.frame.height);
  const sides = sidesFor(plan.pictures).filter((side) => side <= longest);
  const wanted = firstConfig(plan.pictures);
  const first = { ...wanted, side: Math.min(wanted.side, longest) };
  const random = randomStream(plan.seed, 'detector', 'space');
  for (const round of await roundsOf(plan, jobOf(first, 0, parts, 0, { epochs: 1 }))) {
    if (plan.isOver()) break;
    const best = bestOf(candidates)?.config ?? first;
    const configs = Array.from({ length: round.count }, (_, i) =>
      candidates.length === 0 && i === 0 ? best : nearConfig(best, sides, random),
    );
    const jobs = configs.map((config, i) =>
      jobOf(config, candidates.length + i + 1, parts, 0, round.length),
    );
    candidates.push(...(await Promise.all(jobs.map((job) => tryJob(job, plan)))));
  }
  return trainMembers(bestOf(candidates), first, candidates, parts, plan);
}

/** The chosen configuration, trained longer; where that is stopped at once, the candidate itself, if there is one. */
async function trainMembers(
  best: DetectorCandidate | undefined,
  first: DetectorConfig,
  candidates: readonly DetectorCandidate[],
  parts: readonly (readonly number[])[],
  plan: SearchPlan,
): Promise<SearchedDetectors> {
  const left = plan.secondsLeft();
  const atOnce = left === undefined ? MEMBERS : Math.min(MOST_MEMBERS, plan.workers);
  const count = Math.min(Math.max(MEMBERS, atOnce), parts.length);
  const length =
    left === undefined
      ? { epochs: EPOCHS }
      : { seconds: (FINAL_SHARE * left) / Math.ceil(count / plan.workers) };
  const jobs = Array.from({ length: plan.isOver() ? 0 : count }, (_, i) =>
    jobOf(best?.config ?? first, -1 - i, parts, i, length),
  );
  const outcomes = await Promise.all(jobs.map((job) => plan.run(job)));
  const own = outcomes.flatMap((outcome, i) =>
    outcome.kind === 'done' ? [{ outcome, judged: jobs[i]?.judged ?? [] }] : [],
  );
  const screened = best?.outcome;
  const fallback = screened?.kind === 'done' ? [{ outcome: screened, judged: parts[0] ?? [] }] : [];
  const chosen = own.length > 0 ? own : fallback;
  return {
    candidates,
    members: chosen.map(({ outcome }) => outcome.detector),
    judged: chosen.flatMap(({ outcome, judged }) =>
      judged.map((row, i) => ({
        row,
        truth: plan.set.boxes[row] ?? [],
        found: outcome.found[i] ?? [],
      })),
    ),
    epochs: Math.max(0, ...chosen.map(({ outcome }) => outcome.epochs)),
    seconds: chosen.reduce((sum, { outcome }) => sum + outcome.seconds, 0),
    proportion: plan.set.frame.width / plan.set.frame.height,
    failure: [...candidates.map(({ outcome }) => outcome), ...outcomes]
      .flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.reason] : []))
      .at(0),
  };
}

async function tryJob(job: DetectorJob, plan: SearchPlan): Promise<DetectorCandidate> {
  const outcome = await plan.run(job);
  const scores =
    outcome.kind === 'done'
      ? averagePrecision(
          job.judged.map((row, i) => ({
            truth: plan.set.boxes[row] ?? [],
            found: outcome.found[i] ?? [],
          })),
          plan.classes,
        )
      : undefined;
  const candidate = { name: `detector-${job.number}`, config: job.config, outcome, scores };
  plan.onCandidate(candidate);
  return candidate;
}

/**
 * Candidates that are tried side by side, and how long each of them may be trained: none where an epoch, which is measured, takes so
 * long that the first configuration needs all of the time.
 */
async function roundsOf(
  plan: SearchPlan,
  timing: DetectorJob,
): Promise<readonly { count: number; length: DetectorJob['length'] }[]> {
  const { trials, workers, secondsLeft } = plan;
  const left = secondsLeft();
  if (left === undefined) {
    const length = { epochs: SCREENING_EPOCHS };
    const all = trials ?? 1;
    const first = Math.ceil(all / 2);
    return [first, all - first].filter((count) => count > 0).map((count) => ({ count, length }));
  }
  const measured = await plan.run(timing);
  const rest = secondsLeft() ?? left;
  const epochs = measured.kind === 'done' ? rest / measured.trainSeconds : 0;
  const rounds = Math.min(epochs < FIRST_ROUND ? 0 : epochs < SECOND_ROUND ? 1 : 2, trials ?? 2);
  const count = Math.min(
    Math.max(1, workers),
    Math.ceil((trials ?? workers) / Math.max(1, rounds)),
  );
  const length = { seconds: ROUND_SHARE * rest };
  return Array.from({ length: rounds }, () => ({ count, length }));
}

function bestOf(candidates: readonly DetectorCandidate[]): DetectorCandidate | undefined {
  const rank = ({ scores }: DetectorCandidate) => scores?.mAP50 ?? Number.NEGATIVE_INFINITY;
  const done = candidates.filter(({ outcome }) => outcome.kind === 'done');
  return done.reduce<DetectorCandidate | undefined>(
    (best, own) => (best && !(rank(own) > rank(best)) ? best : own),
    undefined,
  );
}

function jobOf(
  config: DetectorConfig,
  number: number,
  parts: readonly (readonly number[])[],
  held: number,
  length: DetectorJob['length'],
): DetectorJob {
  const rows = parts.flatMap((part, i) => (i === held ? [] : part)).sort((a, b) => a - b);
  return { kind: 'detector', number, config, rows, judged: parts[held] ?? [], length };
}

/** Pictures in parts of about one size, by chance. */
function dealParts(pictures: number, seed: number): readonly (readonly number[])[] {
  const order = permutation(randomStream(seed, 'detector', 'folds'), pictures);
  const count = Math.min(FOLDS, pictures);
  return Array.from({ length: count }, (_, part) =>
    [...order].filter((_row, i) => i % count === part).sort((a, b) => a - b),
  );
}
