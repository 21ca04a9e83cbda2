import { randomStream } from '../util/random.js';
import { averagePrecision, type DetectionScores, type JudgedRow } from './average-precision.js';
import type { LabelledPicture } from './boxes-table.js';
import type { DetectorConfig } from './detector-config.js';
import type { DetectorJob, DetectorOutcome } from './detector-job.js';
import { firstConfig, nearConfig, sidesFor } from './detector-space.js';
import type { FramedSet } from './framed-set.js';
import type { TrainedDetector } from './trained-detector.js';

/** Networks that answer in the end, each trained on all but a part of its own; more only where more can be trained at once. */
const [MEMBERS, MOST_MEMBERS] = [2, 4];
/** Of the time, what each round of candidates has; the chosen one is trained in the rest. */
const ROUND_SHARE = 0.2;
/** Of what is left then: the rest is for trying what was trained. */
const FINAL_SHARE = 0.96;
/** Epochs that the whole time is worth, from which others than the first configuration are tried, and once more near the best. */
const [FIRST_ROUND, SECOND_ROUND] = [35, 100];
/** Of the pictures to train on, those that an epoch is timed on, and no fewer than these. */
const [TIMED_SHARE, LEAST_TIMED] = [0.25, 32];
/** Where no clock decides. */
const SCREENING_EPOCHS = 12;
const EPOCHS = 40;

export interface SearchPlan {
  readonly pictures: readonly LabelledPicture[];
  readonly set: FramedSet;
  /** Places of the pictures, in at least three parts. */
  readonly parts: readonly (readonly number[])[];
  /** Of mirror images, the most that may be learnt from. */
  readonly flips: DetectorConfig['flips'];
  readonly classes: number;
  readonly seed: number;
  /** Jobs that run at once. */
  readonly workers: number;
  /** Jobs that are planned side by side: those that ran at once when the run began. */
  readonly dealtBy: number;
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
  /** What came of the networks that were to answer. */
  readonly finals: readonly DetectorOutcome[];
  /** Whether the judged pictures chose among the candidates, too. */
  readonly choseToo: boolean;
  /** What they found on pictures that they were not trained on. */
  readonly judged: readonly JudgedRow[];
  /** Pictures that were to judge, too, but that there was no time for. */
  readonly unjudged: number;
  readonly epochs: number;
  readonly seconds: number;
  /** Width by height of the frames. */
  readonly proportion: number;
  /** The first reason why a network could not be trained. */
  readonly failure: string | undefined;
}

/** Where there was no time to search. */
export function nothingSearched(): SearchedDetectors {
  const none = {
    candidates: [],
    members: [],
    finals: [],
    judged: [],
    choseToo: false,
    unjudged: 0,
  };
  return { ...none, epochs: 0, seconds: 0, proportion: 1, failure: undefined };
}

/**
 * Tries configurations on the first part of the pictures, one by what the boxes look like, others near the best so far; the one with
 * the highest mAP50 is trained longer, twice, each time without a part of its own. None of these parts is the first one: what chose
 * would flatter the score.
 */
export async function searchDetectors(plan: SearchPlan): Promise<SearchedDetectors> {
  const candidates: DetectorCandidate[] = [];
  const longest = Math.max(plan.set.frame.width, plan.set.frame.height);
  const sides = sidesFor(plan.pictures).filter((side) => side <= longest);
  const wanted = firstConfig(plan.pictures, plan.flips);
  const first = { ...wanted, side: Math.min(wanted.side, longest) };
  const random = randomStream(plan.seed, 'detector', 'space');
  for (const round of await roundsOf(plan, first)) {
    if (plan.isOver()) break;
    const best = bestOf(candidates)?.config ?? first;
    const configs = Array.from({ length: round.count }, (_, i) =>
      candidates.length === 0 && i === 0 ? best : nearConfig(best, sides, plan.flips, random),
    );
    const jobs = configs.map((config, i) =>
      jobOf(config, candidates.length + i + 1, plan.parts, 0, round.length),
    );
    candidates.push(...(await Promise.all(jobs.map((job) => tryJob(job, plan)))));
  }
  return trainMembers(bestOf(candidates), first, candidates, plan);
}

