/** From the lowest number that a parameter can be to the highest; `above` where the lowest is none itself. */
interface ParamBounds {
  readonly low: number;
  readonly high: number;
  readonly above?: boolean;
}

const COUNT = { low: 1, high: Infinity };
const NOT_NEGATIVE = { low: 0, high: Infinity };
const POSITIVE = { low: 0, high: Infinity, above: true };
const SHARE = { low: 0, high: 1 };
const SOME_SHARE = { low: 0, high: 1, above: true };

/** What parameters of numbers can mean, of whatever family; widths and dropouts of networks are checked where they train. */
const BOUNDS: Readonly<Record<string, ParamBounds>> = {
  batchSize: COUNT,
  bins: { low: 2, high: 255 },
  colour: SHARE,
  columnShare: SOME_SHARE,
  depth: NOT_NEGATIVE,
  embeddingWidth: COUNT,
  l1: SHARE,
  labelSmoothing: SHARE,
  lambda: NOT_NEGATIVE,
  learningRate: POSITIVE,
  levelSmoothing: NOT_NEGATIVE,
  likelihoodRows: COUNT,
  maxDepth: COUNT,
  maxLeaves: { low: 2, high: Infinity },
  maxLevels: COUNT,
  members: COUNT,
  minChildRows: NOT_NEGATIVE,
  minChildWeight: NOT_NEGATIVE,
  minLeaf: COUNT,
  mostNeighbours: COUNT,
  mostRows: COUNT,
  path: COUNT,
  rotation: NOT_NEGATIVE,
  rounds: COUNT,
  rowShare: SOME_SHARE,
  shift: NOT_NEGATIVE,
  trees: COUNT,
  weightDecay: NOT_NEGATIVE,
};

/** How a number is out of a parameter's bounds, as by `must be above 0`; undefined where it is within. */
export function outOfBounds(param: string, value: number): string | undefined {
  const bounds = Object.hasOwn(BOUNDS, param) ? BOUNDS[param] : undefined;
  if (!bounds) return undefined;
  const { low, high, above = false } = bounds;
  if (above ? value <= low : value < low) return `must be ${above ? 'above' : 'at least'} ${low}`;
  return value > high ? `can be ${high} at most` : undefined;
}
