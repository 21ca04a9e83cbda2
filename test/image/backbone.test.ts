import { expect, test } from 'vitest';
import { mirroredPixels } from '../../src/engine/mirrored-pixels.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import {
  BACKBONE_DEVIATION,
  BACKBONE_MEAN,
  type Backbone,
  backboneNetwork,
} from '../../src/image/backbone.js';
import { backboneFeatures } from '../../src/image/backbone-features.js';
import { checkBackbone } from '../../src/image/check-backbone.js';
import { foldedBackbone } from '../../src/image/folded-backbone.js';
import { readBackbone } from '../../src/image/read-backbone.js';
import { encodeTensors } from '../../src/util/safetensors.js';
import { painted } from '../fixtures/pictures.js';
import { changedHeader, tinyBackboneFile } from '../fixtures/tiny-backbone.js';

const { file, features } = tinyBackboneFile();
const SIDE = 96;
/** The two pictures of test/reference/torch-backbone.py. */
const stack = painted(SIDE, [
  (y, x) => [(x * 2 + Math.floor(y / 2)) % 256, Math.floor((y * x) / 37) % 256, 255 - y * 2],
  (y, x) => [
    ((Math.floor(x / 8) + Math.floor(y / 8)) % 2) * 200,
    (x * 5) % 256,
    Math.abs(x - y) * 2,
  ],
]);

function furthest(values: ArrayLike<number>): number {
  const wanted = features.flat();
  return Math.max(...wanted.map((value, i) => Math.abs(value - (values[i] ?? Number.NaN))));
}

function refused(reason: string): never {
  throw new Error(reason);
}

test('what it makes of pictures is what PyTorch makes of them', () => {
  const { parameters, ...shape } = foldedBackbone(file, refused);
  const network = backboneNetwork({ side: SIDE, ...shape }, parameters);
  const three = (value: number) => [value, value, value];
  const moments = { means: three(BACKBONE_MEAN), deviations: three(BACKBONE_DEVIATION) };
  const size = { rows: 2, height: SIDE, width: SIDE, channels: 3 };
  const pictures = { ...size, data: stack.pixels, ...moments };
  const maps = predictNetwork(network, { rows: 2, dense: undefined, sparse: undefined, pictures });
  const means = Array.from({ length: 12 }, (_, i) => {
    const at = (place: number) => maps[(Math.floor(i / 6) * 9 + place) * 6 + (i % 6)] ?? Number.NaN;
    return [0, 1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, place) => sum + at(place) / 9, 0);
  });
  expect(furthest(means)).toBeLessThan(1e-4);
});

test('rounded to 16 bits it says nearly the same, on any kernels, whatever is asked beside it', () => {
  const backbone = readBackbone(file, 'tiny');
  for (const kernels of ['reference', 'auto'] as const) {
    const { data } = backboneFeatures(backbone, stack, [0, 1], { kernels });
    expect(furthest(data)).toBeLessThan(0.05);
    const alone = backboneFeatures(backbone, stack, [1], { kernels });
    expect(alone.data).toEqual(data.subarray(6));
  }
});

test('asked of mirror images too, it tells what both have in common, then what tells left from right', () => {
  const backbone = { ...readBackbone(file, 'tiny'), mirrors: true };
  const { side, pixels } = stack;
  const mirrored = { side, pixels: mirroredPixels(pixels, side, 3) };
  const own = backboneFeatures(backbone, stack, [0, 1]);
  const other = backboneFeatures(backbone, mirrored, [0, 1]);
  expect(own).toMatchObject({ rows: 2, columns: 12 });
  for (const [i, value] of own.data.entries())
    expect((other.data[i] ?? Number.NaN) - (i % 12 < 6 ? value : -value)).toBe(0);
  expect(own.data.some((value, i) => i % 12 >= 6 && Math.abs(value) > 0.01)).toBe(true);
  const plain = backboneFeatures(readBackbone(file, 'tiny'), stack, [0, 1]).data;
  for (const [i, value] of plain.entries()) {
    const at = 12 * Math.floor(i / 6) + (i % 6);
    expect((own.data[at] ?? 0) + (own.data[at + 6] ?? 0)).toBeCloseTo(value, 6);
  }
});

test('pictures of another size are brought to its own first', () => {
  const backbone = readBackbone(file, 'tiny');
  const plain = (side: number) => painted(side, [() => [40, 90, 200]]);
  const own = backboneFeatures(backbone, plain(SIDE), [0]);
  expect(backboneFeatures(backbone, plain(20), [0])).toEqual(own);
  expect(backboneFeatures(backbone, plain(130), [0])).toEqual(own);
});

test('a file that is another one is told by what it lacks', () => {
  const read = (bytes: Uint8Array) => () => readBackbone(bytes, 'b.safetensors');
  expect(read(new Uint8Array(20))).toThrow('b.safetensors is no backbone: it has no header.');
  expect(read(file.subarray(0, -8))).toThrow('is damaged');
  const other = encodeTensors({ tensors: { w: new Float32Array(3) }, metadata: {} });
  expect(read(other)).toThrow(
    'of the 245 tensors of EfficientNet-Lite0 it lacks _conv_stem.weight, _bn0.weight, _bn0.bias, _bn0.running_mean and 241 more',
  );
  expect(read(changedHeader(file, '_blocks.3._bn1.bias', '_blocks.3._bn9.bias'))).toThrow(
    'it lacks _blocks.3._bn1.bias.',
  );
  expect(read(changedHeader(file, '"shape":[4,3,3,3]', '"shape":[4,9,3,1]'))).toThrow(
    'its tensor _conv_stem.weight is (4, 9, 3, 1), not (any, 3, 3, 3)',
  );
});

test('a model file whose backbone has other weights than it says is told of', () => {
  const backbone = readBackbone(file, 'tiny');
  expect(() => checkBackbone(backbone)).not.toThrow();
  const cut: Backbone = { ...backbone, weights: backbone.weights.subarray(1) };
  expect(() => checkBackbone(cut)).toThrow(/backbone has \d+ weights, not \d+/);
});
