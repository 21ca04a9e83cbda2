import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

/** A cell and what it means. */
type Cell = readonly [text: string, value: number];
interface Grammar {
  readonly cell: fc.Arbitrary<Cell>;
  /** Cells that show what the column is, where others may leave it open. */
  readonly shown: readonly Cell[];
}

const cents = fc.integer({ min: 0, max: 99_999_999 });
const whole = fc.integer({ min: 0, max: 9_999_999 });
const small = fc.integer({ min: 0, max: 999 });
const digits = (value: number) => value.toFixed(2);
const grouped = (value: number) => value.toLocaleString('en-US', { minimumFractionDigits: 2 });
const german = (value: number) => value.toLocaleString('de-DE', { minimumFractionDigits: 2 });
const indian = (value: number) => value.toLocaleString('en-IN');
const inDigits = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

/** Numbers in hundredths, with a sign in one of these places. */
function money(write: (text: string, sign: string) => string, format = grouped): Grammar['cell'] {
  return fc
    .tuple(cents, fc.boolean())
    .map(
      ([size, isNegative]): Cell => [
        write(format(size / 100), isNegative ? '-' : ''),
        isNegative ? -size / 100 : size / 100,
      ],
    );
}

function oneOf(...cells: Grammar['cell'][]): Grammar['cell'] {
  return fc.oneof(...cells);
}

