import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { parseByteSize } from '../util/byte-size.js';
import { countOf } from '../util/count-of.js';
import { AutofitError, within } from '../util/errors.js';
import { plainText } from '../util/plain-text.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';
import { exitOnInterrupt } from './exit-on-interrupt.js';
import { inFlags } from './in-flags.js';
import { numberOption } from './option-values.js';
import { redisAddress } from './redis-address.js';
import { INTERRUPTS } from './stop-on-interrupt.js';

interface WorkerFlags {
  readonly redis?: string;
  readonly workers?: number;
  readonly cache?: string;
  readonly cacheSize: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .description('train for the searches of other machines, until it is stopped')
    .option(
      '--redis <address>',
      'redis://host:port, or rediss:// with TLS; better by the variable AUTOFIT_REDIS',
    )
    .option('-j, --workers <n>', 'worker threads (default: the processors available)', numberOption)
    .option('--cache <folder>', 'where data is kept (default: autofit in the cache folder)')
    .option('--cache-size <bytes>', 'of what is kept there at most: 4g, 500m', '4g')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runWorker);
}

async function runWorker(flags: WorkerFlags, command: Command): Promise<void> {
  const redis = redisAddress(flags.redis);
  if (redis === undefined) {
    throw new AutofitError('NO_REDIS', 'There is no Redis: where searches and workers meet.', {
      hint: '`redis` names it, or the variable AUTOFIT_REDIS.',
    });
  }
  const { cache = cacheFolder(), cacheSize } = flags;
  const threads = wholeNumber('workers', flags.workers ?? availableProcessors(), 1);
  const most = within('`cacheSize`', () => parseByteSize(cacheSize));
  const said = inFlags(command);
  const { startWorker } = await import('../workers/redis/worker.js');
  const onMessage = (text: string) => console.error(plainText(said(text)));
  const options = { redis, threads, cache: { folder: cache, most }, onMessage };
  const worker = await exitOnInterrupt(() => startWorker(options));
  const stopped = new Promise<void>((resolve) => {
    for (const name of INTERRUPTS) process.on(name, () => resolve());
  });
  console.error(`works with ${countOf(threads, 'thread')} for the searches at ${worker.address}`);
  await stopped;
  console.error('stopping: what runs is given back');
  await worker.close();
  process.exit(0);
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'autofit');
}
