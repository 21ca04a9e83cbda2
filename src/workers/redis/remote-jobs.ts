import type { Redis } from 'ioredis';
import type { Job, JobOutcome } from '../../trial/job.js';
import { errorMessage } from '../../util/errors.js';
import { BadArrival, getBlob, putBlob, removeBlob, renewBlob } from './blob-store.js';
import { jobMessage, readResult, type SentJob } from './job-message.js';
import type { JobQueue, QueueListener } from './job-queue.js';
import { type BlobRef, type JobAnswer, type JobBegun, PROTOCOL } from './protocol.js';
import type { Tally } from './tally.js';

/** Answers of a job that are refused before it is run here. */
const MOST_REFUSED = 2;

/** A job of the search, wherever it runs; the first outcome counts. */
export interface Task {
  readonly job: Job;
  readonly end: (outcome: JobOutcome) => void;
  isOver: boolean;
}

/** What the search is told of jobs that are elsewhere. */
export interface RemoteListener {
  onBegun(task: Task, begun: JobBegun): void;
  /** It runs there no more, however it ended. */
  onEnded(task: Task, begun: JobBegun): void;
  /** It is the search's to run. */
  onReturned(task: Task): void;
  onNote(message: string): void;
}

/** Where jobs are sent to, and what they are about. */
export interface RemotePlace {
  readonly client: Redis;
  readonly run: string;
  readonly context: BlobRef;
  /** How many numbers a fold's predictions are. */
  readonly predictionsOf: (job: Job) => number | undefined;
  readonly openQueue: (listener: QueueListener) => JobQueue;
  /** Called when a job waits that did not before. */
  readonly onQueued: () => void;
  readonly tally: Tally;
}

/** Jobs that workers elsewhere have, or may take. */
export interface RemoteJobs {
  readonly size: number;
  send(task: Task): void;
  /** One that no worker has begun, or, where `anyOf`, the first of all; the search's again. */
  takeBack(anyOf: boolean): Promise<Task | undefined>;
  /** Looks after every job: asks for answers that were not heard, sends again what is not in Redis any more. */
  look(): Promise<void>;
  /** Says that all is to stay for a while. */
  renew(): Promise<void>;
  /** Ends those as stopped that no worker has begun, or all. */
  stop(which: 'waiting' | 'all'): void;
  close(): Promise<void>;
}

interface Entry {
  readonly task: Task;
  readonly id: string;
  sent?: SentJob;
  /** Whether Redis has said that it has it. */
  isQueued: boolean;
  begun?: JobBegun | undefined;
  refused: number;
  /** Whether its answer is being read. */
  isRead: boolean;
}

/** Sends jobs to the queue of a run, and hears how they end. */
export function createRemoteJobs(place: RemotePlace, told: RemoteListener): RemoteJobs {
  const entries = new Map<string, Entry>();
  const preparing = new Set<Task>();
  let isStopping = false;
  const listener = queueListener(entries, place, told, {
    queue: () => queue,
    isStopping: () => isStopping,
  });
  const queue = place.openQueue(listener);
  const put = async (entry: Entry) => {
    const { message, from } = entry.sent ?? {};
    if (!message) return;
    if (message.from && from) await putBlob(place.client, place.run, message.from, from);
    await queue.add(entry.id, message);
    entry.isQueued = true;
    place.onQueued();
  };
  const prepare = async (task: Task) => {
    const sent = await jobMessage(place.context.sha256, task.job);
    // The same job may be asked for twice at once.
    let id = sent.id;
    for (let again = 2; entries.has(id); again++) id = `${sent.id}-${again}`;
    preparing.delete(task);
    if (task.isOver) return;
    const entry: Entry = { task, id, sent, isQueued: false, refused: 0, isRead: false };
    entries.set(id, entry);
    // Where Redis is away, it is sent when it is looked after.
    await put(entry).catch(() => {});
  };
  const leave = (entry: Entry) => {
    entries.delete(entry.id);
    if (entry.begun) told.onEnded(entry.task, entry.begun);
    entry.begun = undefined;
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
      for (const entry of [...entries.values()].reverse()) {
        if (entry.begun || entry.isRead) continue;
        const isFree =
          anyOf || (entry.isQueued && (await queue.remove(entry.id).catch(() => false)));
        if (!isFree || !entries.has(entry.id)) continue;
        leave(entry);
        return entry.task;
      }
      const [any] = anyOf ? entries.values() : [];
      if (any) leave(any);
      return any?.task;
    },
    async look() {
      const all = [...entries.values()];
      await Promise.all(all.map((entry) => lookAfter(entry, queue, () => put(entry), place)));
    },
    async renew() {
      const all = [...entries.values()];
      await queue.renew(all.map(({ id }) => id));
      const blobs = all.flatMap(({ sent }) => sent?.message.from ?? []);
      await Promise.all(blobs.map((ref) => renewBlob(place.client, place.run, ref)));
    },
    stop(which) {
      isStopping = true;
      for (const task of preparing) task.end({ kind: 'stopped' });
      for (const entry of entries.values()) {
        if (which === 'waiting' && (entry.begun || entry.isRead)) continue;
        leave(entry);
        entry.task.end({ kind: 'stopped' });
      }
    },
    close: () => queue.close(),
  };
}

