import type { Schema } from '../schema/schema.js';
import {
  asLong,
  both,
  fieldsOf,
  isAmong,
  isCount,
  isFiniteNumber,
  isFlag,
  isNumber,
  isText,
  listOf,
  ofKind,
  orNull,
  type Shape,
  withFields,
} from '../util/shapes.js';
import { PART_NAMES } from './datetime-parts.js';
import { PLACE_FEATURES } from './place-features.js';
import type { FittedPreprocessor } from './preprocessor.js';

const isNumbers = listOf(isNumber);
const isTexts = listOf(isText);

const isStandard = withFields({ mean: isNumber, deviation: isNumber });
const isRobust = withFields({ median: isNumber, spread: isNumber });
const isScaler = ofKind({
  'scale-standard': isStandard,
  'scale-robust': isRobust,
  'scale-min-max': withFields({ low: isNumber, range: isNumber }),
  'scale-quantile': both(
    withFields({ values: isNumbers, scores: isNumbers }),
    asLong('values', 'scores'),
  ),
  'scale-yeo-johnson': withFields({ lambda: isNumber, before: isStandard, after: isStandard }),
});

const isNumeric = withFields({
  source: isText,
  steps: orNull(
    withFields({
      impute: withFields({ value: isNumber }),
      indicate: withFields({ active: isFlag }),
      scale: isScaler,
    }),
  ),
});
const isDerived = listOf(isNumeric);

const isImputed = withFields({ code: isFiniteNumber });
const isOneHot = withFields({ levels: isNumbers, missing: isFlag });
const isSlots = ofKind({
  'one-hot': isOneHot,
  'encode-hashing': withFields({ slots: isCount }),
});

const isEncoder = ofKind({
  'encode-target': both(
    withFields({ means: isNumbers, codes: isNumbers, meansOfCodes: listOf(isNumbers) }),
    asLong('means', 'meansOfCodes'),
  ),
  'encode-frequency': withFields({ shares: listOf(listOf(isNumber, 2)) }),
  'encode-ordinal': withFields({}),
  'encode-rank': withFields({}),
});

const isVocabulary = both(withFields({ terms: isTexts, idf: isNumbers }), asLong('terms', 'idf'));
const isNumbersName = withFields({ column: isText });

const isStep = ofKind({
  numeric: isNumeric,
  parts: both(withFields({ names: isTexts, numbers: isDerived }), asLong('names', 'numbers')),
  datetime: withFields({
    parts: withFields({ cyclic: isFlag, parts: listOf(isAmong(PART_NAMES)), start: isNumber }),
    numbers: isDerived,
  }),
  difference: withFields({ until: isText, numbers: isDerived }),
  coded: both(
    withFields({ encoding: isAmong(['one-hot', 'codes']), impute: isImputed, slots: isSlots }),
    withFields({ slotNames: isTexts }),
  ),
  flags: withFields({
    ...{ impute: isImputed, slots: isOneHot },
    columns: listOf(
      withFields({
        name: isText,
        slot: isCount,
        against: orNull(isCount),
        scale: orNull(isRobust),
      }),
    ),
  }),
  levels: withFields({ encoder: isEncoder, numbers: isDerived }),
  text: withFields({
    terms: withFields({ words: isVocabulary, characters: isVocabulary }),
    counts: isDerived,
  }),
  list: both(
    withFields({ items: isNumbers, names: isTexts, counts: isDerived }),
    asLong('items', 'names'),
  ),
  place: withFields({
    ...{ latitude: isNumbersName, longitude: isNumbersName, numbers: isDerived },
    features: withFields({
      features: isAmong(PLACE_FEATURES),
      middle: listOf(isNumber, 2),
      centres: listOf(listOf(isNumber, 2)),
    }),
  }),
  image: withFields({ numbers: isDerived }),
  pixels: withFields({ side: isCount }),
});

const isPreprocessor: Shape = withFields({
  inputs: withFields({
    numbers: isAmong(['scaled', 'raw', 'none']),
    categories: isAmong(['one-hot', 'codes', 'embedded', 'none']),
  }),
  columns: listOf(both(withFields({ source: isText }), isStep)),
  redundant: listOf(isCount),
});

/** Which parser reads the columns that a step takes. */
const PARSERS: Readonly<Record<string, readonly string[]>> = {
  ...{ numeric: ['numeric', 'boolean'], parts: ['numeric'], place: ['numeric'] },
  ...{ datetime: ['datetime'], difference: ['datetime'], text: ['text'], list: ['list'] },
  ...{ coded: ['categorical'], flags: ['categorical'], levels: ['categorical'] },
  ...{ image: ['image'], pixels: ['image'] },
};

/** Throws where what a file holds as learned of columns has not its shape, or is not of columns of the schema. */
export function checkSteps(stored: readonly unknown[], { columns }: Schema): void {
  const parsers = new Map(columns.map(({ name, parser }) => [name, parser?.kind]));
  for (const own of stored) {
    isPreprocessor(own, 'a preprocessor');
    const fitted = fieldsOf(own, 'a preprocessor') as unknown as FittedPreprocessor;
    for (const step of fitted.columns) {
      checkSlots(step);
      const sources = step.kind === 'difference' ? [step.source, step.until] : [step.source];
      const fits = sources.every((name) => PARSERS[step.kind]?.includes(parsers.get(name) ?? ''));
      if (!fits) throw new Error(`its table has no ${step.kind} column "${sources.join('", "')}"`);
    }
  }
}

/** Rows stand in slots: there is a name for each. */
function checkSlots(step: FittedPreprocessor['columns'][number]): void {
  if (step.kind !== 'coded') return;
  const { slots, slotNames } = step;
  const count =
    slots.kind === 'encode-hashing' ? slots.slots : 1 + slots.levels.length + Number(slots.missing);
  if (slotNames.length !== count || count === 0)
    throw new Error(`column "${step.source}" has not as many slots as names`);
}
