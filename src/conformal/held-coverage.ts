import { quantileFor, scoreQuantiles } from './score-quantiles.js';

/** What was covered of rows whose own scores were not asked: those of a part by the scores of the others. */
export interface HeldCoverage {
  /** What was wanted, ascending: shares of the rows. */
  readonly coverages: Float64Array;
  /** What was covered. */
  readonly covered: Float64Array;
  /** How wide intervals are on average, in the unit of the label, or how many classes sets hold. */
  readonly sizes: Float64Array;
}

/** What is told besides the coverage that was asked for. */
const COVERAGES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** Scores of rows, and the part that each is in. */
export interface PartedScores {
  readonly scores: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly parts: Uint8Array;
  /** How many rows, or groups of them, tell as much. */
  readonly effective: number;
}

/** Whether the row at a place is covered where scores go so far, and how large its interval or set is. */
export type JudgeRow = (
  place: number,
  reach: number,
) => { readonly isCovered: boolean; readonly size: number };

/** Of the usual coverages and of the one asked for; means count rows by their weights. */
export function heldCoverage(
  { scores, weights, parts, effective }: PartedScores,
  asked: number,
  judge: JudgeRow,
): HeldCoverage {
  const coverages = [...new Set([...COVERAGES, asked])].sort((a, b) => a - b);
  const covered = new Float64Array(coverages.length);
  const sizes = new Float64Array(coverages.length);
  const weightOf = (place: number) => weights?.[place] ?? 1;
  const total = parts.reduce((sum, _, place) => sum + weightOf(place), 0);
  for (const part of new Set(parts)) {
    const own = [...parts.keys()].filter((place) => parts[place] === part);
    const others = scores.map((_, place) => (parts[place] === part ? 0 : weightOf(place)));
    const kept = 1 - own.length / Math.max(1, parts.length);
    const quantiles = scoreQuantiles(scores, others, effective * kept);
    for (const [i, coverage] of coverages.entries()) {
      const reach = quantileFor(quantiles, coverage);
      for (const place of own) {
        const share = weightOf(place) / total;
        if (share === 0) continue;
        const { isCovered, size } = judge(place, reach);
        covered[i] = (covered[i] ?? 0) + share * Number(isCovered);
        sizes[i] = (sizes[i] ?? 0) + share * size;
      }
    }
  }
  return { coverages: Float64Array.from(coverages), covered, sizes };
}

/** What was covered where so much was wanted, which is among what is told. */
export function heldAt(
  { coverages, covered, sizes }: HeldCoverage,
  coverage: number,
): { readonly covered: number; readonly size: number } {
  const place = coverages.indexOf(coverage);
  return { covered: covered[place] ?? Number.NaN, size: sizes[place] ?? Number.NaN };
}

/** What a file holds as such. Throws where it has not their shape. */
export function checkedHeld(stored: unknown): HeldCoverage {
  const { coverages, covered, sizes } = (stored ?? {}) as Partial<HeldCoverage>;
  const all = [coverages, covered, sizes];
  const holds = all.every((own) => own instanceof Float64Array && own.length === coverages?.length);
  if (!holds) throw new Error('what it holds of what was covered is damaged');
  return stored as HeldCoverage;
}
