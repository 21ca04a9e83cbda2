import { beforeAll, expect, test } from 'vitest';
import { createScene, type Scene } from '../../bench/faults/scene.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { attempt } from './attempt.js';

const folder = tempFolder();
let scene: Scene;
beforeAll(async () => {
  // Longer than a worker that says nothing keeps its job.
  scene = await createScene(folder.path, 9);
});

// Kills are in test/real/redis-search.test.ts, strange ones in test/real/redis-strangers.test.ts.
test.each([
  ['a worker that is stopped until its job is elsewhere', 'worker-stopped'],
  ['a Redis that is read-only for a while', 'redis-read-only'],
  ['a Redis that is full for a while', 'redis-full'],
  ['a Redis that wants a password all at once', 'redis-password'],
  ['connections that break', 'network-cut'],
  ['a slow network', 'network-slow'],
  ['a network that is silent for a while', 'network-silent'],
])(
  'a search with workers survives %s, without a trial lost or another model (%s)',
  async (_, kind) => {
    expect(await attempt(scene, kind)).toEqual({ struck: true });
  },
  // A slow network is slow.
  240_000,
);
