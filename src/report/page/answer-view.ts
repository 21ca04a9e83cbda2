import { percent } from '../../util/percent.js';
import { numberText } from '../number-text.js';
import { element } from './dom.js';
import type { Answer, LivingModel, SureAnswer } from './living-model.js';
import { percentText } from './percent-text.js';

/** Classes that are shown, the most probable ones. */
const SHOWN = 8;

/** What is answered: a number, or a class with the chances of all. */
export function answerView(model: LivingModel) {
  const said = element('output', {
    attributes: { class: 'said', 'aria-label': `Predicted ${model.label}` },
  });
  const chances = element('div', { attributes: { class: 'chances' } });
  const sureness = element('div', { attributes: { class: 'sure' } });
  return {
    element: element(
      'div',
      { attributes: { class: 'answer' } },
      element('div', { attributes: { class: 'name' } }, model.label),
      said,
      sureness,
      chances,
    ),
    show({ value, chances: own, decided, sure, quantiles }: Answer) {
      sureness.replaceChildren(sure ? sureText(model, sure) : quantilesText(model, quantiles));
      if (own.length === 0) {
        said.replaceChildren(element('data', { attributes: { value } }, numberText(value)));
        return;
      }
      said.replaceChildren(model.task.classes[decided] ?? 'no answer');
      const order = [...own.keys()].sort((a, b) => (own[b] ?? 0) - (own[a] ?? 0) || a - b);
      // Two classes stay where they are.
      const shown = own.length === 2 ? [0, 1] : order.slice(0, SHOWN);
      chances.replaceChildren(
        ...shown.map((code) => chanceBar(model.task.classes[code] ?? '', own[code] ?? Number.NaN)),
      );
    },
  };
}

/** What the true number is at or below, with each of the probabilities. */
function quantilesText({ task }: LivingModel, answers: readonly number[] = []): string {
  const each = answers.map(
    (answer, place) => `${percent(task.quantiles?.[place] ?? Number.NaN)} ≤ ${numberText(answer)}`,
  );
  return each.join(' · ');
}

function sureText(model: LivingModel, { coverage, ends, classes = [] }: SureAnswer): string {
  const names = classes.map((code) => model.task.classes[code] ?? '');
  const what = ends ? ends.map(numberText).join(' to ') : names.join(', ');
  return `${percent(coverage)} sure: ${what}`;
}

function chanceBar(name: string, chance: number): HTMLElement {
  const bar = element('span', { attributes: { class: 'bar' } }, element('span'));
  const fill = bar.firstElementChild;
  if (fill instanceof HTMLElement) fill.style.width = `${100 * chance}%`;
  const percent = element('data', { attributes: { value: chance } }, percentText(chance));
  return element(
    'div',
    { attributes: { class: 'chance' } },
    element('span', { attributes: { class: 'class' } }, name),
    bar,
    percent,
  );
}
