/** Recorded tables as functions: a mean of the recorded scores of near configurations of the same family. */
import { existsSync, readFileSync } from 'node:fs';
import type { Distribution, Params, SearchSpace } from '../../src/space/search-space.js';
import { shareAt } from '../../src/space/unit-cube.js';
import { choice, type StudySpace } from '../../src/study/study-space.js';
import type { Problem } from './problem.js';

interface Recorded {
  readonly name: string;
  readonly spaces: Readonly<Record<string, SearchSpace>>;
  readonly trials: readonly {
    readonly family: string;
    readonly params: Params;
    readonly score: number;
  }[];
}

/** Those that count, and how fast the others' weights fall with the distance. */
const NEAR = 4;
const POWER = 4;

export function tableProblems(): readonly Problem[] {
  const place = new URL('tables.json', import.meta.url);
  if (!existsSync(place)) return [];
  return (JSON.parse(readFileSync(place, 'utf8')) as Recorded[]).map(problemOf);
}

/** Its space has both families, each with its own parameters; what is searched of them are those that vary. */
function problemOf({ name, spaces, trials }: Recorded): Problem {
  const searched = Object.fromEntries(
    Object.entries(spaces).map(([family, space]) => [family, varying(space)]),
  );
  const scores = trials.map(({ score }) => score);
  const [least, most] = [Math.min(...scores), median(scores)];
  return {
    name,
    kind: 'table',
    space: { family: choice(searched as Record<string, StudySpace>) },
    // As shares of the way from the best recorded score to the median.
    value: (params) =>
      (near(trials, String(params.family), searched, params) - least) / (most - least),
    least: 0,
  };
}

/** Parameters with more than one value, that depend on no other. */
function varying(space: SearchSpace): SearchSpace {
  const kept = Object.entries(space).filter(([, own]) => {
    if (own.when) return false;
    return own.kind === 'choice' ? own.options.length > 1 : own.low < own.high;
  });
  return Object.fromEntries(kept.map(([name, own]) => [name, withoutCondition(own)]));
}

function withoutCondition({ when: _, ...distribution }: Distribution): Distribution {
  return distribution as Distribution;
}

function near(
  trials: Recorded['trials'],
  family: string,
  spaces: Readonly<Record<string, SearchSpace>>,
  params: Readonly<Record<string, unknown>>,
): number {
  const space = spaces[family] ?? {};
  const own = trials
    .filter((trial) => trial.family === family)
    .map(({ params: other, score }) => ({ score, far: distance(space, params, other) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR);
  const weights = own.map(({ far }) => 1 / (far ** POWER + 1e-9));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return own.reduce((sum, { score }, i) => sum + (score * (weights[i] ?? 0)) / total, 0);
}

function distance(space: SearchSpace, a: Readonly<Record<string, unknown>>, b: Params): number {
  let sum = 0;
  for (const [name, distribution] of Object.entries(space)) {
    const [own, other] = [a[name], b[name]];
    if (distribution.kind === 'choice') sum += own === other ? 0 : 0.25;
    else sum += (shareOf(distribution, own) - shareOf(distribution, other)) ** 2;
  }
  return Math.sqrt(sum);
}

function shareOf(distribution: Distribution, value: unknown): number {
  return shareAt(distribution, value as number) ?? 0.5;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
