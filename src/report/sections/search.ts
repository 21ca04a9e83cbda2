import type { Block, Section } from '../block.js';
import type { ReportFacts } from '../facts/report-facts.js';
import type { SearchFacts } from '../facts/search-facts.js';
import { searchCharts } from './search-charts.js';

/** How the search went. */
export function search({ search: facts, asked }: ReportFacts): readonly Section[] {
  if (!facts) return [];
  const { progress, metric, direction } = facts;
  const better: Block = {
    kind: 'table',
    caption: 'Each time that a single model was better than all before it',
    head: ['after', 'model', metric],
    rows: progress.map(({ seconds, name, score }) => [`${seconds.toFixed(1)} s`, name, score]),
  };
  const blocks: readonly Block[] = [
    ...searchCharts(facts, direction, asked),
    { kind: 'fold', title: 'When it got better', blocks: [better] },
    ...machinesTable(facts),
  ];
  return [{ id: 'search', title: 'The search', blocks }];
}

function machinesTable({ machines = [] }: SearchFacts): readonly Block[] {
  if (machines.length === 0) return [];
  return [
    {
      kind: 'table',
      caption:
        'What each machine did, all workers of a host together: trials of which it trained a part, and jobs, which are their folds and refits on all rows; those that were lost with a worker, and answers that were refused, ran again',
      head: ['machine', 'trials', 'jobs', 'refits', 'seconds of work', 'lost', 'refused'],
      rows: machines.map(({ machine, trials, jobs, refits, seconds, lost, refused }) => [
        machine,
        trials,
        jobs,
        refits,
        Math.round(seconds * 10) / 10,
        lost,
        refused,
      ]),
    },
  ];
}
