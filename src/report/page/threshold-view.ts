import type { ThresholdStep } from '../facts/class-facts.js';
import { element } from './dom.js';
import { percentText } from './percent-text.js';
import { scrollBox } from './scroll-box.js';
import { THRESHOLD_DATA, THRESHOLD_PLACE, type ThresholdData } from './threshold-data.js';

/** Puts the control of the threshold at its place in the page, where there is one. */
export function showThreshold(): void {
  const place = document.getElementById(THRESHOLD_PLACE);
  const text = document.getElementById(THRESHOLD_DATA)?.textContent;
  if (place && text) place.replaceChildren(thresholdView(JSON.parse(text) as ThresholdData));
}

/** A slider over thresholds, and what comes of the one that it stands at. */
function thresholdView(data: ThresholdData): HTMLElement {
  const { steps, threshold, positive } = data;
  const table = element('table', {});
  const said = element('p', { attributes: { 'aria-live': 'polite' } });
  const show = () => {
    const chosen = steps[Number(slider.value)] ?? steps[0];
    if (!chosen) return;
    said.replaceChildren(sentence(chosen, data));
    table.replaceChildren(...confusionRows(chosen, data));
    slider.setAttribute('aria-valuetext', percentText(chosen.threshold));
  };
  const slider = element('input', {
    attributes: { type: 'range', id: 'threshold-slider', min: 0, max: steps.length - 1, step: 1 },
    on: { input: show },
  });
  const own = placeOf(steps, threshold);
  const back = element(
    'button',
    {
      attributes: { type: 'button' },
      on: {
        click: () => {
          slider.value = String(own);
          show();
        },
      },
    },
    `The predictor’s own, ${percentText(threshold)}`,
  );
  slider.value = String(own);
  show();
  const label = `Take a row for ${positive} from a chance of: `;
  const named = element('label', { attributes: { for: 'threshold-slider' } }, label);
  const control = element('p', { attributes: { class: 'threshold' } }, named, slider, back);
  const box = scrollBox('What comes of the threshold', table);
  return element('div', {}, element('h3', {}, 'Move the threshold'), control, said, box);
}

/** The step of those rows that a threshold takes for positive: the last one that is not below it. */
function placeOf(steps: readonly ThresholdStep[], threshold: number): number {
  const below = steps.findIndex((step) => step.threshold < threshold);
  return below < 0 ? steps.length - 1 : Math.max(0, below - 1);
}

function sentence(step: ThresholdStep, { positive, unknown = 0 }: ThresholdData): string {
  const { truePositive, trueNegative, falseNegative, unknownPositive = 0 } = step;
  const taken = step.falsePositive + unknownPositive;
  const others = step.falsePositive + trueNegative + unknown;
  const found = share(truePositive, truePositive + falseNegative);
  const right = share(truePositive, truePositive + taken);
  const wrongly = share(taken, others);
  const all = truePositive + falseNegative + others;
  const accuracy = share(truePositive + trueNegative, all);
  return `From ${percentText(Math.min(1, step.threshold))} on: ${found} of ${positive} are found; of those taken for it ${right} are; ${wrongly} of the others are taken for it. ${accuracy} of all rows are right.`;
}

function confusionRows(
  step: ThresholdStep,
  { positive, negative, unknown = 0 }: ThresholdData,
): readonly HTMLElement[] {
  const row = (cells: readonly (string | number)[], name: 'td' | 'th') =>
    element(
      'tr',
      {},
      ...cells.map((cell) =>
        element(name, name === 'th' ? { attributes: { scope: 'col' } } : {}, String(cell)),
      ),
    );
  const count = (rows: number) => Math.round(10 * rows) / 10;
  const { unknownPositive = 0 } = step;
  const strange = ['is of a class that the model does not know', count(unknownPositive)];
  return [
    row(['', `taken for ${positive}`, `taken for ${negative}`], 'th'),
    row([`is ${positive}`, count(step.truePositive), count(step.falseNegative)], 'td'),
    row([`is ${negative}`, count(step.falsePositive), count(step.trueNegative)], 'td'),
    ...(unknown > 0 ? [row([...strange, count(unknown - unknownPositive)], 'td')] : []),
  ];
}

function share(part: number, all: number): string {
  return all > 0 ? percentText(part / all) : 'none';
}
