import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A bench table with its fixed split. */
export interface Dataset {
  readonly name: string;
  readonly label: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly rows: number;
  readonly sep: string;
  readonly encoding: string;
}

const FOLDER = process.env.AUTOFIT_BENCH_DATA ?? '../shared/datasets';

/** Its label is told by place. */
const WITHOUT_HEADER: ReadonlySet<string> = new Set(['abalone']);

/** The peers that the prototype of the networks was held against. */
export const PEERS = ['linear', 'mlp_default', 'mlp_search20', 'rf300', 'hgb', 'xgb'] as const;

export function readDatasets(): readonly Dataset[] {
  if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is not here: set AUTOFIT_BENCH_DATA`);
  return JSON.parse(readFileSync(join(FOLDER, 'datasets.json'), 'utf8')) as Dataset[];
}

export function fileOf(set: string, part: 'train' | 'test'): string {
  return join(FOLDER, set, `${part}.csv`);
}

export function readingOptions(set: string): readonly string[] {
  return WITHOUT_HEADER.has(set) ? ['--no-header'] : [];
}

/** What every peer and contender is scored by; lower is better. */
export function metricOf({ task }: Dataset): 'rmse' | 'log_loss' {
  return task === 'regression' ? 'rmse' : 'log_loss';
}

/** Test scores of the peers by data set. */
export function readPeers(datasets: readonly Dataset[]): Map<string, Map<string, number>> {
  const rows = parse(readFileSync(join(FOLDER, 'baselines.csv'), 'utf8'), {
    columns: true,
  }) as Record<string, string>[];
  return new Map(
    datasets.map((dataset) => {
      const column = metricOf(dataset) === 'rmse' ? 'rmse' : 'logloss';
      const own = rows.filter((row) => row.dataset === dataset.name && row[column] !== '');
      const scores = own.map((row) => [row.model ?? '', Number(row[column])] as const);
      return [dataset.name, new Map(scores.filter(([peer]) => isPeer(peer)))];
    }),
  );
}

function isPeer(name: string): boolean {
  return PEERS.some((peer) => peer === name);
}
