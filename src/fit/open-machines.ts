import type { Settings } from '../options/options.js';
import { lagFor } from '../search/search.js';
import type { Machines } from '../workers/redis/machines.js';

export type { Machines };

/**
 * Connects to where workers are, and lets a lag that follows the workers know of them; without `redis` the settings are as they
 * were. Throws an AutofitError where there is no Redis.
 */
export async function openMachines(
  settings: Settings,
): Promise<{ readonly settings: Settings; readonly machines: Machines | undefined }> {
  const { redis, localWorkers, onProgress } = settings;
  if (redis === undefined) return { settings, machines: undefined };
  const { connectMachines } = await import('../workers/redis/machines.js');
  const machines = await connectMachines(redis);
  for (const message of machines.warnings) onProgress({ kind: 'warning', message });
  if (!settings.lagFollows) return { settings, machines };
  return { settings: { ...settings, lag: lagFor(localWorkers + machines.threads) }, machines };
}
