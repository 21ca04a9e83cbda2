/**
 * Records what configurations of two families score on tables that ship, drawn at random from the spaces below, in
 * `bench/search/tables.json`. Schedules are short, so that it takes minutes. Run: npx tsx bench/search/record-tables.ts
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fit } from '../../src/index.js';
import { familyNamed } from '../../src/models/families.js';
import { sampleParams } from '../../src/space/sample-params.js';
import type { Params, SearchSpace } from '../../src/space/search-space.js';
import type { JournalEvent } from '../../src/trial/journal.js';
import { randomStream } from '../../src/util/random.js';

const TABLES = [
  ['sacramento', 'price'],
  ['concrete', 'compressive_strength'],
  ['penguins', 'species'],
] as const;
/** Of each family. */
const CONFIGS = 60;
const SPACES: Readonly<Record<string, SearchSpace>> = {
  mlp: {
    width1: { kind: 'integer', low: 8, high: 128, log: true },
    width2: { kind: 'integer', low: 8, high: 128, log: true },
    activation: { kind: 'choice', options: ['relu', 'tanh'] },
    dropout: { kind: 'choice', options: [0, 0.1, 0.3, 0.5] },
    learningRate: { kind: 'uniform', low: 0.0003, high: 0.1, log: true },
    weightDecay: { kind: 'uniform', low: 0.0001, high: 0.3, log: true },
  },
  'boosted-trees': {
    learningRate: { kind: 'uniform', low: 0.01, high: 0.5, log: true },
    minChildRows: { kind: 'integer', low: 1, high: 50, log: true },
    lambda: { kind: 'uniform', low: 0.1, high: 20, log: true },
    rowShare: { kind: 'uniform', low: 0.3, high: 1 },
    columnShare: { kind: 'uniform', low: 0.3, high: 1 },
    maxDepth: { kind: 'integer', low: 2, high: 10 },
  },
};
const FIXED: Readonly<Record<string, Params>> = {
  mlp: { epochs: 30 },
  'boosted-trees': { rounds: 100 },
};

const tables = [];
for (const [name, label] of TABLES) {
  const enqueue = Object.entries(SPACES).flatMap(([family, space]) =>
    Array.from({ length: CONFIGS }, (_, i) => {
      const drawn = sampleParams(space, randomStream(name, family, i));
      return { family, params: { ...familyNamed(family).defaults, ...FIXED[family], ...drawn } };
    }),
  );
  const out = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const run = join(out, 'run');
  const trials = enqueue.length;
  const models = Object.keys(SPACES);
  await fit(`datasets/${name}.csv`, {
    label,
    trials,
    models,
    enqueue,
    holdout: 0.3,
    workers: 2,
    report: false,
    out: run,
  });
  tables.push({
    name,
    spaces: SPACES,
    trials: recorded(readFileSync(join(run, 'journal.jsonl'), 'utf8')),
  });
  rmSync(out, { recursive: true });
  writeFileSync(new URL('tables.json', import.meta.url), `${JSON.stringify(tables)}\n`);
}

function recorded(journal: string) {
  const events = journal
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent);
  return events.flatMap((event) => {
    if (event.kind !== 'trial' || event.trial.score === null) return [];
    const { config, score } = event.trial;
    const space = SPACES[config.family];
    if (!space) return [];
    const params = Object.fromEntries(Object.keys(space).map((own) => [own, config.params[own]]));
    return { family: config.family, params, score: Number(score.toPrecision(6)) };
  });
}
