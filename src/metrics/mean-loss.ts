import { type Metric, totalWeight } from './metric.js';

/** The loss of one row: its label, then what is predicted. */
export type RowLoss = (label: number, predicted: number) => number;

/** What a mean of losses is besides its name. */
interface MeanLoss extends Pick<Metric, 'labels' | 'range' | 'asksForMedian'> {
  readonly loss: RowLoss;
  /** What is made of the mean. @default the mean itself */
  readonly of?: (mean: number) => number;
}

/** A metric of numbers that is the (weighted) mean of a loss of each row. */
export function meanLoss(name: string, { loss, of = (mean) => mean, ...rest }: MeanLoss): Metric {
  const { labels } = rest;
  return {
    name,
    direction: 'minimize',
    tasks: ['regression'],
    judges: 'numbers',
    score(truth, predictions, _task, weights) {
      let sum = 0;
      for (let row = 0; row < truth.length; row++) {
        const weight = weights?.[row] ?? 1;
        if (weight === 0) continue;
        const label = truth[row] as number;
        if (labels && !labels.isFit(label)) return Number.NaN;
        sum += weight * loss(label, predictions[row] ?? Number.NaN);
      }
      return of(sum / totalWeight(truth.length, weights));
    },
    ...rest,
  };
}
