import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { axisScale } from '../../../src/report/charts/axis-scale.js';
import { barChart } from '../../../src/report/charts/bar-chart.js';
import { confusionChart } from '../../../src/report/charts/confusion-chart.js';
import { dateLabels } from '../../../src/report/charts/date-labels.js';
import { densityBars } from '../../../src/report/charts/density-bars.js';
import { histogram } from '../../../src/report/charts/histogram.js';
import { intervalChart } from '../../../src/report/charts/interval-chart.js';
import { lineChart } from '../../../src/report/charts/line-chart.js';
import { parallelCoordinates } from '../../../src/report/charts/parallel-coordinates.js';
import { scatterChart } from '../../../src/report/charts/scatter-chart.js';
import { shortNumber, tickLabels } from '../../../src/report/charts/short-number.js';
import { sparkline } from '../../../src/report/charts/sparkline.js';
import { waterfallChart } from '../../../src/report/charts/waterfall-chart.js';
import { type Html, html } from '../../../src/report/html.js';
import { shortened } from '../../../src/util/shortened.js';
import { examples, HOSTILE } from './examples.js';

const text = { id: 'c', title: 'A chart', says: 'It rises.' };
const axes = { x: { title: 'x' }, y: { title: 'y' } };

type Pairs = readonly (readonly [number, number])[];

/** Every kind of chart with the numbers in it. */
function allOf(numbers: readonly number[], name = 'a'): Record<string, Html> {
  const points: Pairs = numbers.map((value, i) => [i, value]);
  const named = numbers.map((value, i) => ({ name: `${name}${i}`, value }));
  const classes = numbers.map((_, i) => `${name}${i}`);
  return {
    line: lineChart({ ...text, x: { title: name }, y: { title: 'y' }, series: [{ name, points }] }),
    scatter: scatterChart({
      ...text,
      x: { title: name },
      y: { title: 'y' },
      series: [{ name, points }],
    }),
    bar: barChart({ ...text, of: 'column', axis: { title: name }, bars: named }),
    interval: intervalChart({ ...text, of: 'model', axis: { title: name }, rows: named }),
    waterfall: waterfallChart({
      ...text,
      of: 'column',
      axis: { title: name },
      base: { name: 'mean', value: 0 },
      answer: { name: 'row', value: numbers.length === 0 ? Number.NaN : 1 },
      steps: named,
    }),
    histogram: histogram({
      ...text,
      axis: { title: name },
      of: { kind: 'numbers', quantiles: numbers },
    }),
    levels: histogram({
      ...text,
      axis: { title: name },
      of: {
        kind: 'levels',
        levels: named.map((own) => [own.name, own.value]),
        others: 0,
        otherRows: 0,
      },
    }),
    confusion: confusionChart({ ...text, classes, counts: numbers.map(() => [...numbers]) }),
    parallel: parallelCoordinates({
      ...text,
      axes: [{ name, kind: 'linear' }],
      score: { title: 'score', direction: 'maximize' },
      lines: named.map((own) => ({ name: own.name, values: [own.value], score: own.value })),
    }),
  };
}

function drawing({ text: markup }: Html): string {
  return markup.replace(/<details>.*<\/details>/s, '');
}

/** Cells of the table of numbers, by row. */
function tableOf({ text: markup }: Html): string[][] {
  const rows =
    markup
      .match(/<tbody>(.*)<\/tbody>/s)?.[1]
      ?.split('</tr>')
      .slice(0, -1) ?? [];
  return rows.map((row) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell),
  );
}

