import { AutofitError } from '../../util/errors.js';

/** What few need: the packages that talk to Redis. */
export interface Engine {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof import('ioredis').Redis;
}

/** Loads the packages. Throws an AutofitError where they are not installed. */
export async function loadEngine(): Promise<Engine> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw thrown;
    const message = 'Work on other machines needs the packages bullmq and ioredis.';
    throw new AutofitError('NO_BULLMQ', message, {
      hint: 'Install them beside autofit: npm install bullmq ioredis.',
    });
  }
}
