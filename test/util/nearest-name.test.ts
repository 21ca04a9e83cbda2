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
