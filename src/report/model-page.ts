import { countOf } from '../util/count-of.js';
import { containsText } from './contains-text.js';
import { type LivingInput, livingPart } from './living-part.js';
import { pageText } from './page.js';

/** A page with a predictor in it, and nothing else. */
export async function modelPage(input: LivingInput): Promise<string> {
  const { schema, rows } = input.state;
  const { section, contains, data, scripts, styles } = await livingPart(input);
  return pageText({
    title: `Predicting ${schema.label}`,
    lead: [
      `A ${schema.task.kind} model, fitted to ${countOf(rows, 'row')}.`,
      containsText({ worst: 0, drawn: 0, ...contains }),
    ],
    sections: [section],
    data,
    scripts,
    styles,
  });
}
