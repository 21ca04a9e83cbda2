import { imageColumns } from '../schema/with-pictures.js';
import type { AnswerStart } from './answer-thread.js';

/** Whether requests bring pictures, of which few bytes are much work. */
export function takesPictures(start: AnswerStart): boolean {
  return 'detector' in start || imageColumns(start.state.schema).length > 0;
}
