import type { TextTfIdfOptions } from './text-tf-idf.js';

/** Which terms of texts are features: the commonest; more of them, weighed by what they tell of the label too. */
export const TEXT_FEATURES = ['common', 'by-label'] as const;
export type TextFeatures = (typeof TEXT_FEATURES)[number];

const TIMES_MORE = 4;

/** The options of terms of which there are more, as far as so many leave room for them. */
export function manyTerms(
  options: TextTfIdfOptions,
  mostTerms = Number.POSITIVE_INFINITY,
): TextTfIdfOptions {
  const { maxWords, maxCharacters } = options;
  const times = Math.min(
    TIMES_MORE,
    Math.max(1, mostTerms / Math.max(1, maxWords + maxCharacters)),
  );
  return {
    ...options,
    maxWords: Math.floor(times * maxWords),
    maxCharacters: Math.floor(times * maxCharacters),
  };
}
