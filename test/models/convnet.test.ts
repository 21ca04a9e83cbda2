import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { convnet } from '../../src/models/convnet.js';
import { convnetLayers } from '../../src/models/convnet-layers.js';
import type { TrainContext } from '../../src/models/model-family.js';
import { channelMoments, mirrored, pictureInput } from '../../src/models/picture-input.js';
import type { Params } from '../../src/space/search-space.js';
import { randomStream } from '../../src/util/random.js';
import { threeClasses } from '../fixtures/tasks.js';

const SIDE = 8;
const SIZE = SIDE * SIDE * 3;

/** Horizontal, vertical and slanted stripes on noise; class −1 is no picture. */
function stripes(classes: readonly number[], seed = 0): DesignMatrix {
  const rows = classes.length;
  const random = randomStream(seed, 'stripes');
  const pixels = new Uint8Array(rows * SIZE);
  const present = Uint8Array.from(classes, (own) => (own < 0 ? 0 : 1));
  for (const [row, own] of classes.entries()) {
    const phase = random.integer(4);
    for (let place = 0; own >= 0 && place < SIDE * SIDE; place++) {
      const [y, x] = [Math.floor(place / SIDE), place % SIDE];
      const along = [y, x, x + y][own] ?? 0;
      const light = (along + phase) % 4 < 2 ? 60 : 170;
      for (let c = 0; c < 3; c++) pixels[row * SIZE + place * 3 + c] = light + random.integer(60);
    }
  }
  const features = [{ name: 'photo', source: 'photo' }];
  const block = {
    kind: 'pixels',
    rows,
    side: SIDE,
    channels: 3,
    pixels,
    present,
    features,
  } as const;
  return { rows, blocks: [block] };
}

const classesOf = (rows: number) => Array.from({ length: rows }, (_, row) => row % 3);
const quick: Params = { ...convnet.defaults, width: 8, epochs: 5, batchSize: 16 };

function train(classes: readonly number[], labels = classes, params = quick) {
  const context: TrainContext = {
    task: threeClasses,
    metric: 'accuracy',
    random: randomStream(0, 'train'),
    kernels: 'auto',
    validation: { x: stripes([0, 1, 2], 5), score: () => 0 },
    shouldStop: () => false,
  };
  return convnet.train({ x: stripes(classes), y: Float32Array.from(labels) }, params, context);
}

test('it tells patterns apart that lie anywhere in the picture', () => {
  const model = train(classesOf(90));
  const truths = classesOf(60);
  const chances = convnet.predict(model, stripes(truths, 1), threeClasses);
  const right = truths.filter((truth, row) => {
    const own = [...chances.subarray(row * 3, row * 3 + 3)];
    return own.indexOf(Math.max(...own)) === truth;
  });
  expect(right.length).toBeGreaterThan(54);
});

test('a row without a picture is answered by the shares of the classes', () => {
  const model = train([...classesOf(30), 0, 0, 0, 0, 0, 0]);
  const [a, b, c] = convnet.predict(model, stripes([-1]), threeClasses);
  expect([a, b, c]).toEqual([17 / 39, 11 / 39, 11 / 39].map((share) => expect.closeTo(share, 6)));
  const among = convnet.predict(model, stripes([-1, 0, -1]), threeClasses);
  expect([...among.subarray(0, 3)]).toEqual([a, b, c]);
  expect([...among.subarray(6)]).toEqual([a, b, c]);
  expect([...among.subarray(3, 6)]).not.toEqual([a, b, c]);
});

test('rows without a picture train nothing', () => {
  const with0 = train([...classesOf(30), -1, -1], [...classesOf(30), 2, 2]);
  expect(with0.trained.parameters).toEqual(train(classesOf(30)).trained.parameters);
});

test('where no row has a picture, training fails and says so', () => {
  expect(() => train([-1, -1, -1], [0, 1, 2])).toThrow('no row to train on has a picture');
});

test('a picture and its mirror image are answered alike where they tell the same', () => {
  const x = stripes([2, 1, 0], 9);
  const [block] = x.blocks;
  if (block?.kind !== 'pixels') throw new Error('stripes are pixels');
  const rows = Int32Array.of(0, 1, 2);
  const input = mirrored(pictureInput(block, rows, channelMoments(block, rows)));
  const pixels = input.pictures?.data ?? new Uint8Array();
  expect([...pixels.subarray(0, 3)]).toEqual([...block.pixels.subarray(SIDE * 3 - 3, SIDE * 3)]);
  const other: DesignMatrix = { rows: 3, blocks: [{ ...block, pixels }] };
  const same = train(classesOf(30), undefined, { ...quick, epochs: 1, flips: 'horizontal' });
  expect(convnet.predict(same, other, threeClasses)).toEqual(
    convnet.predict(same, x, threeClasses),
  );
  const another = train(classesOf(30), undefined, { ...quick, epochs: 1, flips: 'none' });
  expect(convnet.predict(another, other, threeClasses)).not.toEqual(
    convnet.predict(another, x, threeClasses),
  );
});

test('channels are scaled by the rows that are trained on, one that never changes by 1', () => {
  const pixels = Uint8Array.of(0, 5, 10, 20, 5, 10, 255, 255, 255);
  const block = { kind: 'pixels', rows: 3, side: 1, channels: 3, pixels } as const;
  const whole = { ...block, present: Uint8Array.of(1, 1, 1), features: [] };
  expect(channelMoments(whole, Int32Array.of(0, 1))).toEqual({
    means: [10, 5, 10],
    deviations: [10, 1, 1],
  });
});

test('maps are halved until they are small, large pictures by their first convolutions', () => {
  const kinds = (side: number, depth = 1) =>
    convnetLayers({ side, width: 8, depth, dropout: 0.5 }).flatMap((layer) => {
      if (layer.kind === 'conv2d') return [`${layer.channels}/${layer.stride}`];
      return layer.kind.endsWith('pool') || layer.kind === 'residual' ? [layer.kind] : [];
    });
  const behind = ['max-pool', '16/1', 'max-pool', '32/1', 'max-pool', '32/1'];
  expect(kinds(32)).toEqual(['8/1', ...behind, 'global-average-pool']);
  expect(kinds(28)).toEqual(kinds(32));
  expect(kinds(64)).toEqual(['8/2', '8/1', ...behind, 'global-average-pool']);
  expect(kinds(3)).toEqual(['8/1', 'global-average-pool']);
  expect(kinds(4, 3)).toEqual(['8/1', 'residual', 'residual', 'global-average-pool']);
});
