import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import type { Row } from '../../src/table/flat-row.js';
import { forged, type ModelSeed, savedModels, signed } from './forge-model.js';
import { joined } from './mutate-bytes.js';
import { type FuzzTarget, need } from './target.js';

const ROWS = Array.from({ length: 60 }, (_, i) => ({
  age: 20 + ((i * 7) % 50),
  city: ['Bergen', 'Oslo', 'Tromsø'][i % 3],
  since: `2023-0${1 + (i % 9)}-11`,
  note: `${['a calm', 'a loud', 'a small'][i % 3]} house number ${i}`,
  y: ((i * 7) % 50) + 10 * (i % 3),
  z: i % 3 === 0 ? 'yes' : 'no',
}));

/** Models of these families, fitted anew. */
export function modelTarget(name: string, families: readonly string[]): FuzzTarget {
  return forgedTarget(name, async () => {
    const seeds: ModelSeed[] = [];
    for (const family of families) {
      for (const label of ['y', 'z']) {
        const rows = ROWS.map(({ y, z, ...row }) => ({ ...row, [label]: label === 'y' ? y : z }));
        const own = { label, trials: 1, workers: 1, models: [family], folds: 2 };
        const bytes = await (await fit(rows, { ...own, preset: 'fast' })).toBytes();
        seeds.push({ bytes, asked: ROWS.slice(0, 4) });
      }
    }
    return seeds;
  });
}

/** Models that are kept for tests, of each format that is read. */
export const savedModelTarget = forgedTarget('saved-models', async () => savedModels());

/** Each changed file has the hash of what it holds, as somebody who means harm would write it. */
function forgedTarget(name: string, seedsOf: () => Promise<readonly ModelSeed[]>): FuzzTarget {
  return {
    name,
    async open() {
      const seeds = await seedsOf();
      return {
        // The first byte says which model was changed, and so which rows are asked for.
        input(random) {
          const place = random.integer(seeds.length);
          return joined(Uint8Array.of(place), forged((seeds[place] as ModelSeed).bytes, random));
        },
        read: (bytes) => read(bytes.subarray(1), seeds[bytes[0] ?? 0]?.asked ?? []),
      };
    },
  };
}

async function read(bytes: Uint8Array, asked: readonly Row[]): Promise<void> {
  await signed(bytes).then(async (own) => {
    const predictor = await loadPredictor(own);
    const { values: answers, notes } = await predictor.predictions(asked);
    need(answers.length === asked.length, 'a row has no answer');
    const { classes } = predictor.info;
    const isRight = (answer: unknown) =>
      classes.length === 0 ? Number.isFinite(answer) : classes.includes(String(answer));
    // Numbers of a model may be so large that sums of them are none: it is said then.
    const isTold = notes.some((note) => note.startsWith('no prediction for'));
    need(isTold || answers.every(isRight), `an answer is ${answers.find((own) => !isRight(own))}`);
    if (classes.length === 0) return;
    // Forged chances may be none: what such a model answers is not to be relied on, but it is an answer of this shape.
    const { values } = await predictor.predictMatrix(asked);
    need(values.length === asked.length * classes.length, 'a row lacks chances');
  });
}
