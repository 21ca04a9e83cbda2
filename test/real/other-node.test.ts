import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { eventsIn, halvedOptions, hashOf, killed, told } from '../fixtures/halved-run.js';
import { modelHash } from '../fixtures/model-hash.js';
import { type NODES, placeOf } from '../fixtures/other-nodes.js';
import { installTools } from '../fixtures/packed-tools.js';
import { type CliResult, runCli } from '../fixtures/run-cli.js';
import { runRedis } from '../fixtures/run-redis.js';
import { runWorker } from '../fixtures/run-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';

type Node = (typeof NODES)[number];
const folder = tempFolder();
const options = [...halvedOptions(folder), '--no-report', '-j', '2'];

beforeAll(async () => {
  installTools('nodes');
  for (const node of ['node-20', 'node-22'] as const) {
    expect((await runBy(node, fitInto(node))).code).toBe(0);
  }
}, 300_000);

function nodeAt(node: Node): string {
  return join(placeOf(node), 'node');
}

function runBy(node: Node, args: readonly string[], flags: readonly string[] = []) {
  return runCli(args, { node: [nodeAt(node), ...flags] });
}

function fitInto(run: string): readonly string[] {
  return ['datasets/concrete.csv', ...options, '-o', folder.at(run)];
}

/** A run that a Node began, and was killed in. */
async function begunBy(node: Node, run: string): Promise<string> {
  await killed(fitInto(run), told(folder.at(run), 9), nodeAt(node));
  expect(eventsIn(folder.at(run), 'trial')).toBeGreaterThanOrEqual(9);
  expect(eventsIn(folder.at(run), 'end')).toBe(0);
  return folder.at(run);
}

/** Of a run's model file but the version of Node that it names. */
function hashBeside(run: string): string {
  return modelHash(readFileSync(join(run, 'model.safetensors')));
}

function expectGood({ code, stderr }: CliResult): void {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

test('a run that Node 20 began ends in Node 22 as one that was never disturbed', async () => {
  const run = await begunBy('node-20', 'moved');
  expectGood(await runBy('node-22', ['resume', run, '-q', '-j', '2']));
  // The file names the Node that wrote it, so it is the one of Node 22 to the byte.
  expect(hashOf(run)).toBe(hashOf(folder.at('node-22')));
  expect(hashOf(run)).not.toBe(hashOf(folder.at('node-20')));
  expect(hashBeside(run)).toBe(hashBeside(folder.at('node-20')));
});

test('a run of kernels with fused multiply-add is not gone on with by a processor that has none', async () => {
  const run = await begunBy('node-22', 'fused');
  const journal = readFileSync(join(run, 'journal.jsonl'));
  const { code, stderr } = await runBy('node-22', ['resume', run, '-q'], ['--no-enable-fma3']);
  expect(code).toBe(2);
  expect(stderr).toContain('was begun with kernels simd-relaxed, and this is simd.');
  expect(stderr).toContain('have those kernels');
  expect(readFileSync(join(run, 'journal.jsonl'))).toEqual(journal);
});

test('workers of another Node train for a search, and its model is the same', async () => {
  const redis = await runRedis();
  const args = ['-j', '2'];
  await runWorker(redis.url(), folder.at('cache'), args, {}, nodeAt('node-24'));
  const search = [...fitInto('away').filter((own) => own !== '-q'), '--local-workers', '0'];
  const node = [nodeAt('node-20')] as const;
  const { code, stderr } = await runCli(search, { node, env: { AUTOFIT_REDIS: redis.url() } });
  expect(stderr).toContain('takes part with 2 threads');
  expect(code).toBe(0);
  expect(hashBeside(folder.at('away'))).toBe(hashBeside(folder.at('node-20')));
});

test('a run that is over is given more by a newer Node, and by an older one', async () => {
  expectGood(await runBy('node-24', ['resume', folder.at('node-22'), '-q', '--trials', '+4']));
  expectGood(await runBy('node-22', ['resume', folder.at('node-20'), '-q', '--trials', '+4']));
  expect(hashBeside(folder.at('node-22'))).toBe(hashBeside(folder.at('node-20')));
});
