import { countOf } from '../util/count-of.js';
import { blockHtml } from './block-html.js';
import { sectionsMarkdown } from './block-markdown.js';
import { chartStyle } from './charts/chart-style.js';
import { containsText } from './contains-text.js';
import type { PictureFacts } from './facts/picture-facts.js';
import type { ReportFacts } from './facts/report-facts.js';
import { type Html, jsonText } from './html.js';
import type { LivingPart } from './living-part.js';
import { THRESHOLD_DATA, type ThresholdData } from './page/threshold-data.js';
import { type PageSection, pageText } from './page.js';
import { reportSections } from './report-sections.js';

/** The report as one page that asks for nothing, with a living model in it. */
export function reportPage(facts: ReportFacts, living?: LivingPart): Promise<string> {
  const told = reportSections(facts).map(
    ({ id, title, blocks }): PageSection => ({ id, title, body: blocks.map(blockHtml) }),
  );
  const place = told.findIndex(({ id }) => id === BEFORE);
  const sections = living
    ? told.toSpliced(place < 0 ? told.length : place, 0, living.section)
    : told;
  return pageText({
    title: titleOf(facts),
    lead: leadOf(facts, living),
    sections,
    data: { ...living?.data, ...thresholdData(facts) },
    scripts: living?.scripts ?? [],
    styles: [chartStyle.text, ...(living?.styles ?? [])],
  });
}

/** For the control of the threshold, which is part of the living model's program. */
function thresholdData({ judged }: ReportFacts): Readonly<Record<string, Html>> {
  const { binary, classes = [] } = judged.classes ?? {};
  if (!binary) return {};
  const negative = classes.find((name) => name !== binary.positive) ?? '';
  const data: ThresholdData = { ...binary, negative };
  return { [THRESHOLD_DATA]: jsonText(data) };
}

/** The section before which the living model stands: behind what the answers rest on. */
const BEFORE = 'models';

/** The same facts as Markdown. */
export function reportMarkdown(facts: ReportFacts): string {
  return sectionsMarkdown(titleOf(facts), reportSections(facts));
}

function titleOf({ asked }: ReportFacts): string {
  return `Predicting ${asked.label}`;
}

/** What it is of, and what it contains of the training data. */
function leadOf(
  { asked, rowsContained, columns, judged, pictures = [] }: ReportFacts,
  living: LivingPart | undefined,
): readonly string[] {
  const all = asked.chosenOf?.toLocaleString('en-US');
  const chosen = all === undefined ? '' : ` of ${all}, as memory or time was not enough for more`;
  const from = asked.source === null ? '' : ` from ${asked.source.split(/[\\/]/).at(-1)}`;
  const features = columns.filter(({ role, kind }) => role === 'feature' && kind !== 'ignored');
  const drawn = judged.numbers?.points.length ?? 0;
  const nothing = { compared: 0, hasModel: false, modelHoldsRows: false };
  return [
    `${countOf(asked.rows, 'row')}${chosen}, ${countOf(features.length, 'column')}${from}; a ${asked.task} task.`,
    containsText({
      worst: rowsContained,
      drawn,
      pictures: shownPictures(pictures),
      ...(living?.contains ?? nothing),
    }),
  ];
}

/** The same one may be wrong and unsure: it is counted as often as it is shown. */
function shownPictures(pictures: readonly PictureFacts[]): number {
  const counts = pictures.map(
    ({ right, wrong, unsure }) => right.length + wrong.length + unsure.length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
