import type { DetectionEvaluation, FileDetector } from '../index.js';
import { countOf } from '../util/count-of.js';
import { shown } from './fit-boxes.js';
import type { Told } from './with-progress.js';

interface BoxesFlags {
  readonly images?: string;
  readonly skipBadRows?: boolean;
  readonly json?: boolean;
}

/** Scores a detector on pictures with true boxes: what is to be printed, and what was noticed. */
export async function evaluateBoxes(
  detector: FileDetector,
  data: string,
  { images, skipBadRows, json }: BoxesFlags,
  { onProgress }: Told,
): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const evaluation = await detector.evaluate(data, { images, skipBadRows, onProgress });
  const { classes } = detector.info;
  const text = json
    ? JSON.stringify(jsonOf(evaluation, classes), null, 2)
    : textOf(evaluation, classes);
  return { text, notes: evaluation.notes };
}

function jsonOf({ counts, notes: _, ...scores }: DetectionEvaluation, classes: readonly string[]) {
  return {
    ...scores,
    classes: classes.map((label, code) => ({
      label,
      ...scores.classes[code],
      found: counts.confusion[code]?.[code] ?? 0,
      missed: counts.missed[code] ?? 0,
      foundWhereNothingIs: counts.invented[code] ?? 0,
    })),
  };
}

function textOf(evaluation: DetectionEvaluation, classes: readonly string[]): string {
  const { pictures, boxes, mAP50, mAP75, mAP, threshold, counts } = evaluation;
  const head = [
    'class',
    'boxes',
    'AP50',
    'AP75',
    'AP50:95',
    'found',
    'missed',
    'found where nothing is',
  ];
  const rows = classes.map((name, code) => {
    const own = evaluation.classes[code];
    return [
      name,
      String(own?.boxes ?? 0),
      ...[own?.ap50, own?.ap75, own?.ap].map((score) => shown(score ?? Number.NaN)),
      String(counts.confusion[code]?.[code] ?? 0),
      String(counts.missed[code] ?? 0),
      String(counts.invented[code] ?? 0),
    ];
  });
  const all = ['all', String(boxes), shown(mAP50), shown(mAP75), shown(mAP)];
  const lines = [head, ...rows, all];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const table = lines.map((line) =>
    line
      .map((text, i) => (i === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  const counted = `${countOf(pictures, 'picture')}; the last three columns count boxes with a score of at least ${threshold}`;
  return [...table, counted].join('\n');
}