describe('markup', () => {
  test('all charts of a page are well formed, their ids differ, nothing in them runs or is styled inline', () => {
    const page = html`<main>${examples}</main>`.text;
    expect(XMLValidator.validate(page)).toBe(true);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(30);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = [...page.matchAll(/<[^>]*>/g)].join('');
    expect(tags).not.toMatch(/\sstyle=|\son\w+=|href=|src=|<script|NaN|Infinity|undefined/);
  });

  test('the drawing is named and described by its own title and sentence', () => {
    const { line } = allOf([1, 2]);
    const { figure } = new XMLParser({ ignoreAttributes: false }).parse(line?.text ?? '');
    expect(figure.svg['@_aria-labelledby']).toBe('c-title c-desc');
    expect(figure.svg.title).toEqual({ '#text': 'A chart', '@_id': 'c-title' });
    expect(figure.svg.desc).toEqual({ '#text': 'It rises.', '@_id': 'c-desc' });
    expect(figure.details.summary).toBe('Numbers');
  });

  test('hostile labels are texts, shortened where they are drawn and whole in the table', () => {
    for (const [kind, chart] of Object.entries(allOf([1, 2], HOSTILE))) {
      expect(XMLValidator.validate(chart.text), kind).toBe(true);
      expect(chart.text, kind).not.toContain('<script');
      const drawn = [...drawing(chart).matchAll(/<text[^>]*>([^<]*)</g)].map(([, own = '']) => own);
      expect(Math.max(...drawn.map(({ length }) => length)), kind).toBeLessThan(130);
      expect(chart.text, kind).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
      expect(chart.text.split('<details>')[1], kind).toContain('long '.repeat(60));
    }
  });
});

describe('numbers', () => {
  test.each(Object.keys(allOf([])))(
    '%s: no data says so, one point and equal ones are drawn',
    (kind) => {
      const none = allOf([])[kind];
      expect(none?.text).toContain('Nothing to draw');
      for (const numbers of [[3], [3, 3, 3], [0], [0, 0]]) {
        const chart = allOf(numbers)[kind]?.text ?? '';
        expect(chart).not.toMatch(/Nothing to draw|NaN|Infinity/);
        expect(XMLValidator.validate(chart)).toBe(true);
      }
    },
  );

  test.each(['line', 'scatter', 'bar', 'interval', 'waterfall', 'confusion', 'parallel'])(
    '%s: every number is in the table',
    (kind) => {
      const numbers = [0.1234567, -5, 1_234_567, 3e-9];
      const chart = allOf(numbers)[kind];
      const cells = chart ? tableOf(chart).flat() : [];
      for (const number of numbers) expect(cells).toContain(String(number));
    },
  );

  test.each(Object.keys(allOf([])))('%s: what is no finite number draws nothing', (kind) => {
    const chart = allOf([1, Number.NaN, 2, Infinity, -Infinity])[kind]?.text ?? '';
    expect(XMLValidator.validate(chart)).toBe(true);
    expect(chart).not.toMatch(/NaN|Infinity/);
  });

  test('10,000 points are thinned, the same each time, which is said', () => {
    const points: Pairs = Array.from({ length: 10_000 }, (_, i) => [i, i % 7]);
    const draw = () => scatterChart({ ...text, ...axes, series: [{ name: 'a', points }] });
    const chart = draw();
    expect(chart.text.match(/<circle/g)).toHaveLength(1500);
    expect(tableOf(chart)).toHaveLength(1500);
    expect(chart.text).toContain('1,500 of 10,000 points are drawn');
    expect(draw().text).toBe(chart.text);
  });
});

