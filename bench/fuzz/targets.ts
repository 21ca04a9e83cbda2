import { familyNames } from '../../src/models/families.js';
import { journalTarget } from './journal-target.js';
import { modelTarget, savedModelTarget } from './model-target.js';
import { classWeightsTarget, costsTarget, presetTarget } from './options-targets.js';
import { pictureTarget } from './picture-target.js';
import { requestTarget } from './request-target.js';
import {
  csvTarget,
  excelTarget,
  jsonLinesTarget,
  jsonTarget,
  parquetTarget,
} from './table-targets.js';
import type { FuzzTarget } from './target.js';

/** All that reads what strangers may have written. */
export const TARGETS: readonly FuzzTarget[] = [
  csvTarget,
  jsonTarget,
  jsonLinesTarget,
  parquetTarget,
  excelTarget,
  pictureTarget,
  presetTarget,
  costsTarget,
  classWeightsTarget,
  journalTarget,
  requestTarget,
  savedModelTarget,
  // Networks of pixels need pictures.
  modelTarget(
    'models',
    familyNames.filter((name) => name !== 'convnet'),
  ),
];
