import { isOfNumbers } from '../../util/task-kind.js';
import { numberText } from '../number-text.js';
import { drawing, element } from './dom.js';
import type { FormField } from './form-field.js';
import { shownNumber } from './form-numbers.js';
import type { FormRow } from './form-table.js';
import type { Answer, LivingModel } from './living-model.js';
import { momentText } from './moment-text.js';
import { niceTicks } from './nice-ticks.js';
import { isVaried, variedValues } from './what-if.js';

/** Where it is not known how wide the page is. */
const USUAL_WIDTH = 460;
const HEIGHT = 250;
const LEFT = 56;
const RIGHT = 14;
const TOP = 30;
const BOTTOM = 40;

/** A place of the curve, in what is asked and answered. */
interface CurvePoint {
  /** Of a level its code. */
  readonly value: number;
  readonly answer: number;
  readonly isHere: boolean;
}

/** What would be answered if one field had other values. */
export function curveView(model: LivingModel, onField: () => void) {
  const varied = model.fields.flatMap((field, place) =>
    isVaried(field) ? [{ field, place }] : [],
  );
  const options = varied.map(({ field, place }) =>
    element('option', { attributes: { value: place } }, field.name),
  );
  const select = element(
    'select',
    { attributes: { id: 'curve-field' }, on: { input: onField } },
    ...options,
  );
  const paper = element('div', { attributes: { class: 'curve' } });
  const label = element(
    'label',
    { attributes: { for: 'curve-field' } },
    'What if another ',
    select,
  );
  return {
    element: element(
      'div',
      { attributes: { class: 'what-if', hidden: varied.length === 0 } },
      element('h3', {}, label),
      paper,
    ),
    /** The rows that it asks for. */
    asks(row: FormRow): readonly FormRow[] {
      const own = varied.find(({ place }) => place === Number(select.value));
      if (!own) return [];
      return variedValues(own.field, row[own.place] ?? null).map((value) =>
        row.with(own.place, value),
      );
    },
    show(row: FormRow, rows: readonly FormRow[], answers: readonly Answer[], here: Answer) {
      const own = varied.find(({ place }) => place === Number(select.value));
      if (!own) return;
      const code = shownClass(model, here);
      const points = rows.map(
        (asked, i): CurvePoint => ({
          value: shownNumber(asked[own.place] ?? null),
          answer: answerOf(answers[i] ?? here, code),
          isHere: asked[own.place] === row[own.place],
        }),
      );
      const what = code === undefined ? model.label : `probability of ${model.task.classes[code]}`;
      paper.replaceChildren(
        chart(model, own.field, points, what, paper.clientWidth || USUAL_WIDTH),
      );
    },
  };
}

/** Of two classes the positive one, of more the one that is decided for. */
function shownClass({ task }: LivingModel, { decided }: Answer): number | undefined {
  if (isOfNumbers(task)) return undefined;
  return task.kind === 'binary' ? task.classes.indexOf(task.positive ?? '') : Math.max(0, decided);
}

function answerOf({ value, chances }: Answer, code: number | undefined): number {
  return code === undefined ? value : (chances[code] ?? Number.NaN);
}

