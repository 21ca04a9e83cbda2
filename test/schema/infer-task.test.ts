import { expect, test } from 'vitest';
import { inferSchema, type SchemaOptions } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';
import type { AutofitError } from '../../src/util/errors.js';

const defaults: SchemaOptions = { label: 'y', task: 'auto', types: {}, ignore: [] };

function taskOf(labels: readonly string[], options: Partial<SchemaOptions> = {}) {
  const raw = readColumns({ y: labels, x: labels.map((_, i) => String(i)) });
  return inferSchema(raw, { ...defaults, ...options }).task;
}

const repeat = (cells: readonly string[], times: number) =>
  Array.from({ length: times }, () => cells).flat();

const digits = (count: number) => Array.from({ length: count }, (_, i) => String(i));

test.each<[string, readonly string[], string, readonly string[]]>([
  ['two values are binary', ['Yes', 'No', 'Yes'], 'binary', ['No', 'Yes']],
  ['two numbers are binary, by number', ['10', '9', '10'], 'binary', ['9', '10']],
  [
    'classes by number where all are numbers',
    repeat(['10', '9', '2'], 5),
    'multiclass',
    ['2', '9', '10'],
  ],
  [
    'few integers with five rows each are classes',
    repeat(['3', '4', '5'], 5),
    'multiclass',
    ['3', '4', '5'],
  ],
  [
    'classes by number however it is written',
    ['1,000', '200', '1,000'],
    'binary',
    ['200', '1,000'],
  ],
  ['decimal commas by number', ['10,5', '9,25', '9,25'], 'binary', ['9,25', '10,5']],
  ['shares by number', ['10%', '9%', '9%'], 'binary', ['9%', '10%']],
  ['signed integers are classes', repeat(['1', '0', '-1'], 5), 'multiclass', ['-1', '0', '1']],
  ['twenty integers are classes', repeat(digits(20), 5), 'multiclass', digits(20)],
  [
    'a text among few numbers is a class',
    [...repeat(['0.5', '1.5'], 10), 'none'],
    'multiclass',
    ['0.5', '1.5', 'none'],
  ],
  ['fewer rows each make regression', repeat(['3', '4', '5'], 4), 'regression', []],
  ['over twenty integers make regression', repeat(digits(21), 5), 'regression', []],
  [
    'whole numbers are classes however they are written',
    repeat(['0.0', '1.0', '2.0'], 5),
    'multiclass',
    ['0.0', '1.0', '2.0'],
  ],
  [
    'so they are beside a gap',
    [...repeat(['0.0', '1.0', '2.0'], 5), ''],
    'multiclass',
    ['0.0', '1.0', '2.0'],
  ],
  [
    'and in a column that is read as text',
    [...repeat(['+0', '1.', '2.00'], 5), 'NA'],
    'multiclass',
    ['+0', '1.', '2.00'],
  ],
  [
    'equal numbers are one class, by its most frequent spelling',
    ['1', '0', '1.0', '0.0', '1.0', '0.00'],
    'binary',
    ['0', '1.0'],
  ],
  [
    'twenty-one spellings of twenty integers are twenty classes',
    [...repeat(digits(20), 5), '7.0'],
    'multiclass',
    digits(20),
  ],
  [
    'true and false are one class each in any case',
    ['TRUE', 'False', 'True', 'false', 'True', 'false'],
    'binary',
    ['True', 'false'],
  ],
  [
    'other words differ by case',
    ['Yes', 'yes', 'Yes', 'no', 'no', 'no'],
    'multiclass',
    ['Yes', 'no', 'yes'],
  ],
  [
    'long numbers are compared digit by digit',
    repeat(['12345678901234567890', '12345678901234567891'], 3),
    'binary',
    ['12345678901234567890', '12345678901234567891'],
  ],
  ['decimals make regression', repeat(['1.5', '2.5', '3.0'], 9), 'regression', []],
  ['currency makes regression', repeat(['$1', '$2', '$3'], 9), 'regression', []],
  ['percent makes regression', repeat(['1%', '2%', '3%'], 9), 'regression', []],
  ['text is classes, by code point', repeat(['b', 'a', 'C'], 2), 'multiclass', ['C', 'a', 'b']],
  ['missing labels do not count', ['a', '', 'b', 'NA'], 'binary', ['a', 'b']],
  ['class names are trimmed, their case kept', [' Yes', 'No ', 'Yes'], 'binary', ['No', 'Yes']],
])('%s', (_name, labels, kind, classes) => {
  expect(taskOf(labels)).toMatchObject({ kind, classes });
});