describe('coordinates', () => {
  test('moments are lines of their own, told in the legend', () => {
    const moments = { name: 'given more', xs: [3, 4, Number.NaN] };
    const series = [
      {
        name: 'best',
        points: [
          [0, 1],
          [2, 3],
        ] as const,
      },
    ];
    const { text: drawn } = lineChart({ ...text, ...axes, series, moments });
    expect(drawn.match(/class="moment"/g)).toHaveLength(2);
    expect(drawn).toContain('given more');
  });

  test('a line from 0 to 10 goes through corners and middle of the plot', () => {
    // Left: labels of two letters and one more of 12.5; right 640 − 24; from 380 − 58 up to 36.
    const points: Pairs = [
      [0, 0],
      [5, 5],
      [10, 10],
    ];
    const chart = lineChart({ ...text, ...axes, series: [{ name: 'a', points }] });
    expect(chart.text).toContain('d="M38,322L327,179L616,36"');
  });

  test('steps hold a value until the next', () => {
    const points: Pairs = [
      [0, 0],
      [10, 10],
    ];
    const chart = lineChart({ ...text, ...axes, series: [{ name: 'a', points, isSteps: true }] });
    expect(chart.text).toContain('d="M38,322L616,322L616,36"');
  });

  test('a bar of half the axis is half as long as one of all of it', () => {
    const bars = [
      { name: 'a', value: 10 },
      { name: 'b', value: 5 },
    ];
    const chart = barChart({ ...text, of: 'column', axis: { title: 'x' }, bars });
    const widths = [...chart.text.matchAll(/<rect [^>]*width="([^"]+)"/g)].map(([, own]) =>
      Number(own),
    );
    expect(widths[1]).toBe((widths[0] ?? 0) / 2);
  });

  test('shown contributions and the rest lead from the base to the answer', () => {
    const steps = Array.from({ length: 14 }, (_, i) => ({ name: `s${i}`, value: 1 }));
    const [base, answer] = [
      { name: 'base', value: 0 },
      { name: 'answer', value: 14 },
    ];
    const chart = waterfallChart({
      ...text,
      of: 'column',
      axis: { title: 'x' },
      base,
      answer,
      steps,
    });
    expect(drawing(chart)).toContain('<title>5 others: +5</title>');
    expect(tableOf(chart)).toHaveLength(16);
  });

  test('shares of a confusion are of the true class', () => {
    const chart = confusionChart({
      ...text,
      classes: ['no', 'yes'],
      counts: [
        [3, 1],
        [0, 2],
      ],
    });
    expect(chart.text).toContain('no taken for yes: 1 rows, 25 %');
    expect(chart.text).toContain('yes taken for yes: 2 rows, 100 %');
  });

  test('of more classes than have room there is the table alone', () => {
    const classes = Array.from({ length: 16 }, (_, i) => `c${i}`);
    const chart = confusionChart({
      ...text,
      classes,
      counts: classes.map(() => classes.map(() => 1)),
    });
    expect(chart.text).not.toContain('<rect');
    expect(chart.text).toContain('16 classes are too many to draw');
    expect(tableOf(chart)).toHaveLength(16);
  });
});

describe('densityBars', () => {
  test('shares of bars sum to one, and equal quantiles are all in one bar', () => {
    const { bars } = densityBars([0, 0, 0, 5, 10], 2);
    expect(bars).toEqual([
      { low: 0, high: 5, share: 0.75 },
      { low: 5, high: 10, share: 0.25 },
    ]);
  });

  test('what lies far off is left out and counted', () => {
    const quantiles = Array.from({ length: 101 }, (_, i) => (i === 100 ? 1e9 : i));
    const { bars, below, above } = densityBars(quantiles, 10);
    expect(bars.at(-1)?.high).toBe(99);
    const sum = bars.reduce((all, { share }) => all + share, below + above);
    expect(sum).toBeCloseTo(1, 12);
    expect(above).toBeCloseTo(0.01, 12);
  });
});

