import type { StopSignal } from '../util/stop-signal.js';

/** What ends reading early, once there is a row. */
export interface StopReading {
  /** Asked between parts of the data; once true, what follows is not read. @default never */
  readonly shouldStop?: (() => boolean) | undefined;
  /** An abort stops it too, even while more is waited for. @default never */
  readonly signal?: StopSignal | undefined;
}
