import type { ByteBudget } from './byte-budget.js';
import type { ServeSettings } from './serve-options.js';
import type { ServedModel } from './served-model.js';
import type { ServingMetrics } from './serving-metrics.js';

/** What routes know of the service. */
export interface Serving {
  readonly settings: ServeSettings;
  readonly metrics: ServingMetrics;
  /** What bodies and answers may hold together. */
  readonly budget: ByteBudget;
  readonly requests: OpenRequests;
  /** The one that answers now. */
  model(): ServedModel;
  isDraining(): boolean;
  /** Whether the last time that the model was to be read again failed. */
  isStale(): boolean;
  /** Told what went wrong inside. */
  onFailure(thrown: unknown): void;
}

/** Requests that are not answered to their end. */
export interface OpenRequests {
  readonly count: () => number;
  begin(): void;
  end(): void;
  /** Resolves once there are none. */
  none(): Promise<void>;
}

export function countRequests(): OpenRequests {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    count: () => count,
    begin: () => {
      count++;
    },
    end() {
      count--;
      if (count > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    async none() {
      if (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
