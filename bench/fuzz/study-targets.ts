import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveOptions } from '../../src/options/options.js';
import { readStudy } from '../../src/study/study-journal.js';
import type { Json } from '../../src/util/json.js';
import { oneOf } from './hostile-values.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { jsonFileTarget } from './options-targets.js';
import type { FuzzTarget } from './target.js';

const CONFIGS: readonly Json[] = [
  { family: 'mlp', params: { epochs: 3, learningRate: 0.01 } },
  [
    { family: 'linear', params: {} },
    { family: 'boosted-trees', params: { rounds: 20, learningRate: 0.1 } },
  ],
];

/** Configurations to begin with. */
export const configTarget = jsonFileTarget(
  'configs',
  () => CONFIGS,
  async (file) => {
    await resolveOptions({ label: 'y', enqueue: file });
  },
);

const BEGUN: Json = {
  ...{ kind: 'study', format: 1, began: '2026-01-02T03:04:05.678Z' },
  settings: {
    ...{ direction: 'minimize', seed: 1, lag: 2, asTheyCome: false, sampler: 'tpe' },
    ...{ scheduler: 'none', enqueue: [{ x: 1 }], from: [{ params: { x: 2 }, value: 3 }] },
    space: {
      x: { kind: 'uniform', low: 0, high: 1 },
      z: { kind: 'choice', options: ['a', 'b'], when: { param: 'x', atLeast: 0.5 } },
    },
  },
};
const TRIAL: Json = {
  ...{ kind: 'trial', seconds: 1, number: 0, params: { x: 0.5, z: 'a' }, state: 'complete' },
  ...{ value: 2, reports: [{ step: 1, value: 3 }], reason: null, draws: 1 },
};

/** Journals of searches of anything. */
export const studyTarget: FuzzTarget = {
  name: 'studies',
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
    const file = join(folder, 'study.jsonl');
    return {
      input(random) {
        const lines = [BEGUN, TRIAL, TRIAL].map((own) => JSON.stringify(own));
        lines[random.integer(lines.length)] = mutateJson(oneOf([BEGUN, TRIAL], random), random);
        const text = Buffer.from(`${lines.join('\n')}\n`);
        return random.integer(4) === 0 ? mutateBytes(text, random) : text;
      },
      async read(bytes) {
        writeFileSync(file, bytes);
        readStudy(file);
      },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};
