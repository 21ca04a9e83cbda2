import type { CustomMetric, MetricFunction } from '../metrics/custom-metric.js';
import type { FitOptions } from './fit-options.js';

/** What a resumed run may be told anew. */
export interface ResumeOptions
  extends Pick<FitOptions, 'workers' | 'redis' | 'localWorkers' | 'signal' | 'onProgress'> {
  /**
   * How long the run may take: `1h` in all with what it took already, or `+10m` more. A run that is over counts on from what it
   * took, another one from the limit that it has. @default what it has
   */
  readonly timeLimit?: string | number | undefined;
  /** The metric that decided, where it is one of your own: no file keeps it. */
  readonly metric?: CustomMetric | MetricFunction | undefined;
  /** How many trials it may have: `74` in all, or `'+50'` more. @default as many as it has */
  readonly trials?: number | `+${number}` | undefined;
  /**
   * Train the chosen models of a run that is over anew on all rows, one instead of one a fold: smaller and faster, with nothing chosen again. It is
   * not bound by `timeLimit`. @default as the run was asked for
   */
  readonly refit?: boolean | undefined;
}
