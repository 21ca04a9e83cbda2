import type { Redis } from 'ioredis';
import { countOf } from '../../util/count-of.js';
import { errorMessage } from '../../util/errors.js';
import { bellText } from './bell.js';
import { putBlob, removeBlob, renewBlob } from './blob-store.js';
import { liveBeats } from './live-beats.js';
import {
  BEAT_MS,
  type BlobRef,
  keys,
  type PartRecord,
  RENEW_MS,
  type RunRecord,
} from './protocol.js';
import { rarely } from './rarely.js';
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
  /** Threads of the search itself. */
  readonly localWorkers: number;
  readonly onMessage: (kind: 'note' | 'warning', message: string) => void;
}

export interface BeatListener {
  /** Called with each sign of life that Redis has taken. */
  onBeat(): void;
  /** Called now and then: what is to stay must be said to stay. */
  onRenew(): Promise<void>;
}

/** A search, as workers see it; and the workers, as it sees them. */
export interface Presence {
  /** Tells of the search from now on. */
  begin(listener: BeatListener): void;
  /** Jobs that its workers would run at once. */
  seats(): number;
  /** Why no worker can be asked: Redis has not taken the data. Undefined where they can. */
  fault(): string | undefined;
  /** Rings the workers, as another job waits while they have so many. */
  ring(begun: number): void;
  /** Tells the workers to end with what they have. */
  stop(): Promise<void>;
  /** Tells nothing more; resolves when nothing of it goes on. */
  end(): Promise<void>;
  /** Takes all of it out of Redis. */
  forget(): Promise<void>;
}

/** Milliseconds in which many jobs make one ring. */
const RING_MS = 20;
/** Beats without a worker behind which that is told. */
const LONELY_BEATS = 5;

/** Tells of a search until it is closed; what fails as Redis is away is done again. */
export function keepPresence(options: PresenceOptions): Presence {
  const { client, record } = options;
  const known = knownParts(options);
  const own = announced(options);
  let fault: string | undefined;
  let beats = 0;
  let ringing: NodeJS.Timeout | undefined;
  let unheard = 0;
  let stopBeating = async () => {};
  const beat = async ({ onBeat, onRenew }: BeatListener) => {
    beats++;
    await own.announce();
    fault = undefined;
    known.hear(await partsOf(client, record.run));
    onBeat();
    if (beats % (RENEW_MS / BEAT_MS) !== 0) return;
    await own.renew();
    await onRenew();
    await forgetDeadRuns(client);
  };
  const onFault = (thrown: unknown) => {
    // What is told of connections is told elsewhere.
    if (!isRefusal(thrown) || fault !== undefined) return;
    fault = refusalOf(thrown);
    options.onMessage('warning', `Redis does not take what workers need: ${fault}`);
  };
  const bell = (what: string) => client.publish(keys.bell(record.run), what);
  return {
    begin(listener) {
      stopBeating = repeat(() => beat(listener), BEAT_MS, onFault);
      // One that has restarted may have lost all.
      client.on('ready', () => void own.renew().catch(onFault));
    },
    seats: known.seats,
    fault: () => fault,
    ring(begun) {
      unheard++;
      ringing ??= setTimeout(() => {
        bell(bellText(unheard, known.seats() - begun)).catch(() => {});
        ringing = undefined;
        unheard = 0;
      }, RING_MS);
    },
    async stop() {
      await own.stop();
      await bell('stop');
    },
    end() {
      clearTimeout(ringing);
      return stopBeating();
    },
    async forget() {
      await bell('stop');
      await forgetRun(client, record.run);
    },
  };
}

/** What a search tells of itself, and its data: they are there before they are told of. */
function announced({ client, record, context }: PresenceOptions) {
  let state: RunRecord['state'] = 'open';
  let isThere = false;
  const tell = () =>
    announceRun(client, { ...record, state, context: isThere ? context.ref : null });
  const put = rarely(async () => {
    try {
      await putBlob(client, record.run, context.ref, context.bytes());
    } catch (thrown) {
      // A Redis that is full has room for jobs at least.
      await removeBlob(client, record.run, context.ref).catch(() => {});
      throw thrown;
    }
  });
  return {
    async announce() {
      await tell();
      if (isThere) return;
      await put();
      isThere = true;
      await tell();
    },
    /** Says that the data are to stay; what Redis has lost of them is sent again. */
    async renew() {
      isThere &&= await renewBlob(client, record.run, context.ref);
    },
    async stop() {
      state = 'stopping';
      await tell();
    },
  };
}

/** The workers that take part, and notes of those that come, go or cannot. */
function knownParts({ localWorkers, onMessage }: PresenceOptions) {
  const { isLive } = liveBeats();
  const told = new Map<string, string>();
  let live: readonly PartRecord[] = [];
  let lonely = 0;
  const tellLonely = () => {
    lonely = live.some(({ state }) => state !== 'refused') ? 0 : lonely + 1;
    if (localWorkers > 0 || lonely !== LONELY_BEATS) return;
    onMessage('warning', 'no worker takes part, and no thread here: start one with `worker`');
  };
  const tell = (part: PartRecord) => {
    if (told.get(part.worker) === part.state) return;
    told.set(part.worker, part.state);
    const { machine, seats, state, reason } = part;
    if (state === 'ready') {
      onMessage('note', `${machine} takes part with ${countOf(seats, 'thread')}`);
    }
    if (state === 'refused') {
      onMessage('warning', `the worker on ${machine} takes no part: ${reason}`);
    }
  };
  const tellGone = (parts: readonly PartRecord[]) => {
    for (const { worker, machine } of live) {
      if (parts.some((own) => own.worker === worker)) continue;
      told.delete(worker);
      onMessage('note', `a worker on ${machine} has gone`);
    }
  };
  return {
    seats: () => live.reduce((sum, { state, seats }) => sum + (state === 'ready' ? seats : 0), 0),
    hear(parts: readonly PartRecord[]) {
      const now = parts.filter(({ worker, beat }) => isLive(worker, beat));
      tellGone(now);
      now.forEach(tell);
      live = now;
      tellLonely();
    },
  };
}

/** What is wrong with the first part of a transaction says more than that it was not done. */
function refusalOf(thrown: unknown): string {
  const { previousErrors: [first] = [] } = thrown as { previousErrors?: readonly unknown[] };
  return errorMessage(first ?? thrown);
}

/** Whether Redis has answered, and what it said was no. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'ReplyError';
}
