import Table from 'cli-table3';
import { type Dataset, metricOf } from '../quality/datasets.js';
import type { SideResult } from './side-result.js';

/** Ours, whose figures the others' are held against. */
const OURS = /^autofit-/;

/** Of each contender the results by data set, one a seed. */
type Results = ReadonlyMap<string, ReadonlyMap<string, readonly SideResult[]>>;

/** Errors table by table, then of each peer how ours compares with it. */
export function report(
  contenders: readonly string[],
  datasets: readonly Dataset[],
  all: readonly SideResult[],
): string {
  const results: Results = new Map(
    contenders.map((contender) => {
      const own = all.filter((result) => result.contender === contender);
      const bySet = datasets.map(
        ({ name }) => [name, own.filter(({ set }) => set === name)] as const,
      );
      return [contender, new Map(bySet)];
    }),
  );
  const ours = contenders.find((name) => OURS.test(name));
  const peers = contenders.filter((name) => name !== ours);
  return [
    scoreTable(results, datasets),
    ...(ours === undefined ? [] : peers.map((peer) => comparison(ours, peer, results, datasets))),
    rankLine(results, datasets),
  ].join('\n\n');
}

function scoreTable(results: Results, datasets: readonly Dataset[]): string {
  const heads = [...results.keys()].flatMap((contender) => [contender, 's', 'MB', 'rows/s']);
  const table = new Table({
    head: ['data set', 'metric', ...heads],
    style: { head: [], border: [], compact: true },
  });
  for (const dataset of datasets) {
    const cells = [...results.values()].flatMap((bySet) => {
      const own = bySet.get(dataset.name) ?? [];
      if (own.length === 0) return ['', '', '', ''];
      return [
        mean(own.map(({ test }) => test)).toPrecision(4),
        mean(own.map(({ seconds }) => seconds)).toFixed(0),
        (mean(own.map(({ modelBytes }) => modelBytes)) / 1e6).toFixed(1),
        Math.round(mean(own.map(({ rowsPerSecond }) => rowsPerSecond))),
      ];
    });
    table.push([dataset.name, metricOf(dataset), ...cells]);
  }
  return table.toString();
}

/** Seeds that both have are compared one by one: a table's ratio is the geometric mean of theirs. */
function comparison(
  ours: string,
  peer: string,
  results: Results,
  datasets: readonly Dataset[],
): string {
  const pairs = datasets.flatMap(({ name }) => {
    const others = results.get(peer)?.get(name) ?? [];
    const seeds = (results.get(ours)?.get(name) ?? []).flatMap((own) => {
      const other = others.find(({ seed }) => seed === own.seed);
      return other ? [{ own, other }] : [];
    });
    return seeds.length > 0 ? [seeds] : [];
  });
  const over = (of: (result: SideResult) => number) =>
    pairs.map((seeds) => mean(seeds.map(({ own, other }) => Math.log(of(own) / of(other)))));
  const errors = over(({ test }) => test);
  const [low, high] = interval(errors);
  const wins = errors.filter((ratio) => ratio < 0).length;
  const percent = (ratio: number) => Math.exp(ratio).toFixed(3);
  const times = (ratio: number) => Math.exp(ratio).toPrecision(2);
  const most = (of: 'own' | 'other') =>
    Math.max(...pairs.flat().map((pair) => pair[of].seconds)).toFixed(0);
  return (
    `${ours} beside ${peer}: better on ${wins} of ${pairs.length} tables, error ratio ${percent(mean(errors))} ` +
    `(95 % of ${percent(low)} to ${percent(high)}, over tables), ${pairs.flat().length} runs each; ` +
    `commands of ${most('own')} and ${most('other')} s at most; ` +
    `model ${times(mean(over(({ modelBytes }) => modelBytes)))}× the size, ` +
    `rows a second ${times(mean(over(({ rowsPerSecond }) => rowsPerSecond)))}×, ` +
    `memory ${times(mean(over(({ peakMemory }) => peakMemory)))}× (geometric means)`
  );
}

function rankLine(results: Results, datasets: readonly Dataset[]): string {
  const rows = datasets
    .map(({ name }) =>
      [...results].map(([contender, bySet]) => ({
        contender,
        score: mean((bySet.get(name) ?? []).map(({ test }) => test)),
      })),
    )
    .filter((row) => row.every(({ score }) => Number.isFinite(score)));
  const ranks = [...results.keys()].map((contender) => {
    const own = rows.map((row) => {
      const score = row.find((other) => other.contender === contender)?.score ?? 0;
      return 1 + row.filter((other) => other.score < score).length;
    });
    return `${contender} ${mean(own).toFixed(2)}`;
  });
  return `mean rank on ${rows.length} tables: ${ranks.join(', ')}`;
}

/** 95 % of the mean, by Student's quantile (Fisher's expansion). */
function interval(values: readonly number[]): readonly [low: number, high: number] {
  const [z, freedom, middle] = [1.96, values.length - 1, mean(values)];
  const quantile = z + (z ** 3 + z) / (4 * freedom);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / freedom;
  const reach = quantile * Math.sqrt(variance / values.length);
  return [middle - reach, middle + reach];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
