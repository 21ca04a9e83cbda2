import type { Section } from '../block.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** What a person should know, and what to worry about. */
export function inShort({ findings, warnings }: ReportFacts): readonly Section[] {
  const first: Section = {
    id: 'in-short',
    title: 'In short',
    blocks: [{ kind: 'list', items: findings }],
  };
  if (warnings.length === 0) return [first];
  const worries: Section = {
    id: 'warnings',
    title: 'What to worry about',
    blocks: [{ kind: 'list', items: warnings }],
  };
  return [first, worries];
}