test('the reason is told with the option that overrides it', () => {
  expect(taskOf(['a', 'b']).reason).toBe('the label has two values (`task` overrides)');
});

test('several classes stand in an order that is known or told; of two the last by code point is positive', () => {
  const orderOf = (labels: readonly string[], order?: readonly string[]) => {
    const { classes, isOrdered } = taskOf(repeat(labels, 6), order && { order: { y: order } });
    return [classes.join(' '), isOrdered];
  };
  expect(orderOf(['high', 'low', 'medium'])).toEqual(['low medium high', true]);
  expect(orderOf(['1.10.0', '1.2.0', '1.9.1'])).toEqual(['1.2.0 1.9.1 1.10.0', true]);
  expect(orderOf(['10', '2', '1'])).toEqual(['1 2 10', true]);
  expect(orderOf(['c', 'a', 'b'])).toEqual(['a b c', undefined]);
  expect(orderOf(['c', 'a', 'b'], ['b', 'c', 'a', 'none'])).toEqual(['b c a', true]);
  expect(orderOf(['low', 'high'])).toEqual(['high low', undefined]);
  expect(orderOf(['1.9.0', '1.10.0'])).toEqual(['1.10.0 1.9.0', undefined]);
  expect(orderOf(['low', 'high'], ['low', 'high'])).toEqual(['low high', true]);
  expect(() => orderOf(['c', 'a', 'b'], ['b', 'c'])).toThrow('`order` of "y" lacks the class "a".');
  // A class that has no rank is said to be taken out, as a level is.
  expect(() => orderOf(['low', 'high', 'keine Angabe'], ['low', 'high'])).toThrow(
    expect.objectContaining({
      message: '`order` of "y" lacks the class "keine Angabe".',
      hint: expect.stringContaining('is taken out by `missing: "y=keine Angabe"`.'),
    }),
  );
});

test('the positive class is the last, or the one told', () => {
  expect(taskOf(['no', 'yes']).positive).toBe('yes');
  expect(taskOf(['no', 'yes'], { positive: 'no' })).toMatchObject({
    positive: 'no',
    classes: ['no', 'yes'],
  });
  expect(taskOf(repeat(['a', 'b', 'c'], 2)).positive).toBeNull();
});

test('where a positive class is told beside a word that looks like a missing value, the way to take its rows out is told', () => {
  const labels = [...repeat(['yes', 'no'], 9), 'unknown', 'Unknown'];
  const advice =
    '"unknown" looks like no class: `missing: "y=unknown"` takes these rows out, and two classes are left.';
  const hintOf = (own: readonly string[], options: Partial<SchemaOptions>) => {
    try {
      taskOf(own, options);
    } catch (thrown) {
      return (thrown as AutofitError).hint;
    }
    return undefined;
  };
  expect(hintOf(labels, { positive: 'yes' })).toBe(advice);
  expect(hintOf(labels, { task: 'binary' })).toBe(advice);
  expect(hintOf([...labels, ...repeat(['n.a.'], 2)], { positive: 'yes' })).toContain(
    '`missing: "y=unknown"` and `missing: "y=n.a."` take these rows out',
  );
  expect(hintOf(labels, { positive: 'yes', task: 'multiclass' })).toBe('Leave `positive` out.');
  const three = repeat(['yes', 'no', 'maybe'], 5);
  expect(hintOf(three, { positive: 'yes' })).toBe('Leave `positive` out.');
  expect(hintOf(three, { task: 'binary' })).toContain("`task: 'multiclass'`");
});

