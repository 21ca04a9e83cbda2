/**
 * Searches of 24 short trials that faults strike at random moments: every trial that was announced must be in the journal in the
 * end, none may count twice, and the model file must be that of a run that nothing disturbed, byte for byte. Faults are real ones:
 * signals, sockets that close, a clock that jumps (bench/faults/). What struck too late is drawn anew. Needs Debian's
 * redis-server and faketime for the kinds that are named so. Results are kept in bench/faults/results.json.
 *
 *   npm run bench:faults -- [--kinds controller-killed,clock-back] [--times 10] [--seed 0] [--pause 30] [--keep folder] [--results file] [--json]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { randomStream } from '../src/util/random.js';
import type { Fault } from './faults/fault.js';
import { FAULTS } from './faults/kinds.js';
import { type KindResult, readResults, writeResult } from './faults/results.js';
import { createScene, type Scene } from './faults/scene.js';

const { values: flags } = parseArgs({
  options: {
    kinds: { type: 'string', default: FAULTS.map(({ kind }) => kind).join(',') },
    times: { type: 'string', default: '10' },
    seed: { type: 'string', default: '0' },
    pause: { type: 'string', default: '30' },
    keep: { type: 'string' },
    results: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const RESULTS = flags.results ?? new URL('./faults/results.json', import.meta.url).pathname;
const times = Number(flags.times);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const folder = flags.keep ?? mkdtempSync(join(tmpdir(), 'autofit-faults-'));
mkdirSync(folder, { recursive: true });
try {
  const scene = await createScene(folder, Number(flags.pause));
  for (const kind of flags.kinds.split(',')) {
    const fault = FAULTS.find((own) => own.kind === kind);
    if (!fault) throw new Error(`--kinds are ${FAULTS.map((own) => own.kind).join(', ')}`);
    await tryKind(fault, scene);
  }
  if (flags.json) console.log(JSON.stringify(readResults(RESULTS)));
  else print(readResults(RESULTS));
} finally {
  if (flags.keep === undefined) rmSync(folder, { recursive: true });
}

/** As many runs as are wanted, of those that the fault struck; what is known is kept after each. */
async function tryKind(fault: Fault, scene: Scene): Promise<void> {
  const { kind, how } = fault;
  const faults: string[] = [];
  let tried = 0;
  for (let number = 0; tried < times && number < 3 * times; number++) {
    const start = performance.now();
    const random = randomStream(Number(flags.seed), kind, number);
    const run = join(scene.folder, `${kind}-${number}`);
    const outcome = await fault.attempt(scene, run, random);
    const seconds = Math.round((performance.now() - start) / 1000);
    const said = outcome.fault ?? (outcome.struck ? 'survived' : 'struck too late');
    console.error(`${kind} ${number}: ${said} (${seconds} s)`);
    if (outcome.struck || outcome.fault !== undefined) tried++;
    if (outcome.fault !== undefined) faults.push(`${number}: ${outcome.fault}`);
    const survived = tried - faults.length;
    const around = { seed: Number(flags.seed), pause: scene.pause, commit };
    if (tried > 0) writeResult(RESULTS, { kind, how, tried, survived, ...around, faults });
    if (flags.keep === undefined) rmSync(run, { recursive: true, force: true });
  }
}

function print(results: readonly KindResult[]): void {
  const table = new Table({ head: ['kind', 'how', 'tried', 'survived', 'commit'] });
  for (const { kind, how, tried, survived, commit: own } of results) {
    table.push([kind, how, tried, survived, own]);
  }
  console.log(table.toString());
}
