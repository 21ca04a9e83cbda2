import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import type { StopSignal } from '../util/stop-signal.js';
import type { ProgressEvent } from './progress-event.js';

/** What `fit` may be told of finding boxes; the label is what the boxes are called. */
export interface DetectionOptions {
  readonly task: 'detection';
  /** For the whole of `fit`: `30s`, `5m`, `1h`, or seconds. @default 60s, when `trials` is not given either */
  readonly timeLimit?: string | number | undefined;
  /** Configurations to try at most; without a time limit each is trained as long as the others. @default no bound */
  readonly trials?: number | undefined;
  /** Data with boxes that are compared at the end with what is found, and never used before. */
  readonly test?: string | undefined;
  /** The folder of the pictures that the data name. @default that of the data, or one beside it */
  readonly images?: string | undefined;
  /** Whether pictures that cannot be read are set aside. @default false */
  readonly skipBadRows?: boolean | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /** Worker threads. @default the processors that are really available */
  readonly workers?: number | undefined;
  /** What networks are trained on: `auto` is SIMD where there is any, else `reference`. @default 'auto' */
  readonly kernels?: KernelsChoice | undefined;
  /** A new folder for the model file, the leaderboard and the report. @default nothing is written */
  readonly out?: string | undefined;
  /** Whether that folder gets a report of the run, with pictures in it; not where it is `tidy`. @default true */
  readonly report?: boolean | undefined;
  /** Whether nothing of the pictures stays in that folder. @default false */
  readonly tidy?: boolean | undefined;
  /** Aborting ends the search early and keeps what is finished. */
  readonly signal?: StopSignal | undefined;
  /** Told what is being done. It is not awaited: one that is async has to catch what it throws itself. */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
}
