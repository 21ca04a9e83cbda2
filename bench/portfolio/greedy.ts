import type { TrialConfig } from '../../src/trial/trial.js';

export const PORTFOLIO_SIZE = 16;

/** What every configuration scored on every data set. */
export interface PortfolioScores {
  readonly configs: readonly TrialConfig[];
  readonly sets: readonly SetScores[];
}

/** Errors of all configurations on the validation rows of one data set, lower is better; null for a failure. */
export interface SetScores {
  readonly set: string;
  readonly errors: readonly (number | null)[];
}

/**
 * What goes on where the first configurations of these families, which open every search, leave off: again and again the
 * configuration that most lowers the mean, over the data sets, of the best rank so far (ranks among all configurations, as
 * shares); ties go to the earlier one. Ends when none lowers it any more, or at `most`. (Feurer et al. 2022, "Auto-sklearn
 * 2.0", section 4.1.)
 */
export function greedyPortfolio(
  scores: PortfolioScores,
  families: readonly string[],
  most = PORTFOLIO_SIZE,
): readonly TrialConfig[] {
  const ranks = scores.sets.map(({ errors }) => rankShares(errors));
  const places = [...scores.configs.keys()];
  const familyOf = (place: number) => scores.configs[place]?.family ?? '';
  const opening = families.map((family) => places.findIndex((place) => familyOf(place) === family));
  const best = ranks.map((own) => Math.min(1, ...opening.map((place) => own[place] ?? 1)));
  const gainOf = (place: number) =>
    ranks.reduce((sum, own, set) => sum + Math.max(0, (best[set] ?? 1) - (own[place] ?? 1)), 0);
  const chosen: TrialConfig[] = [];
  while (chosen.length < most) {
    const gains = places.map((place) => (families.includes(familyOf(place)) ? gainOf(place) : 0));
    const next = gains.indexOf(Math.max(...gains));
    const config = scores.configs[next];
    if (!config || !((gains[next] ?? 0) > 1e-9)) break;
    chosen.push(config);
    for (const [set, own] of ranks.entries()) {
      best[set] = Math.min(best[set] ?? 1, own[next] ?? 1);
    }
  }
  return chosen;
}

/** The scores without those of one data set, so that a portfolio can be judged on it. */
export function without(scores: PortfolioScores, set: string): PortfolioScores {
  return { ...scores, sets: scores.sets.filter((own) => own.set !== set) };
}

/** 0 for the best, 1 for the worst; equal errors share their mean rank. */
function rankShares(errors: readonly (number | null)[]): readonly number[] {
  const values = errors.map((error) => error ?? Number.POSITIVE_INFINITY);
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return (below + (equal - 1) / 2) / Math.max(1, values.length - 1);
  });
}
