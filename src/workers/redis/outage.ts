import type { Redis } from 'ioredis';
import { now } from '../../util/clock.js';

/** Knows since when Redis has been away. */
export interface Outage {
  /** Milliseconds; 0 while it answers. */
  lasts(): number;
  /** Tells nothing more. */
  end(): void;
}

/** Watches a connection, made or not yet, and tells once when it breaks and once when it is there again. */
export function watchOutage(client: Redis, onNote: (message: string) => void): Outage {
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let fault = 'the connection was closed';
  const begin = () => {
    if (since !== undefined || isOver) return;
    since = now();
    // What broke it is told behind this.
    timer = setTimeout(() => {
      if (since !== undefined)
        onNote(`Redis is away (${fault}): the search goes on here, and looks for it`);
    }, TOLD_AFTER_MS);
  };
  if (client.status !== 'ready') begin();
  client.on('error', (thrown: Error) => {
    fault = thrown.message;
  });
  client.on('close', begin);
  client.on('ready', () => {
    clearTimeout(timer);
    const wasLong = since !== undefined && now() - since >= TOLD_AFTER_MS;
    since = undefined;
    if (wasLong) onNote('Redis is back: workers take part again');
  });
  return {
    lasts: () => (since === undefined ? 0 : now() - since),
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** A moment without it is nothing to tell of. */
const TOLD_AFTER_MS = 1000;
