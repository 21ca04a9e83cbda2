import { pow } from '../util/elementary/pow.js';

/** Probabilities raised to 1 / temperature and scaled to sum to 1 again: above 1 they come nearer to each other. */
export function tempered(
  probabilities: Float64Array,
  classes: number,
  temperature: number,
): Float64Array {
  // Numbers have no probabilities to temper.
  if (temperature === 1 || classes < 1) return probabilities;
  const changed = new Float64Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += classes) {
    let total = 0;
    for (let place = start; place < start + classes; place++) {
      const raised = pow(probabilities[place] ?? 0, 1 / temperature);
      changed[place] = raised;
      total += raised;
    }
    for (let place = start; place < start + classes; place++) {
      changed[place] = (changed[place] ?? 0) / total;
    }
  }
  return changed;
}
