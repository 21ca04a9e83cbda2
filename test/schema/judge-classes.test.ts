import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';
import { AutofitError } from '../../src/util/errors.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

/** What is read of these labels by a schema that was inferred from others. */
function read(trained: readonly string[], labels: readonly string[], task?: 'regression') {
  const raw = readColumns({ y: trained, x: trained.map((_, i) => i) });
  const options = { label: 'y', task: task ?? 'auto', types: {}, ignore: [] } as const;
  const own = readColumns({ y: labels, x: labels.map((_, i) => i) });
  const { table, notes } = parseTable(own, inferSchema(raw, options), {
    allocate,
    label: 'required',
  });
  return { codes: [...(table.target ?? [])], notes };
}

function refusal(trained: readonly string[], labels: readonly string[]): AutofitError {
  try {
    read(trained, labels);
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown;
    throw thrown;
  }
  throw new Error('the labels are read');
}

test('equal numbers are the classes that training knew, and are told of', () => {
  const trained = Array.from({ length: 15 }, (_, i) => String(i % 3));
  expect(read(trained, ['2.0', '0.0', '', '1'])).toEqual({
    codes: [2, 0, 1],
    notes: [
      '1 row without a label is set aside',
      'equal classes of "y" count as one: "2.0" as "2", "0.0" as "0"',
    ],
  });
});

test('true and false are the same classes in any case', () => {
  const { codes } = read(['True', 'False', 'True'], ['FALSE', 'true', 'TRUE']);
  expect(codes).toEqual([0, 1, 1]);
});

test('spellings of training itself are told of too', () => {
  const trained = ['1', '1.0', '0', '1', '0.0', '0', '00', '0.', '1e0'];
  expect(read(trained, trained).notes).toEqual([
    'equal classes of "y" count as one: "1.0" as "1", "0.0" as "0", "00" as "0" and 2 more',
  ]);
});

test('rows of classes that training did not know are counted and quoted', () => {
  const { codes, notes } = read(['a', 'b', 'a', 'b'], ['a', 'c', 'B', 'c', 'a', 'b']);
  expect(codes).toEqual([0, -1, -2, -1, 0, 1]);
  expect(notes).toEqual([
    '3 of 6 rows have a class that training did not know ("c", "B"): it counts as predicted wrongly',
  ]);
  expect(read(['a', 'b'], ['a', 'c']).notes[0]).toMatch(/^1 of 2 rows has a class/);
});

test('rows without one known class are a mistake of the user', () => {
  const { code, message, hint } = refusal(['yes', 'no', 'yes'], ['Yes', 'No', 'No']);
  expect(code).toBe('NO_KNOWN_CLASS');
  expect(message).toContain('3 rows');
  expect(message).toContain('the label holds "Yes", "No", in training "no", "yes"');
  expect(hint).toContain('right file');
  const other = refusal(['yes', 'no', 'yes'], ['7.5']);
  expect(other.message).toMatch(/^The only row of .* has no class that training knew/);
  expect(refusal(['a', 'b'], ['a', 'c', 'c']).message).toBe(
    '2 of the data\'s 3 rows have a class that training did not know: "c", in training "a", "b".',
  );
});

test('a number is no class: labels of −1 and −2 are read as they are, without a note', () => {
  const trained = ['-1', '-2', '0.5', '7'];
  expect(read(trained, ['-2', '-1', '-3', '1e3'], 'regression')).toEqual({
    codes: [-2, -1, -3, 1000],
    notes: [],
  });
});