function whenWhole(write: (value: number) => string, meaning = (value: number) => value) {
  return small.map((value): Cell => [write(value), meaning(value)]);
}

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  'dollars, with the sign anywhere': {
    cell: oneOf(
      money((text, sign) => `${sign}$${text}`),
      money((text, sign) => `$${sign}${text}`),
      money((text, sign) => `$${text}${sign}`),
      money((text, sign) => (sign ? `($${text})` : `$${text}`)),
      money((text, sign) => `${sign}${text} USD`),
    ),
    shown: [['$1,234.50', 1234.5]],
  },
  'euros as in Germany': {
    cell: oneOf(
      money((text, sign) => `${sign}${text} €`, german),
      money((text, sign) => `EUR ${sign}${text}`, german),
      money((text, sign) => `${sign}€ ${text}`, german),
    ),
    shown: [['1.234,50 €', 1234.5]],
  },
  'reais and złoty are as commas show': {
    cell: money((text, sign) => `${sign}R$ ${text}`, german),
    shown: [['R$ 12,50', 12.5]],
  },
  'francs with apostrophes': {
    cell: money((text, sign) => `CHF ${sign}${text.replaceAll(',', '’')}`),
    shown: [['CHF 1’234.50', 1234.5]],
  },
  'lakhs in groups': {
    cell: whole.map((value): Cell => [`₹${indian(value)}`, value]),
    shown: [['Rs. 12,34,567', 1234567]],
  },
  'groups behind points': {
    cell: whole.map((value): Cell => [value.toLocaleString('de-DE'), value]),
    shown: [
      ['1.234.567', 1234567],
      ['12.345.678', 12345678],
    ],
  },
  'digits of Arabic': { cell: money((text, sign) => inDigits(0x660)(`${sign}${text}`)), shown: [] },
  'digits of full width': {
    cell: money((text, sign) => inDigits(0xff10)(`${sign}${text}`), digits),
    shown: [],
  },
  'factors beside bare numbers': {
    cell: oneOf(
      whenWhole(String),
      whenWhole(
        (value) => `${value / 10}k`,
        (value) => value * 100,
      ),
      whenWhole(
        (value) => `${value / 100} M`,
        (value) => value * 10_000,
      ),
      whenWhole(
        (value) => `${value}bn`,
        (value) => value * 1e9,
      ),
    ),
    shown: [
      ['1.2k', 1200],
      ['7', 7],
      ['2 M', 2e6],
    ],
  },
  'grams and kilograms': {
    cell: oneOf(
      whenWhole(
        (value) => `${value} g`,
        (value) => value / 1000,
      ),
      whenWhole(
        (value) => `${value / 10}kg`,
        (value) => value / 10,
      ),
      whenWhole(
        (value) => `${value} mg`,
        (value) => value / 1e6,
      ),
    ),
    // The commonest unit is the column's.
    shown: Array.from({ length: 40 }, (_, i): Cell => [`${i}.5 kg`, i + 0.5]),
  },
  'durations in parts': {
    cell: fc
      .tuple(small, fc.integer({ min: 0, max: 59 }), fc.constantFrom('h m', 'iso', 'words', 'bare'))
      .map(([hours, minutes, form]): Cell => {
        const value = 60 * hours + minutes;
        if (form === 'iso') return [`PT${hours}H${minutes}M`, value];
        if (form === 'words') return [`${hours} hours, ${minutes} minutes`, value];
        return form === 'bare' ? [`${value} min`, value] : [`${hours}h${minutes}m`, value];
      }),
    shown: Array.from({ length: 40 }, (_, i): Cell => [`${i} min`, i]),
  },
  'days and clocks': {
    cell: fc.tuple(small, fc.integer({ min: 0, max: 86_399 })).map(([days, seconds]): Cell => {
      const clock = new Date(1000 * seconds).toISOString().slice(11, 19);
      return [`${days} days ${clock}`, 86_400 * days + seconds];
    }),
    shown: [],
  },
  'clocks beyond a day': {
    cell: fc.tuple(small, small).map(([hours, seconds]): Cell => {
      const [minute, second] = [Math.floor(seconds / 60), seconds % 60];
      const two = (part: number) => String(part).padStart(2, '0');
      return [`${two(hours)}:${two(minute)}:${two(second)}`, 3600 * hours + seconds];
    }),
    shown: [['36:15:00', 130500]],
  },
  bounds: {
    cell: oneOf(
      whenWhole(String),
      whenWhole(
        (value) => `<${value}.5`,
        (value) => value + 0.5,
      ),
      whenWhole((value) => `${value}+`),
      whenWhole((value) => `~${value}`),
      whenWhole((value) => `≥ ${value}`),
    ),
    shown: Array.from({ length: 40 }, (_, i): Cell => [`${i}.25`, i + 0.25]),
  },
  'percents beside fractions': {
    cell: oneOf(
      fc.integer({ min: 0, max: 100 }).map((value): Cell => [`${value}%`, value / 100]),
      fc.integer({ min: 0, max: 100 }).map((value): Cell => [digits(value / 100), value / 100]),
    ),
    shown: [
      ['57%', 0.57],
      ['0.34', 0.34],
    ],
  },
  ranges: {
    cell: fc
      .tuple(small, small, fc.constantFrom('-', ' – ', ' to '))
      .map(([low, more, to]): Cell => [`${low}${to}${low + more}`, low + more / 2]),
    shown: Array.from({ length: 9 }, (_, i): Cell => [`${i}-${2 * i}`, 1.5 * i]),
  },
  'feet and inches': {
    cell: fc
      .tuple(small, fc.integer({ min: 0, max: 11 }))
      .map(([feet, inches]): Cell => [`${feet}'${inches}"`, 12 * feet + inches]),
    shown: [],
  },
  fractions: {
    cell: fc
      .tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(2, 4, 8),
        fc.integer({ min: 1, max: 2 }),
      )
      .map(([whole, below, above]): Cell => [`${whole} ${above}/${below}`, whole + above / below]),
    shown: [['3/4', 0.75]],
  },
};

const gap = fc
  .constantFrom('', 'NA', 'n/a', '#N/A', 'unknown', '--')
  .map((text): Cell => [text, Number.NaN]);

test.each(Object.entries(GRAMMARS))(
  '%s: every cell is read as its value',
  (_name, { cell, shown }) => {
    const cells = fc.array(
      fc.oneof({ weight: 5, arbitrary: cell }, { weight: 1, arbitrary: gap }),
      {
        minLength: 9,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(cells, (some) => {
        const own = [...shown, ...some];
        const filled = new Set(
          own.filter(([, value]) => !Number.isNaN(value)).map(([text]) => text),
        );
        fc.pre(filled.size > 1);
        const [column] = inferColumns(readColumns({ x: own.map(([text]) => text) }), {
          types: {},
          ignore: [],
        });
        const parser = column?.parser;
        if (parser?.kind !== 'numeric')
          throw new Error(`${column?.kind}: ${column?.evidence.reason}`);
        const read = cellReader(parser);
        for (const [text, value] of own) {
          if (Number.isNaN(value)) continue;
          expect(Math.abs(read(text) - value), text).toBeLessThanOrEqual(1e-12 * Math.abs(value));
        }
      }),
      { numRuns: 30 },
    );
  },
);
