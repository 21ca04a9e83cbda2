import { barChart } from '../../../src/report/charts/bar-chart.js';
import { confusionChart } from '../../../src/report/charts/confusion-chart.js';
import { histogram } from '../../../src/report/charts/histogram.js';
import { intervalChart } from '../../../src/report/charts/interval-chart.js';
import { lineChart } from '../../../src/report/charts/line-chart.js';
import { parallelCoordinates } from '../../../src/report/charts/parallel-coordinates.js';
import { scatterChart } from '../../../src/report/charts/scatter-chart.js';
import { sparkline } from '../../../src/report/charts/sparkline.js';
import { waterfallChart } from '../../../src/report/charts/waterfall-chart.js';
import { type Html, html } from '../../../src/report/html.js';
import { randomStream } from '../../../src/util/random.js';

const random = randomStream(1, 'charts');

function noise(size: number): number {
  return (random.next() + random.next() + random.next() - 1.5) * size;
}

function counted<T>(count: number, of: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

export const HOSTILE = `<script>alert("x")</script>&'\u001b[31m\u202e${'long '.repeat(60)}`;

/** One of each use in a report, and some that are hard to draw. */
export const examples: readonly Html[] = [
  lineChart({
    id: 'curves',
    title: 'How the best models learned (log_loss on the first fold)',
    says: 'The loss falls fast over the first ten epochs and slowly after that.',
    x: { title: 'epoch or round' },
    y: { title: 'log_loss' },
    series: counted(9, (s) => ({
      name: `${['mlp', 'gbdt', 'forest'][s % 3]}-${s} with some longer name`,
      points: counted(48, (i) => [
        i + 1,
        0.3 + s * 0.02 + 0.5 * Math.exp(-i / (5 + s)) + noise(0.01),
      ]),
    })),
  }),
  lineChart({
    id: 'search',
    title: 'The best score so far',
    says: 'The score climbs in six steps and stays above the baseline.',
    x: { title: 'seconds since the start', kind: 'log' },
    y: { title: 'roc_auc' },
    baseline: { name: 'baseline, 0.5', y: 0.5 },
    moments: { name: 'given more', xs: [60, 300] },
    series: [
      {
        name: 'best single model',
        isSteps: true,
        hasMarkers: true,
        points: [
          [0.8, 0.71],
          [2.5, 0.78],
          [9, 0.8],
          [40, 0.812],
          [230, 0.8155],
          [900, 0.816],
        ],
      },
    ],
  }),
  lineChart({
    id: 'roc',
    title: 'ROC curve',
    says: 'Four in five positives are found at a fifth of the negatives.',
    x: { title: 'false positive rate', domain: [0, 1] },
    y: { title: 'true positive rate', domain: [0, 1] },
    isSquare: true,
    diagonal: 'by chance',
    series: [
      {
        name: 'predictor',
        isSteps: true,
        points: counted(101, (i) => [i / 100, (i / 100) ** 0.3]),
      },
    ],
  }),
  lineChart({
    id: 'calibration',
    title: 'Calibration',
    says: 'What was said comes true about as often.',
    x: { title: 'chance that was said', domain: [0, 1] },
    y: { title: 'share that it was true of', domain: [0, 1] },
    isSquare: true,
    diagonal: 'perfectly calibrated',
    series: [
      {
        name: 'predictor (each mark a tenth of the rows)',
        hasMarkers: true,
        points: counted(10, (i) => [i / 10 + 0.05, Math.min(1, i / 10 + 0.03 + noise(0.05))]),
        band: counted(10, (i) => [Math.max(0, i / 10 - 0.05), Math.min(1, i / 10 + 0.12)]),
      },
    ],
  }),
  lineChart({
    id: 'dependence',
    title: 'What is answered on average by income',
    says: 'The answer rises with income up to 50k.',
    x: { title: 'income' },
    y: { title: 'chance of yes' },
    curves: {
      name: 'row',
      lines: counted(40, () => {
        const base = noise(0.3);
        return counted(20, (i) => [i * 5000, 0.5 + base + 0.3 * Math.tanh((i - 8) / 4)] as const);
      }),
    },
    series: [
      { name: 'mean', points: counted(20, (i) => [i * 5000, 0.5 + 0.3 * Math.tanh((i - 8) / 4)]) },
    ],
  }),
  lineChart({
    id: 'dates',
    title: 'What is answered on average by signed_up',
    says: 'The answer falls from 2019 to 2024.',
    x: { title: 'signed_up', kind: 'dates' },
    y: { title: 'price' },
    series: [
      { name: 'mean', points: counted(20, (i) => [Date.UTC(2019, i * 3), 1_200_000 - i * 20_000]) },
    ],
  }),
  scatterChart({
    id: 'truth',
    title: 'Predicted against true',
    says: 'Points lie along the diagonal, with more scatter at high prices.',
    x: { title: 'true price' },
    y: { title: 'predicted price' },
    reference: { kind: 'diagonal', name: 'right' },
    series: [
      {
        name: 'rows',
        points: counted(1000, () => {
          const x = Math.exp(11 + noise(1));
          return [x, x * Math.exp(noise(0.4))];
        }),
      },
    ],
  }),
  scatterChart({
    id: 'residuals',
    title: 'Residuals',
    says: 'Errors have no trend.',
    x: { title: 'predicted' },
    y: { title: 'predicted − true' },
    reference: { kind: 'zero', name: 'no error' },
    series: [{ name: 'rows', points: counted(10_000, (i) => [i / 100, noise(4)]) }],
  }),
  scatterChart({
    id: 'parameter',
    title: 'learning_rate against score',
    says: 'Scores are best around 0.003.',
    x: { title: 'learning_rate', kind: 'log' },
    y: { title: 'accuracy' },
    series: counted(3, (s) => ({
      name: ['mlp', 'gbdt', 'linear'][s] ?? '',
      points: counted(25, () => {
        const log = random.next() * -4;
        return [10 ** log, 0.9 - 0.02 * (log + 2.5) ** 2 + noise(0.02) - s * 0.02];
      }),
    })),
  }),
  barChart({
    id: 'importance',
    title: 'What tells',
    says: 'Income tells most, by far.',
    of: 'column',
    axis: { title: 'worse by (log_loss)' },
    bars: [
      { name: 'income', value: 0.182, interval: [0.16, 0.2] },
      { name: 'years_at_current_address_of_applicant', value: 0.09, interval: [0.07, 0.11] },
      { name: 'age, birth_date', value: 0.031, interval: [0.02, 0.045] },
      { name: HOSTILE, value: 0.004, interval: [-0.002, 0.01] },
      { name: 'postcode', value: -0.003, interval: [-0.008, 0.001] },
    ],
  }),
  intervalChart({
    id: 'leaderboard',
    title: 'roc_auc of the best models on validation rows',
    says: 'The ensemble is best; all models beat the baseline.',
    of: 'model',
    axis: { title: 'roc_auc' },
    baseline: { name: 'baseline', value: 0.75 },
    marked: 'the predictor',
    rows: [
      { name: 'ensemble', value: 0.8215, interval: [0.805, 0.838], isMarked: true },
      ...counted(8, (i) => ({ name: `gbdt-${i + 1}`, value: 0.819 - i * 0.004 })),
    ],
  }),

  waterfallChart({
    id: 'waterfall',
    title: 'Why row 17 was taken for yes',
    says: 'Income raises the chance most, age lowers it.',
    of: 'column',
    axis: { title: 'log-odds of yes' },
    base: { name: 'mean answer', value: -0.85 },
    answer: { name: 'this row', value: 1.02 },
    steps: [
      { name: 'income = 84,000', value: 1.3 },
      { name: 'age = 23', value: -0.62 },
      { name: `comment = ${HOSTILE}`, value: 0.5 },
      ...counted(12, (i) => ({ name: `other_${i}`, value: 0.3 - 0.04 * i })),
    ],
  }),
  histogram({
    id: 'spread',
    title: 'How income spreads',
    says: 'Most are between 20k and 60k, with a long tail.',
    axis: { title: 'income' },
    of: {
      kind: 'numbers',
      quantiles: counted(101, (i) => Math.exp(10.5 + Math.tan((i - 50) / 40) * 0.5)),
    },
  }),
  histogram({
    id: 'spread-dates',
    title: 'How signed_up spreads',
    says: 'They are even over 2019 to 2024.',
    axis: { title: 'signed_up' },
    of: {
      kind: 'dates',
      quantiles: counted(101, (i) =>
        Date.UTC(2019, 0, 1 + Math.round(20 * i + 400 * Math.sin(i / 30))),
      ),
    },
  }),
  histogram({
    id: 'levels',
    title: 'What city holds',
    says: 'A third is Paris.',
    axis: { title: 'city' },
    of: {
      kind: 'levels',
      levels: [
        ['Paris', 12_400],
        ['Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', 8100],
        ['Rome', 3000],
      ],
      others: 1312,
      otherRows: 9000,
    },
  }),
  confusionChart({
    id: 'confusion-2',
    title: 'Confusion',
    says: 'Of yes 83 % are found.',
    classes: ['no', 'yes'],
    counts: [
      [13_402, 1203],
      [310, 1502],
    ],
  }),
  confusionChart({
    id: 'confusion-5',
    title: 'Confusion of five',
    says: 'Neighbours are mixed up.',
    classes: ['very poor', 'poor', 'fair', 'good', 'excellent'],
    counts: counted(5, (i) => counted(5, (j) => Math.round(400 * Math.exp(-Math.abs(i - j))))),
  }),
  confusionChart({
    id: 'confusion-14',
    title: 'Confusion of fourteen',
    says: 'Neighbours are mixed up.',
    classes: counted(14, (i) => `class number ${i}`),
    counts: counted(14, (i) =>
      counted(14, (j) => Math.round(1200 * Math.exp(-Math.abs(i - j) * 1.5))),
    ),
  }),
  parallelCoordinates({
    id: 'parallel',
    title: 'Parameters of mlp by score',
    says: 'The best have learning rates near 0.003 and two layers.',
    axes: [
      { name: 'learning_rate', kind: 'log' },
      { name: 'layers', kind: 'linear' },
      { name: 'activation', kind: 'choices', choices: ['relu', 'gelu', 'swish'] },
      { name: 'weight_decay', kind: 'log' },
      { name: 'dropout', kind: 'linear' },
      { name: 'batch_size', kind: 'choices' },
    ],
    score: { title: 'roc_auc', direction: 'maximize' },
    lines: counted(80, (i) => {
      const rate = random.next() * -4;
      const decay = 10 ** (-6 + 5 * random.next());
      const layers = 1 + Math.floor(random.next() * 4);
      return {
        name: `mlp-${i}`,
        values: [
          10 ** rate,
          layers,
          ['relu', 'gelu', 'swish'][i % 3],
          i % 4 === 0 ? undefined : decay,
          Math.round(random.next() * 10) / 20,
          [32, 64, 128, 256][i % 4],
        ],
        score: 0.85 - 0.02 * (rate + 2.5) ** 2 + noise(0.02) - 0.01 * Math.abs(layers - 2),
      };
    }),
  }),
  html`<p>${sparkline({ kind: 'numbers', quantiles: counted(101, (i) => Math.exp(i / 30)) })} ${sparkline(
    {
      kind: 'levels',
      levels: [
        ['a', 30],
        ['b', 10],
      ],
      others: 4,
      otherRows: 12,
    },
  )}</p>`,
];
