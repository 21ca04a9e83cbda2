import { type RunningRedis, startRedis } from '../../test/fixtures/redis-server.js';
import { type Command, startCommand } from './command.js';
import { type Link, openLink } from './link.js';

/** A Redis, two workers of one thread, and the network between all. */
export interface Site {
  readonly redis: RunningRedis;
  readonly link: Link;
  readonly workers: readonly Command[];
  /** Where searches and workers find the Redis. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Of the Redis, besides. */
  readonly settings?: readonly string[] | undefined;
  /** Changes to the environment of the Redis. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** Starts all; what workers keep is in this folder. */
export async function openSite(folder: string, options: SiteOptions): Promise<Site> {
  const redis = await startRedis(options.settings, options.env);
  const link = await openLink(redis.port);
  const url = `redis://127.0.0.1:${link.port}`;
  const env = { AUTOFIT_REDIS: url };
  const workers = [0, 1].map((place) =>
    startCommand(['worker', '-j', '1', '--cache', `${folder}.cache-${place}`], { env }),
  );
  await Promise.all(workers.map((worker) => worker.tells('works with')));
  return {
    ...{ redis, link, workers, url },
    async close() {
      for (const { child } of workers) child.kill('SIGKILL');
      await Promise.all(workers.map(({ ended }) => ended));
      link.close();
      redis.close();
    },
  };
}
