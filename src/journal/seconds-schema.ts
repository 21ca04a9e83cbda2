import { z } from 'zod';

/** Seconds since a run or study began; of ten thousand years and more no date can be made. */
export const secondsSchema = z.number().min(0).max(3e11);
