import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor, Job, MachineWork } from '../../trial/job.js';
import type { TrialContext } from '../../trial/run-fold.js';
import { answersPerRow } from '../../util/task-kind.js';
import { createThreads } from '../threads.js';
import { withoutSecrets } from './address.js';
import { refOf } from './blob-store.js';
import type { RedisServer } from './connect.js';
import { contextBytes } from './context-bytes.js';
import { createDispatcher } from './dispatcher.js';
import { engineVersions } from './engine-versions.js';
import { openJobQueue, type QueueListener } from './job-queue.js';
import { createLocalSeats } from './local-seats.js';
import { type Outage, watchOutage } from './outage.js';
import { PROTOCOL } from './protocol.js';
import { createRemoteJobs } from './remote-jobs.js';
import { type OnJob, remoteWorkers } from './remote-workers.js';
import { keepPresence, type Presence } from './search-presence.js';
import { createTally } from './tally.js';

/** Milliseconds that taking leave of Redis may take. */
const GOODBYE_MS = 2000;
/** Between two looks after every job, and without Redis behind which a search without threads starts one. */
const LOOK_MS = 3000;
const ALONE_MS = 30_000;

export interface RedisExecutorOptions {
  readonly server: RedisServer;
  /** Threads here, beside those of workers; the context's `keptBytes` is for each of them. */
  readonly localWorkers: number;
  /** Aborting asks running jobs, also elsewhere, to end at the next batch, and waiting ones not to start. */
  readonly signal: AbortSignal;
  /** @default nobody is told */
  readonly onJob?: OnJob | undefined;
  readonly onMessage: (kind: 'note' | 'warning', message: string) => void;
}

/** An executor that knows what each machine did. */
export interface RedisExecutor extends Executor {
  machines(): readonly MachineWork[];
}

/** Runs jobs in threads here and on any number of workers that come and go. */
export async function createRedisExecutor(
  context: TrialContext,
  options: RedisExecutorOptions,
): Promise<RedisExecutor> {
  const { signal, localWorkers } = options;
  const parts = await openParts(context, options);
  const { client, presence, local, remote, outage, tally } = parts;
  const stopWorkers = () => void presence.stop().catch(() => {});
  const { seats } = presence;
  const isRefused = () => presence.fault() !== undefined;
  const dispatcher = createDispatcher({ local, remote, seats, outage, isRefused, stopWorkers });
  presence.begin({ onBeat: dispatcher.pump, onRenew: remote.renew });
  const looking = setInterval(() => {
    dispatcher.pump();
    if (outage.lasts() === 0) void remote.look().catch(() => {});
  }, LOOK_MS);
  signal.addEventListener('abort', dispatcher.stop, { once: true });
  if (signal.aborted) dispatcher.stop();
  let closing: Promise<void> | undefined;
  const close = async () => {
    signal.removeEventListener('abort', dispatcher.stop);
    clearInterval(looking);
    dispatcher.close();
    await Promise.all([local.close(), leave(presence, remote, outage)]);
    outage.end();
    client.disconnect();
  };
  return {
    get workers() {
      return Math.max(1, localWorkers + seats());
    },
    run: dispatcher.run,
    machines: tally.machines,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** What the jobs of a search are dealt out to. */
async function openParts(context: TrialContext, options: RedisExecutorOptions) {
  const { server, signal, localWorkers, onJob = () => {} } = options;
  const onMessage: typeof options.onMessage = (kind, message) =>
    options.onMessage(kind, withoutSecrets(message, server.address));
  const client = await server.soon('hasty');
  const run = randomUUID();
  const machine = hostname();
  const tally = createTally();
  const ref = await refOf(contextBytes(context));
  const outage = watchOutage(client, (message) => onMessage('note', message));
  const record = { protocol: PROTOCOL, run, machine, ...versionsOf(context) };
  const shared = { ref, bytes: () => contextBytes(context) };
  const presence = keepPresence({ client, record, context: shared, localWorkers, onMessage });
  const local = createLocalSeats({
    workers: localWorkers,
    start: (workers) => createThreads(context, { workers, signal, onJob }),
    machine,
    tally,
    isAlone: () => outage.lasts() > ALONE_MS || presence.fault() !== undefined,
  });
  const place = {
    client,
    run,
    context: ref,
    predictionsOf: (job: Job) => predictionsOf(job, context),
    openQueue: (listener: QueueListener) => openJobQueue(server, client, run, listener),
    onQueued: presence.ring,
    tally,
  };
  const remote = createRemoteJobs(place, {
    ...remoteWorkers(localWorkers, onJob),
    onReturned: local.run,
    onNote: (message) => onMessage('note', message),
  });
  return { client, presence, local, remote, outage, tally };
}

function versionsOf({ kernels }: TrialContext) {
  return { versions: engineVersions(kernels), kernels };
}

/** How many numbers the predictions of a job are; undefined where nobody looks at them. */
function predictionsOf(job: Job, { folds, task }: TrialContext): number | undefined {
  const fold = job.kind === 'trial' ? folds[job.fold] : undefined;
  return fold && fold.validation.length * answersPerRow(task);
}

/** Takes all out of Redis, unless it is away: then it expires. */
async function leave(
  presence: Presence,
  remote: { close(): Promise<void> },
  outage: Outage,
): Promise<void> {
  const goodbye = async () => {
    await Promise.all([presence.end(), remote.close()]);
    if (outage.lasts() === 0) await presence.forget();
  };
  const late = sleep(GOODBYE_MS, undefined, { ref: false });
  await Promise.race([goodbye().catch(() => {}), late]);
}
