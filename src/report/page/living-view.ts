import { countOf } from '../../util/count-of.js';
import { Stopped } from '../../util/stopped.js';
import { answerView } from './answer-view.js';
import { cellTexts } from './cell-texts.js';
import { curveView } from './curve-view.js';
import { element } from './dom.js';
import { fieldControl } from './field-control.js';
import type { FormRow } from './form-table.js';
import type { LivingModel } from './living-model.js';
import { sharesView } from './shares-view.js';

/** Fields that stand open; those behind them are folded away. */
const OPEN = 24;
/** A row that stays so long is explained. */
const REST_MILLISECONDS = 250;

/** The form with the answer beside it: it follows what is changed, and is explained when it rests. */
export function livingView(model: LivingModel): HTMLElement {
  const { fields, background, hasRows } = model;
  const answer = answerView(model);
  const shares = sharesView(model);
  const refresh = inNextFrame(() => update());
  const curve = curveView(model, refresh);
  const controls = fields.map((field, place) => fieldControl(field, `field-${place}`, refresh));
  const explain = whenAtRest(async (row, signal) => {
    shares.show(await model.explain(row, signal), cellTexts(fields, row));
  });
  const update = () => {
    const row = controls.map((control) => control.value());
    const asked = curve.asks(row);
    const [here, ...others] = model.answer([row, ...asked]);
    if (!here) return;
    answer.show(here);
    curve.show(row, asked, others, here);
    shares.pend();
    explain(row);
  };
  const fill = (row: FormRow) => {
    for (const [place, control] of controls.entries()) control.set(row[place] ?? null);
    refresh();
  };
  const typical = fields.map(({ start }) => start);
  const buttons = element(
    'p',
    { attributes: { class: 'buttons' } },
    element(
      'button',
      { attributes: { type: 'button' }, on: { click: () => fill(typical) } },
      'A typical row',
    ),
    nextButton(background, hasRows ? 'Another training row' : 'Another drawn row', fill),
  );
  const [first] = background;
  fill(first && fields.some(({ kind }) => kind === 'picture') ? first : typical);
  return element(
    'div',
    { attributes: { class: 'living' } },
    element(
      'form',
      { attributes: { 'aria-label': 'One row' } },
      buttons,
      ...fieldGroups(controls.map((control) => control.element)),
    ),
    element(
      'div',
      { attributes: { class: 'told' } },
      element('div', { attributes: { class: 'live' } }, answer.element, curve.element),
      shares.element,
    ),
  );
}

function fieldGroups(fields: readonly HTMLElement[]): readonly HTMLElement[] {
  const group = (own: readonly HTMLElement[]) =>
    element('div', { attributes: { class: 'fields' } }, ...own);
  const more = fields.slice(OPEN);
  if (more.length === 0) return [group(fields)];
  const summary = element('summary', {}, countOf(more.length, 'more field'));
  return [group(fields.slice(0, OPEN)), element('details', {}, summary, group(more))];
}

function nextButton(
  rows: readonly FormRow[],
  text: string,
  fill: (row: FormRow) => void,
): HTMLElement {
  let next = 0;
  const click = () => {
    fill(rows[next % rows.length] ?? []);
    next++;
  };
  return element(
    'button',
    { attributes: { type: 'button', disabled: rows.length === 0 }, on: { click } },
    text,
  );
}

/** However often it is asked for, it is done once before the page is painted again. */
function inNextFrame(work: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      work();
    });
  };
}

/** Begins when no other row came for a while; a new one stops the work for the last. */
function whenAtRest(
  work: (row: FormRow, signal: AbortSignal) => Promise<void>,
): (row: FormRow) => void {
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (row) => {
    running.abort();
    clearTimeout(timer);
    running = new AbortController();
    const { signal } = running;
    timer = setTimeout(() => {
      work(row, signal).catch((thrown: unknown) => {
        if (!(thrown instanceof Stopped)) throw thrown;
      });
    }, REST_MILLISECONDS);
  };
}
