import { setTimeout as sleep } from 'node:timers/promises';
import { onRedis } from './on-redis.js';

/** How late what is sent arrives on a slow network. */
const LATE_MS = 500;

/** Faults of the network between searches, workers and Redis. */
export const networkFaults = [
  onRedis({
    kind: 'network-cut',
    how: 'all connections break, and can be made again',
    async strike({ link }) {
      link.cut();
      return undefined;
    },
  }),
  onRedis({
    kind: 'network-slow',
    how: `all that is sent arrives ${LATE_MS} ms late from then on`,
    async strike({ link }) {
      link.delay(LATE_MS);
      return undefined;
    },
  }),
  onRedis({
    kind: 'network-silent',
    how: 'nothing that is sent arrives for a pause, then all of it does',
    async strike({ link }, { scene }) {
      link.hold(true);
      await sleep(1000 * scene.pause);
      link.hold(false);
      return undefined;
    },
  }),
];
