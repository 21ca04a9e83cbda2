import type { PredictOptions } from '../predictor/table-reader.js';
import type { DataSource } from '../table/data-source.js';
import type { ColumnsOf } from '../table/read-rows.js';
import type { ReadingProgress } from '../table/reading-progress.js';
import type { StopSignal } from '../util/stop-signal.js';

/** What `distill` may be told. */
export interface DistillOptions<C extends object = object>
  extends Omit<PredictOptions, 'onProgress'> {
  /** Rows with labels to teach by. @default those of the run, read again */
  readonly data?: DataSource | ColumnsOf<C> | undefined;
  /** Where the model file is written. @default nothing is written */
  readonly out?: string | undefined;
  /** Rows that are made up of others, for the ensemble to answer; 0 for none. @default four a row, 10,000 to 20,000 with many */
  readonly madeUp?: number | undefined;
  /** @default that of the ensemble */
  readonly seed?: number | undefined;
  /** Worker threads. @default the processors that are really available */
  readonly workers?: number | undefined;
  /** Aborting ends it without a student. */
  readonly signal?: StopSignal | undefined;
  /** Told what is being done. It is not awaited: one that is async has to catch what it throws itself. */
  readonly onProgress?: ((event: DistillProgress) => void) | undefined;
}

/** What is done, or was noticed; plain data. */
export type DistillProgress =
  | ReadingProgress
  | { readonly kind: 'stage'; readonly stage: 'answering' | 'teaching' | 'scoring' }
  | { readonly kind: 'note'; readonly message: string };
