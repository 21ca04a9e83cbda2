import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import { randomStream } from '../../src/util/random.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';
import { shapePainter } from '../fixtures/pictures.js';
import { png } from '../fixtures/png.js';

const random = randomStream(2, 'pictures');
const rows = Array.from({ length: 60 }, (_, i) => {
  const paint = shapePainter(i % 2, random);
  const photo = png(20, 20, (x, y) => paint(y, x)).toString('base64');
  return { photo: `data:image/png;base64,${photo}`, kind: i % 2 === 0 ? 'across' : 'down' };
});
const training = rows.slice(0, 48);
const later = rows.slice(48);
const options = { label: 'kind', folds: 2, trials: 2, workers: 1, seed: 1 } as const;
const fitted = await fit(training, { ...options, models: ['linear', 'neighbours'] });
const bytes = await fitted.toBytes();

test('shapes are told by their pictures, and by the model file as by what wrote it', async () => {
  const predicted = await fitted.predict(later);
  const right = later.filter(({ kind }, i) => predicted[i] === kind).length;
  expect(right).toBeGreaterThanOrEqual(10);
  const loaded = await loadPredictor(bytes);
  expect(await loaded.predictProba(later)).toEqual(await fitted.predictProba(later));
  expect(Buffer.from(await loaded.toBytes()).equals(bytes)).toBe(true);
});

test('what models have learned alike of pictures is in the file once', () => {
  const names = Object.keys(decodeTensors(bytes).tensors);
  const axes = names.filter((name) => name.endsWith('/features/axes'));
  expect(axes).toHaveLength(2);
});

test('a file whose numbers of pictures do not belong together is refused', async () => {
  const { tensors, metadata } = decodeTensors(bytes);
  const [name = ''] = Object.keys(tensors).filter((own) => own.endsWith('/features/axes'));
  const cut = { ...tensors, [name]: (tensors[name] ?? new Float32Array()).slice(1) };
  const sha256 = await tensorsHash(metadata.predictor ?? '', cut);
  const damaged = encodeTensors({ tensors: cut, metadata: { ...metadata, sha256 } });
  await expect(loadPredictor(damaged)).rejects.toThrow('what it learned of pictures is damaged');
});
