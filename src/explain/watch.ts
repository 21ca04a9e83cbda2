import type { StopSignal } from '../util/stop-signal.js';
import { Stopped } from '../util/stopped.js';

/** Which part of an explanation is worked on, and how much of it is done; plain data. */
export interface ExplainProgress {
  readonly kind: 'explain';
  readonly stage: 'importance' | 'contributions' | 'dependence' | 'interactions';
  readonly done: number;
  readonly total: number;
}

/** Who watches long work. */
export interface Watch {
  /** Lets others have their turn. Throws Stopped behind an abort. */
  turn(): Promise<void>;
  tell(stage: ExplainProgress['stage'], done: number, total: number): void;
}

/** A watch that a signal ends, and that tells how far the work is. */
export function createWatch(
  signal?: StopSignal,
  onProgress: (event: ExplainProgress) => void = () => {},
): Watch {
  return {
    async turn() {
      // A turn of the event loop, where there is no setImmediate either.
      await new Promise((resolve) => setTimeout(resolve));
      if (signal?.aborted) throw new Stopped();
    },
    tell: (stage, done, total) => onProgress({ kind: 'explain', stage, done, total }),
  };
}
