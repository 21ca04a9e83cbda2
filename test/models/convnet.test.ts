import { expect, test } from 'vitest';
import type { DesignMatrix, PixelsBlock } from '../../src/matrix/design-matrix.js';
import { convnet } from '../../src/models/convnet.js';
import { convnetLayers } from '../../src/models/convnet-layers.js';
import type { ConvnetModel } from '../../src/models/convnet-model.js';
import type { TrainContext } from '../../src/models/model-family.js';
import { channelMoments, mirrored, pictureInput } from '../../src/models/picture-input.js';
import { viewsOf, viewWeights } from '../../src/models/picture-views.js';
import type { Params } from '../../src/space/search-space.js';
import { randomStream } from '../../src/util/random.js';
import { threeClasses } from '../fixtures/tasks.js';

const SIDE = 8;
const SIZE = SIDE * SIDE * 3;

/** Rows with pictures of horizontal, vertical and slanted stripes on noise, as many as a row has classes. */
function stripesOf(classes: readonly (readonly number[])[], seed = 0): PixelsBlock {
  const random = randomStream(seed, 'stripes');
  const offsets = new Int32Array(classes.length + 1);
  for (const [row, own] of classes.entries()) offsets[row + 1] = (offsets[row] ?? 0) + own.length;
  const pixels = new Uint8Array((offsets.at(-1) ?? 0) * SIZE);
  for (const [picture, own] of classes.flat().entries()) {
    const phase = random.integer(4);
    for (let place = 0; place < SIDE * SIDE; place++) {
      const [y, x] = [Math.floor(place / SIDE), place % SIDE];
      const along = [y, x, x + y][own] ?? 0;
      const light = (along + phase) % 4 < 2 ? 60 : 170;
      for (let c = 0; c < 3; c++)
        pixels[picture * SIZE + place * 3 + c] = light + random.integer(60);
    }
  }
  const features = [{ name: 'photo', source: 'photo' }];
  const shape = { rows: classes.length, side: SIDE, channels: 3 } as const;
  return { kind: 'pixels', ...shape, pixels, offsets, features };
}

/** One picture a row; class −1 is none. */
function stripes(classes: readonly number[], seed = 0): DesignMatrix {
  const block = stripesOf(
    classes.map((own) => (own < 0 ? [] : [own])),
    seed,
  );
  return { rows: classes.length, blocks: [block] };
}

const classesOf = (rows: number) => Array.from({ length: rows }, (_, row) => row % 3);
const quick: Params = { ...convnet.defaults, width: 8, epochs: 5, batchSize: 16 };

function train(classes: readonly number[], labels = classes, params = quick) {
  return trainOn(stripes(classes), labels, params);
}

function trainOn(x: DesignMatrix, labels: readonly number[], params = quick) {
  const context: TrainContext = {
    task: threeClasses,
    metric: 'accuracy',
    random: randomStream(0, 'train'),
    kernels: 'auto',
    validation: { x, score: () => 0 },
    shouldStop: () => false,
  };
  return convnet.train({ x, y: Float32Array.from(labels) }, params, context);
}

/** How many rows are taken for their class. */
function rightOf(model: ConvnetModel, x: DesignMatrix, truths: readonly number[]): number {
  const chances = convnet.predict(model, x, threeClasses) as Float64Array;
  return truths.filter((truth, row) => {
    const own = [...chances.subarray(row * 3, row * 3 + 3)];
    return own.indexOf(Math.max(...own)) === truth;
  }).length;
}

