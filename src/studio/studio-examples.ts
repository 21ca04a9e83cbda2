import type { StudioExample } from './studio-calls.js';

/** Tables that ship, one for each task. */
export const STUDIO_EXAMPLES: readonly StudioExample[] = [
  {
    name: 'sacramento.csv',
    label: 'price',
    rows: '932',
    about: 'Homes in Sacramento: what does one cost?',
  },
  {
    name: 'credit.csv',
    label: 'Status',
    rows: '4,454',
    about: 'Credits: will one be paid back?',
  },
  {
    name: 'penguins.csv',
    label: 'species',
    rows: '344',
    about: 'Penguins: which of three species is it?',
  },
];
