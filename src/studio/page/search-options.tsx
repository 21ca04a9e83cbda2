import type { Inspection } from '../../inspect.js';
import { Choice } from './choice.js';
import {
  beginAgain,
  type Choices,
  choices,
  data,
  inspection,
  isBusy,
  waitFor,
} from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const TIMES = ['30s', '1m', '5m', '15m', '1h'] as const;
const own = texts.columns;

/** What the search is told, and its beginning. */
export function SearchOptions({ calls }: ViewProps) {
  const { label, timeLimit, preset } = choices.value;
  const begin = () => {
    const given = data.value;
    if (!given || label === undefined) return;
    void waitFor(own.begin, () => calls.fit(given, choices.value));
  };
  return (
    <form
      class="options"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Choice
        id="time"
        name={own.time}
        help={own.timeHelp}
        value={timeLimit}
        options={TIMES.map((time) => [time, time])}
        onChange={(time) => set({ timeLimit: time })}
      />
      <Choice
        id="preset"
        name={own.preset}
        value={preset}
        options={Object.entries(own.presets)}
        onChange={(name) => set({ preset: name })}
      />
      <MoreChoices />
      <p>
        <button type="submit" class="main" disabled={isBusy.value || label === undefined}>
          {own.begin}
        </button>{' '}
        <button type="button" disabled={isBusy.value} onClick={beginAgain}>
          {own.back}
        </button>
      </p>
    </form>
  );
}

function set(told: Partial<Choices>): void {
  choices.value = { ...choices.value, ...told };
}

/** What few need: what decides, and how rows hang together. */
function MoreChoices() {
  const found = inspection.value;
  if (!found) return null;
  const { metric, honest = false } = choices.value;
  return (
    <details class="more">
      <summary>{own.more}</summary>
      <Choice
        id="metric"
        name={own.metric}
        help={own.metricHelp}
        value={metric}
        without={own.metricOfTask}
        options={metricsOf(found)}
        onChange={(name) => set({ metric: name || undefined })}
      />
      <Positive task={found.task} />
      <HowRowsHang found={found} />
      <p class="field">
        <label for="honest">{own.honest}</label>
        <input
          type="checkbox"
          id="honest"
          checked={honest}
          disabled={isBusy.value}
          onChange={(event) => set({ honest: event.currentTarget.checked || undefined })}
        />
        <small>{own.honestHelp}</small>
      </p>
    </details>
  );
}

/** Names of metrics with what they are; none before there is a task. */
function metricsOf({ task }: Inspection): readonly (readonly [string, string])[] {
  const kind = task?.kind;
  if (kind === undefined || !(kind in own.metrics)) return [];
  return Object.entries(own.metrics[kind as keyof typeof own.metrics]);
}

function Positive({ task }: { readonly task: Inspection['task'] | undefined }) {
  if (task?.kind !== 'binary') return null;
  return (
    <Choice
      id="positive"
      name={own.positive}
      help={own.positiveHelp}
      value={choices.value.positive}
      without={task.positive ?? own.none}
      options={task.classes.filter((name) => name !== task.positive).map((name) => [name, name])}
      onChange={(name) => set({ positive: name || undefined })}
    />
  );
}

function HowRowsHang({ found }: { readonly found: Inspection }) {
  const { label } = choices.value;
  const names = found.columns.flatMap(({ name }) =>
    name === label ? [] : [[name, name] as const],
  );
  return (
    <>
      {(['timeColumn', 'group', 'weight'] as const).map((option) => (
        <Choice
          key={option}
          id={option}
          name={own[option]}
          help={own.columnHelp[option]}
          value={choices.value[option]}
          without={own.none}
          options={names}
          onChange={(name) => set({ [option]: name || undefined })}
        />
      ))}
    </>
  );
}
