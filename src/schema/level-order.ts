/** Words in an order that everybody knows, each in one or more spellings; a column may have some of them. */
const ORDERS: readonly (readonly string[])[] = [
  [
    'lowest',
    'very low',
    'low',
    'rather low',
    'medium|med|mid|middle|moderate|normal|average',
    'rather high',
    'high',
    'very high',
    'highest',
  ],
  [
    'tiny',
    'very small',
    'small',
    'medium|med|mid|middle',
    'large|big',
    'very large|extra large',
    'huge',
  ],
  ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl|2xl', 'xxxl|3xl', '4xl', '5xl'],
  ['very poor', 'poor', 'fair', 'average|ok|okay', 'good', 'very good', 'excellent', 'outstanding'],
  ['po', 'fa', 'ta', 'gd', 'ex'],
  ['terrible|awful', 'bad', 'average|neutral|ok|okay', 'good', 'great', 'excellent'],
  [
    'never',
    'almost never',
    'rarely|seldom',
    'sometimes|occasionally',
    'often|frequently',
    'usually|very often',
    'almost always',
    'always',
  ],
  [
    'strongly disagree',
    'disagree',
    'somewhat disagree',
    'neutral|neither agree nor disagree|undecided',
    'somewhat agree',
    'agree',
    'strongly agree',
  ],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  ['no|none|absent', 'very mild', 'mild', 'moderate', 'severe', 'very severe', 'critical'],
  ['minor', 'moderate', 'major', 'critical'],
  ['negligible', 'low', 'medium|moderate', 'high', 'critical|extreme'],
  ['bronze', 'silver', 'gold', 'platinum', 'diamond'],
  ['freezing', 'cold', 'cool', 'mild', 'warm', 'hot'],
  ['beginner|novice', 'intermediate', 'advanced', 'expert|master'],
  ['intern|trainee', 'junior', 'mid|middle', 'senior', 'lead', 'principal'],
  ['very slow', 'slow', 'medium|normal', 'fast', 'very fast'],
  ['very weak', 'weak', 'medium|moderate', 'strong', 'very strong'],
  ['short', 'medium|average', 'tall|long'],
  ['light', 'medium', 'heavy'],
  [
    'child',
    'teen|teenager|adolescent',
    'young adult',
    'adult',
    'middle aged|middle-aged',
    'senior|elderly',
  ],
  ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th', 'fifth|5th', 'sixth|6th'],
  ['freshman', 'sophomore', 'junior', 'senior'],
  ['i', 'ii', 'iii', 'iv', 'v', 'vi'],
];
/** Fewer levels have no order that would tell more than which it is. */
const FEWEST = 3;

const places = ORDERS.map(
  (order) =>
    new Map(order.flatMap((words, place) => words.split('|').map((word) => [word, place]))),
);

/** The levels in the order that everybody knows; undefined where there is none, or several that differ. */
export function knownOrder(levels: readonly string[]): readonly string[] | undefined {
  if (levels.length < FEWEST || levels.length > 12) return undefined;
  const words = levels.map((level) => level.toLowerCase().replace(/[_-]+/g, ' ').trim());
  const orders = places.flatMap((placeOf) => {
    const own = words.map((word) => placeOf.get(word));
    const isWhole = own.every((place) => place !== undefined) && new Set(own).size === own.length;
    return isWhole ? [levels.toSorted((a, b) => rank(levels, own, a) - rank(levels, own, b))] : [];
  });
  const [first, ...others] = orders;
  const isSure = others.every((other) => other.every((level, i) => level === first?.[i]));
  return isSure ? first : undefined;
}

function rank(
  levels: readonly string[],
  own: readonly (number | undefined)[],
  level: string,
): number {
  return own[levels.indexOf(level)] ?? 0;
}
