import { countOf } from '../../util/count-of.js';
import type { Section } from '../block.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** What a person should know, and what to worry about. */
export function inShort({ findings, warnings, rowsContained }: ReportFacts): readonly Section[] {
  const contains =
    rowsContained > 0
      ? `This report contains ${countOf(rowsContained, 'row')} of the training data: those that it gets most wrong.`
      : 'This report contains no row of the training data.';
  const first: Section = {
    id: 'in-short',
    title: 'In short',
    blocks: [
      { kind: 'list', items: findings },
      { kind: 'text', text: contains },
    ],
  };
  if (warnings.length === 0) return [first];
  const worries: Section = {
    id: 'warnings',
    title: 'What to worry about',
    blocks: [{ kind: 'list', items: warnings }],
  };
  return [first, worries];
}
