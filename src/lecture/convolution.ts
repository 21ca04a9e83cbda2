import { parameterCount } from '../engine/layer-shapes.js';
import { conv2d, globalAveragePool } from '../engine/map-layers.js';
import { activation, dense, type Network, sequential } from '../engine/network.js';
import type { NetworkInput } from '../engine/network-input.js';
import { predictNetwork } from '../engine/predict-network.js';
import { trainNetwork } from '../engine/train-network.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { convolve, maxPool, rectify } from './convolve.js';
import { crossesAndCircles, type ShapeSet, SIDE } from './crosses-and-circles.js';
import { besideEachOther, drawGrid, type Grid, gridOf, writeGrid } from './grid.js';

/** Sobel's kernels: brighter to the right, brighter below. */
const TO_THE_RIGHT: Grid = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
const BELOW: Grid = [
  [-1, -2, -1],
  [0, 0, 0],
  [1, 2, 1],
];
/** A bright square. */
const PICTURE = gridOf(8, 8, (x, y) => Number(x >= 2 && x < 6 && y >= 2 && y < 6));

/** A kernel slid over a picture, what is left of its map, and a network that learns its kernels. */
export function convolutionChapter(): Chapter {
  const byHand = edges();
  const learnt = crossesFromCircles();
  return {
    title: 'Convolution: one 3 × 3 kernel for all places of a picture',
    lines: [...byHand.lines, '', ...learnt.lines],
    facts: { ...byHand.facts, ...learnt.facts },
  };
}

type Part = Pick<Chapter, 'lines' | 'facts'>;

function edges(): Part {
  const map = convolve(PICTURE, TO_THE_RIGHT);
  const pooled = maxPool(rectify(map));
  const [row, column] = [2, 1];
  const terms = TO_THE_RIGHT.flatMap((weights, i) =>
    weights.flatMap((weight, j) => {
      const value = PICTURE[row - 1 + i]?.[column - 1 + j] ?? 0;
      return weight * value === 0 ? [] : [`${weight} · ${value}`];
    }),
  );
  const edge = map[row]?.[column] ?? Number.NaN;
  const facts = { edge, pooled: pooled.flat().reduce((sum, value) => sum + value, 0) };
  return {
    lines: [
      ...besideEachOther([
        { title: 'picture', lines: drawGrid(PICTURE, (value) => (value > 0 ? '██' : ' ·')) },
        { title: 'edges: brighter to the right', lines: writeGrid(map) },
        { title: 'brighter below', lines: writeGrid(convolve(PICTURE, BELOW)) },
      ]),
      '',
      ...besideEachOther([
        { title: 'the first kernel', lines: writeGrid(TO_THE_RIGHT) },
        {
          title: 'its map, negatives to zero, the largest of each 2 × 2',
          lines: writeGrid(pooled),
        },
      ]),
      '',
      `In row ${row + 1}, column ${column + 1} the first kernel finds ${terms.join(' + ')} = ${edge}: an edge begins.`,
    ],
    facts,
  };
}

/** As many numbers as are learnt at about the same length, once with kernels and once with a weight for each pixel. */
function crossesFromCircles(): Part {
  const train = crossesAndCircles(200, randomStream('lecture', 'shapes', 'train'));
  const unseen = crossesAndCircles(400, randomStream('lecture', 'shapes', 'unseen'));
  const kernels = sequential([
    conv2d(6),
    activation('relu'),
    conv2d(6),
    activation('relu'),
    globalAveragePool(),
    dense(1, 'sigmoid'),
  ]);
  const pixels = sequential([dense(8, 'relu'), dense(1, 'sigmoid')]);
  const map = { height: SIDE, width: SIDE };
  const sizes = {
    kernels: parameterCount(kernels, 1, 0, map),
    pixels: parameterCount(pixels, SIDE * SIDE),
  };
  const right = {
    kernels: shareRight(kernels, train, unseen, (set) => ({
      rows: set.pictures.rows,
      dense: undefined,
      sparse: undefined,
      pictures: set.pictures,
    })),
    pixels: shareRight(pixels, train, unseen, pixelsOf),
  };
  return {
    lines: [
      ...besideEachOther([
        { title: 'a cross', lines: drawShape(unseen, 0) },
        { title: 'a circle', lines: drawShape(unseen, 1) },
      ]),
      '',
      `Of ${unseen.pictures.rows} pictures that they have not seen, ${(100 * right.kernels).toFixed(1)} % are told right by two layers`,
      `of kernels (${sizes.kernels} numbers, learnt from ${train.pictures.rows} pictures), and ${(100 * right.pixels).toFixed(1)} % by a layer`,
      `with a weight for each pixel (${sizes.pixels} numbers): it learns every place by itself.`,
    ],
    facts: { right: right.kernels, rightByPixels: right.pixels, ...sizes },
  };
}

function shareRight(
  network: Network,
  train: ShapeSet,
  unseen: ShapeSet,
  inputOf: (set: ShapeSet) => NetworkInput,
): number {
  const { network: trained } = trainNetwork(network, inputOf(train), train.labels, {
    random: randomStream('lecture', 'convolution'),
    learningRate: 0.02,
    schedule: { kind: 'cosine' },
    batchSize: 20,
    epochs: 30,
  });
  const chances = predictNetwork(trained, inputOf(unseen));
  const right = unseen.labels.filter((label, row) => label === Number((chances[row] ?? 0) > 0.5));
  return right.length / unseen.labels.length;
}

/** The same pictures as columns, one a pixel. */
function pixelsOf({ pictures }: ShapeSet): NetworkInput {
  const [mean = 0] = Array.from(pictures.means);
  const [deviation = 1] = Array.from(pictures.deviations);
  const data = Float32Array.from(pictures.data, (byte) => (byte - mean) / deviation);
  const { rows } = pictures;
  return { rows, dense: { rows, columns: SIDE * SIDE, data }, sparse: undefined };
}

const INKS = [' ', '░', '▒', '▓', '█'];

function drawShape({ pictures: { data } }: ShapeSet, row: number): string[] {
  const grid = gridOf(SIDE, SIDE, (x, y) => data[(row * SIDE + y) * SIDE + x] ?? 0);
  return drawGrid(grid, (byte) => (INKS[Math.floor((byte * INKS.length) / 256)] ?? '').repeat(2));
}
