import { DRIFT_KINDS } from './job.js';
import { type MetricFamily, metricsText } from './metrics-text.js';

/** What is counted while a model is served. */
export interface ServingMetrics {
  request(route: string, status: number, seconds: number): void;
  rows(predicted: number, refused: number): void;
  drift(columns: readonly string[], counts: Float64Array): void;
  failure(): void;
  reload(isDone: boolean): void;
  /** As Prometheus reads it (text format 0.0.4). */
  text(now: Gauges): string;
}

/** What is so at the moment. */
export interface Gauges {
  readonly waiting: number;
  readonly inFlight: number;
  readonly residentBytes: number;
  readonly sha256: string;
  readonly format: string;
}

const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): ServingMetrics {
  const requests = new Map<string, number>();
  const drifted = new Map<string, number>();
  const buckets = BOUNDS.map(() => 0);
  const rows = { predicted: 0, refused: 0 };
  const reloads = { done: 0, failed: 0 };
  let [count, seconds, failures] = [0, 0, 0];
  return {
    request(route, status, took) {
      add(requests, JSON.stringify([route, status]), 1);
      if (route !== '/predict') return;
      count++;
      seconds += took;
      const bucket = BOUNDS.findIndex((bound) => took <= bound);
      if (bucket >= 0) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    },
    rows(predicted, refused) {
      rows.predicted += predicted;
      rows.refused += refused;
    },
    drift(columns, counts) {
      for (const [i, own] of counts.entries()) {
        if (own === 0) continue;
        const [column, kind] = [Math.floor(i / DRIFT_KINDS.length), i % DRIFT_KINDS.length];
        add(drifted, JSON.stringify([columns[column], DRIFT_KINDS[kind]]), own);
      }
    },
    failure: () => {
      failures++;
    },
    reload: (isDone) => {
      reloads[isDone ? 'done' : 'failed']++;
    },
    text: (now) =>
      metricsText([
        ...counters({ requests, drifted, rows, reloads, failures }),
        latency(buckets, count, seconds),
        ...gauges(now),
      ]),
  };
}

interface Counted {
  readonly requests: ReadonlyMap<string, number>;
  readonly drifted: ReadonlyMap<string, number>;
  readonly rows: Readonly<Record<string, number>>;
  readonly reloads: Readonly<Record<string, number>>;
  readonly failures: number;
}

function counters({ requests, drifted, rows, reloads, failures }: Counted): MetricFamily[] {
  const counter = (name: string, help: string, samples: MetricFamily['samples']) =>
    ({ name, help, type: 'counter', samples }) as const;
  const byPair = (counts: ReadonlyMap<string, number>, first: string, second: string) =>
    [...counts].map(([key, value]) => {
      const [a, b] = JSON.parse(key) as [string, string | number];
      return { labels: { [first]: a, [second]: String(b) }, value };
    });
  const byName = (counts: Readonly<Record<string, number>>, label: string) =>
    Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
  return [
    counter('autofit_requests_total', 'Requests.', byPair(requests, 'route', 'status')),
    counter('autofit_rows_total', 'Rows by what came of them.', byName(rows, 'outcome')),
    counter(
      'autofit_drift_cells_total',
      'Cells that are missing, of a level that training did not know, or out of its range.',
      byPair(drifted, 'column', 'kind'),
    ),
    counter('autofit_failures_total', 'What went wrong inside.', [{ value: failures }]),
    counter(
      'autofit_reloads_total',
      'Times that the model was read again.',
      byName(reloads, 'result'),
    ),
  ];
}

function latency(buckets: readonly number[], count: number, seconds: number): MetricFamily {
  let below = 0;
  const samples = buckets.map((own, i) => {
    below += own;
    return { suffix: '_bucket', labels: { le: String(BOUNDS[i]) }, value: below };
  });
  return {
    name: 'autofit_predict_seconds',
    help: 'Seconds from the head of a request for predictions to the head of its answer.',
    type: 'histogram',
    samples: [
      ...samples,
      { suffix: '_bucket', labels: { le: '+Inf' }, value: count },
      { suffix: '_sum', value: seconds },
      { suffix: '_count', value: count },
    ],
  };
}

function gauges({ waiting, inFlight, residentBytes, sha256, format }: Gauges): MetricFamily[] {
  const gauge = (name: string, help: string, value: number, labels = {}) =>
    ({ name, help, type: 'gauge', samples: [{ labels, value }] }) as const;
  return [
    gauge('autofit_queue_requests', 'Requests that wait for a thread.', waiting),
    gauge('autofit_in_flight_requests', 'Requests that are not answered yet.', inFlight),
    gauge('autofit_model_info', 'The model that answers.', 1, { sha256, format }),
    gauge('process_resident_memory_bytes', 'Memory of the process.', residentBytes),
  ];
}

function add(counts: Map<string, number>, key: string, value: number): void {
  counts.set(key, (counts.get(key) ?? 0) + value);
}
