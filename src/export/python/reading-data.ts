import { BOOLEAN_PAIRS } from '../../schema/boolean-pairs.js';
import { CURRENCIES_AS_WRITTEN, CURRENCY_CODES, CURRENCY_NAMES } from '../../schema/currencies.js';
import { ORDERS } from '../../schema/date-form.js';
import { FACTORS, WEAK_FACTORS } from '../../schema/factors.js';
import { OTHER_MARKS, OTHER_ZEROS } from '../../schema/latin-digits.js';
import { LIST_SEPARATORS } from '../../schema/list-items.js';
import { MONTH_STARTS, MONTH_WORDS } from '../../schema/month-names.js';
import { CROATIAN } from '../../schema/month-words.js';
import { NO_DATE_WORDS, NOUGHT_DATES } from '../../schema/no-dates.js';
import { ZONE_HOURS } from '../../schema/time-zones.js';
import { UNITS } from '../../schema/units.js';
import { ALWAYS_MISSING, MISSING_AMONG_NUMBERS } from '../../util/missing-words.js';

const LAST_CODE_POINT = 0x10ffff;

/** The words, names and signs by which cells are read, as the Python runtime has them under the name READING. */
export function readingData(): ReadingData {
  known ??= allData();
  return known;
}

type ReadingData = ReturnType<typeof allData>;

/** All of Unicode is looked through for it. */
let known: ReadingData | undefined;

function allData() {
  return {
    letters: rangesOf(/\p{L}/u),
    currencySigns: rangesOf(/\p{Sc}/u),
    missing: {
      always: [...ALWAYS_MISSING],
      amongNumbers: [...MISSING_AMONG_NUMBERS],
      noDates: [...NO_DATE_WORDS],
      noughtDates: NOUGHT_DATES.map(({ source }) => source),
    },
    booleanPairs: BOOLEAN_PAIRS,
    listSeparators: LIST_SEPARATORS,
    latinDigits: { zeros: OTHER_ZEROS, marks: Object.fromEntries(OTHER_MARKS) },
    currencies: {
      codes: [...CURRENCY_CODES],
      asWritten: Object.fromEntries(CURRENCIES_AS_WRITTEN),
      names: Object.fromEntries(CURRENCY_NAMES),
    },
    factors: Object.fromEntries(FACTORS),
    weakFactors: [...WEAK_FACTORS],
    units: Object.fromEntries(UNITS),
    dateOrders: ORDERS,
    months: {
      starts: Object.fromEntries(MONTH_STARTS),
      words: Object.fromEntries(MONTH_WORDS),
      croatian: Object.fromEntries(CROATIAN),
    },
    zones: Object.fromEntries(ZONE_HOURS),
  };
}

/** The first and last code points of the characters of a kind, by turns: Python's own classes know others. */
function rangesOf(kind: RegExp): number[] {
  const ranges: number[] = [];
  let isInside = false;
  for (let code = 0; code <= LAST_CODE_POINT + 1; code++) {
    const isOwn = code <= LAST_CODE_POINT && kind.test(String.fromCodePoint(code));
    if (isOwn !== isInside) ranges.push(isOwn ? code : code - 1);
    isInside = isOwn;
  }
  return ranges;
}
