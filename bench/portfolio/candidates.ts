import { readFileSync } from 'node:fs';
import { familyNamed } from '../../src/models/families.js';
import { variantDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { variantSpace } from '../../src/preprocessing/variants.js';
import { sampleParams } from '../../src/space/sample-params.js';
import type { TrialConfig } from '../../src/trial/trial.js';
import { randomStream } from '../../src/util/random.js';

/** How many configurations of each family are drawn besides its first one. */
const DRAWN = {
  'boosted-trees': 9,
  tabm: 6,
  realmlp: 4,
  mlp: 3,
  'extra-trees': 2,
  'random-forest': 1,
  linear: 1,
  'elastic-net': 1,
  neighbours: 1,
} as const;

/** Schedules that a bench can wait for. */
const EPOCHS = 64;

/** The configurations that a portfolio is chosen from: first ones of families, and draws from their spaces. */
export function portfolioCandidates(): readonly TrialConfig[] {
  return Object.entries(DRAWN).flatMap(([family, count]) => {
    const { defaults, space } = familyNamed(family);
    const whole = { ...variantSpace, ...space };
    const drawn = Array.from({ length: count }, (_, i) => ({
      ...variantDefaults,
      ...defaults,
      ...sampleParams(whole, randomStream('portfolio', family, i)),
    }));
    const all = [{ ...variantDefaults, ...defaults }, ...drawn];
    return all.map((params) => ({
      family,
      params: family === 'realmlp' ? { ...params, epochs: EPOCHS } : params,
    }));
  });
}

export const portfolioFamilies: readonly string[] = Object.keys(DRAWN);

const BALANCED = new URL('../../presets/balanced.json', import.meta.url);

/** The families of the default preset: their first configurations come before the portfolio. */
export const openingFamilies = (
  JSON.parse(readFileSync(BALANCED, 'utf8')) as { readonly models: readonly string[] }
).models;
