import type { Redis } from 'ioredis';
import { countOf } from '../../util/count-of.js';
import { errorMessage } from '../../util/errors.js';
import { putBlob, renewBlob } from './blob-store.js';
import { liveBeats } from './live-beats.js';
import {
  BEAT_MS,
  type BlobRef,
  keys,
  type PartRecord,
  RENEW_MS,
  type RunRecord,
} from './protocol.js';
import { repeat } from './repeat.js';
import { announceRun, forgetDeadRuns, forgetRun, partsOf } from './run-registry.js';

/** Bytes of what a search is about, made again where Redis has lost them. */
export interface SharedContext {
  readonly ref: BlobRef;
  readonly bytes: () => Uint8Array;
}

export interface PresenceOptions {
  readonly client: Redis;
  readonly record: Omit<RunRecord, 'context' | 'state'>;
  readonly context: SharedContext;
  /** Called with each sign of life that Redis has taken. */
  readonly onBeat: () => void;
  /** Called now and then: what is to stay must be said to stay. */
  readonly onRenew: () => Promise<void>;
  readonly onMessage: (kind: 'note' | 'warning', message: string) => void;
}

/** A search, as workers see it; and the workers, as it sees them. */
export interface Presence {
  /** Jobs that its workers would run at once. */
  seats(): number;
  /** Why no worker can be asked: Redis has not taken the data. Undefined where they can. */
  fault(): string | undefined;
  /** Rings the workers, as jobs wait. */
  ring(): void;
  /** Tells the workers to end with what they have. */
  stop(): Promise<void>;
  /** Takes all of it out of Redis. */
  close(): Promise<void>;
}

/** Milliseconds in which many jobs make one ring. */
const RING_MS = 20;

/** Tells of a search until it is closed; what fails as Redis is away is done again. */
export function keepPresence(options: PresenceOptions): Presence {
  const { client, record, context } = options;
  const known = knownParts(options);
  let state: RunRecord['state'] = 'open';
  let isThere = false;
  let fault: string | undefined;
  let beats = 0;
  let ringing: NodeJS.Timeout | undefined;
  const announce = () =>
    announceRun(client, { ...record, state, context: isThere ? context.ref : null });
  const share = async () => {
    await putBlob(client, record.run, context.ref, context.bytes());
    isThere = true;
  };
  const beat = async () => {
    beats++;
    if (!isThere) await share();
    fault = undefined;
    await announce();
    known.hear(await partsOf(client, record.run));
    options.onBeat();
    if (beats % (RENEW_MS / BEAT_MS) !== 0) return;
    // What Redis has lost is sent again.
    isThere = await renewBlob(client, record.run, context.ref);
    await options.onRenew();
    await forgetDeadRuns(client);
  };
  const onFault = (thrown: unknown) => {
    // What is told of connections is told elsewhere.
    if (!isRefusal(thrown) || fault !== undefined) return;
    fault = errorMessage(thrown);
    options.onMessage('warning', `Redis does not take what workers need (${fault})`);
  };
  const stopBeating = repeat(beat, BEAT_MS, onFault);
  client.on('ready', () => {
    // One that has restarted may have lost it.
    void renewBlob(client, record.run, context.ref).then((found) => {
      isThere = found;
    }, onFault);
  });
  return {
    seats: known.seats,
    fault: () => fault,
    ring() {
      ringing ??= setTimeout(() => {
        ringing = undefined;
        client.publish(keys.bell(record.run), 'work').catch(() => {});
      }, RING_MS);
    },
    async stop() {
      state = 'stopping';
      await announce();
      await client.publish(keys.bell(record.run), 'stop');
    },
    async close() {
      clearTimeout(ringing);
      await stopBeating();
      await client.publish(keys.bell(record.run), 'stop');
      await forgetRun(client, record.run);
    },
  };
}

/** The workers that take part, and notes of those that come, go or cannot. */
function knownParts({ onMessage }: PresenceOptions) {
  const { isLive } = liveBeats();
  const told = new Map<string, string>();
  let live: readonly PartRecord[] = [];
  const tell = (part: PartRecord) => {
    if (told.get(part.worker) === part.state) return;
    told.set(part.worker, part.state);
    const { machine, worker, seats, state, reason } = part;
    if (state === 'ready') {
      onMessage('note', `${machine} takes part with ${countOf(seats, 'thread')} (${worker})`);
    }
    if (state === 'refused') {
      onMessage('warning', `the worker on ${machine} takes no part: ${reason}`);
    }
  };
  const tellGone = (parts: readonly PartRecord[]) => {
    for (const { worker, machine } of live) {
      if (parts.some((own) => own.worker === worker)) continue;
      told.delete(worker);
      onMessage('note', `${machine} has gone (${worker})`);
    }
  };
  return {
    seats: () => live.reduce((sum, { state, seats }) => sum + (state === 'ready' ? seats : 0), 0),
    hear(parts: readonly PartRecord[]) {
      const now = parts.filter(({ worker, beat }) => isLive(worker, beat));
      tellGone(now);
      now.forEach(tell);
      live = now;
    },
  };
}

/** Whether Redis has answered, and what it said was no. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'ReplyError';
}
