import { fit } from '../src/fit/fit.js';
import { changedRows, drawRows } from '../test/fixtures/drift-rows.js';

/** How often drift is found in rows like those of training, and in rows that were changed, by the number of rows. */

const SEEDS = { training: 1, same: 10_000, changed: 50_000 };
const figures = [];
for (const trained of [600, 3000]) {
  for (const models of [['linear'], ['boosted-trees']]) {
    const predictor = await fit(drawRows(trained, SEEDS.training + trained), {
      label: 'price',
      trials: 2,
      workers: 1,
      models,
      types: { tags: 'list', street: 'categorical' },
    });
    for (const rows of [30, 60, 200, 1000]) {
      const tables = rows > 500 ? 100 : 200;
      const told = await Promise.all(
        Array.from({ length: tables }, (_, i) => predictor.drift(drawRows(rows, SEEDS.same + i))),
      );
      const share = (of: number) => `${((100 * of) / tables).toFixed(1)} %`;
      const columns = told.flatMap(({ columns: own, predictions, label }) =>
        [...own, ...predictions, ...(label ? [label] : [])]
          .filter(({ verdict }) => verdict === 'drifted')
          .map(({ name }) => name),
      );
      const changed = changedRows.map(async ([, name, change], i) => {
        const drift = await predictor.drift(drawRows(rows, SEEDS.changed + i, change));
        const own = [...drift.columns, ...(drift.label ? [drift.label] : [])];
        return own.some((column) => column.name === name && column.verdict === 'drifted');
      });
      const found = (await Promise.all(changed)).filter(Boolean).length;
      figures.push({
        trained,
        models: models[0],
        rows,
        'false alarms': share(told.filter((own) => own.found).length),
        'by scores': share(told.filter(({ score }) => score?.verdict === 'worse').length),
        'by columns': [...new Set(columns)].join(' '),
        'moved, no alarm': share(
          told.filter((own) => own.columns.some(({ verdict }) => verdict === 'moved')).length,
        ),
        'changes found': `${found} of ${changedRows.length}`,
      });
    }
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, null, 2));
else console.table(figures);
