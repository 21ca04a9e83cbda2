import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { AutofitError } from '../../util/errors.js';
import { randomStream } from '../../util/random.js';
import { isCalled } from './bell.js';
import { blobCache } from './blob-cache.js';
import { connectRedis } from './connect.js';
import { createKnownRun, type KnownRun } from './known-run.js';
import { type StartExecutor, startThreads, type WorkerPlace } from './open-served-run.js';
import { BEAT_MS, keys, LOCK_RENEW_MS, MOST_SEATS, RENEW_MS } from './protocol.js';
import { repeat } from './repeat.js';
import { announceWorker, forgetDeadRuns, forgetWorker, liveRuns } from './run-registry.js';
import { shareSeats } from './share-seats.js';

/** Milliseconds in which jobs are given back. */
const GOODBYE_MS = 1200;

export interface WorkerOptions {
  /** Where the Redis is: redis://user:password@host:port/database. */
  readonly redis: string;
  readonly threads: number;
  /** @default the host's name */
  readonly machine?: string | undefined;
  /** Where data is kept, and how many bytes of it at most. */
  readonly cache: { readonly folder: string; readonly most: number };
  readonly onMessage: (message: string) => void;
  /** What runs the jobs. @default threads */
  readonly startExecutor?: StartExecutor | undefined;
}

export interface RunningWorker {
  /** The address without user and password. */
  readonly address: string;
  /** Gives jobs back and goes. */
  close(): Promise<void>;
}

/** Works for all searches that use a Redis, until it is closed. Throws an AutofitError where there is none. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { threads, machine = hostname(), onMessage } = options;
  checkThreads(threads);
  const server = await connectRedis(options.redis);
  server.warnings.forEach(onMessage);
  const client = server.open('patient');
  const ears = server.open('listening');
  const worker = `${machine}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const place: WorkerPlace = {
    server,
    client,
    worker,
    machine,
    threads,
    cache: blobCache({ ...options.cache, onFault: onMessage }),
    startExecutor: options.startExecutor ?? startThreads,
  };
  tellOutages(client, onMessage);
  const runs = new Map<string, KnownRun>();
  const seats = shareSeats(threads, runs);
  const draws = randomStream('bell', worker);
  let beats = 0;
  const beat = async () => {
    await announceWorker(client, { worker, machine, threads });
    await meetRuns(place, runs, ears, onMessage);
    if (beats++ % (RENEW_MS / BEAT_MS) === 0) await forgetDeadRuns(client);
    seats.fill();
  };
  ears.on('message', (channel: string, what: string) => {
    const own = [...runs.values()].find(({ run }) => keys.bell(run) === channel);
    if (!own) return;
    if (what === 'stop') own.stop();
    else if (isCalled(what, draws.next())) own.mayHaveWork = true;
    else return;
    seats.fill();
  });
  const stopBeating = repeat(beat, BEAT_MS, () => {});
  const stopRenewing = repeat(
    async () => void (await Promise.all([...runs.values()].map((own) => own.served()?.renew()))),
    LOCK_RENEW_MS,
    () => {},
  );
  const close = async () => {
    seats.close();
    // A beat behind the leave would tell of a worker that is not there.
    await takeLeave(place, runs, stopBeating());
    void stopRenewing();
    client.disconnect();
    ears.disconnect();
    await Promise.all([...runs.values()].map((own) => own.close()));
  };
  return { address: server.address.shown, close };
}

/** Throws an AutofitError for more threads than searches take for true. */
function checkThreads(threads: number): void {
  if (threads <= MOST_SEATS) return;
  const most = MOST_SEATS.toLocaleString('en-US');
  throw new AutofitError('BAD_OPTION', `\`workers\` can be ${most} at most, not ${threads}.`, {
    hint: 'A machine of more processors takes several workers.',
  });
}

/** Gives jobs back; where Redis is away, their locks run out. */
async function takeLeave(
  { client, worker }: WorkerPlace,
  runs: ReadonlyMap<string, KnownRun>,
  lastBeat: Promise<void>,
): Promise<void> {
  const goodbye = async () => {
    await Promise.all([lastBeat, ...[...runs.values()].map((own) => own.giveBack())]);
    await Promise.all([...runs.keys()].map((run) => client.hdel(keys.parts(run), worker)));
    await forgetWorker(client, worker);
  };
  const late = sleep(GOODBYE_MS, undefined, { ref: false });
  await Promise.race([goodbye().catch(() => {}), late]);
}

/** Hears what searches there are, and lets those go that are not there any more. */
async function meetRuns(
  place: WorkerPlace,
  runs: Map<string, KnownRun>,
  ears: Redis,
  onMessage: (message: string) => void,
): Promise<void> {
  const records = await liveRuns(place.client);
  for (const record of records) {
    if (runs.has(record.run) || record.state === 'stopping') continue;
    runs.set(record.run, createKnownRun(record, place, onMessage));
    await ears.subscribe(keys.bell(record.run));
  }
  for (const known of runs.values()) {
    const record = records.find(({ run }) => run === known.run);
    if (await known.hear(record)) continue;
    runs.delete(known.run);
    await ears.unsubscribe(keys.bell(known.run));
    await known.close();
    onMessage(`the search ${known.run} is over`);
  }
}

function tellOutages(client: Redis, onMessage: (message: string) => void): void {
  let isAway = false;
  client.on('close', () => {
    if (!isAway) onMessage('Redis is away: looking for it');
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) onMessage('Redis is back');
    isAway = false;
  });
}