/** The chosen configuration, trained longer; where that is stopped at once, the candidate itself, if there is one. */
async function trainMembers(
  best: DetectorCandidate | undefined,
  first: DetectorConfig,
  candidates: readonly DetectorCandidate[],
  plan: SearchPlan,
): Promise<SearchedDetectors> {
  const { parts } = plan;
  const left = plan.secondsLeft();
  const atOnce = left === undefined ? MEMBERS : Math.min(MOST_MEMBERS, plan.dealtBy);
  const count = Math.min(Math.max(MEMBERS, atOnce), parts.length - 1);
  const length =
    left === undefined
      ? { epochs: EPOCHS }
      : { seconds: (FINAL_SHARE * left) / Math.ceil(count / plan.workers) };
  const jobs = Array.from({ length: plan.isOver() ? 0 : count }, (_, i) =>
    jobOf(best?.config ?? first, -1 - i, parts, i + 1, length),
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
    finals: outcomes,
    choseToo: own.length === 0 && fallback.length > 0 && isChoice(candidates),
    judged: chosen.flatMap(({ outcome, judged }) => judgedBy(outcome, judged, plan)),
    unjudged: chosen.reduce(
      (sum, { outcome, judged }) => sum + judged.length - outcome.found.length,
      0,
    ),
    epochs: Math.max(0, ...chosen.map(({ outcome }) => outcome.epochs)),
    seconds: chosen.reduce((sum, { outcome }) => sum + outcome.seconds, 0),
    proportion: plan.set.frame.width / plan.set.frame.height,
    failure: [...candidates.map(({ outcome }) => outcome), ...outcomes]
      .flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.reason] : []))
      .at(0),
  };
}

/** What it found, on those that there was time to try it on. */
function judgedBy(
  { found }: Extract<DetectorOutcome, { readonly kind: 'done' }>,
  judged: readonly number[],
  { set }: SearchPlan,
) {
  return found.map((own, i) => {
    const row = judged[i] ?? -1;
    return { row, truth: set.boxes[row] ?? [], found: own };
  });
}

async function tryJob(job: DetectorJob, plan: SearchPlan): Promise<DetectorCandidate> {
  const outcome = await plan.run(job);
  const scores =
    outcome.kind === 'done'
      ? averagePrecision(judgedBy(outcome, job.judged, plan), plan.classes)
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
  first: DetectorConfig,
): Promise<readonly { count: number; length: DetectorJob['length'] }[]> {
  const { trials, workers, dealtBy, secondsLeft } = plan;
  const left = secondsLeft();
  if (left === undefined) return dealt(trials ?? 1, 2, { epochs: SCREENING_EPOCHS });
  const seconds = await epochSeconds(plan, first);
  const rest = secondsLeft() ?? left;
  const epochs = rest / seconds;
  const rounds = epochs < FIRST_ROUND ? 0 : epochs < SECOND_ROUND ? 1 : 2;
  const most = Math.max(1, dealtBy) * rounds;
  const inTurn = Math.max(1, Math.ceil(dealtBy / workers));
  const each = (ROUND_SHARE * rest) / inTurn;
  return dealt(Math.min(most, trials ?? most), rounds, { seconds: each });
}

/** So many candidates in so many rounds at most, the first of which has no fewer than the next. */
function dealt(all: number, rounds: number, length: DetectorJob['length']) {
  const counts = Array.from({ length: rounds }, (_, i) =>
    Math.floor((all + rounds - 1 - i) / rounds),
  );
  return counts.filter((count) => count > 0).map((count) => ({ count, length }));
}

/**
 * Seconds of an epoch on one part of five left out. What is trained meanwhile is thrown away: it has seen pictures that the networks
 * of the end are judged by, at a rate of learning of its own, and takes a part of an epoch.
 */
async function epochSeconds({ parts, run }: SearchPlan, first: DetectorConfig): Promise<number> {
  const whole = jobOf(first, 0, parts, 0, { epochs: 1 });
  const timed = Math.max(LEAST_TIMED, Math.ceil(TIMED_SHARE * whole.rows.length));
  const rows = whole.rows.slice(0, timed);
  const measured = await run({ ...whole, rows, judged: [] });
  if (measured.kind !== 'done') return Number.POSITIVE_INFINITY;
  return (measured.trainSeconds * whole.rows.length) / rows.length;
}

/** Whether there was one to choose among. */
function isChoice(candidates: readonly DetectorCandidate[]): boolean {
  return candidates.filter(({ outcome }) => outcome.kind === 'done').length > 1;
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