test('it tells patterns apart that lie anywhere in the picture', () => {
  const model = train(classesOf(90));
  const truths = classesOf(60);
  expect(rightOf(model, stripes(truths, 1), truths)).toBeGreaterThan(54);
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
  const views = viewsOf([block], Int32Array.of(0, 1, 2));
  const input = mirrored(pictureInput(views, channelMoments(views)));
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

test('channels are scaled by the rows that are trained on, one that hardly changes by 1', () => {
  const pixels = Uint8Array.of(0, 5, 10, 20, 5, 10, 255, 255, 255);
  const block = { kind: 'pixels', rows: 3, side: 1, channels: 3, pixels } as const;
  const whole = { ...block, offsets: Int32Array.of(0, 1, 2, 3), features: [] };
  expect(channelMoments(viewsOf([whole], Int32Array.of(0, 1)))).toEqual({
    means: [10, 5, 10],
    deviations: [10, 1, 1],
  });
  const one = Uint8Array.of(7, 0, 40, 8, 0, 60);
  const hardly = { ...whole, rows: 2, pixels: one, offsets: Int32Array.of(0, 1, 2) };
  expect(channelMoments(viewsOf([hardly], Int32Array.of(0, 1)))).toEqual({
    means: [7.5, 0, 50],
    deviations: [1, 1, 10],
  });
});

test('a row is answered by the mean of what is said of its pictures, and trains by all of them', () => {
  const several = [[0], [1, 1, 1], [2, 2], [], [0, 0], [1], [2]];
  const x: DesignMatrix = { rows: 7, blocks: [stripesOf(several)] };
  const labels = [0, 1, 2, 1, 0, 1, 2];
  const model = trainOn(x, labels);
  const answer = convnet.predict(model, x, threeClasses);
  const alone = { rows: 3, blocks: [stripesOf([[0], [1], [1]])] };
  const pictures = x.blocks[0] as PixelsBlock;
  const own = pictures.pixels.subarray(SIZE, 4 * SIZE);
  const each = convnet.predict(
    model,
    { rows: 3, blocks: [{ ...(alone.blocks[0] as PixelsBlock), pixels: own }] },
    threeClasses,
  );
  for (const c of [0, 1, 2]) {
    const mean = ((each[c] ?? 0) + (each[3 + c] ?? 0) + (each[6 + c] ?? 0)) / 3;
    expect(answer[3 + c]).toBeCloseTo(mean, 6);
  }
  expect([...answer.subarray(9, 12)]).toEqual(
    [...model.absent.values].map((own) => expect.closeTo(own, 6)),
  );
});

test('views of a row count together as one row does', () => {
  const views = viewsOf([stripesOf([[0], [1, 1], [], [2, 2, 2, 2]])], Int32Array.of(0, 1, 3));
  expect([...views.rows]).toEqual([0, 1, 1, 3, 3, 3, 3]);
  expect(viewWeights(views, undefined)).toEqual(
    Float64Array.of(1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25),
  );
  expect(viewWeights(views, Float64Array.of(2, 4, 9, 1))?.[1]).toBe(2);
  const lone = viewsOf([stripesOf([[0], [1]])], Int32Array.of(0, 1));
  expect(viewWeights(lone, undefined)).toBeUndefined();
});

test('of two columns of pictures it sees both, and rows that lack one of them are answered by the other', () => {
  const labels = classesOf(120);
  // The first column tells class 0 from the others, the second class 2.
  const both = (seed: number, without?: 'first' | 'second'): DesignMatrix => {
    const first = labels.map((own) => (without === 'first' ? [] : [own === 0 ? 0 : 1]));
    const second = labels.map((own, row) =>
      without === 'second' || row % 10 === 9 ? [] : [own === 2 ? 0 : 1],
    );
    return { rows: labels.length, blocks: [stripesOf(first, seed), stripesOf(second, seed + 1)] };
  };
  const model = trainOn(both(1), labels, { ...quick, epochs: 12 });
  expect(model.trained).toMatchObject({ inputs: 6, sparseInputs: 2 });
  expect(rightOf(model, both(3), labels)).toBeGreaterThan(108);
  const zeros = labels.map((own) => (own === 0 ? 0 : -1));
  expect(rightOf(model, both(5, 'second'), zeros)).toBeGreaterThan(36);
  const twos = labels.map((own) => (own === 2 ? 2 : -1));
  expect(rightOf(model, both(5, 'first'), twos)).toBeGreaterThan(30);
});

test('a column without a picture in any row of training is seen as missing', () => {
  const labels = classesOf(30);
  const x = {
    rows: 30,
    blocks: [stripesOf(labels.map((own) => [own])), stripesOf(labels.map(() => []))],
  };
  const model = trainOn(x, labels, { ...quick, epochs: 1 });
  expect(convnet.predict(model, x, threeClasses).every(Number.isFinite)).toBe(true);
});

test('a network of a file of before format 6 looks at the first picture of the first column', () => {
  const model = train(classesOf(30));
  const saved = convnet.save(model);
  const { views: _, sparseInputs: __, ...json } = saved.json;
  const old = convnet.load({ ...saved, json });
  const two = { rows: 2, blocks: [stripesOf([[0, 2], [1]], 4), stripesOf([[2], [0]], 5)] };
  const first = { rows: 2, blocks: [stripesOf([[0, 2], [1]], 4)] };
  const answer = convnet.predict(old, two, threeClasses);
  expect(convnet.predict(old, first, threeClasses)).toEqual(answer);
  const again = convnet.load(saved);
  expect(again.mostViews).toBeUndefined();
  expect(convnet.predict(again, first, threeClasses)).not.toEqual(answer);
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
