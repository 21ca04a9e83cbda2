import { approximationChapter } from './approximation.js';
import { boxesChapter } from './boxes.js';
import type { Chapter } from './chapter.js';
import { convolutionChapter } from './convolution.js';
import { dropoutChapter } from './dropout.js';
import { learningRateChapter } from './learning-rate.js';
import { logisticChapter } from './logistic-regression.js';
import { perceptronChapter } from './perceptron.js';
import { xorChapter } from './xor.js';

/** The chapters in the order of the lecture; each runs when it is called. */
export const lecture: readonly (() => Chapter)[] = [
  perceptronChapter,
  logisticChapter,
  xorChapter,
  learningRateChapter,
  dropoutChapter,
  approximationChapter,
  convolutionChapter,
  boxesChapter,
];