function chart(
  model: LivingModel,
  field: FormField,
  points: readonly CurvePoint[],
  what: string,
  width: number,
): SVGElement {
  const [low, high] = answerRange(model, points);
  const y = (answer: number) => TOP + (1 - (answer - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const title = `${what} by ${field.name}`;
  const said = points.filter(({ isHere }) => isHere).map(({ answer }) => numberText(answer));
  const describes = `${title}: between ${numberText(Math.min(...points.map(({ answer }) => answer)))} and ${numberText(Math.max(...points.map(({ answer }) => answer)))}${said[0] ? `, ${said[0]} for this row` : ''}.`;
  const drawn =
    field.kind === 'level'
      ? levelMarks(field, points, y, width)
      : lineMarks(field, points, y, width);
  return drawing(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': describes },
    drawing('title', {}, title),
    drawing('text', { x: LEFT, y: 12, class: 'axis-name' }, what),
    ...answerAxis(model, low, high, y, width),
    ...drawn,
    drawing('text', { x: LEFT, y: HEIGHT - 4, class: 'axis-name' }, field.name),
  );
}

/** Probabilities from 0 to 1; numbers over what was seen, and as far as the curve goes. */
function answerRange(
  { task, labelRange = [0, 0] }: LivingModel,
  points: readonly CurvePoint[],
): readonly [number, number] {
  if (!isOfNumbers(task)) return [0, 1];
  const answers = points.map(({ answer }) => answer).filter(Number.isFinite);
  const known = labelRange[1] > labelRange[0] ? labelRange : [];
  const low = Math.min(...answers, ...known);
  const high = Math.max(...answers, ...known);
  return high > low ? [low, high] : [low - 1, low + 1];
}

function answerAxis(
  model: LivingModel,
  low: number,
  high: number,
  y: (answer: number) => number,
  width: number,
): readonly SVGElement[] {
  const text = (tick: number) =>
    isOfNumbers(model.task) ? numberText(tick) : `${Math.round(100 * tick)} %`;
  return niceTicks(low, high, 4).flatMap((tick) => [
    drawing('line', { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: 'grid' }),
    drawing('text', { x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end' }, text(tick)),
  ]);
}

function lineMarks(
  field: FormField,
  points: readonly CurvePoint[],
  y: (answer: number) => number,
  width: number,
): readonly SVGElement[] {
  const values = points.map(({ value }) => value);
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 1];
  const x = (value: number) => LEFT + ((value - low) / (high - low || 1)) * (width - LEFT - RIGHT);
  const path = points.map(
    ({ value, answer }, i) =>
      `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)},${y(answer).toFixed(1)}`,
  );
  const ticks = field.kind === 'moment' ? [low, (low + high) / 2, high] : niceTicks(low, high, 5);
  const text = (tick: number) =>
    field.kind === 'moment'
      ? momentText(tick, field.input === 'time' ? 'time' : 'date')
      : numberText(tick);
  return [
    ...ticks.map((tick) =>
      drawing(
        'text',
        { x: x(tick), y: HEIGHT - BOTTOM + 18, 'text-anchor': anchorAt(x(tick), width) },
        text(tick),
      ),
    ),
    drawing('path', { d: path.join(''), class: 'line' }),
    ...points
      .filter(({ isHere }) => isHere)
      .map(({ value, answer }) =>
        drawing('circle', { cx: x(value), cy: y(answer), r: 5, class: 'here' }),
      ),
  ];
}

function anchorAt(x: number, width: number): string {
  if (x < LEFT + 20) return 'start';
  return x > width - RIGHT - 20 ? 'end' : 'middle';
}

function levelMarks(
  field: FormField,
  points: readonly CurvePoint[],
  y: (answer: number) => number,
  width: number,
): readonly SVGElement[] {
  const labels = field.kind === 'level' ? field.levels : [];
  const step = (width - LEFT - RIGHT) / Math.max(1, points.length);
  const most = Math.max(2, Math.floor(step / 7));
  return points.flatMap(({ value, answer, isHere }, i) => {
    const x = LEFT + (i + 0.5) * step;
    const name = labels.find(({ code }) => code === value)?.label ?? '';
    const short = name.length > most ? `${name.slice(0, most - 1)}…` : name;
    return [
      drawing('line', { x1: x, x2: x, y1: HEIGHT - BOTTOM, y2: y(answer), class: 'stem' }),
      drawing(
        'circle',
        { cx: x, cy: y(answer), r: isHere ? 6 : 4, class: isHere ? 'here' : 'level' },
        drawing('title', {}, `${name}: ${numberText(answer)}`),
      ),
      drawing('text', { x, y: HEIGHT - BOTTOM + 18, 'text-anchor': 'middle' }, short),
    ];
  });
}
