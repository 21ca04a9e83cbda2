import { isOfMachine } from '../../trial/failure-reason.js';
import type { JobOutcome } from '../../trial/job.js';
import { ALL_ROWS } from '../../trial/run-fold.js';
import { errorMessage } from '../../util/errors.js';
import { BadArrival, getBlob, removeBlob } from './blob-store.js';
import { readResult } from './job-message.js';
import type { JobQueue, QueueListener } from './job-queue.js';
import { markBegun, markLeft } from './overdue.js';
import { type BlobRef, type JobAnswer, PROTOCOL } from './protocol.js';
import type { RemoteEntry, RemoteListener, RemotePlace } from './remote-entry.js';

/** Answers of a job that are refused before it is run here. */
const MOST_REFUSED = 2;

/** What a listener shares with those that send. */
export interface SentJobs {
  readonly entries: Map<string, RemoteEntry>;
  readonly queue: () => JobQueue;
  /** Whether workers were told to end with what they have. */
  readonly isStopping: () => boolean;
}

/** Hears how jobs end: an answer counts once, and only where it is seen to be that of the job. */
export function hearAnswers(
  place: RemotePlace,
  told: RemoteListener,
  jobs: SentJobs,
): QueueListener {
  const { entries } = jobs;
  const { tally } = place;
  return {
    onBegun(id, begun) {
      const entry = entries.get(id);
      if (!entry) return;
      endTurn(entry, told);
      markBegun(entry, begun);
      told.onBegun(entry.task, begun);
    },
    onAnswer(id, answer) {
      const entry = entries.get(id);
      if (!entry || entry.isRead) return;
      entry.isRead = true;
      const machine = answer?.machine ?? entry.begun?.machine ?? 'a worker';
      readAnswer(entry, answer, { place, told, jobs }).catch((thrown) => {
        if (!entries.has(id)) return;
        if (thrown instanceof BadArrival) {
          return refuse(entry, machine, errorMessage(thrown), { place, told, jobs });
        }
        // Redis is away: it is read when the job is looked after.
        entry.isRead = false;
      });
    },
    onLost(id) {
      const entry = entries.get(id);
      if (!entry) return;
      if (entry.begun) tally.failed(entry.begun.machine, 'lost');
      endTurn(entry, told);
    },
    onGivenUp(id, reason) {
      const entry = entries.get(id);
      if (!entry) return;
      leave(entry, told, jobs);
      entry.task.end({ kind: 'failed', reason: `its workers died: ${reason}` });
    },
  };
}

/** Takes a job out of those that are sent. */
export function leave(
  entry: RemoteEntry,
  told: RemoteListener,
  { entries }: Pick<SentJobs, 'entries'>,
): void {
  entries.delete(entry.id);
  endTurn(entry, told);
}

function endTurn(entry: RemoteEntry, told: RemoteListener): void {
  if (entry.begun) told.onEnded(entry.task, entry.begun);
  markLeft(entry);
}

interface Around {
  readonly place: RemotePlace;
  readonly told: RemoteListener;
  readonly jobs: SentJobs;
}

async function readAnswer(
  entry: RemoteEntry,
  answer: JobAnswer | undefined,
  { place, told, jobs }: Around,
): Promise<void> {
  const { client, run, tally } = place;
  if (!answer) throw new BadArrival('it is none');
  const outcome = await outcomeOf(entry, answer, place, jobs.isStopping());
  if (!jobs.entries.has(entry.id)) return;
  tally.done(answer.machine, entry.task.job, answer.seconds);
  leave(entry, told, jobs);
  entry.task.end(outcome);
  await jobs.queue().remove(entry.id);
  const result = answer.outcome.kind === 'done' ? answer.outcome.result : undefined;
  if (result) await removeBlob(client, run, result);
  const { from } = entry.sent.message;
  if (from && !isFrom(from, jobs)) await removeBlob(client, run, from);
}

/** Whether another job goes on from the same: trials of equal configurations have equal checkpoints. */
function isFrom({ sha256 }: BlobRef, { entries }: SentJobs): boolean {
  return [...entries.values()].some(({ sent }) => sent.message.from?.sha256 === sha256);
}

/** What an answer says, once it is seen to be that of the job. */
async function outcomeOf(
  { sent, task }: RemoteEntry,
  { protocol, context, key, outcome }: JobAnswer,
  { client, run, predictionsOf }: RemotePlace,
  isStopping: boolean,
): Promise<JobOutcome> {
  const { message } = sent;
  if (protocol !== PROTOCOL || context !== message.context || key !== message.key) {
    throw new BadArrival('it is of another job, or of other data');
  }
  if (outcome.kind === 'stopped' && !isStopping) throw new BadArrival('it was not finished');
  // What its machine could not do, others may: after some such answers it is run here, and counts.
  if (outcome.kind === 'failed' && isOfMachine(outcome.reason))
    throw new BadArrival(outcome.reason);
  if (outcome.kind !== 'done') return outcome;
  const bytes = await getBlob(client, run, outcome.result);
  const fold = task.job.kind === 'trial' ? task.job.fold : ALL_ROWS;
  return readResult(bytes, fold, predictionsOf(task.job));
}

/** The job is sent again; after several such answers it is run here. */
async function refuse(
  entry: RemoteEntry,
  machine: string,
  reason: string,
  { place, told, jobs }: Around,
): Promise<void> {
  place.tally.failed(machine, 'refused');
  told.onNote(`an answer of ${machine} was refused, and its trial is trained again: ${reason}`);
  // Where Redis is away, what is there is taken for an answer again.
  await jobs
    .queue()
    .remove(entry.id)
    .catch(() => false);
  entry.refused++;
  entry.isQueued = false;
  entry.isRead = false;
  endTurn(entry, told);
  if (entry.refused < MOST_REFUSED) return;
  leave(entry, told, jobs);
  told.onReturned(entry.task);
}
