import { beforeAll, expect, test } from 'vitest';
import { createScene, type Scene } from '../../bench/faults/scene.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { attempt } from './attempt.js';

const folder = tempFolder();
let scene: Scene;
beforeAll(async () => {
  scene = await createScene(folder.path, 3);
});

// Kills are in test/real/kills.test.ts.
test.each([
  ['worker threads that end in the middle of a job', 'thread-killed', 0],
  ['worker threads that end in the middle of a job', 'thread-killed', 1],
  ['worker threads that fill their heap', 'thread-heap-full', 0],
  ['a process that is stopped for a while', 'controller-stopped', 0],
  ['a clock that jumps back by an hour', 'clock-back', 0],
  ['a clock that jumps back by an hour', 'clock-back', 1],
  ['an output that nobody reads any more', 'output-closed', 0],
  ['progress that nobody reads any more', 'errors-closed', 0],
])(
  'a search survives %s, without a trial lost or another model: %s (%i)',
  async (_, kind, seed) => {
    expect(await attempt(scene, kind, seed)).toEqual({ struck: true });
  },
);

test('a process that is stopped until its time is over ends at once, with a model', async () => {
  expect(await attempt(scene, 'stopped-in-time')).toEqual({ struck: true });
});
