import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installPackage } from '../fixtures/installed-package.js';
import { modelHash } from '../fixtures/model-hash.js';
import { NODES, placeOf } from '../fixtures/other-nodes.js';
import { installTools } from '../fixtures/packed-tools.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const { dependencies } = JSON.parse(readFileSync('test/real/nodes/package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const { engines, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, unknown>>;
};
const ENTRIES = Object.keys(exports).map((own) => own.replace('.', 'autofit'));

beforeAll(() => {
  installTools('nodes');
  installPackage(folder.path);
}, 300_000);

/** Runs a program of the folder as a shell does where this Node is the first on the path. */
function runBy(node: (typeof NODES)[number], command: string, args: readonly string[]): string {
  const env = { ...process.env, PATH: `${placeOf(node)}${delimiter}${process.env.PATH}` };
  const done = spawnSync(command, args, { cwd: folder.path, encoding: 'utf8', env });
  if (done.error) throw done.error;
  expect({ status: done.status, stderr: done.stderr }).toEqual({ status: 0, stderr: '' });
  return done.stdout;
}

const hashes = new Map<string, Map<string, string>>();
const answers = new Map<string, Map<string, string>>();

function keep(kept: Map<string, Map<string, string>>, label: string, node: string, text: string) {
  kept.set(label, (kept.get(label) ?? new Map()).set(node, text));
}

describe.each(NODES)('%s', (node) => {
  test('is the version that was meant', () => {
    const version = dependencies[node]?.split('@')[1];
    expect(runBy(node, 'node', ['--version']).trim()).toBe(`v${version}`);
  });

  test.each(ENTRIES)('takes %s as a module and by require', (entry) => {
    const names = (taken: string) => `console.log(Object.keys(${taken}).sort().join())`;
    const module = names(`await import('${entry}')`);
    const imported = runBy(node, 'node', ['--input-type=module', '-e', module]);
    expect(imported.trim()).not.toBe('');
    // Some of them warn that this is an experiment.
    const required = ['--no-warnings', '--input-type=commonjs', '-e', names(`require('${entry}')`)];
    expect(runBy(node, 'node', required)).toBe(imported);
  });

  test.each([
    ['penguins', 'species', '2'],
    ['concrete', 'compressive_strength', '4'],
  ])('fits %s, predicts and loads it', (name, label, trials) => {
    const cli = join('node_modules', '.bin', 'autofit');
    const table = folder.at(`node_modules/autofit/datasets/${name}.csv`);
    const run = `${name}-${node}`;
    const asked = ['--label', label, '--trials', trials, '--out', run, '--workers', '2', '--quiet'];
    runBy(node, cli, ['fit', table, ...asked]);
    const file = folder.at(join(run, 'model.safetensors'));
    keep(hashes, label, node, modelHash(readFileSync(file)));
    const predicted = runBy(node, cli, ['predict', run, table, '--quiet']);
    const rows = readFileSync(table, 'utf8').trimEnd().split('\n').length;
    expect(predicted.trimEnd().split('\n')).toHaveLength(rows);
    keep(answers, label, node, predicted);
    const program = `import { loadPredictor } from 'autofit';
      console.log((await loadPredictor('${run}')).info.label)`;
    expect(runBy(node, 'node', ['--input-type=module', '-e', program]).trim()).toBe(label);
  });
});

test('each Node wrote the same model and answered the same, to the byte', () => {
  for (const kept of [hashes, answers])
    for (const label of ['species', 'compressive_strength']) {
      const texts = [...(kept.get(label)?.values() ?? [])];
      expect(texts).toHaveLength(NODES.length);
      expect(new Set(texts).size).toBe(1);
    }
});

test('the oldest of them is the oldest that package.json takes', () => {
  expect(`>=${dependencies['node-20']?.split('@')[1]}`).toBe(`${engines.node}.0`);
});
