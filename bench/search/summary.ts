/** Regrets by sampler and problem, kept as they come, and ratios to the better one of Optuna's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isPeer } from './peer.js';

export const CHECKPOINTS = [50, 200];
/** Regrets below it are alike. */
const FLOOR = 1e-4;
const PLACE = new URL(process.env.AUTOFIT_SEARCH_RESULTS ?? 'results.json', import.meta.url);

export interface Row {
  readonly sampler: string;
  readonly problem: string;
  readonly kind: string;
  /** Milliseconds of a processor that a trial takes, the function among them; null where another process takes them. */
  readonly msPerTrial: number | null;
  /** What is left above the least value after each of the checkpoints, seed by seed. */
  readonly regrets: readonly (readonly number[])[];
}

export function keptRows(): readonly Row[] {
  return existsSync(PLACE) ? (JSON.parse(readFileSync(PLACE, 'utf8')) as Row[]) : [];
}

/** In place of one of the same sampler and problem. */
export function keepRow(row: Row): void {
  const others = keptRows().filter(
    ({ sampler, problem }) => sampler !== row.sampler || problem !== row.problem,
  );
  const lines = [...others, row].map((own) => JSON.stringify(own));
  writeFileSync(PLACE, `[\n${lines.join(',\n')}\n]\n`);
}

export function summary(rows: readonly Row[]) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const samplers = [...new Set(rows.map(({ sampler }) => sampler))];
  const ratios = samplers.flatMap((sampler) =>
    kinds.map((kind) => ({
      sampler,
      kind,
      ratios: CHECKPOINTS.map((_, at) => ratioOf(rows, sampler, kind, at)),
    })),
  );
  const medians = rows.map(({ regrets, ...own }) => ({ ...own, medians: mediansOf(regrets) }));
  return { checkpoints: CHECKPOINTS, medians, ratios, text: textOf(rows, ratios) };
}

/** The geometric mean, over problems, of the regret by that of the better one of Optuna's samplers on the problem. */
function ratioOf(rows: readonly Row[], sampler: string, kind: string, at: number): number {
  const logs = rows
    .filter((row) => row.sampler === sampler && row.kind === kind)
    .flatMap((row) => {
      const peers = rows.filter((other) => other.problem === row.problem && isPeer(other.sampler));
      const best = Math.min(...peers.map((peer) => mediansOf(peer.regrets)[at] ?? Number.NaN));
      const own = mediansOf(row.regrets)[at] ?? Number.NaN;
      // Where it was not gone so far.
      if (!Number.isFinite(own + best)) return [];
      return Math.log(Math.max(FLOOR, own) / Math.max(FLOOR, best));
    });
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

function mediansOf(regrets: Row['regrets']): readonly number[] {
  return CHECKPOINTS.map((_, at) => median(regrets.map((own) => own[at] ?? Number.NaN)));
}

function median(values: readonly number[]): number {
  if (!values.every(Number.isFinite)) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function textOf(
  rows: readonly Row[],
  ratios: readonly { sampler: string; kind: string; ratios: readonly number[] }[],
): string {
  const samplers = [...new Set(rows.map(({ sampler }) => sampler))];
  const problems = [...new Set(rows.map(({ problem }) => problem))];
  const cell = (problem: string, sampler: string) => {
    const row = rows.find((own) => own.problem === problem && own.sampler === sampler);
    return row
      ? mediansOf(row.regrets)
          .map((own) => own.toPrecision(2))
          .join(' / ')
      : '';
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(['problem', ...samplers]),
    line(['---', ...samplers.map(() => '---')]),
    ...problems.map((problem) =>
      line([problem, ...samplers.map((sampler) => cell(problem, sampler))]),
    ),
  ];
  const told = ratios.map(
    (own) =>
      `${own.sampler}, ${own.kind}: ${own.ratios.map((ratio) => ratio.toFixed(2)).join(' / ')}`,
  );
  return [...table, '', 'ratio to the better one of Optuna’s:', ...told].join('\n');
}
