import { formatNumber } from '../../util/format-number.js';
import type { Block, ChartBlock } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { confusionChart } from '../charts/confusion-chart.js';
import { lineChart } from '../charts/line-chart.js';
import { calibrationError, shareInterval } from '../facts/calibration-error.js';
import type {
  BinaryFacts,
  CalibrationBin,
  ClassFacts,
  ThresholdStep,
} from '../facts/class-facts.js';
import { percent } from '../facts/in-words.js';
import { html } from '../html.js';
import { THRESHOLD_PLACE } from '../page/threshold-data.js';

/** The section whose threshold can be moved. */
const JUDGED = 'scores';
const thresholdPlace: Block = { kind: 'page', html: html`<div id="${THRESHOLD_PLACE}"></div>` };

/** How classes are told apart: what is taken for what, and of two classes what thresholds do. */
export function classCharts(id: string, facts: ClassFacts): readonly Block[] {
  const { classes, confusion, binary, unknown = [] } = facts;
  const strange = unknown.reduce((sum, rows) => sum + rows, 0);
  const others =
    strange > 0
      ? ` ${formatNumber(strange)} of classes that the model does not know are left out.`
      : '';
  const matrix = chartBlock(confusionChart, {
    id: `${id}-confusion`,
    title: 'What is taken for what',
    says: `Rows of each of ${classes.length} classes by the class that they are taken for${binary?.isFitted ? ', at a threshold that was chosen by these very rows, while scores are at those of other rows' : ''}.${others}`,
    classes,
    counts: confusion,
  });
  const ofTwo = binary ? [rocChart(id, binary), precisionChart(id, binary)] : [];
  const charts: Block = {
    kind: 'charts',
    charts: [matrix, calibrationChart(id, facts), ...ofTwo],
  };
  return binary && id === JUDGED ? [charts, thresholdPlace] : [charts];
}

function calibrationChart(id: string, { calibration, binary }: ClassFacts): ChartBlock {
  const of = binary ? ` of ${binary.positive}` : ' of the class that is said';
  const furthest = calibration.reduce<Pick<CalibrationBin, 'said' | 'was'>>(
    (most, bin) => (Math.abs(bin.said - bin.was) > Math.abs(most.said - most.was) ? bin : most),
    calibration[0] ?? { said: 0, was: 0 },
  );
  const { error, byChance } = calibrationError(calibration);
  return chartBlock(lineChart, {
    id: `${id}-calibration`,
    title: 'Are chances right?',
    says: `The chance that is said beside the share that it was true of; furthest apart where ${percent(furthest.said)} is said and ${percent(furthest.was)} was true. On average they are off by ${percent(error)}, where chance alone makes ${percent(byChance)}. The band is where the share lies of all such rows (95 %).`,
    x: { title: `chance${of}`, domain: [0, 1] },
    y: { title: 'share that it was true of', domain: [0, 1] },
    isSquare: true,
    diagonal: 'as it should be',
    series: [
      {
        name: 'rows by what is said',
        points: calibration.map(({ said, was }) => [said, was] as const),
        band: calibration.map(({ was, effective }) => shareInterval(was, effective)),
        hasMarkers: true,
      },
    ],
  });
}

function rocChart(id: string, { steps, positive, unknown = 0 }: BinaryFacts): ChartBlock {
  return chartBlock(lineChart, {
    id: `${id}-roc`,
    title: 'Found against falsely taken (ROC)',
    says: `Of the rows that are ${positive} the share that is found, as more of the others are taken for it.`,
    x: { title: 'of the others, taken for it', domain: [0, 1] },
    y: { title: `of ${positive}, found`, domain: [0, 1] },
    isSquare: true,
    diagonal: 'by chance',
    series: [
      {
        name: 'by threshold',
        points: steps.map((step): readonly [number, number] => [
          share(wronglyTaken(step), step.falsePositive + step.trueNegative + unknown),
          recallOf(step),
        ]),
      },
    ],
  });
}

function precisionChart(id: string, { steps, positive }: BinaryFacts): ChartBlock {
  const last = steps.at(-1);
  const takenBy = (step: ThresholdStep) => step.truePositive + wronglyTaken(step);
  return chartBlock(lineChart, {
    id: `${id}-precision`,
    title: 'Right against found (precision and recall)',
    says: `Of the rows that are taken for ${positive} the share that is, as more of those that are get found.`,
    x: { title: `of ${positive}, found (recall)`, domain: [0, 1] },
    y: { title: 'of those taken, right (precision)', domain: [0, 1] },
    isSquare: true,
    baseline: { name: 'by chance', y: last ? share(last.truePositive, takenBy(last)) : 0 },
    series: [
      {
        name: 'by threshold',
        points: steps
          .filter((step) => takenBy(step) > 0)
          .map((step): readonly [number, number] => [
            recallOf(step),
            share(step.truePositive, takenBy(step)),
          ]),
      },
    ],
  });
}

/** Rows of an unknown class are of the others, as by `roc_auc`. */
function wronglyTaken({ falsePositive, unknownPositive = 0 }: ThresholdStep): number {
  return falsePositive + unknownPositive;
}

function recallOf({ truePositive, falseNegative }: ThresholdStep): number {
  return share(truePositive, truePositive + falseNegative);
}

function share(part: number, all: number): number {
  return all > 0 ? part / all : 0;
}
