import { metricNamed } from '../../metrics/metrics.js';
import type { Block, Section } from '../block.js';
import type { ReportFacts } from '../facts/report-facts.js';
import { searchCharts } from './search-charts.js';

/** How the search went. */
export function search({ search: facts, asked }: ReportFacts): readonly Section[] {
  if (!facts) return [];
  const { progress, metric } = facts;
  const { direction } = metricNamed(metric);
  const better: Block = {
    kind: 'table',
    caption: 'Each time that a single model was better than all before it',
    head: ['after', 'model', metric],
    rows: progress.map(({ seconds, name, score }) => [`${seconds.toFixed(1)} s`, name, score]),
  };
  const blocks: readonly Block[] = [
    ...searchCharts(facts, direction, asked),
    { kind: 'fold', title: 'When it got better', blocks: [better] },
  ];
  return [{ id: 'search', title: 'The search', blocks }];
}
