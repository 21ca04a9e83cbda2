import { formatNumber } from '../../util/format-number.js';
import { element } from './dom.js';
import type { ColumnShare, ExplainedAnswer, LivingModel } from './living-model.js';

/** Columns that stand for themselves. */
const SHOWN = 12;

/** Why the row is answered so: what each column adds to the mean answer. */
export function sharesView(model: LivingModel) {
  const says = element('p', {});
  const table = element('table', {});
  const region = element(
    'div',
    {
      attributes: {
        class: 'table shares',
        tabindex: 0,
        role: 'region',
        'aria-label': 'Contributions',
      },
    },
    table,
  );
  return {
    element: element(
      'div',
      { attributes: { 'aria-busy': 'true' } },
      element('h3', {}, 'Why'),
      says,
      region,
    ),
    /** While another one is worked out. */
    pend(this: void) {
      region.classList.add('pending');
    },
    show(this: void, explained: ExplainedAnswer, cells: ReadonlyMap<string, string>) {
      region.classList.remove('pending');
      says.textContent = sentence(model, explained);
      table.replaceChildren(head(explained), body(explained, cells));
    },
  };
}

function sentence(
  { task, hasRows, background, label }: LivingModel,
  explained: ExplainedAnswer,
): string {
  const { base, answer, isSampled } = explained;
  const rows = hasRows
    ? `${background.length} training rows`
    : `${background.length} rows drawn from what is known of single columns, none of them a training row`;
  const of =
    explained.class === null ? `The mean ${label}` : `The mean log-odds of ${explained.class}`;
  const scale =
    task.kind === 'multiclass'
      ? of.replace('log-odds', 'log-probability, less that of all classes,')
      : of;
  const error = isSampled ? ' Values are sampled; ± is their standard error.' : '';
  return `${scale} over ${rows} is ${formatNumber(base)}; here it is ${formatNumber(answer)}. Each column adds its part.${error}`;
}

function head({ isSampled }: ExplainedAnswer): HTMLElement {
  const names = ['column', 'value', '', isSampled ? 'adds ±' : 'adds'];
  const cells = names.map((name) =>
    element('th', { attributes: { scope: 'col' } }, name || '\u00a0'),
  );
  return element('thead', {}, element('tr', {}, ...cells));
}

function body(
  { columns, isSampled }: ExplainedAnswer,
  cells: ReadonlyMap<string, string>,
): HTMLElement {
  const most = Math.max(1e-12, ...columns.map(({ share }) => Math.abs(share)));
  const rest = columns.slice(SHOWN);
  const others: ColumnShare[] =
    rest.length === 0
      ? []
      : [
          {
            name: `${rest.length} other columns`,
            share: rest.reduce((sum, { share }) => sum + share, 0),
            standardError: Math.sqrt(
              rest.reduce((sum, { standardError }) => sum + standardError ** 2, 0),
            ),
          },
        ];
  const rows = [...columns.slice(0, SHOWN), ...others].map((own) => {
    const error = isSampled ? ` ± ${formatNumber(own.standardError)}` : '';
    const sign = own.share > 0 ? '+' : own.share < 0 ? '−' : '';
    return element(
      'tr',
      {},
      element('td', {}, own.name),
      element('td', {}, cells.get(own.name) ?? ''),
      element('td', { attributes: { class: 'balance' } }, balance(own.share / most)),
      element(
        'td',
        { attributes: { class: 'number' } },
        `${sign}${formatNumber(Math.abs(own.share))}${error}`,
      ),
    );
  });
  return element('tbody', {}, ...rows);
}

/** To the left what lowers the answer, to the right what raises it. */
function balance(share: number): HTMLElement {
  const bar = element('span', { attributes: { class: share < 0 ? 'lowers' : 'raises' } });
  const width = Math.min(1, Math.abs(share)) * 50;
  bar.style.width = `${width}%`;
  bar.style.marginLeft = `${share < 0 ? 50 - width : 50}%`;
  return bar;
}
