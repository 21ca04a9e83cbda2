import type { Metric } from '../metrics/metric.js';
import type { Task } from '../schema/schema.js';

/** Classes that are listed. */
const SHOWN = 6;

/** What is to be said of metrics that count how far classes lie apart, where no order of the classes is known. */
export function describeOrder(
  metrics: readonly Metric[],
  { classes, isOrdered }: Task,
): readonly string[] {
  const names = metrics.filter(({ ordersClasses }) => ordersClasses).map(({ name }) => name);
  // Models of before tell nothing of an order.
  const areNumbers = classes.every((own) => own.trim() !== '' && Number.isFinite(Number(own)));
  if (names.length === 0 || isOrdered || areNumbers || classes.length < 3) return [];
  const takes = names.length === 1 ? 'takes' : 'take';
  const first = classes.slice(0, SHOWN).join(', ');
  const rest = classes.length > SHOWN ? ', …' : '';
  return [
    `${names.join(' and ')} ${takes} the classes in the order of the alphabet, as no other is known: ${first}${rest}; fit with \`order\` to tell theirs, and where they have none, kappa or mcc tell more`,
  ];
}