test('the positive class may be written as any of its spellings', () => {
  const labels = ['1', '0', '1', '0.0'];
  expect(taskOf(labels, { positive: '0.00' })).toMatchObject({
    positive: '0',
    classes: ['0', '1'],
  });
  expect(taskOf(['True', 'false'], { positive: 'FALSE' }).positive).toBe('false');
  expect(() => taskOf(['yes', 'no'], { positive: 'Yes' })).toThrow('"Yes" is not a class');
});

test('numbers can be told to be two classes, and two classes to be several or numbers', () => {
  const numbers = ['2.5', '10', '2.50', '9.75', '10'];
  expect(() => taskOf(numbers, { task: 'binary' })).toThrow('3 values, not two');
  const two = ['2.5', '10', '2.50', '10.0', '10'];
  expect(taskOf(two, { task: 'binary' })).toMatchObject({ classes: ['2.5', '10'], positive: '10' });
  expect(taskOf(two, { task: 'multiclass' })).toMatchObject({
    classes: ['2.5', '10'],
    positive: null,
  });
  expect(taskOf(two, { task: 'regression' })).toMatchObject({ kind: 'regression', classes: [] });
});

test('a label of few amounts in two currencies is of classes, and why says so', () => {
  const task = taskOf(repeat(['€10.00', '$13.00', '$16.00', '€19.00'], 10));
  expect(task.kind).toBe('multiclass');
  expect(task.reason).toContain(
    'numbers in two units ("€10.00", "$13.00"), taken for text, with 4 values',
  );
  expect(taskOf(repeat(['red', 'green', 'blue'], 10)).reason).toContain(
    'the label is text with 3 values',
  );
});

test('the task can be told', () => {
  expect(taskOf(repeat(['3', '4', '5'], 5), { task: 'regression' }).kind).toBe('regression');
  expect(taskOf(repeat(['1.5', '2.5', '3.5'], 5), { task: 'multiclass' }).classes).toHaveLength(3);
});

test.each<[string, readonly string[], Partial<SchemaOptions>, string]>([
  ['no label at all', ['', 'NA', '?'], {}, 'NO_LABELS'],
  ['a constant label', ['1', '1', ''], {}, 'CONSTANT_LABEL'],
  ['a constant that is written in two ways', ['1.0', '1', '1e0'], {}, 'CONSTANT_LABEL'],
  ['a constant price', ['$5', '$5.00', '5'], { task: 'regression' }, 'CONSTANT_LABEL'],
  ['more classes than half of the rows', ['a', 'b', 'c', 'd', 'd'], {}, 'TOO_MANY_CLASSES'],
  [
    'over a thousand classes',
    repeat(
      Array.from({ length: 1001 }, (_, i) => `c${i}`),
      3,
    ),
    {},
    'TOO_MANY_CLASSES',
  ],
  ['text in a regression label', ['1', 'x', '2'], { task: 'regression' }, 'BAD_LABEL'],
  ['an infinite label', ['1.5', 'Infinity', '2.5', '3.5'], {}, 'BAD_LABEL'],
  [
    'three classes told to be two',
    ['a', 'b', 'c', 'a', 'b', 'c'],
    { task: 'binary' },
    'NOT_BINARY',
  ],
  ['a positive class that is none', ['a', 'b'], { positive: 'z' }, 'NO_CLASS'],
  ['a positive class for numbers', ['1.5', '2.5', '3.5'], { positive: '1.5' }, 'NOT_BINARY'],
  ['a single row', ['1'], {}, 'ONE_ROW'],
])('%s is a mistake of the user', (_name, labels, options, code) => {
  expect(() => taskOf(labels, options)).toThrow(
    expect.objectContaining({ name: 'AutofitError', code }),
  );
});

