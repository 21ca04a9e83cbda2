import type { Dataset } from '../quality/datasets.js';
import { CONTENDERS } from './contenders.js';
import type { SideResult } from './side-result.js';

/** Small tables, on which AutoGluon's medium quality ends before its time: how long it took tells of the machine. */
const SETS = ['titanic', 'german_credit', 'insurance'];
const CONTENDER = 'autogluon-medium';
const SECONDS = 60;

/** Fits three tables again, and says how their seconds and errors compare with those on record. */
export async function compareControls(
  known: readonly SideResult[],
  datasets: readonly Dataset[],
  commit: string,
): Promise<void> {
  for (const dataset of datasets.filter(({ name }) => SETS.includes(name))) {
    const before = known.find(
      ({ contender, set, split }) =>
        contender === `${CONTENDER}-${SECONDS}s` && set === dataset.name && split === 'test',
    );
    if (!before) throw new Error(`no ${CONTENDER} on ${dataset.name} is on record`);
    const job = { dataset, seed: before.seed, seconds: SECONDS, split: 'test', commit };
    const now = await CONTENDERS[CONTENDER]?.(job);
    if (!now) throw new Error(`there is no contender ${CONTENDER}`);
    const times = (now.fitSeconds / before.fitSeconds).toFixed(2);
    const errors = (now.test / before.test).toFixed(3);
    console.log(
      `${dataset.name}: ${times}× the seconds on record (${now.fitSeconds} s), ${errors}× the error`,
    );
  }
}
