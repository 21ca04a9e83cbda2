import { errorMessage } from '../../util/errors.js';
import { mismatch } from './engine-versions.js';
import { openServedRun, type WorkerPlace } from './open-served-run.js';
import { BEAT_MS, GONE_MS, type PartRecord, type RunRecord } from './protocol.js';
import { announcePart } from './run-registry.js';
import type { ServedRun } from './served-run.js';

/** A run that a worker has heard of, whether it works for it or not. */
export interface KnownRun {
  readonly run: string;
  /** Undefined while it cannot be worked for. */
  served(): ServedRun | undefined;
  /** Whether a job may wait there. */
  mayHaveWork: boolean;
  /** Hears what the run tells of itself, undefined where it tells nothing; false once it has gone. */
  hear(record: RunRecord | undefined): Promise<boolean>;
  /** Ends jobs with what they have. */
  stop(): void;
  giveBack(): Promise<void>;
  close(): Promise<void>;
}

/** Beats in which a run may say nothing: a Redis that has lost all hears of it again. */
const MOST_MISSED = GONE_MS / BEAT_MS;

/** Works for a run as soon as its data is there, unless its versions are others: then that is told, here and there. */
export function createKnownRun(
  { run, machine }: RunRecord,
  place: WorkerPlace,
  onMessage: (message: string) => void,
): KnownRun {
  let served: ServedRun | undefined;
  let state: PartRecord['state'] = 'loading';
  let reason: string | null = null;
  let told: string | undefined;
  let missed = 0;
  let beat = 0;
  let [isStopped, isOpening] = [false, false];
  const tell = (message: string) => {
    if (told !== message && !isStopped) onMessage(message);
    told = message;
  };
  const announce = () => {
    const { client, worker } = place;
    const own = { worker, machine: place.machine, seats: served?.seats ?? 0 };
    return announcePart(client, run, { ...own, state, reason, beat: beat++ });
  };
  /** Large data take long, in which signs of life go on. */
  const open = async ({ context }: RunRecord) => {
    if (!context || served || isOpening) return;
    isOpening = true;
    try {
      served = await openServedRun(place, run, context);
      state = 'ready';
      if (isStopped) return await served.close();
      tell(`works for the search of ${machine} (${run})`);
      // Where Redis is away, the next beat tells it.
      await announce().catch(() => {});
    } catch (thrown) {
      tell(`cannot have the data of ${machine} (${run}) yet: ${errorMessage(thrown)}`);
    } finally {
      isOpening = false;
    }
  };
  const known: KnownRun = {
    run,
    mayHaveWork: true,
    served: () => (isStopped ? undefined : served),
    async hear(record) {
      missed = record ? 0 : missed + 1;
      if (!record) return !isStopped && missed <= MOST_MISSED;
      known.mayHaveWork = true;
      if (record.state === 'stopping') known.stop();
      const fault = mismatch(record);
      if (fault !== undefined) {
        [state, reason] = ['refused', fault];
        tell(`takes no part in the search of ${machine} (${run}): ${fault}`);
      } else void open(record);
      await announce();
      return true;
    },
    stop() {
      isStopped = true;
      served?.stop();
    },
    giveBack: async () => served?.giveBack(),
    async close() {
      isStopped = true;
      await served?.close();
    },
  };
  return known;
}
