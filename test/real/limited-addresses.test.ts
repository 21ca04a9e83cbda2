import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const MAIN = resolve('dist/cli/main.js');
const KIB_PER_GIB = 2 ** 20;
const UNGUARDED = { NODE_OPTIONS: '--disable-wasm-trap-handler' };
const folder = tempFolder();
const data = folder.write('train.csv', csvOf(sampleRows(60), ['x', 'group', 'price']));
const preset = folder.write('tiny.json', tinyPreset);

/** Runs the command line with so many GiB of addresses beside those that Node takes to begin with. */
function limited(gib: number, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const idle = spawnSync(process.execPath, [
    '--print',
    "require('node:fs').readFileSync('/proc/self/status', 'utf8').match(/VmSize:\\s+(\\d+)/)[1]",
  ]);
  const limit = Math.round(Number(idle.stdout) + gib * KIB_PER_GIB);
  const script = `ulimit -v ${limit}; exec "$0" "$@"`;
  const options = { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 } as const;
  return spawnSync('bash', ['-c', script, process.execPath, MAIN, ...args], options);
}

function fitWith(gib: number, out: string, env?: NodeJS.ProcessEnv) {
  const args = ['--label', 'price', '-p', preset, '--trials', '1', '-j', '1', '--out', out];
  return limited(gib, [data, ...args], env);
}

// Elsewhere nothing bounds addresses.
describe.runIf(process.platform === 'linux')('where ulimit -v bounds addresses', () => {
  test('models train on the plain kernels, and a warning says what gives the fast ones room', () => {
    const out = folder.at('plain');
    const { status, stderr } = fitWith(5, out);
    expect(stderr).toContain('warning: ulimit -v leaves WebAssembly no room');
    expect(stderr).toContain('NODE_OPTIONS=--disable-wasm-trap-handler');
    expect(status).toBe(0);
    expect(readFileSync(`${out}/model.safetensors`, 'latin1')).toContain('reference');
    expect(limited(5, ['predict', out, data]).status).toBe(0);
  });

  test('the fast kernels run where V8 is told to guard no memories', () => {
    const out = folder.at('fast');
    const { status, stderr } = fitWith(5, out, UNGUARDED);
    expect(stderr).not.toContain('warning');
    expect(status).toBe(0);
    expect(readFileSync(`${out}/model.safetensors`, 'latin1')).toContain('simd');
  });

  test('no room for a thread is told before anything is read', () => {
    const { status, stderr } = limited(0.5, ['absent.csv', '--label', 'y', '--trials', '1']);
    expect(stderr).toBe(
      'error: ulimit -v leaves no room for a worker thread.\n' +
        'One takes 1 GiB of addresses: raise the limit, as by ulimit -v unlimited.\n',
    );
    expect(status).toBe(2);
  });

  test('Parquet files are read', () => {
    const columns = [{ name: 'a', data: Array.from({ length: 50 }, (_, i) => i % 3) }];
    const columnData = columns.map((column) => ({ ...column, type: 'DOUBLE' as const }));
    const file = folder.write('t.parquet', Buffer.from(parquetWriteBuffer({ columnData })));
    const { status, stdout } = limited(5, ['inspect', file]);
    expect(stdout).toContain('50 rows, 1 columns');
    expect(status).toBe(0);
  });
});
