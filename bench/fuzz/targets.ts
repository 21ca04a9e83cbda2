import { familyNames } from '../../src/models/families.js';
import { cellTarget } from './cell-target.js';
import { detectorTarget } from './detector-target.js';
import { journalTarget } from './journal-target.js';
import { messageTarget } from './message-target.js';
import { modelTarget, savedModelTarget } from './model-target.js';
import { classWeightsTarget, costsTarget, presetTarget } from './options-targets.js';
import { backboneTarget, boxesTarget, pictureRequestTarget } from './picture-data-targets.js';
import { pictureTarget } from './picture-target.js';
import { requestTarget } from './request-target.js';
import { runTarget } from './run-target.js';
import { configTarget, studyTarget } from './study-targets.js';
import {
  csvTarget,
  excelTarget,
  jsonLinesTarget,
  jsonTarget,
  parquetTarget,
} from './table-targets.js';
import type { FuzzTarget } from './target.js';
import { useTarget } from './use-target.js';

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
  cellTarget,
  configTarget,
  studyTarget,
  messageTarget,
  backboneTarget,
  boxesTarget,
  detectorTarget,
  pictureRequestTarget,
  runTarget,
  useTarget,
  savedModelTarget,
  // Networks of pixels need pictures.
  modelTarget(
    'models',
    familyNames.filter((name) => name !== 'convnet'),
  ),
];
