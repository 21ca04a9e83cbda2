import { numberText } from '../number-text.js';
import type { FieldControl } from './control.js';
import { element } from './dom.js';
import type {
  FormField,
  FormValue,
  LevelField,
  MomentField,
  NumberField,
  TextField,
} from './form-field.js';
import { shownNumber } from './form-numbers.js';
import { momentText } from './moment-text.js';
import { pictureControl } from './picture-control.js';

/** A control for a field; `onChange` is told of what a person does, not of `set`. */
export function fieldControl(field: FormField, id: string, onChange: () => void): FieldControl {
  switch (field.kind) {
    case 'number':
      return numberControl(field, id, onChange);
    case 'moment':
      return momentControl(field, id, onChange);
    case 'level':
      return levelControl(field, id, onChange);
    case 'text':
      return textControl(field, id, onChange);
    case 'picture':
      return pictureControl(field, id, onChange);
  }
}

function numberControl(field: NumberField, id: string, onChange: () => void): FieldControl {
  const { name, range, step, unit } = field;
  const note = element('small', { attributes: { class: 'note', id: `${id}-note` } });
  const typed = element('input', {
    attributes: { type: 'number', step: 'any', id, 'aria-describedby': `${id}-note` },
    on: { input: () => changed(typed.value) },
  });
  const slider =
    range && range.high > range.low
      ? element('input', {
          attributes: {
            type: 'range',
            min: stepped(range.low, step, Math.floor),
            max: stepped(range.high, step, Math.ceil),
            step,
            'aria-label': `${name}, slider`,
          },
          on: { input: () => changed(slider?.value ?? '') },
        })
      : undefined;
  const unknown = unknownBox(id, name, () =>
    changed(unknown.box.checked ? '' : String(field.start ?? 0)),
  );
  // What a cell tells besides its number, until a person changes that.
  let kept: FormValue = null;
  const shown = () =>
    typed.value === '' || !Number.isFinite(typed.valueAsNumber) ? null : typed.valueAsNumber;
  const show = (text: string) => {
    if (typed.value !== text) typed.value = text;
    if (slider && text !== '') slider.value = text;
    unknown.box.checked = shown() === null;
    note.textContent = outside(field, shown(), numberText);
  };
  const changed = (text: string) => {
    kept = null;
    show(text);
    onChange();
  };
  const label = element('label', { attributes: { for: id } }, unit ? `${name} (${unit})` : name);
  const head = element('div', { attributes: { class: 'head' } }, label, unknown.label);
  const line = element(
    'div',
    { attributes: { class: 'line' } },
    ...(slider ? [slider] : []),
    typed,
  );
  return {
    element: element('div', { attributes: { class: 'field' } }, head, line, note),
    value: () => kept ?? shown(),
    set(given) {
      kept = given;
      show(given === null ? '' : String(shownNumber(given)));
    },
  };
}

function momentControl(field: MomentField, id: string, onChange: () => void): FieldControl {
  const { name, input } = field;
  const note = element('small', { attributes: { class: 'note', id: `${id}-note` } });
  const typed = element('input', {
    attributes: {
      type: input,
      step: input === 'date' ? undefined : 1,
      id,
      'aria-describedby': `${id}-note`,
    },
    on: { input: () => changed() },
  });
  const unknown = unknownBox(id, name, () => {
    set(unknown.box.checked ? null : field.start);
    onChange();
  });
  const value = () => (Number.isNaN(typed.valueAsNumber) ? null : typed.valueAsNumber);
  const shown = () => {
    unknown.box.checked = value() === null;
    note.textContent = outside(field, value(), (moment) => momentText(moment, input));
  };
  const changed = () => {
    shown();
    onChange();
  };
  const set = (given: FormValue) => {
    if (typeof given === 'number') typed.valueAsNumber = given;
    else typed.value = '';
    shown();
  };
  const label = element('label', { attributes: { for: id } }, name);
  const head = element('div', { attributes: { class: 'head' } }, label, unknown.label);
  const line = element('div', { attributes: { class: 'line' } }, typed);
  return {
    element: element('div', { attributes: { class: 'field' } }, head, line, note),
    value,
    set,
  };
}

function levelControl(
  { name, levels }: LevelField,
  id: string,
  onChange: () => void,
): FieldControl {
  const options = levels.map(({ code, label }) =>
    element('option', { attributes: { value: code } }, label),
  );
  const unknown = element('option', { attributes: { value: '' } }, '(unknown)');
  const select = element(
    'select',
    { attributes: { id }, on: { input: onChange } },
    ...options,
    unknown,
  );
  const label = element('label', { attributes: { for: id } }, name);
  return {
    element: element(
      'div',
      { attributes: { class: 'field' } },
      label,
      element('div', { attributes: { class: 'line' } }, select),
    ),
    value: () => (select.value === '' ? null : Number(select.value)),
    set(given) {
      select.value = given === null ? '' : String(given);
    },
  };
}

function textControl(
  { name, isList, items }: TextField,
  id: string,
  onChange: () => void,
): FieldControl {
  // A list of nothing known looks like none, until a person changes it.
  let kept: FormValue = null;
  const input = () => {
    kept = null;
    onChange();
  };
  const typed = isList
    ? element('input', {
        attributes: { type: 'text', id, placeholder: '(unknown)' },
        on: { input },
      })
    : element('textarea', {
        attributes: { id, rows: 2, placeholder: '(unknown)' },
        on: { input },
      });
  const known = items.slice(0, 12).join(', ');
  const note = element(
    'small',
    { attributes: { class: 'hint' } },
    known && `Items, such as ${known}`,
  );
  const label = element('label', { attributes: { for: id } }, name);
  return {
    element: element(
      'div',
      { attributes: { class: 'field' } },
      label,
      element('div', { attributes: { class: 'line' } }, typed),
      note,
    ),
    value: () => kept ?? (typed.value.trim() === '' ? null : typed.value),
    set(given) {
      kept = given;
      typed.value = given === null ? '' : String(given);
    },
  };
}

function unknownBox(id: string, name: string, onChange: () => void) {
  const box = element('input', {
    attributes: { type: 'checkbox', id: `${id}-unknown`, 'aria-label': `${name} is unknown` },
    on: { input: onChange },
  });
  return { box, label: element('label', { attributes: { class: 'unknown' } }, box, 'unknown') };
}

function outside(
  { range }: NumberField | MomentField,
  value: number | null,
  text: (value: number) => string,
): string {
  if (value === null || !range || (value >= range.least && value <= range.greatest)) return '';
  return `Outside of what was seen: ${text(range.least)} to ${text(range.greatest)}`;
}

/** A slider's places are multiples of its step. */
function stepped(value: number, step: number, round: (value: number) => number): number {
  return Number((round(value / step) * step).toPrecision(12));
}
