import Table from 'cli-table3';
import type { Scored } from '../quality/results.js';

/** A detector of one seed on the test pictures. */
export interface DetectionResult extends Scored {
  readonly mAP50: number;
  readonly mAP: number;
  /** AP50 of each class, in the order of their names. */
  readonly classes: readonly number[];
  readonly validation: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly commit: string;
}

/** What the mean of three seeds is to reach, of whom. */
const AIMED = 'autofit-300s';
const AIMS = { mAP50: 0.83, mAP: 0.48 };

/** A line for each seed, their means, and the aims with whether the means reach them. */
export function tableOf(rows: readonly DetectionResult[]): string {
  const head = [
    'seed',
    'mAP50',
    'mAP50:95',
    'platelets / red / white',
    'validation',
    'seconds',
    "processor's",
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  const cell = (value: number) => value.toFixed(3);
  for (const { seed, mAP50, mAP, classes, validation, seconds, processorSeconds } of rows) {
    const own = [cell(mAP50), cell(mAP), classes.map(cell).join(' / '), cell(validation)];
    table.push([seed, ...own, seconds.toFixed(0), processorSeconds.toFixed(0)]);
  }
  const mean = (part: 'mAP50' | 'mAP') =>
    rows.reduce((sum, row) => sum + row[part], 0) / rows.length;
  const isJudged = rows.length >= 3 && rows.every(({ contender }) => contender === AIMED);
  const aim = (part: 'mAP50' | 'mAP') => {
    if (!isJudged) return cell(AIMS[part]);
    return `${cell(AIMS[part])} ${mean(part) >= AIMS[part] ? 'met' : 'NOT MET'}`;
  };
  table.push([
    `mean of ${rows.length}`,
    ...[cell(mean('mAP50')), cell(mean('mAP')), '', '', '', ''],
  ]);
  table.push(['aim: three, 300 s', aim('mAP50'), aim('mAP'), '', '', '', '']);
  return table.toString();
}
