import { countOf } from '../util/count-of.js';
import { blockHtml } from './block-html.js';
import { sectionsMarkdown } from './block-markdown.js';
import { chartStyle } from './charts/chart-style.js';
import type { ReportFacts } from './facts/report-facts.js';
import { pageText } from './page.js';
import { reportSections } from './report-sections.js';

/** The report as one page that asks for nothing. */
export function reportPage(facts: ReportFacts): Promise<string> {
  const sections = reportSections(facts).map(({ id, title, blocks }) => ({
    id,
    title,
    body: blocks.map(blockHtml),
  }));
  return pageText({
    title: titleOf(facts),
    lead: leadOf(facts),
    sections,
    styles: [chartStyle.text],
  });
}

/** The same facts as Markdown. */
export function reportMarkdown(facts: ReportFacts): string {
  return sectionsMarkdown(titleOf(facts), reportSections(facts));
}

function titleOf({ asked }: ReportFacts): string {
  return `Predicting ${asked.label}`;
}

/** What it is of, and what it contains of the training data. */
function leadOf({ asked, rowsContained, columns }: ReportFacts): readonly string[] {
  const from = asked.source === null ? '' : ` from ${asked.source.split(/[\\/]/).at(-1)}`;
  const features = columns.filter(({ role, kind }) => role === 'feature' && kind !== 'ignored');
  const contains =
    rowsContained > 0
      ? `This page contains ${countOf(rowsContained, 'row')} of the training data, those that it gets most wrong, and quantiles or level counts of its columns.`
      : 'This page contains no row of the training data, but quantiles or level counts of its columns.';
  return [
    `${countOf(asked.rows, 'row')}, ${countOf(features.length, 'column')}${from}; a ${asked.task} task.`,
    contains,
  ];
}
