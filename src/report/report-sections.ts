import type { Section } from './block.js';
import type { ReportFacts } from './facts/report-facts.js';
import { columns } from './sections/columns.js';
import { explanations } from './sections/explanations.js';
import { groups } from './sections/groups.js';
import { inShort } from './sections/in-short.js';
import { models } from './sections/models.js';
import { pictures } from './sections/pictures.js';
import { reproduce } from './sections/reproduce.js';
import { scores } from './sections/scores.js';
import { search } from './sections/search.js';
import { sureness } from './sections/sureness.js';

/** A report's sections in the order in which they are read. */
export function reportSections(facts: ReportFacts): readonly Section[] {
  const parts = [
    inShort,
    scores,
    sureness,
    explanations,
    pictures,
    groups,
    models,
    search,
    columns,
    reproduce,
  ];
  return parts.flatMap((part) => part(facts));
}