describe('labels', () => {
  test('numbers are short, counts below ten thousand whole', () => {
    const numbers = [0, 0.125, 1203, 12_000, 1_500_000, 9999.9, 999_999, 2e-7, -40_000, 3e15];
    expect(numbers.map(shortNumber)).toEqual([
      '0',
      '0.125',
      '1203',
      '12k',
      '1.5M',
      '10k',
      '1M',
      '2e-7',
      '-40k',
      '3e15',
    ]);
  });

  test('ticks that lie close together stay apart', () => {
    expect(tickLabels([100.001, 100.002, 100.003])).toEqual(['100.001', '100.002', '100.003']);
    expect(tickLabels([0, 5000, 10_000])).toEqual(['0', '5k', '10k']);
    expect(tickLabels([0, 0.5, 1])).toEqual(['0', '0.5', '1.0']);
  });

  test('dates are as fine as they must be', () => {
    expect(dateLabels([Date.UTC(2020), Date.UTC(2021)])).toEqual(['2020', '2021']);
    expect(dateLabels([Date.UTC(2020), Date.UTC(2020, 3)])).toEqual(['2020-01', '2020-04']);
    expect(dateLabels([Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)])).toEqual([
      '2020-01-02',
      '2020-01-03',
    ]);
    expect(dateLabels([Date.UTC(2020, 0, 2, 6), Date.UTC(2020, 0, 2, 12)])).toEqual([
      '06:00:00',
      '12:00:00',
    ]);
    expect(dateLabels([Date.UTC(2020, 0, 2, 6), Date.UTC(2020, 0, 3, 6)])).toEqual([
      '01-02 06:00',
      '01-03 06:00',
    ]);
  });

  test('times of day are told as such, on axes, in tables and in words', () => {
    const hours = Array.from({ length: 21 }, (_, i) => i * 3_600_000);
    const { ticks } = axisScale({ title: '', kind: 'times' }, hours, [0, 500], 'across');
    expect(ticks[0]?.label).toBe('00:00');
    for (const { label } of ticks) expect(label).toMatch(/^\d\d:00$/);
    const one = axisScale({ title: '', kind: 'times' }, [0], [0, 500], 'across');
    expect(one.ticks.length).toBeGreaterThan(0);
    const of = { kind: 'times', quantiles: hours } as const;
    const drawn = [
      JSON.stringify(histogram({ ...text, axis: { title: 'at' }, of })),
      JSON.stringify(sparkline(of)),
    ];
    expect(drawn[0]).toContain('20:00:00');
    expect(drawn[1]).toContain('From 00:00:00 to 20:00:00, in the middle 10:00:00');
    expect(drawn.join()).not.toContain('1970');
  });

  test('ticks of whole numbers are whole, and a log axis has powers of ten', () => {
    const ticks = (kind: 'linear' | 'log', values: readonly number[]) =>
      axisScale({ title: '', kind }, values, [0, 500], 'across').ticks.map(({ label }) => label);
    expect(ticks('linear', [1, 2])).toEqual(['1', '2']);
    expect(ticks('log', [0.001, 10])).toEqual(['0.001', '0.01', '0.1', '1', '10']);
  });

  test('names are cut in the middle, letters of two code units whole', () => {
    expect(shortened('abcdefghij', 6)).toBe('abc…ij');
    expect(shortened('😀😀😀', 2)).toBe('😀…');
    expect(shortened('abc', 3)).toBe('abc');
  });
});

test('a sparkline has a bar for each level, and none where there are no rows', () => {
  const spark = sparkline({
    kind: 'levels',
    levels: [
      ['<a>', 4],
      ['b', 2],
    ],
    others: 0,
    otherRows: 0,
  });
  expect(spark?.text).toContain('M0 28v-26h29v26zM30 28v-13h29v13z');
  expect(spark?.text).toContain('The commonest is &lt;a&gt;, in 4 rows');
  expect(sparkline({ kind: 'levels', levels: [], others: 0, otherRows: 0 })).toBeUndefined();
  expect(sparkline({ kind: 'numbers', quantiles: [Number.NaN] })).toBeUndefined();
});

test.each([
  'm',
  'W',
  'f',
  'MMMMMMMMMMMMMMMMMMMMMMMM',
  '日本語の名前日本語の名前日本語の名前日本語',
  'never-married',
])('the name of a row has room on the left of a narrow screen: %s', (name) => {
  const bars = [{ name, value: 1 }];
  const chart = barChart({ ...text, of: 'level', axis: { title: 'y' }, bars });
  const [, at = '', label = ''] =
    /<text x="(\d+)" y="21" dy="0.35em" text-anchor="end">([^<]*)</.exec(chart.text) ?? [];
  // Letters are 20 units there: squares of Chinese are that wide, an M nine tenths of it, others at most five eighths.
  const wide = (letter: string) =>
    /[日-語の]/.test(letter) ? 20 : /[MWm]/.test(letter) ? 18 : 12.5;
  const width = Array.from(label).reduce((sum, letter) => sum + wide(letter), 0);
  expect(label).not.toBe('');
  expect(Number(at) - width).toBeGreaterThanOrEqual(4);
  expect(Number(at)).toBeLessThan(300);
});

test('what stands above the names of a confusion has room on the left, too', () => {
  const counts = [
    [1, 0],
    [0, 1],
  ];
  const chart = confusionChart({ ...text, classes: ['f', 'm'], counts });
  const [, at = ''] = /x="(\d+)" y="18" text-anchor="end">it is</.exec(chart.text) ?? [];
  expect(Number(at)).toBeGreaterThanOrEqual('it is'.length * 12.5);
});