test.each<[string, (i: number) => string]>([
  ['money and percents', (i) => (i % 2 ? `${i}%` : `$${i}`)],
  ['money, percents and bare numbers', (i) => [`$${i}`, `${i}%`, `${i}.5`][i % 3] ?? ''],
])('of a label in two units it is said that they are two, whatever the task: %s', (_name, cell) => {
  const labels = Array.from({ length: 60 }, (_, i) => cell(i));
  const hint = expect.stringContaining('numbers in two units ("$0", "1%"): turn them into one');
  for (const [task, code] of [
    ['auto', 'TOO_MANY_CLASSES'],
    ['regression', 'BAD_LABEL'],
  ] as const) {
    expect(() => taskOf(labels, { task })).toThrow(expect.objectContaining({ code, hint }));
  }
});

test('a thousand classes can be told apart', () => {
  expect(taskOf(repeat(digits(1000), 3), { task: 'multiclass' }).classes).toHaveLength(1000);
});

test('a stray text among many numbers is found, not taken for a class', () => {
  expect(() => taskOf([...digits(99), 'oops'])).toThrow(/"oops" in row 100/);
});

test('a label that is no number is found in its row', () => {
  expect(() => taskOf(['1.5', '2.5', 'inf', '3.5'])).toThrow(/"inf" in row 3/);
});

test('the label may be told by its place; a wrong name lists the columns and the nearest', () => {
  const raw = readColumns({ price: ['1.5', '2.5', '3.5'], size: ['1', '2', '3'] });
  expect(inferSchema(raw, { ...defaults, label: '1' }).label).toBe('price');
  const hint = { hint: expect.stringMatching(/"price".*price, size/) };
  expect(() => inferSchema(raw, { ...defaults, label: 'prise' })).toThrow(
    expect.objectContaining(hint),
  );
});

test('told kinds and left-out columns must exist', () => {
  const raw = readColumns({ y: ['1.5', '2.5', '3.5'], x: ['1', '2', '3'] });
  expect(() => inferSchema(raw, { ...defaults, types: { z: 'numeric' } })).toThrow('"z"');
  expect(() => inferSchema(raw, { ...defaults, ignore: ['xx'] })).toThrow('"xx"');
  const kindOfX = (options: Partial<SchemaOptions>) =>
    inferSchema(raw, { ...defaults, ...options }).columns[1]?.kind;
  expect(kindOfX({ ignore: ['x'] })).toBe('ignored');
  expect(kindOfX({ types: { x: 'categorical' } })).toBe('categorical');
});

test('columns named like properties of objects are columns like others', () => {
  const raw = readColumns({
    y: ['1.5', '2.5', '3.5'],
    constructor: ['a', 'b', 'a'],
    toString: ['1', '2', '3'],
  });
  const kinds = inferSchema(raw, defaults).columns.map(({ kind }) => kind);
  expect(kinds).toEqual(['numeric', 'categorical', 'numeric']);
});

test('a label with decimal commas and a unit is read as its column is written', () => {
  const labels = ['1,5 kg', '2,25 kg', '10 kg', '1.250,75 kg'];
  const raw = readColumns({ y: labels, x: ['a', 'b', 'a', 'b'] });
  const schema = inferSchema(raw, defaults);
  expect(schema.task.kind).toBe('regression');
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { table } = parseTable(raw, schema, { allocate, label: 'required' });
  expect(table.target).toEqual(Float64Array.of(1.5, 2.25, 10, 1250.75));
});

test.each([
  ['3h 5m', 'in min'],
  ['3 pcs', 'unit pcs'],
  ['$3', 'currency $'],
  ['3%', 'percent'],
])('the reason says how the numbers of a label are written: %s', (cell, format) => {
  const cells = digits(30).map((own) => cell.replace('3', own));
  expect(taskOf(cells).reason).toBe(`the label holds numbers: ${format} (\`task\` overrides)`);
});
