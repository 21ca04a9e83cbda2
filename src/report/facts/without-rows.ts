import type { JudgedFacts, ReportFacts } from './report-facts.js';

/** The facts without anything of single rows: no cells, no true and predicted values, no curves. */
export function withoutRows(facts: ReportFacts): ReportFacts {
  const { judged, given, explained, pictures: _training, ...others } = facts;
  return {
    ...others,
    judged: pointless(judged),
    ...(given && { given: pointless(given) }),
    ...(explained && {
      explained: {
        ...explained,
        worst: [],
        dependence: explained.dependence.map((own) => ({ ...own, curves: [] })),
      },
    }),
    rowsContained: 0,
  };
}

function pointless(judged: JudgedFacts): JudgedFacts {
  return judged.numbers ? { ...judged, numbers: { ...judged.numbers, points: [] } } : judged;
}
