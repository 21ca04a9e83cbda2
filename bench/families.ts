/**
 * Training speed of each family of networks in its first configuration, on 20 columns of numbers, one thread: samples a
 * second, arithmetic by the network's products alone, and the memory of a training. PyTorch is beside RealMLP and TabM
 * where `npm run bench:peers` installed it; rounds are interleaved, medians.
 *
 *   npm run bench:families -- [--rounds 5] [--seconds 2]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { shapeLayers } from '../src/engine/layer-shapes.js';
import { memberCount, type Network } from '../src/engine/network.js';
import type { DesignMatrix } from '../src/matrix/design-matrix.js';
import { familyNamed } from '../src/models/families.js';
import { savedNetwork } from '../src/models/saved-network.js';
import { randomStream } from '../src/util/random.js';
import { measureFmaPeak } from './engine/fma-peak.js';
import { arenaBytesOf } from './engine/ours.js';
import { startPeer } from './engine/peers.js';
import { type Shape, shapeData } from './engine/shapes.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const seconds = Number(flags.seconds);
const shape: Shape = { sizes: [20, 1], batch: 256, rows: 20_480 };
const families = ['linear', 'mlp', 'realmlp', 'tabm'];
const { x, y } = shapeData(shape);
const design: DesignMatrix = {
  rows: shape.rows,
  blocks: [
    {
      kind: 'dense',
      matrix: { rows: shape.rows, columns: 20, data: x },
      features: Array.from({ length: 20 }, (_, i) => ({ name: `x${i}`, source: `x${i}` })),
    },
  ],
};
const few: DesignMatrix = {
  rows: 1,
  blocks: design.blocks.map((block) =>
    block.kind === 'dense' ? { ...block, matrix: { ...block.matrix, rows: 1 } } : block,
  ),
};

const peer = await startPeer({
  name: 'torch',
  command: ['torch_families.py'],
  hasDropout: true,
});
if (!peer) console.error('PyTorch is not installed (npm run bench:peers) and left out');
const ours = new Map(families.map((family) => [family, [] as number[]]));
const theirs = new Map(families.map((family) => [family, [] as number[]]));
for (let round = 0; round <= Number(flags.rounds); round++) {
  for (const family of families) {
    const speed = samplesPerSecond(family);
    // The first round warms up.
    if (round > 0) ours.get(family)?.push(speed);
    if (!peer || !['realmlp', 'tabm'].includes(family)) continue;
    const other = await peer.measure({ ...shape, family } as Shape, 0, seconds);
    if (round > 0) theirs.get(family)?.push(other);
  }
}
peer?.close();
print((await measureFmaPeak())?.bits256);

/** Over whole epochs of a training that is stopped when its time is over; what comes before the first is not counted. */
function samplesPerSecond(family: string): number {
  const { params, batch } = configOf(family);
  let first: number | undefined;
  let last = 0;
  let batches = -1;
  familyNamed(family).train({ x: design, y }, params, {
    ...context(),
    shouldStop() {
      last = performance.now();
      first ??= last;
      batches++;
      return last - first > seconds * 1000;
    },
  });
  const perEpoch = Math.ceil(shape.rows / batch) + 1;
  const counted = batches - Math.ceil(batches / perEpoch);
  return (1000 * counted * batch) / (last - (first ?? last));
}

function configOf(family: string) {
  // Batches of one size, so that the asking can be counted.
  const factor = family === 'tabm' ? { batchFactor: 1 } : { batchSize: shape.batch };
  const params = { ...familyNamed(family).defaults, ...factor, patience: 1e6, epochs: 1e6 };
  return { params, batch: shape.batch };
}

function context() {
  return {
    task: { kind: 'regression', classes: 0 } as const,
    metric: 'rmse',
    kernels: 'auto' as const,
    random: randomStream('bench'),
    // Validation is another matter.
    validation: { x: few, score: () => 0 },
    shouldStop: () => false,
  };
}

/** The network of a family, from a training that is over at once. */
function networkOf(family: string): Network {
  const { params } = configOf(family);
  const own = familyNamed(family);
  const model = own.train(
    { x: design, y },
    { ...params, epochs: 1 },
    {
      ...context(),
      shouldStop: () => true,
    },
  );
  return savedNetwork(own.save(model).json.layers);
}

/** Multiplications and additions of the dense layers and heads for a sample: forward, and twice that backward. */
function flopsPerSample(network: Network): number {
  const products = shapeLayers(network, { inputs: 20, sparseInputs: 0 }).map(
    ({ layer, inputs, outputs }) => (/dense|heads/.test(layer.kind) ? inputs * outputs : 0),
  );
  return 6 * memberCount(network) * products.reduce((a, b) => a + b, 0);
}

function print(peak: number | undefined): void {
  const table = new Table({
    head: ['family', 'samples/s', 'GFLOP/s', 'of FMA peak', 'MB', 'PyTorch', 'ratio'],
    style: { head: [], border: [], compact: true },
  });
  for (const family of families) {
    const speed = median(ours.get(family) ?? []);
    const network = networkOf(family);
    const flops = (speed * flopsPerSample(network)) / 1e9;
    const other = median(theirs.get(family) ?? []);
    table.push([
      family,
      Math.round(speed),
      flops.toFixed(1),
      peak ? `${((100 * flops) / peak).toFixed(0)} %` : '',
      (arenaBytesOf(network, 20, shape.batch) / 2 ** 20).toFixed(1),
      Number.isNaN(other) ? '' : Math.round(other),
      Number.isNaN(other) ? '' : `${(speed / other).toFixed(2)}×`,
    ]);
  }
  console.log(table.toString());
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
