import { blockHtml } from './block-html.js';
import type { CompareFacts } from './facts/compare-facts.js';
import { pageText } from './page.js';
import { comparison } from './sections/comparison.js';

/** Runs beside each other, as one page. */
export function comparisonPage(facts: CompareFacts): Promise<string> {
  const sections = comparison(facts).map(({ id, title, blocks }) => ({
    id,
    title,
    body: blocks.map(blockHtml),
  }));
  const names = facts.runs.map(({ name }) => name).join(', ');
  const lead = [names, 'This page contains no row of the training data.'];
  return pageText({ title: `Comparing ${facts.runs.length} runs`, lead, sections });
}
