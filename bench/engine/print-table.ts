import { DRIVER, type Speeds } from './contender.js';
import type { FmaPeak } from './fma-peak.js';
import { arenaBytes } from './ours.js';
import { flopsPerSample, type Shape, shapes } from './shapes.js';

/** Thousand samples a second with dropout, without it, and how many times as fast as each `autofit-simd` is. */
export function printTable(
  speeds: ReadonlyMap<string, Speeds>,
  peak: FmaPeak | undefined,
  twoWorkers: ReadonlyMap<string, number>,
): void {
  for (const [name, { withDropout, without }] of speeds) {
    const shape = shapes[name] as Shape;
    const ours = withDropout.get('autofit-simd') ?? Number.NaN;
    const pictures = shape.side ? `pictures of ${shape.side} × ${shape.side} × ` : '';
    console.log(
      `\n${name}  ${pictures}${shape.sizes.join('→')}, batch ${shape.batch}, thousand samples/s`,
    );
    console.log(row('', 'dropout', 'none', 'simd is'));
    for (const [who, speed] of withDropout) {
      if (who === DRIVER) continue;
      const plain = without.get(who) ?? Number.NaN;
      console.log(row(who, kilo(speed), kilo(plain), `${(ours / speed).toFixed(2)}×`));
    }
    const driving = (100 * ours) / (withDropout.get(DRIVER) ?? Number.NaN);
    console.log(`autofit-simd: driving is ${driving.toFixed(1)} % of a step`);
    const gflops = (ours * flopsPerSample(shape)) / 1e9;
    if (peak) console.log(`autofit-simd: ${share(gflops, peak)}`);
    const megabytes = (arenaBytes(shape) / 2 ** 20).toFixed(1);
    console.log(`autofit-simd: ${megabytes} MB for all of a training`);
  }
  if (peak) {
    const { bits128, bits256, twoProcesses } = peak;
    const sizes = `128-bit ${bits128.toFixed(0)}, 256-bit ${bits256.toFixed(0)} GFLOP/s`;
    console.log(`\nFMA peak of a core: ${sizes}; two processes ${twoProcesses.toFixed(2)}×`);
  }
  const ratios = [...twoWorkers].map(([name, ratio]) => `${name} ${ratio.toFixed(2)}×`);
  console.log(`Two workers instead of one: ${ratios.join(', ')}`);
}

function share(gflops: number, { bits128, bits256 }: FmaPeak): string {
  const percent = (part: number) => `${((100 * gflops) / part).toFixed(0)} %`;
  return `${gflops.toFixed(1)} GFLOP/s, ${percent(bits256)} of the core, ${percent(bits128)} of its 128-bit half`;
}

function row(...[name = '', ...cells]: string[]): string {
  return name.padEnd(22) + cells.map((cell) => cell.padStart(10)).join('');
}

function kilo(speed: number): string {
  return (speed / 1000).toFixed(speed < 10_000 ? 3 : 1);
}
