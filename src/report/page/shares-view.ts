import { middlePlace } from '../../predictor/quantile-answers.js';
import { countOf } from '../../util/count-of.js';
import { formatNumber } from '../../util/format-number.js';
import { isOfNumbers } from '../../util/task-kind.js';
import { element } from './dom.js';
import type { ColumnShare, ExplainedAnswer, LivingModel } from './living-model.js';
import { percentText } from './percent-text.js';
import { scrollBox } from './scroll-box.js';

/** Columns that stand for themselves. */
const SHOWN = 12;

/** Why the row is answered so: what each column adds to the mean answer. */
export function sharesView(model: LivingModel) {
  const says = element('p', {});
  const table = element('table', {});
  const region = scrollBox('Contributions', table);
  region.classList.add('shares');
  return {
    element: element(
      'div',
      { attributes: { class: 'why' } },
      element('h3', {}, 'Why'),
      says,
      region,
    ),
    /** While another one is worked out. */
    pend() {
      region.classList.add('pending');
    },
    show(explained: ExplainedAnswer, cells: ReadonlyMap<string, string>) {
      region.classList.remove('pending');
      says.textContent = sentence(model, explained);
      table.replaceChildren(head(), body(explained, cells));
    },
  };
}

function sentence(
  { task, hasRows, background, label }: LivingModel,
  { class: name, base, answer, isSampled, isCopy }: ExplainedAnswer,
): string {
  const rows = hasRows
    ? countOf(background.length, 'training row')
    : `${countOf(background.length, 'row')}, drawn column by column and none of them of the training data,`;
  const more = [
    isSampled ? ' What it adds is sampled; ± is the standard error.' : '',
    isCopy
      ? ' The row is a copy of training rows: this is the answer of the models, before labels.'
      : '',
  ].join('');
  if (isOfNumbers(task)) {
    const what = task.quantiles
      ? `${label} at the quantile ${task.quantiles[middlePlace(task.quantiles)]}`
      : label;
    return `The mean ${what} of ${rows} is ${formatNumber(base)}, this one's is ${formatNumber(answer)}: each column adds its part.${more}`;
  }
  const isBinary = task.kind === 'binary';
  const told = (odds: number) => {
    const chance = isBinary ? ` (${percentText(1 / (1 + Math.exp(-odds)))})` : '';
    return `${formatNumber(odds)}${chance}`;
  };
  const scale = isBinary
    ? `log-odds of ${name}`
    : `log-probability of ${name}, less the mean of all classes`;
  return `In ${scale}, ${rows} have ${told(base)} on average, this one ${told(answer)}: each column adds its part.${more}`;
}

function head(): HTMLElement {
  const names = ['column', 'lowers or raises', 'adds'];
  const cells = names.map((name) => element('th', { attributes: { scope: 'col' } }, name));
  return element('thead', {}, element('tr', {}, ...cells));
}

function body(
  { columns, isSampled }: ExplainedAnswer,
  cells: ReadonlyMap<string, string>,
): HTMLElement {
  const most = Math.max(1e-12, ...columns.map(({ share }) => Math.abs(share)));
  const shown = [...columns.slice(0, SHOWN), ...others(columns.slice(SHOWN))];
  const rows = shown.map(({ name, share, standardError }) => {
    const error = isSampled ? ` ± ${Number(standardError.toPrecision(2))}` : '';
    const cell = element('span', { attributes: { class: 'cell' } }, cells.get(name) ?? '');
    return element(
      'tr',
      {},
      element('td', { attributes: { class: 'what' } }, `${name} `, cell),
      element('td', { attributes: { class: 'balance' } }, balance(share / most)),
      element(
        'td',
        { attributes: { class: 'number' } },
        element('data', { attributes: { value: share } }, shareText(share)),
        element('small', {}, error),
      ),
    );
  });
  return element('tbody', {}, ...rows);
}

/** The columns that do not stand for themselves, as one. */
function others(rest: readonly ColumnShare[]): readonly ColumnShare[] {
  if (rest.length === 0) return [];
  const variance = rest.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
  const share = rest.reduce((sum, own) => sum + own.share, 0);
  return [
    { name: countOf(rest.length, 'other column'), share, standardError: Math.sqrt(variance) },
  ];
}

function shareText(share: number): string {
  const size = Number(Math.abs(share).toPrecision(3)).toLocaleString('en-US', {
    maximumSignificantDigits: 3,
  });
  if (share === 0) return '0';
  return share > 0 ? `+${size}` : `−${size}`;
}

/** To the left what lowers the answer, to the right what raises it. */
function balance(share: number): HTMLElement {
  const bar = element('span', { attributes: { class: share < 0 ? 'lowers' : 'raises' } });
  const width = Math.min(1, Math.abs(share)) * 50;
  bar.style.width = `${width}%`;
  bar.style.marginLeft = `${share < 0 ? 50 - width : 50}%`;
  return bar;
}
