import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/util/random.js';
import type { Command } from './command.js';
import { onRedis } from './on-redis.js';
import type { Site } from './site.js';

function oneOf({ workers }: Site, random: Random): Command {
  const worker = workers[random.integer(workers.length)];
  if (!worker) throw new Error('there is no worker');
  return worker;
}

/** Faults of processes whose trials or Redis are elsewhere. */
export const workerFaults = [
  onRedis({
    kind: 'worker-killed',
    how: 'kill -9 of a worker process; another one goes on',
    async strike(site, { random }) {
      oneOf(site, random).child.kill('SIGKILL');
      return undefined;
    },
  }),
  onRedis({
    kind: 'worker-stopped',
    how: 'SIGSTOP of a worker process, whose job another one gets, then SIGCONT: its answer comes late',
    async strike(site, { random, scene }) {
      const { child } = oneOf(site, random);
      child.kill('SIGSTOP');
      await sleep(1000 * scene.pause);
      child.kill('SIGCONT');
      return undefined;
    },
  }),
  onRedis({
    kind: 'controller-killed-redis',
    how: 'kill -9 of a search whose trials workers train, then `autofit resume` with them',
    async strike({ url }, { scene, run, command }) {
      command.child.kill('SIGKILL');
      await command.ended;
      return scene.resume(run, ['--local-workers', '0'], { env: { AUTOFIT_REDIS: url } });
    },
  }),
];
