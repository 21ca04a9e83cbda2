import { failureReason } from '../../trial/failure-reason.js';
import { putBlob, renewBlob } from './blob-store.js';
import { jobMessage, type SentJob } from './job-message.js';
import { isOverdue, markTaken } from './overdue.js';
import { hearAnswers, leave, type SentJobs } from './remote-answers.js';
import type { RemoteEntry, RemoteListener, RemotePlace, Task } from './remote-entry.js';

/** Jobs that workers elsewhere have, or may take. */
export interface RemoteJobs {
  readonly size: number;
  send(task: Task): void;
  /** One that Redis has not taken, or no worker has begun, or, where `anyOf`, the first of all; the search's again. */
  takeBack(anyOf: boolean): Promise<Task | undefined>;
  /** One that its worker has for far too long: it may be run here as well; `isFree` where a thread has nothing to do. */
  overdue(isFree: boolean): Task | undefined;
  /** Looks after every job: asks for answers that were not heard, sends again what is not in Redis any more. */
  look(): Promise<void>;
  /** Says that all is to stay for a while. */
  renew(): Promise<void>;
  /** Ends those as stopped that no worker has begun, or all. */
  stop(which: 'waiting' | 'all'): void;
  close(): Promise<void>;
}

/** Sends jobs to the queue of a run, and hears how they end. */
export function createRemoteJobs(place: RemotePlace, told: RemoteListener): RemoteJobs {
  const entries = new Map<string, RemoteEntry>();
  const preparing = new Set<Task>();
  let isStopping = false;
  const jobs: SentJobs = { entries, queue: () => queue, isStopping: () => isStopping };
  const queue = place.openQueue(hearAnswers(place, told, jobs));
  const prepare = async (task: Task) => {
    const sent = await messageOf(task, place);
    // Before it ends: what hears of that asks how many there are.
    preparing.delete(task);
    if (typeof sent === 'string') return task.end({ kind: 'failed', reason: sent });
    if (task.isOver) return;
    const id = freeId(sent.id, entries);
    const entry: RemoteEntry = { task, id, sent, ...NOT_SENT };
    entries.set(id, entry);
    // Where Redis is away, it is sent when it is looked after.
    await put(entry, place, jobs).catch(() => {});
  };
  return {
    get size() {
      return entries.size + preparing.size;
    },
    send(task) {
      preparing.add(task);
      void prepare(task);
    },
    async takeBack(anyOf) {
      const entry = await freeEntry(jobs, anyOf);
      if (entry) leave(entry, told, jobs);
      return entry?.task;
    },
    overdue(isFree) {
      const late = overdueEntry(entries, place.tally.longest(), isFree);
      if (!late) return undefined;
      late.isDoubled = true;
      const machine = late.begun?.machine ?? 'a worker';
      told.onNote(`${machine} has a trial for very long: it is trained here as well`);
      return late.task;
    },
    async look() {
      const all = [...entries.values()];
      for (const entry of all) if (entry.task.isOver) leave(entry, told, jobs);
      await Promise.all(all.map((entry) => lookAfter(entry, place, jobs)));
    },
    async renew() {
      const all = [...entries.values()];
      await queue.renew(all.map(({ id }) => id));
      const blobs = all.flatMap(({ sent }) => sent.message.from ?? []);
      await Promise.all(blobs.map((ref) => renewBlob(place.client, place.run, ref)));
    },
    stop(which) {
      isStopping = true;
      for (const task of preparing) task.end({ kind: 'stopped' });
      for (const entry of [...entries.values()]) {
        if (which === 'waiting' && (entry.begun || entry.isRead)) continue;
        leave(entry, told, jobs);
        entry.task.end({ kind: 'stopped' });
      }
    },
    close: () => queue.close(),
  };
}

/** The same job may be asked for twice at once. */
function freeId(id: string, entries: ReadonlyMap<string, RemoteEntry>): string {
  let free = id;
  for (let again = 2; entries.has(free); again++) free = `${id}-${again}`;
  return free;
}

/** Or why there is none, as where memory is short. */
async function messageOf(task: Task, { context }: RemotePlace): Promise<SentJob | string> {
  try {
    return await jobMessage(context.sha256, task.job);
  } catch (thrown) {
    return failureReason(thrown);
  }
}

const NOT_SENT = { isQueued: false, isUnderWay: false, refused: 0, isRead: false } as const;

function overdueEntry(
  entries: ReadonlyMap<string, RemoteEntry>,
  longest: number,
  isFree: boolean,
): RemoteEntry | undefined {
  return [...entries.values()].find(
    (entry) => !entry.isDoubled && !entry.isRead && isOverdue(entry, longest, isFree),
  );
}

async function put(
  entry: RemoteEntry,
  place: RemotePlace,
  { entries, queue }: SentJobs,
): Promise<void> {
  const { message, from } = entry.sent;
  entry.isUnderWay = true;
  try {
    if (message.from && from) await putBlob(place.client, place.run, message.from, from);
    await queue().add(entry.id, message);
    entry.isQueued = true;
  } finally {
    entry.isUnderWay = false;
  }
  place.onQueued([...entries.values()].filter(({ begun }) => begun).length);
}

/** The last that was sent and not begun, as the others come before it; where `anyOf`, else the first of all. */
async function freeEntry(
  { entries, queue }: SentJobs,
  anyOf: boolean,
): Promise<RemoteEntry | undefined> {
  for (const entry of [...entries.values()].reverse()) {
    const isTheirs = entry.begun || entry.isRead || (entry.isUnderWay && !anyOf);
    if (isTheirs) continue;
    // Redis has not taken it.
    if (anyOf || !entry.isQueued) return entry;
    const { id } = entry;
    const isRemoved = await queue()
      .remove(id)
      .catch(() => false);
    if (isRemoved && entries.has(id)) return entry;
  }
  const [first] = anyOf ? entries.values() : [];
  return first;
}

/** A job that has ended elsewhere, whose answer was not heard, or that Redis has lost. */
async function lookAfter(entry: RemoteEntry, place: RemotePlace, jobs: SentJobs): Promise<void> {
  const queue = jobs.queue();
  if (entry.task.isOver) return void (await queue.remove(entry.id));
  if (entry.isRead || entry.isUnderWay) return;
  if (!entry.isQueued) return put(entry, place, jobs);
  const found = await queue.place(entry.id);
  if (found === 'answered' || found === 'given up') return queue.hear(entry.id);
  if (found === 'active') markTaken(entry);
  if (found !== 'unknown' || entry.isRead || entry.task.isOver) return;
  if (entry.begun) place.tally.failed(entry.begun.machine, 'lost');
  await put(entry, place, jobs);
}
