import { familyNamed } from '../models/families.js';
import type { TrialConfig } from '../trial/trial.js';

/** Rows from which on networks take larger batches: more of them would take long and teach no more. */
const MANY_ROWS = 20_000;

/**
 * What may learn to answer as an ensemble does: small models that answer fast, by their size, whatever the data. Their teacher has no
 * noise to be fitted to, so that they need less to hold them back than models of labels.
 */
export function students(rows: number): readonly TrialConfig[] {
  const network = {
    width1: 128,
    width2: 64,
    dropout: 0,
    weightDecay: 0.003,
    batchSize: rows < MANY_ROWS ? 64 : 256,
    epochs: 100,
    patience: 12,
  };
  const trees = { rounds: 300, learningRate: 0.1, patience: 30 };
  return [config('mlp', network), config('boosted-trees', trees), config('symmetric-trees', trees)];
}

function config(family: string, params: TrialConfig['params']): TrialConfig {
  return { family, params: { ...familyNamed(family).defaults, ...params } };
}