/** A job whose answer was not heard, or that Redis has lost. */
async function lookAfter(
  entry: Entry,
  queue: JobQueue,
  put: () => Promise<void>,
  { tally }: RemotePlace,
): Promise<void> {
  if (entry.isRead || entry.task.isOver) return;
  if (!entry.isQueued) return put();
  const found = await queue.place(entry.id);
  if (found === 'answered' || found === 'given up') return queue.hear(entry.id);
  if (found !== 'unknown' || entry.isRead || entry.task.isOver) return;
  if (entry.begun) tally.add(entry.begun.machine, { lost: 1 });
  await put();
}

function queueListener(
  entries: Map<string, Entry>,
  place: RemotePlace,
  told: RemoteListener,
  { queue, isStopping }: { readonly queue: () => JobQueue; readonly isStopping: () => boolean },
): QueueListener {
  const { tally, client, run } = place;
  const over = (entry: Entry, outcome?: JobOutcome) => {
    entries.delete(entry.id);
    if (entry.begun) told.onEnded(entry.task, entry.begun);
    if (outcome) entry.task.end(outcome);
    else told.onReturned(entry.task);
  };
  const refuse = async (entry: Entry, machine: string, reason: string) => {
    tally.add(machine, { refused: 1 });
    told.onNote(`an answer of ${machine} was refused and its trial trained again: ${reason}`);
    await queue()
      .remove(entry.id)
      .catch(() => false);
    entry.refused++;
    entry.isRead = false;
    entry.isQueued = false;
    if (entry.refused >= MOST_REFUSED) over(entry);
    else if (entry.begun) {
      told.onEnded(entry.task, entry.begun);
      entry.begun = undefined;
    }
  };
  const answered = async (entry: Entry, answer: JobAnswer) => {
    const result = answer.outcome.kind === 'done' ? answer.outcome.result : undefined;
    const outcome = await outcomeOf(entry, answer, { ...place, isStopping: isStopping() });
    if (!entries.has(entry.id)) return;
    tally.add(answer.machine, { jobs: 1, seconds: answer.seconds });
    over(entry, outcome);
    await queue().remove(entry.id);
    for (const ref of [result, entry.sent?.message.from]) {
      if (ref) await removeBlob(client, run, ref);
    }
  };
  return {
    onBegun(id, begun) {
      const entry = entries.get(id);
      if (!entry) return;
      if (entry.begun) told.onEnded(entry.task, entry.begun);
      entry.begun = begun;
      told.onBegun(entry.task, begun);
    },
    onAnswer(id, answer) {
      const entry = entries.get(id);
      if (!entry || entry.isRead) return;
      entry.isRead = true;
      const machine = answer?.machine ?? entry.begun?.machine ?? 'a worker';
      const reading = answer
        ? answered(entry, answer)
        : Promise.reject(new BadArrival('it is none'));
      reading.catch((thrown) => {
        if (!entries.has(id)) return;
        if (thrown instanceof BadArrival) return refuse(entry, machine, errorMessage(thrown));
        // Redis is away: it is read when the job is looked after.
        entry.isRead = false;
      });
    },
    onLost(id) {
      const entry = entries.get(id);
      if (!entry?.begun) return;
      tally.add(entry.begun.machine, { lost: 1 });
      told.onEnded(entry.task, entry.begun);
      entry.begun = undefined;
    },
    onGivenUp(id, reason) {
      const entry = entries.get(id);
      if (entry) over(entry, { kind: 'failed', reason: `its workers died: ${reason}` });
    },
  };
}

/** What an answer says, once it is seen to be that of the job. */
async function outcomeOf(
  { sent, task }: Entry,
  { protocol, context, key, outcome }: JobAnswer,
  { client, run, predictionsOf, isStopping }: RemotePlace & { readonly isStopping: boolean },
): Promise<JobOutcome> {
  const { message } = sent ?? {};
  if (protocol !== PROTOCOL || context !== message?.context || key !== message.key) {
    throw new BadArrival('it is of another job, or of other data');
  }
  if (outcome.kind === 'stopped' && !isStopping) throw new BadArrival('it was not finished');
  if (outcome.kind !== 'done') return outcome;
  const bytes = await getBlob(client, run, outcome.result);
  const fold = task.job.kind === 'trial' ? task.job.fold : -1;
  return readResult(bytes, fold, predictionsOf(task.job));
}
