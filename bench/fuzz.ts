/**
 * Files and requests that are damaged or forged, made from a seed: each must be read, or be refused by an AutofitError, within limits
 * of time and memory. Each target is read in a process of its own (bench/fuzz/); what is found is kept with its bytes, and is
 * tried again by its number.
 *
 *   npm run bench:fuzz -- [--minutes 10] [--of csv,models] [--seed 0] [--from 0] [--megabytes 512] [--seconds 10] [--keep folder] [--json]
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { type Find, fuzzTarget, type Limits, type Tally } from './fuzz/fuzz-target.js';

const NAMES =
  'csv,json,jsonl,cells,parquet,excel,pictures,backbones,boxes,detectors,presets,configs,costs,class-weights,journals,studies,runs,messages,requests,picture-requests,uses,saved-models,models';
const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    of: { type: 'string', default: NAMES },
    seed: { type: 'string', default: '0' },
    from: { type: 'string', default: '0' },
    megabytes: { type: 'string', default: '512' },
    seconds: { type: 'string', default: '10' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const names = flags.of.split(',');
const seed = Number(flags.seed);
const limits: Limits = {
  milliseconds: (60_000 * Number(flags.minutes)) / names.length,
  input: 1000 * Number(flags.seconds),
  megabytes: Number(flags.megabytes),
};
const folder = flags.keep ?? mkdtempSync(join(tmpdir(), 'autofit-finds-'));
mkdirSync(folder, { recursive: true });
const results: (Tally & { readonly name: string })[] = [];
for (const name of names) {
  const tally = await fuzzTarget(name, seed, Number(flags.from), limits, keep);
  const { inputs, read, refused, finds, slowest, megabytes } = tally;
  results.push({ name, inputs, read, refused, finds, slowest: Math.round(slowest), megabytes });
}
if (flags.json) console.log(JSON.stringify({ seed, results }));
else print();
process.exitCode = results.some(({ finds }) => finds > 0) ? 1 : 0;

function keep(name: string, { number, what, bytes }: Find): void {
  const file = join(folder, `${name}-${seed}-${number}`);
  writeFileSync(`${file}.bin`, bytes);
  writeFileSync(`${file}.txt`, `${what}\n`);
  console.error(
    `${name} ${number}: ${what.split('\n')[0]} (${file}.bin; --of ${name} --seed ${seed} --from ${number})`,
  );
}

function print(): void {
  const table = new Table({
    head: ['of', 'inputs', 'read', 'refused', 'finds', 'slowest ms', 'MB more'],
  });
  for (const own of results) {
    const { name, inputs, read, refused, finds, slowest, megabytes } = own;
    table.push([name, inputs, read, refused, finds, slowest, megabytes]);
  }
  console.log(table.toString());
}
