/**
 * Training speed of the engine beside other libraries, one thread each: the same shapes, interleaved in
 * rounds, medians. With --json only the figures, with dropout where a library has it; --rounds,
 * --seconds and --shapes S1,S3 make it longer or shorter; --slow trains on pictures what takes minutes for a step of them.
 */
import { parseArgs } from 'node:util';
import { createKernels } from '../src/engine/kernels/create-kernels.js';
import { compileBuild } from '../src/engine/kernels/simd/compile-simd.js';
import { createSimdKernels } from '../src/engine/kernels/simd/simd-kernels.js';
import { blasKernels } from './engine/blas.js';
import { type Contender, DRIVER, type Speeds } from './engine/contender.js';
import { measureFmaPeak } from './engine/fma-peak.js';
import { idleKernels } from './engine/idle-kernels.js';
import { ourContender } from './engine/ours.js';
import { startPeers } from './engine/peers.js';
import { printTable } from './engine/print-table.js';
import { DROPOUT, type Shape, shapes } from './engine/shapes.js';
import { measureTwoWorkers } from './engine/two-workers.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.5' },
    slow: { type: 'boolean', default: false },
    shapes: { type: 'string', default: Object.keys(shapes).join(',') },
  },
});
const report = (line: string) => console.error(line);

const contenders = [...ourContenders(), ...(await startPeers(report))];
const speeds = new Map<string, Speeds>();
for (const name of options.shapes.split(',')) {
  const shape = shapes[name];
  if (!shape) throw new Error(`no shape ${name}`);
  report(`measuring ${name} …`);
  speeds.set(name, await measureShape(shape));
}
for (const contender of contenders) contender.close();
const twoWorkers = new Map<string, number>();
for (const name of speeds.keys()) {
  report(`measuring two workers on ${name} …`);
  const ratio = measureTwoWorkers(
    shapes[name] as Shape,
    Number(options.rounds),
    Number(options.seconds),
  );
  twoWorkers.set(name, await ratio);
}
const peak = await measureFmaPeak();
if (!peak) report('gcc is not installed: no FMA peak');

if (options.json) console.log(JSON.stringify(jsonOf(speeds), undefined, 2));
else printTable(speeds, peak, twoWorkers);

function ourContenders(): Contender[] {
  const plain = compileBuild('simd');
  const blas = blasKernels(report);
  return [
    ourContender('autofit-simd', createKernels('auto')),
    ...(plain ? [ourContender('autofit-simd-no-fma', createSimdKernels(plain))] : []),
    ...(blas ? [ourContender('autofit-blas', blas)] : []),
    { ...ourContender('autofit-reference', createKernels('reference')), hasPictures: 'slowly' },
    ourContender(DRIVER, idleKernels(createKernels('auto'))),
  ];
}

/** Every round lets each contender run once, so that a slow minute of the machine slows all of them. */
async function measureShape(shape: Shape): Promise<Speeds> {
  const seconds = Number(options.seconds);
  const able = contenders.filter(
    ({ hasPictures }) =>
      shape.side === undefined || hasPictures === true || (hasPictures && options.slow),
  );
  const samples = new Map<string, number[]>();
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const contender of able) {
      for (const dropout of contender.hasDropout ? [0, DROPOUT] : [0]) {
        const speed = await contender.measure(shape, dropout, seconds);
        const key = `${contender.name} ${dropout}`;
        // The first round warms up.
        if (round > 0) samples.set(key, [...(samples.get(key) ?? []), speed]);
      }
    }
  }
  const medians = (dropout: (contender: Contender) => number) =>
    new Map(able.map((one) => [one.name, median(samples.get(`${one.name} ${dropout(one)}`))]));
  return {
    withDropout: medians(({ hasDropout }) => (hasDropout ? DROPOUT : 0)),
    without: medians(() => 0),
  };
}

function median(values: readonly number[] = []): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function jsonOf(all: ReadonlyMap<string, Speeds>) {
  const samplesPerSecond = Object.fromEntries(
    [...all].map(([name, { withDropout }]) => [
      name,
      Object.fromEntries(
        [...withDropout].flatMap(([who, speed]) =>
          who === DRIVER ? [] : [[who, Math.round(speed)]],
        ),
      ),
    ]),
  );
  return { samplesPerSecond, twoWorkers: Object.fromEntries(twoWorkers), fmaPeak: peak };
}
