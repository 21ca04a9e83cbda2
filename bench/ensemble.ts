/**
 * What guards on ensembles are worth, by rows that nothing has seen: of each data set's training rows a part is set aside
 * (--honest), a search runs on the others, and every way to use its models is compared on those rows with the best model
 * alone. Test rows are not read.
 *
 *   npm run bench:ensemble -- [--time-limit 60s] [--sets adult,titanic] [--json]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { pairedGain } from '../src/ensemble/bootstrap.js';
import { finishEnsemble } from '../src/ensemble/finish-ensemble.js';
import { selectEnsemble } from '../src/ensemble/select-ensemble.js';
import { readFitData } from '../src/fit/read-fit-data.js';
import { resolveOptions } from '../src/options/options.js';
import type { Judged } from '../src/trial/trial-judge.js';
import { type Searched, searchedModels } from './ensemble/searched-models.js';
import { unseeing } from './quality/contenders.js';
import { type Dataset, fileOf, readDatasets, readingOptions } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    'time-limit': { type: 'string', default: '60s' },
    sets: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** What a way to use the models gains over the best one alone, on rows set aside. */
interface Gain {
  readonly set: string;
  readonly rows: number;
  readonly way: string;
  /** In standard errors of the paired bootstrap, and as a share of the best model's error. */
  readonly standardErrors: number;
  readonly percent: number;
}

const wanted = flags.sets?.split(',');
const gains: Gain[] = [];
for (const dataset of readDatasets().filter(({ name }) => wanted?.includes(name) ?? true)) {
  gains.push(...(await gainsOn(dataset)));
  console.error(`${dataset.name} is done`);
}
if (flags.json) console.log(JSON.stringify(gains));
else console.log(`${gainTable()}\n\n${summary()}`);

async function gainsOn(dataset: Dataset): Promise<readonly Gain[]> {
  const settings = await resolveOptions({
    label: dataset.label,
    preset: unseeing(dataset),
    timeLimit: flags['time-limit'],
    honest: true,
    header: readingOptions(dataset.name).length === 0,
  });
  const data = await readFitData(
    fileOf(dataset.name, 'train'),
    settings,
    new AbortController().signal,
  );
  const searched = await searchedModels(data, settings);
  const { metric, task } = data.judge;
  const outer: Judged = { metric, task, ...searched.outer };
  const [alone] = searched.predictions;
  if (!alone) throw new Error(`${dataset.name}: no model was trained`);
  const errorOf = (predictions: Float64Array) =>
    metric.score(outer.truth, predictions, task, outer.weights);
  return Object.entries(waysOf(searched, data.judge)).map(([way, predictions]) => {
    const { gain, standardError } = pairedGain(outer, predictions, alone, 0);
    return {
      set: dataset.name,
      rows: data.judge.truth.length,
      way,
      standardErrors: standardError > 0 ? gain / standardError : 0,
      percent: 100 * (1 - errorOf(predictions) / errorOf(alone)),
    };
  });
}

/** Predictions of the rows set aside, by the way that validation rows chose. */
function waysOf(searched: Searched, judge: Parameters<typeof selectEnsemble>[1]) {
  const { kept } = searched;
  const greedy = selectEnsemble(kept, judge, { rounds: 25 });
  const mixed = searched.mixed({ ...greedy, stack: null, temperature: 1 });
  const { gain, standardError } = pairedGain(
    judge,
    greedy.predictions,
    kept[0]?.predictions ?? new Float64Array(),
    0,
  );
  const alone = searched.predictions[0] ?? new Float64Array();
  return {
    'greedy selection': mixed,
    'only if better by one standard error': gain > standardError ? mixed : alone,
    'as it is: with a second layer and temperature': searched.mixed(
      finishEnsemble(kept, judge, { rounds: 25, stacking: true, calibrate: true }, 0),
    ),
  };
}

function gainTable(): string {
  const ways = [...new Set(gains.map(({ way }) => way))];
  const table = new Table({
    head: ['data set', 'validated rows', ...ways],
    style: { head: [], border: [], compact: true },
  });
  for (const set of new Set(gains.map((gain) => gain.set))) {
    const own = gains.filter((gain) => gain.set === set);
    const cells = own.map(
      ({ percent, standardErrors }) =>
        `${percent.toFixed(2)} % (${standardErrors.toFixed(1)} standard errors)`,
    );
    table.push([set, own[0]?.rows ?? 0, ...cells]);
  }
  return table.toString();
}

function summary(): string {
  const ways = [...new Set(gains.map(({ way }) => way))];
  const lines = ways.map((way) => {
    const own = gains.filter((gain) => gain.way === way);
    const mean = own.reduce((sum, { percent }) => sum + percent, 0) / own.length;
    const worse = own.filter(({ standardErrors }) => standardErrors < -1).length;
    return `${way}: ${mean.toFixed(2)} % less error on average, worse by over one standard error on ${worse} of ${own.length}`;
  });
  return lines.join('\n');
}
