import type { Parser, Schema } from '../schema/schema.js';
import { UNSEEN } from '../table/table.js';
import {
  asLong,
  both,
  fieldsOf,
  isAmong,
  isCount,
  isFiniteNumber,
  isFlag,
  isNumber,
  isSide,
  isText,
  listOf,
  ofKind,
  orNull,
  type Shape,
  withFields,
} from '../util/shapes.js';
import { PART_NAMES } from './datetime-parts.js';
import { oneHotSlots } from './one-hot.js';
import { PLACE_FEATURES } from './place-features.js';
import type { FittedPreprocessor } from './preprocessor.js';
import { stepSources } from './step-sources.js';
import type { FittedColumn } from './transform-step.js';

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
  pixels: withFields({ side: isSide }),
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
  const parsers = new Map(columns.map(({ name, parser }) => [name, parser]));
  for (const own of stored) {
    isPreprocessor(own, 'a preprocessor');
    const fitted = fieldsOf(own, 'a preprocessor') as unknown as FittedPreprocessor;
    for (const step of fitted.columns) {
      const sources = stepSources(step);
      const isRead = (name: string) => PARSERS[step.kind]?.includes(parsers.get(name)?.kind ?? '');
      if (!sources.every(isRead))
        throw new Error(`its table has no ${step.kind} column "${sources.join('", "')}"`);
      checkSlots(step);
      checkCodes(step, namesOf(parsers.get(step.source)).length);
    }
  }
}

function namesOf(parser: Parser | null | undefined): readonly string[] {
  if (parser?.kind === 'list') return parser.items;
  return parser?.kind === 'categorical' ? parser.levels : [];
}

/** Rows stand in slots: there is a name for each. */
function checkSlots(step: FittedColumn): void {
  if (step.kind !== 'coded') return;
  const { slots, slotNames } = step;
  const count = slots.kind === 'encode-hashing' ? slots.slots : oneHotSlots(slots);
  if (slotNames.length !== count || count === 0)
    throw new Error(`column "${step.source}" has not as many slots as names`);
}

/** Tables by code are as long as the largest code: it is one of the column's. */
function checkCodes(step: FittedColumn, names: number): void {
  const isOwn = (code: number) => Number.isInteger(code) && code >= UNSEEN && code < names;
  if (!codesOf(step).every(isOwn))
    throw new Error(`column "${step.source}" has codes that are of no level`);
}

function codesOf(step: FittedColumn): readonly number[] {
  switch (step.kind) {
    case 'coded':
      return step.slots.kind === 'one-hot' ? step.slots.levels : [];
    case 'flags':
      return step.slots.levels;
    case 'list':
      return step.items;
    case 'levels':
      if (step.encoder.kind === 'encode-target') return step.encoder.codes;
      return step.encoder.kind === 'encode-frequency'
        ? step.encoder.shares.map(([code]) => code)
        : [];
    default:
      return [];
  }
}
