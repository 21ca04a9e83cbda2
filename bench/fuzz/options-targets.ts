import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClassWeights } from '../../src/cli/class-weight-flag.js';
import { readCosts } from '../../src/cli/cost-flags.js';
import { costsOf } from '../../src/metrics/costs.js';
import { resolveOptions } from '../../src/options/options.js';
import { readPreset } from '../../src/options/preset.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { halvedOptions } from '../../test/fixtures/halved-run.js';
import { oneOf } from './hostile-values.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

export const presetTarget = jsonFileTarget('presets', presetSeeds, async (file) => {
  await readPreset(file);
  await resolveOptions({ label: 'y', preset: file });
});

const COSTS: Json = { yes: { no: 10 }, no: { yes: 1, '*': 2 }, '*': { '*': 1 } };

export const costsTarget = jsonFileTarget(
  'costs',
  () => [COSTS],
  async (file) => {
    const costs = readCosts(file);
    await resolveOptions({ label: 'y', costs });
    const classes = Object.keys(costs ?? {}).filter((name) => name !== '*');
    const rows = costsOf(costs ?? {}, classes);
    need(
      rows.every((row) => row.every(Number.isFinite)),
      'a cost is no number',
    );
  },
);

export const classWeightsTarget = jsonFileTarget(
  'class-weights',
  () => [{ yes: 10, no: 1.5 }],
  async (file) => {
    const classWeights = readClassWeights(file);
    await resolveOptions({ label: 'y', classWeights });
  },
);

function presetSeeds(): readonly Json[] {
  const texts = readdirSync('presets')
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join('presets', name), 'utf8'));
  halvedOptions({
    write(name, text) {
      texts.push(String(text));
      return name;
    },
  });
  return texts.map((text) => JSON.parse(text) as Json);
}

export function jsonFileTarget(
  name: string,
  seedsOf: () => readonly Json[],
  read: (file: string) => Promise<void>,
): FuzzTarget {
  return {
    name,
    async open() {
      const seeds = seedsOf();
      const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
      const file = join(folder, 'own.json');
      const input = (random: Random) => {
        const text = Buffer.from(mutateJson(oneOf(seeds, random), random));
        return random.integer(5) === 0 ? mutateBytes(text, random) : text;
      };
      return {
        input,
        async read(bytes) {
          writeFileSync(file, bytes);
          await read(file);
        },
        close: async () => rmSync(folder, { recursive: true }),
      };
    },
  };
}
