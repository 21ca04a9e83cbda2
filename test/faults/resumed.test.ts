import { getuid } from 'node:process';
import { beforeAll, expect, test } from 'vitest';
import { mayMakeGroups } from '../../bench/faults/control-group.js';
import { createScene, type Scene } from '../../bench/faults/scene.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { attempt } from './attempt.js';

const folder = tempFolder();
let scene: Scene;
beforeAll(async () => {
  scene = await createScene(folder.path, 3);
});

test.each([
  ['a limit of the size of files', 'file-limit', 0],
  ['a limit of the size of files', 'file-limit', 2],
  ['a limit of open files', 'handles-limit', 0],
  ['a limit of addresses', 'addresses-limit', 1],
  ['a journal that ends within a line', 'journal-torn', 0],
  ['a journal whose lines are in another order', 'journal-reordered', 0],
  ['a journal with lines twice', 'journal-doubled', 0],
  ['a second process at the run', 'second-process', 0],
  ['a hang-up', 'hung-up', 0],
  ['a terminal that closes, in a shell', 'terminal-closed', 0],
  ['a heap that is full', 'heap-limit', 0],
  ['a clock that jumps forward by an hour', 'clock-forward', 0],
])('a run comes to the same model after %s: %s (%i)', async (_, kind, seed) => {
  expect(await attempt(scene, kind, seed)).toEqual({ struck: true });
});

// None but root may mount.
test.runIf(getuid?.() === 0).each(['disk-full', 'disk-read-only'])(
  'a run comes to the same model after a disk that nothing can be written to: %s',
  async (kind) => {
    expect(await attempt(scene, kind)).toEqual({ struck: true });
  },
);

test.runIf(mayMakeGroups())(
  'a run that the kernel kills for its memory comes to the same model',
  async () => {
    expect(await attempt(scene, 'memory-killed')).toEqual({ struck: true });
  },
);
