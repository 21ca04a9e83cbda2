import type { Random } from '../../src/util/random.js';
import type { Command } from './command.js';
import type { Fault } from './fault.js';
import { momentOfTrials } from './moments.js';
import type { Scene } from './scene.js';
import { openSite, type Site, type SiteOptions } from './site.js';
import { faultOf, lookAt } from './witness.js';

/** A fault of a search whose trials workers train. */
export interface RedisFault extends SiteOptions {
  readonly kind: string;
  readonly how: string;
  /** Threads of the search itself. @default 0 */
  readonly localWorkers?: number;
  /** Disturbs it; resolves with the command that goes on with it, where another one does. */
  strike(
    site: Site,
    around: {
      readonly scene: Scene;
      readonly run: string;
      readonly command: Command;
      readonly random: Random;
    },
  ): Promise<Command | undefined>;
}

/** The fault, struck between two trials. */
export function onRedis(own: RedisFault): Fault {
  const { kind, how, strike, localWorkers = 0 } = own;
  return {
    kind,
    how,
    async attempt(scene, run, random) {
      const site = await openSite(run, own);
      try {
        const args = ['--local-workers', String(localWorkers)];
        const command = scene.search(run, args, { env: { AUTOFIT_REDIS: site.url } });
        const struck = await momentOfTrials(scene, run, command, random);
        const before = lookAt(run);
        const next = await strike(site, { scene, run, command, random });
        const commands = next ? [command, next] : [command];
        return { struck, fault: await faultOf(scene, run, before, commands) };
      } finally {
        await site.close();
      }
    },
  };
}
