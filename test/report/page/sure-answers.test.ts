import { expect, test } from 'vitest';
import { openLivingModel } from '../../../src/report/page/living-model.js';
import { sureModels } from '../../fixtures/sure-models.js';

const { number, classes } = await sureModels();

test('the form of a page is answered with how sure that is', async () => {
  const model = openLivingModel(number.state);
  const row = model.background[0] ?? [];
  const [answer] = model.answer([row]);
  const [low = 0, high = 0] = answer?.sure?.ends ?? [];
  expect(answer?.sure?.coverage).toBe(0.9);
  expect(low).toBeLessThan(answer?.value ?? 0);
  expect(high).toBeGreaterThan(answer?.value ?? 0);
  const other = openLivingModel(classes.state);
  const [decided] = other.answer([other.background[0] ?? []]);
  expect(decided?.sure?.classes).toContain(decided?.decided);
  const { uncertainty: _, ...plain } = number.state;
  expect(openLivingModel(plain).answer([row])[0]?.sure).toBeUndefined();
});
