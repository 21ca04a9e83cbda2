import type { Section } from '../block.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** How the search went. */
export function search({ search: facts }: ReportFacts): readonly Section[] {
  if (!facts) return [];
  const { progress, params, metric } = facts;
  const blocks = [
    {
      kind: 'table' as const,
      caption: 'Each time that a single model was better than all before it',
      head: ['after', 'model', metric],
      rows: progress.map(({ seconds, name, score }) => [`${seconds.toFixed(1)} s`, name, score]),
    },
    ...(params.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'What the score hangs on, by a random forest over the trials of a family',
            head: ['family', 'parameter', 'share'],
            rows: params.map(({ family, param, share }) => [family, param, percent(share)]),
          },
        ]),
  ];
  return [{ id: 'search', title: 'The search', blocks }];
}
