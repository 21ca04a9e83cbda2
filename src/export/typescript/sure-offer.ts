import type { PredictorState } from '../../predictor/predictor-state.js';
import { percent } from '../../util/percent.js';

/** What a module offers of how sure answers are, as parts of its text. */
export interface SureOffer {
  readonly type: string;
  readonly name: string;
  readonly comment: string;
  readonly signature: string;
  readonly body: string;
}

/** Undefined where the predictor does not know. */
export function sureOffer({ uncertainty, schema }: PredictorState): SureOffer | undefined {
  const { quantiles } = schema.task;
  if (quantiles) return quantilesOffer(quantiles);
  if (!uncertainty) return undefined;
  const { kind, coverage } = uncertainty;
  const isOfNumbers = kind === 'intervals';
  const [name, type] = isOfNumbers
    ? ['predictInterval', 'PredictedInterval']
    : ['predictSet', 'PredictedSet'];
  const what = isOfNumbers
    ? 'A number, and the interval that covers the true one'
    : 'A class, and those that the true one is among, the most probable first,';
  const fields = isOfNumbers
    ? '  readonly value: number;\n  readonly low: number;\n  readonly high: number;'
    : '  readonly value: Prediction;\n  readonly set: readonly Prediction[];';
  return {
    type: `/** ${what} in so large a share of rows like those of training. */\nexport interface ${type} {\n${fields}\n}\n`,
    name,
    comment: `/** The same of one row with how sure it is: ${percent(coverage)} of rows like those of training are covered, or another share. */`,
    signature: `${name}(row: Row, coverage?: number): ${type}`,
    body: `${name}(row: Row, coverage = ${coverage}): ${type} {\n  return answer([row], coverage).sure?.[0] as ${type};\n}`,
  };
}

/** `predict` answers the one nearest to the median. */
function quantilesOffer(quantiles: readonly number[]): SureOffer {
  const name = 'predictQuantiles';
  return {
    type: `/** What is predicted: the true number is at or below each with this probability. */\nexport const quantiles: readonly number[] = ${JSON.stringify(quantiles)};\n`,
    name,
    comment: '/** The answer of one row for each of `quantiles`, in their order. */',
    signature: `${name}(row: Row): readonly number[]`,
    body: `${name}(row: Row): readonly number[] {\n  return answer([row]).quantiles[0] as readonly number[];\n}`,
  };
}
