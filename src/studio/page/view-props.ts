import type { StudioCalls } from '../studio-calls.js';

/** What every view is given. */
export interface ViewProps {
  readonly calls: StudioCalls;
}
