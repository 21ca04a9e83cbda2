import { expect, test } from 'vitest';
import { createMetrics } from '../../src/serve/serving-metrics.js';

const now = { waiting: 2, inFlight: 3, residentBytes: 4, sha256: 'ab', format: '6' };

test('requests, rows, latency and drift are counted as Prometheus reads them', () => {
  const metrics = createMetrics();
  metrics.request('/predict', 200, 0.002);
  metrics.request('/predict', 200, 0.2);
  metrics.request('/predict', 503, 100);
  metrics.request('/health', 200, 5);
  metrics.rows(5, 1);
  metrics.drift(['a "b"\\\n', 'c'], Float64Array.of(1, 0, 0, 0, 2, 3));
  metrics.drift(['a "b"\\\n', 'c'], Float64Array.of(1, 0, 0, 0, 0, 0));
  metrics.reload(false);
  const lines = metrics.text(now).split('\n');
  for (const line of [
    'autofit_requests_total{route="/predict",status="200"} 2',
    'autofit_requests_total{route="/health",status="200"} 1',
    'autofit_rows_total{outcome="predicted"} 5',
    'autofit_rows_total{outcome="refused"} 1',
    'autofit_drift_cells_total{column="a \\"b\\"\\\\\\n",kind="missing"} 2',
    'autofit_drift_cells_total{column="c",kind="unseen"} 2',
    'autofit_drift_cells_total{column="c",kind="range"} 3',
    'autofit_predict_seconds_bucket{le="0.001"} 0',
    'autofit_predict_seconds_bucket{le="0.0025"} 1',
    'autofit_predict_seconds_bucket{le="0.25"} 2',
    'autofit_predict_seconds_bucket{le="10"} 2',
    'autofit_predict_seconds_bucket{le="+Inf"} 3',
    'autofit_predict_seconds_sum 100.202',
    'autofit_predict_seconds_count 3',
    'autofit_reloads_total{result="failed"} 1',
    'autofit_queue_requests 2',
    'autofit_model_info{sha256="ab",format="6"} 1',
  ]) {
    expect(lines).toContain(line);
  }
});

test('every family has its help and type once, before its samples', () => {
  const lines = createMetrics().text(now).trimEnd().split('\n');
  const types = lines
    .filter((line) => line.startsWith('# TYPE '))
    .map((line) => line.split(' ')[2]);
  expect(new Set(types).size).toBe(types.length);
  for (const line of lines.filter((own) => !own.startsWith('#'))) {
    expect(line).toMatch(/^[a-z_]+(\{[^\n]*\})? [-+.e0-9]+$/);
  }
});
