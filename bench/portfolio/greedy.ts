import type { TrialConfig } from '../../src/trial/trial.js';

const EARLY = 'boosted-trees';
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
 * The portfolio: again and again the configuration that most lowers the mean, over the data sets, of the best rank in the
 * portfolio (ranks among all configurations, as shares); ties go to the earlier one. Ends when none lowers it any more,
 * or at `most`. (Feurer et al. 2022, "Auto-sklearn 2.0", section 4.1.) The first of all shares the
 * start with boosted trees, which are cheap: one before it, one after it.
 */
export function greedyPortfolio(
  scores: PortfolioScores,
  most = PORTFOLIO_SIZE,
): readonly TrialConfig[] {
  const ranks = scores.sets.map(({ errors }) => rankShares(errors));
  const best = ranks.map(() => 1);
  const chosen: number[] = [];
  while (chosen.length < most) {
    const gains = scores.configs.map((_, config) =>
      ranks.reduce((sum, own, set) => sum + Math.max(0, (best[set] ?? 1) - (own[config] ?? 1)), 0),
    );
    const next = gains.indexOf(Math.max(...gains));
    if (!((gains[next] ?? 0) > 1e-9)) break;
    chosen.push(next);
    for (const [set, own] of ranks.entries()) {
      best[set] = Math.min(best[set] ?? 1, own[next] ?? 1);
    }
  }
  const portfolio = chosen.flatMap((config) => scores.configs[config] ?? []);
  const [first, second] = portfolio.filter(({ family }) => family === EARLY);
  const rest = portfolio.filter((config) => config !== first && config !== second);
  return [first, rest[0], second, ...rest.slice(1)].filter((config) => config !== undefined);
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
