import { expect, test } from 'vitest';
import { nearestName } from '../../src/util/nearest-name.js';

test.each([
  ['a name that begins with what is written, before one spelt like it', 'time', 'timeLimit'],
  ['the nearest of several', 'tim', 'timeLimit'],
  ['one spelt like it where none begins so', 'typse', 'types'],
  ['one in other letters before longer ones', 'FOLDS', 'folds'],
  ['one that holds it', 'column', 'timeColumn'],
  ['none that is like it', 'weights', undefined],
  ['none for nothing', '', undefined],
])('%s', (_, written, name) => {
  const names = ['types', 'timeColumn', 'timeLimit', 'foldsInAll', 'folds'];
  expect(nearestName(written, names)).toBe(name);
});

test.each([
  ['two letters of few are others', 'Age', ['Date', 'Rage'], 'Rage'],
  ['as many letters of more', 'Region', ['Regime'], 'Regime'],
  ['one letter of two is another', 'c1', ['c2'], undefined],
  ['most of a short word is another', 'Sex', ['SKU', 'Six-pack'], undefined],
  ['two letters stand in each other\u2019s place', 'Nmae', ['Name'], 'Name'],
  ['two letters of two do', 'di', ['more', 'id'], 'id'],
  ['blanks and marks are others', 'id', ['I. D.'], 'I. D.'],
])('%s', (_, written, names, name) => {
  expect(nearestName(written, names)).toBe(name);
});
