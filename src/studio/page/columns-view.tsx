import type { InspectedColumn } from '../../inspect.js';
import { sparkline } from '../../report/charts/sparkline.js';
import type { ToldKind } from '../../schema/schema.js';
import { lookAgain } from './look-at.js';
import { inPageWords } from './page-words.js';
import { ScrollBox } from './scroll-box.js';
import { SearchOptions } from './search-options.js';
import { choices, inspection, isBusy } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const KINDS: readonly ToldKind[] = [
  'numeric',
  'categorical',
  'boolean',
  'datetime',
  'text',
  'list',
  'image',
];

/** What each column is taken for, and what the search is told. */
export function ColumnsView({ calls }: ViewProps) {
  const found = inspection.value;
  if (!found) return null;
  const { rows, columns, task, notes } = found;
  const { label } = choices.value;
  const count = texts.columns.rows(rows.toLocaleString('en-US'), columns.length);
  const worth = [...notes, ...columns.flatMap(({ doubt }) => doubt ?? [])];
  return (
    <>
      <p>{count}</p>
      <p class="field">
        <label for="label">{texts.columns.label}</label>
        <select
          id="label"
          disabled={isBusy.value}
          value={label ?? ''}
          onChange={(event) =>
            void lookAgain(calls, { label: event.currentTarget.value || undefined })
          }
        >
          <option value="">{texts.columns.chooseLabel}</option>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        {task && task.kind in texts.columns.task && (
          <span class="task">
            {texts.columns.task[task.kind as keyof typeof texts.columns.task]}:{' '}
            {inPageWords(task.reason)}
          </span>
        )}
      </p>
      {worth.length > 0 && (
        <section class="attention" aria-label={texts.columns.attention}>
          <h2>{texts.columns.attention}</h2>
          <ul>
            {[...new Set(worth)].map((note) => (
              <li key={note}>{inPageWords(note)}</li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <small>{texts.columns.kindHelp}</small>
      </p>
      <ScrollBox name={texts.steps.columns}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.columns.use}</th>
              <th scope="col">{texts.columns.name}</th>
              <th scope="col">{texts.columns.kind}</th>
              <th scope="col">{texts.columns.spread}</th>
              <th scope="col">{texts.columns.missing}</th>
              <th scope="col">{texts.columns.why}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnRow key={column.name} calls={calls} column={column} rows={rows} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <SearchOptions calls={calls} />
    </>
  );
}

function ColumnRow({
  calls,
  column,
  rows,
}: ViewProps & { readonly column: InspectedColumn; readonly rows: number }) {
  const { name, kind, role, missing, reason, summary, spread } = column;
  const { types, ignore } = choices.value;
  const isLabel = role === 'label';
  const isLeftOut = ignore.includes(name);
  const leave = () =>
    void lookAgain(calls, {
      ignore: isLeftOut ? ignore.filter((own) => own !== name) : [...ignore, name],
    });
  const share = missing === 0 ? '' : `${((100 * missing) / rows).toFixed(1)} %`;
  return (
    <tr class={isLeftOut || kind === 'ignored' ? 'out' : undefined}>
      <td class="use">
        <input
          type="checkbox"
          aria-label={`${texts.columns.use} ${name}`}
          disabled={isBusy.value || isLabel}
          checked={!isLeftOut}
          onChange={leave}
        />
      </td>
      <th scope="row">{name}</th>
      <td>
        <select
          aria-label={`${texts.columns.kind}: ${name}`}
          disabled={isBusy.value || isLeftOut}
          value={types[name] ?? kind}
          onChange={(event) => {
            const told = event.currentTarget.value as ToldKind;
            void lookAgain(calls, { types: { ...types, [name]: told } });
          }}
        >
          {kind === 'ignored' && <option value="ignored">{texts.columns.leftOut}</option>}
          {KINDS.map((own) => (
            <option key={own} value={own}>
              {own}
            </option>
          ))}
        </select>
      </td>
      <td>
        <Spread spread={spread} />
        <small class="summary" dir="auto" title={summary}>
          {summary}
        </small>
      </td>
      <td class="number">{share}</td>
      <td class="why">{inPageWords(reason)}</td>
    </tr>
  );
}

function Spread({ spread }: Pick<InspectedColumn, 'spread'>) {
  const drawn = spread && sparkline(spread);
  // Our own markup, in which names are escaped.
  return drawn ? <span dangerouslySetInnerHTML={{ __html: drawn.text }} /> : null;
}
