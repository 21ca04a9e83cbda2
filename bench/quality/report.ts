import Table from 'cli-table3';
import { type Dataset, metricOf, PEERS } from './datasets.js';
import type { Result } from './results.js';

/** Scores this near to each other are a tie. */
const TIE = 0.002;

type Peers = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A table of scores, then how each contender does against each peer. */
export function report(
  contenders: readonly string[],
  datasets: readonly Dataset[],
  results: readonly Result[],
  peers: Peers,
): string {
  const scored = new Map(
    contenders.map((contender) => [contender, meanScores(contender, results)] as const),
  );
  return [
    scoreTable(scored, datasets, results, peers),
    ...contenders.map((contender) => summaryOf(contender, scored, datasets, results, peers)),
    rankTable(scored, datasets, peers),
  ].join('\n\n');
}

type Scores = ReadonlyMap<string, number>;

/** The mean test score over the seeds, by data set. */
function meanScores(contender: string, results: readonly Result[]): Scores {
  const bySet = new Map<string, number[]>();
  for (const { set, test } of results.filter((result) => result.contender === contender)) {
    bySet.set(set, [...(bySet.get(set) ?? []), test]);
  }
  return new Map([...bySet].map(([set, scores]) => [set, mean(scores)]));
}

function scoreTable(
  scored: ReadonlyMap<string, Scores>,
  datasets: readonly Dataset[],
  results: readonly Result[],
  peers: Peers,
): string {
  const heads = [...scored.keys()].flatMap((contender) => [contender, 's']);
  const table = new Table({
    head: ['data set', 'metric', ...heads, 'best of six', 'peer'],
    style: { head: [], border: [], compact: true },
  });
  for (const dataset of datasets) {
    const { name } = dataset;
    const [peer, best] = bestPeer(peers, name);
    const cells = [...scored].flatMap(([contender, scores]) => [
      rounded(scores.get(name)),
      secondsOf(contender, name, results)?.toFixed(0) ?? '',
    ]);
    table.push([name, metricOf(dataset), ...cells, rounded(best), peer]);
  }
  return table.toString();
}

function summaryOf(
  contender: string,
  scored: ReadonlyMap<string, Scores>,
  datasets: readonly Dataset[],
  results: readonly Result[],
  peers: Peers,
): string {
  const scores = scored.get(contender) ?? new Map<string, number>();
  const seen = datasets.filter(({ name }) => scores.has(name));
  const wins = seen.filter(({ name }) => (scores.get(name) ?? 0) < bestPeer(peers, name)[1]).length;
  const against = PEERS.map((peer) => {
    const counts = { won: 0, tied: 0, lost: 0 };
    for (const { name } of seen) {
      const [own = 0, other] = [scores.get(name), peers.get(name)?.get(peer)];
      if (other === undefined) continue;
      if (Math.abs(own - other) <= TIE * Math.abs(other)) counts.tied++;
      else if (own < other) counts.won++;
      else counts.lost++;
    }
    return `${peer} ${counts.won}/${counts.tied}/${counts.lost}`;
  });
  const own = results.filter((result) => result.contender === contender);
  const seeds = new Set(own.map(({ seed }) => seed)).size;
  const commits = [...new Set(own.map(({ commit }) => commit))].join(', ');
  const gains = own.flatMap(({ againstBest }) => againstBest ?? []);
  const worse = gains.filter((gain) => gain < -1).length;
  const memory = Math.max(...own.map(({ peakMemory }) => peakMemory));
  return (
    `${contender}: better than the best of six peers on ${wins} of ${seen.length} sets; ` +
    `won/tied/lost against ${against.join(', ')}; ` +
    `ensembles worse than their best member by over one standard error on ${worse} of ${gains.length}; ` +
    `${seeds} seeds, ${memory} MB at most, commit ${commits}`
  );
}

/** Mean ranks on the data sets that all of them have. */
function rankTable(
  scored: ReadonlyMap<string, Scores>,
  datasets: readonly Dataset[],
  peers: Peers,
): string {
  const scoresOf = ({ name }: Dataset) =>
    new Map([
      ...[...scored].map(([contender, scores]) => [contender, scores.get(name)] as const),
      ...PEERS.map((peer) => [peer, peers.get(name)?.get(peer)] as const),
    ]);
  const rows = datasets
    .map(scoresOf)
    .filter((row) => [...row.values()].every((s) => s !== undefined));
  const ranks = [...(rows[0]?.keys() ?? [])].map((name) => {
    const own = rows.map((row) => {
      const score = row.get(name) ?? 0;
      return 1 + [...row.values()].filter((other) => (other ?? 0) < score).length;
    });
    return { name, rank: mean(own) };
  });
  ranks.sort((a, b) => a.rank - b.rank);
  const listed = ranks.map(({ name, rank }) => `${name} ${rank.toFixed(2)}`).join(', ');
  return `mean rank on ${rows.length} sets: ${listed}`;
}

function bestPeer(peers: Peers, set: string): readonly [string, number] {
  const own = [...(peers.get(set) ?? new Map<string, number>())];
  return own.reduce((a, b) => (b[1] < a[1] ? b : a), ['', Number.POSITIVE_INFINITY] as const);
}

function secondsOf(contender: string, set: string, results: readonly Result[]): number | undefined {
  const own = results.filter((result) => result.contender === contender && result.set === set);
  return own.length > 0 ? mean(own.map(({ seconds }) => seconds)) : undefined;
}

function rounded(score: number | undefined): string {
  return score === undefined ? '' : score.toPrecision(4);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
