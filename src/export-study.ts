import { basename, resolve } from 'node:path';
import { readJournal } from './journal/journal-file.js';
import { runLines } from './journal/optuna.js';
import { begunSettings } from './run/begun-settings.js';
import { directionOf } from './run/kept-metric.js';
import { checkText, refuseMore } from './util/check-arguments.js';

/**
 * The trials of a run in the line format of Optuna's JournalStorage, finished or not. Throws an AutofitError when there is
 * no run.
 */
export async function exportStudy(run: string): Promise<string>;
export async function exportStudy(run: string, ...more: unknown[]): Promise<string> {
  checkText('exportStudy', run, 'the path of a run folder');
  refuseMore('exportStudy', more);
  const { run: begun, events } = await readJournal(run);
  const { families } = begunSettings(begun);
  const lines = runLines({
    name: basename(resolve(run)),
    direction: directionOf(begun),
    run: begun,
    spaces: Object.fromEntries(families.map(({ family, space }) => [family, space])),
    trials: events.filter((event) => event.kind === 'trial'),
  });
  return lines.map((line) => `${line}\n`).join('');
}
