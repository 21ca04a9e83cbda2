import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { againstBest } from './against-best.js';
import { CONTENDERS } from './contenders.js';
import { type Dataset, fileOf, metricOf, readingOptions } from './datasets.js';
import type { Result } from './results.js';
import { autofit } from './run-autofit.js';

/** Fits on the training rows, then scores the test rows once; nothing is chosen by them. */
export async function runContender(
  contender: string,
  dataset: Dataset,
  seed: number,
  commit: string,
): Promise<Result> {
  const { name: set, label } = dataset;
  const metric = metricOf(dataset);
  const options = CONTENDERS[contender]?.options(dataset);
  if (!options) throw new Error(`there is no contender ${contender}: ${Object.keys(CONTENDERS)}`);
  const out = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const common = ['--label', label, ...readingOptions(set), '--out', out, '--json', '--quiet'];
  const started = performance.now();
  const fit = await autofit([
    'fit',
    fileOf(set, 'train'),
    ...common,
    '--seed',
    `${seed}`,
    ...options,
  ]);
  const seconds = (performance.now() - started) / 1000;
  const scored = ['--metric', metric, '--json', '--quiet'];
  const evaluated = await autofit(['evaluate', out, fileOf(set, 'test'), ...scored]);
  const standardErrors = await againstBest(out, dataset);
  rmSync(out, { recursive: true });
  const { best } = fit.report as { best?: { scoreValidation?: number } };
  const { metrics } = evaluated.report as { metrics: Record<string, number> };
  return {
    contender,
    set,
    seed,
    test: metrics[metric] ?? Number.NaN,
    validation: best?.scoreValidation ?? null,
    againstBest: standardErrors,
    seconds: Number(seconds.toFixed(1)),
    peakMemory: fit.peakMemory,
    commit,
  };
}
