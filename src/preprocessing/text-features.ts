import type { TextTfIdfOptions } from './text-tf-idf.js';

/** Which terms of texts are features: the commonest; more of them, weighed by what they tell of the label too. */
export const TEXT_FEATURES = ['common', 'by-label'] as const;
export type TextFeatures = (typeof TEXT_FEATURES)[number];

const TIMES_MORE = 4;

/** The options of terms of which there are more. */
export function manyTerms(options: TextTfIdfOptions): TextTfIdfOptions {
  const { maxWords, maxCharacters } = options;
  return {
    ...options,
    maxWords: TIMES_MORE * maxWords,
    maxCharacters: TIMES_MORE * maxCharacters,
  };
}
