import { cellText, valueText } from './cell-text.js';
import { FORM, plain, plainText, readPlain } from './plain-number.js';
import { createRawColumnBuilder, type RawColumnBuilder } from './raw-column-builder.js';
import type { NumberCells, RawColumn } from './raw-table.js';

/** Collects the values of a column, which come in arrays: numbers as they are, all others as the texts that they are written as. */
export interface ValueColumn {
  push(values: ArrayLike<unknown>): void;
  /** Adds a number in a form (FORM). */
  pushNumber(value: number, form: number): void;
  /** So many rows without a value. */
  pushMissing(rows: number): void;
  rows(): number;
  finish(name: string): RawColumn;
}

/** With a decimal comma numbers are texts too, as cells of the column are written elsewhere. */
export function createValueColumn(hasComma = false): ValueColumn {
  let own: OwnColumn | undefined = hasComma ? createTexts(true) : undefined;
  return {
    push(values) {
      own ??= isNumbers(values) ? createNumbers() : createTexts();
      for (let i = 0; i < values.length; i++) own.push(values[i]);
    },
    pushNumber(value, form) {
      own ??= createNumbers();
      if (own.pushNumber) own.pushNumber(value, form);
      else own.push(hasComma ? numberIn(form, value) : plainText(value, form));
    },
    pushMissing(rows) {
      if (rows > 0) own ??= createNumbers();
      for (let i = 0; i < rows; i++) own?.push(undefined);
    },
    rows: () => own?.rows() ?? 0,
    finish: (name) => (own ?? createNumbers()).finish(name),
  };
}

interface OwnColumn {
  push(value: unknown): void;
  /** Where numbers are kept as such. */
  readonly pushNumber?: (value: number, form: number) => void;
  rows(): number;
  finish(name: string): RawColumn;
}

const NUMBER = /^-?[\d.]+(?:e[+-]?\d+)?$/i;

/** Whether the first value that is one is a number, or the text of one. */
function isNumbers(values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    return !(value instanceof Date) && NUMBER.test(String(value));
  }
  return true;
}

function createNumbers(): OwnColumn {
  let numbers = new Float64Array(1024);
  let forms = new Uint8Array(1024);
  let count = 0;
  const codeOf = new Map<string, number>();
  const add = (value: number, form: number) => {
    if (count === numbers.length) {
      const [oldNumbers, oldForms] = [numbers, forms];
      numbers = new Float64Array(2 * count);
      numbers.set(oldNumbers);
      forms = new Uint8Array(2 * count);
      forms.set(oldForms);
    }
    numbers[count] = value;
    forms[count++] = form;
  };
  return {
    push(value) {
      if (value === null || value === undefined || Number.isNaN(value)) add(Number.NaN, FORM.empty);
      else if (typeof value === 'number' && Number.isFinite(value)) {
        add(value + 0, Number.isSafeInteger(value) ? 0 : FORM.shortest);
      } else if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
        add(Number(value), 0);
      } else {
        const text = cellText(value);
        const form = readPlain(Buffer.from(text), 0, text.length);
        if (form !== FORM.text) return add(plain.value, form);
        const code = codeOf.get(text) ?? codeOf.size;
        codeOf.set(text, code);
        add(code, FORM.text);
      }
    },
    pushNumber: add,
    rows: () => count,
    finish: (name): NumberCells => ({
      kind: 'numbers',
      name,
      numbers: numbers.subarray(0, count),
      forms: forms.subarray(0, count),
      values: [...codeOf.keys()],
    }),
  };
}

/** Undefined where the form says that there is none. */
function numberIn(form: number, value: number): number | undefined {
  return form === FORM.empty ? undefined : value;
}

function createTexts(hasComma = false): OwnColumn {
  const builder: RawColumnBuilder = createRawColumnBuilder();
  const known = new Map<number, string>();
  let count = 0;
  return {
    push(value) {
      count++;
      if (!(value instanceof Date)) return builder.push(valueText(value, hasComma));
      // A day is written once, however many rows have it.
      const text = known.get(value.getTime()) ?? cellText(value);
      known.set(value.getTime(), text);
      builder.push(text);
    },
    rows: () => count,
    finish: (name) => builder.finish(name),
  };
}
