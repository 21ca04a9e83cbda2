import type { StudioCalls, StudioData } from '../studio-calls.js';
import { choices, data, inspection, step, waitFor } from './studio-state.js';
import { texts } from './texts.js';

/** Looks at data, and shows what its columns are taken for. */
export async function lookAt(calls: StudioCalls, given: StudioData, label?: string): Promise<void> {
  const own = { ...choices.value, label, types: {}, ignore: [] };
  const found = await waitFor(texts.data.looking, () => calls.inspect(given, own));
  if (!found) return;
  const told = found.columns.find(({ role }) => role === 'label')?.name;
  data.value = given;
  choices.value = { ...own, label: told };
  inspection.value = found;
  step.value = 'columns';
}

/** Looks again, by what the user has told of the columns. */
export async function lookAgain(
  calls: StudioCalls,
  told: Partial<(typeof choices)['value']>,
): Promise<void> {
  const given = data.value;
  if (!given) return;
  const before = choices.value;
  const own = { ...before, ...told };
  choices.value = own;
  const found = await waitFor(texts.data.looking, () => calls.inspect(given, own));
  // What cannot be is taken back.
  if (found) inspection.value = found;
  else choices.value = before;
}
