import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CustomMetric } from '../index.js';
import { AutofitError, errorMessage } from '../util/errors.js';

/** What `--metric` of `fit` is. */
export const METRIC_TOLD =
  'what decides (default: log_loss or rmse); or a module of your own, whose code runs: ./my-metric.mjs';

/** The names of `--metric`, those of modules as what the modules give. */
export async function metricsGiven(
  names: readonly string[] | undefined,
): Promise<readonly (string | CustomMetric)[] | undefined> {
  return names && Promise.all(names.map(metricGiven));
}

/** A name, or the metric that a module at a path gives: its code runs. What the metric lacks is for the library to say. */
export async function metricGiven<T extends string | undefined>(
  name: T,
): Promise<T | CustomMetric> {
  if (name === undefined || !isModule(name)) return name;
  const file = resolve(name);
  if (!existsSync(file)) throw badModule(name, 'there is no such file');
  try {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    const { default: given, metric = given } = module;
    if (metric === undefined) throw new Error('it exports nothing by default');
    return metric as CustomMetric;
  } catch (thrown) {
    throw badModule(name, errorMessage(thrown));
  }
}

/** The metric of a run that is resumed: one with a name of autofit's is known. */
export async function resumedMetric(name: string | undefined): Promise<CustomMetric | undefined> {
  const metric = await metricGiven(name);
  if (typeof metric !== 'string') return metric;
  throw new AutofitError('BAD_OPTION', `--metric ${metric} is no file.`, {
    hint: 'Name the module of your own metric that the run was begun with, else leave it out.',
  });
}

/** The good directions of metrics of the user's own by their names. */
export function directionsOf(
  metrics: readonly (string | CustomMetric)[] | undefined = [],
): ReadonlyMap<string, CustomMetric['direction']> {
  const own = metrics.filter((metric) => typeof metric !== 'string');
  return new Map(own.map(({ name, direction }) => [name, direction]));
}

/** Names of metrics have neither. */
function isModule(name: string): boolean {
  return /[\\/]/.test(name) || /\.[cm]?[jt]s$/.test(name);
}

function badModule(name: string, reason: string): AutofitError {
  return new AutofitError('BAD_METRIC', `--metric ${name} cannot be loaded: ${reason}.`, {
    hint: "It is a module: export default { name: 'my_error', direction: 'minimize', score: (truth, predictions) => … }.",
  });
}
