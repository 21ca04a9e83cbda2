/**
 * Writes tiny models of one format version, with what they answered when they were made: `node scripts/old-models.mjs <checkout>`, where
 * the checkout is of a commit that wrote that format, and built. Those in test/fixtures/models were made at these commits:
 * format 4 at de119b3, 5 at 29a080e, 6 at 0ae2c3e, 7 at 9299fba and 8 at 34072c84.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What is predicted by each family, and how: models are to take a few KB. Families that a format does not know are left out. */
const MODELS = {
  linear: ['price', {}],
  'boosted-trees': ['kind', { rounds: 10, maxLeaves: 4, maxDepth: 2 }],
  'random-forest': ['kind', { trees: 4, maxDepth: 4 }],
  neighbours: ['price', {}],
  'gaussian-process': ['price', {}],
  mlp: ['price', { depth: 1, width1: 8, epochs: 20 }],
  realmlp: ['kind', { depth: 2, width: 16, epochs: 16 }],
  tabm: ['kind', { depth: 1, width: 16, members: 4, embeddingWidth: 4, bins: 8, epochs: 20 }],
};

const root = resolve(process.argv[2] ?? '.');
const { fit, loadPredictor } = await import(pathToFileURL(join(root, 'dist', 'index.js')).href);
const { familyNames } = await import(
  pathToFileURL(join(root, 'dist', 'models', 'families.js')).href
);
const { FORMAT_VERSION } = await import(
  pathToFileURL(join(root, 'dist', 'predictor', 'save-state.js')).href
);
const folder = resolve('test', 'fixtures', 'models', `format-${FORMAT_VERSION}`);
const runs = mkdtempSync(join(tmpdir(), 'autofit-models-'));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const answers = {};
for (const [family, [label, params]] of Object.entries(MODELS))
  if (familyNames.includes(family)) answers[family] = await made(family, label, params);
writeFileSync(join(folder, 'answers.json'), `${JSON.stringify(answers, null, 1)}\n`);
rmSync(runs, { recursive: true });

/** Keeps a model of one family, and tells what it answers to rows that it has not seen. */
async function made(family, label, params) {
  const other = label === 'price' ? 'kind' : 'price';
  const rows = table(60, 1).map(({ [other]: _, ...row }) => row);
  const out = join(runs, family);
  const enqueue = [{ family, params }];
  await fit(rows, { label, models: [family], enqueue, trials: 1, seed: 3, workers: 1, out });
  const bytes = readFileSync(join(out, 'model.safetensors'));
  writeFileSync(join(folder, `${family}.safetensors.gz`), gzipSync(bytes, { level: 9 }));
  const predictor = await loadPredictor(join(out, 'model.safetensors'));
  const asked = table(6, 2).map(({ price: _, kind: __, ...row }) => row);
  const predicted = [...(await predictor.predict(asked))];
  if (label === 'price') return { rows: asked, predicted };
  return { rows: asked, predicted, chances: await predictor.predictProba(asked) };
}

/** Numbers with gaps, levels and a date; what is asked has a level that no model saw. */
function table(count, seed) {
  return Array.from({ length: count }, (_, i) => {
    const wave = Math.sin((i + 1) * 12.9898 * seed);
    const size = Math.round(1000 * (1 + wave)) / 10;
    const city = ['Bern', 'Oslo', 'Rome', seed === 2 ? 'Lima' : 'Bern'][i % 4];
    const sold = new Date(Date.UTC(2020, i % 12, 1 + (i % 27))).toISOString().slice(0, 10);
    const price = Math.round(size * (city === 'Oslo' ? 3 : 2) + 10 * Math.cos(i * i));
    const kind = ['flat', 'house', 'barn'][size < 60 ? 0 : city === 'Oslo' ? 2 : 1];
    return { size: i % 9 === 4 ? null : size, city, sold, price, kind };
  });
}
