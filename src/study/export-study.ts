import { basename } from 'node:path';
import { optunaLines } from '../journal/optuna-lines.js';
import { checkText } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { readStudy } from './study-journal.js';

/**
 * The trials in a journal in the line format of Optuna's JournalStorage; what a word opens is named by the way to it, as
 * `model.tree.depth`. Throws an AutofitError where there is no journal.
 */
export function exportStudy(journal: string): string {
  checkText('exportStudy', journal, 'the path of a journal');
  const written = readStudy(journal);
  if (!written) {
    throw new AutofitError('NO_JOURNAL', `There is no journal at ${journal}.`, {
      file: journal,
      hint: 'Name a file that a search has had as its `journal`.',
    });
  }
  const { settings, began } = written.begun;
  const start = Date.parse(began);
  const lines = optunaLines({
    name: basename(journal),
    direction: settings.direction,
    trials: written.trials
      .toSorted((a, b) => a.number - b.number)
      .map(({ params, reports, state, value, seconds }) => ({
        began: start,
        ended: start + 1000 * seconds,
        params: Object.entries(params).map(([name, own]) => ({
          name,
          distribution: settings.space[name],
          value: own,
        })),
        reports,
        state,
        value,
      })),
  });
  return lines.map((line) => `${line}\n`).join('');
}
