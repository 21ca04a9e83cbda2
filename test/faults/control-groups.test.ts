import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mayMakeGroups, openMemoryGroup } from '../../bench/faults/control-group.js';

const GIB = 2 ** 30;
const MAIN = resolve('dist/cli/main.js');

/** The memory that the command line sees in a group that is bound so. */
function seenWithin(bytes: number): number {
  const group = openMemoryGroup(`autofit-seen-${process.pid}`);
  try {
    group.limit(bytes);
    const [command = '', ...words] = [...group.within, process.execPath, MAIN, 'doctor', '--json'];
    const { stdout } = spawnSync(command, words, { encoding: 'utf8', timeout: 60_000 });
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly { name: string; figures?: { available: number } }[];
    };
    return findings.find(({ name }) => name === 'memory')?.figures?.available ?? 0;
  } finally {
    group.close();
  }
}

// None but root may make them, and not everywhere.
test.runIf(mayMakeGroups())('the memory that a real control group leaves is what there is', () => {
  expect(seenWithin(2 * GIB)).toBe(2 * GIB);
  expect(seenWithin(3 * GIB)).toBe(3 * GIB);
});
