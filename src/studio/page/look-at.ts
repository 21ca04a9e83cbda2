import type { StudioCalls, StudioData } from '../studio-calls.js';
import { type Choices, choices, data, inspection, step, waitFor } from './studio-state.js';
import { texts } from './texts.js';

/** Looks at data, and shows what its columns are taken for. */
export async function lookAt(calls: StudioCalls, given: StudioData, label?: string): Promise<void> {
  const { timeLimit, preset } = choices.value;
  const own = { timeLimit, preset, label, types: {}, ignore: [] };
  const found = await waitFor(texts.data.looking, () => calls.inspect(given, own));
  if (!found) return;
  const told = found.columns.find(({ role }) => role === 'label')?.name;
  data.value = given;
  choices.value = { ...own, label: told };
  inspection.value = found;
  step.value = 'columns';
}

/** Looks again, by what the user has told of the columns. */
export async function lookAgain(calls: StudioCalls, told: Partial<Choices>): Promise<void> {
  const given = data.value;
  if (!given) return;
  const before = choices.value;
  const own = { ...before, ...told };
  choices.value = own;
  const found = await waitFor(texts.data.looking, () => calls.inspect(given, own));
  if (!found) {
    // What cannot be is taken back.
    choices.value = before;
    return;
  }
  const isSameTask =
    own.label === before.label && found.task?.kind === inspection.value?.task?.kind;
  choices.value = stillMeant(own, isSameTask);
  inspection.value = found;
}

const COLUMNS = ['timeColumn', 'group', 'weight'] as const;

/** Without what another task, or another label, has made meaningless. */
function stillMeant(told: Choices, isSameTask: boolean): Choices {
  const strays = COLUMNS.filter((option) => told[option] === told.label);
  const ofTask = isSameTask ? {} : { metric: undefined, positive: undefined };
  return { ...told, ...ofTask, ...Object.fromEntries(strays.map((name) => [name, undefined])) };
}
