/** Stands for `node:zlib` in a page. */
import { Buffer } from 'node:buffer';
import { Transform } from 'node:stream';
import { Gunzip, gzipSync as gzip } from 'fflate';
import { createGzipSums } from './gzip-sums.js';

/** Unpacks gzip, member by member; a stream that is cut off or damaged ends in an error as Node has it. */
export function createGunzip(): Transform {
  let send: (bytes: Uint8Array) => void = () => {};
  let isOver = false;
  const sums = createGzipSums();
  const gunzip = new Gunzip((bytes, isLast) => {
    sums.takeUnpacked(bytes);
    send(bytes);
    isOver = isLast;
  });
  gunzip.onmember = (at) => sums.endMember(at);
  const push = (bytes: Uint8Array, isLast: boolean, done: (error?: Error) => void) => {
    try {
      if (!isLast) sums.takePacked(bytes);
      gunzip.push(bytes, isLast);
      if (isLast && isOver) sums.endMember();
      done();
    } catch (thrown) {
      done(isLast && !isOver ? cutOff() : Object.assign(thrown as Error, { code: 'Z_DATA_ERROR' }));
    }
  };
  return new Transform({
    construct(done: () => void) {
      send = (bytes) => this.push(Buffer.from(bytes));
      done();
    },
    transform: (chunk: Uint8Array, _: string, done: (error?: Error) => void) =>
      push(chunk, false, done),
    flush: (done: (error?: Error) => void) =>
      push(new Uint8Array(0), true, (error) => done(error ?? (isOver ? undefined : cutOff()))),
  });
}

function cutOff(): Error {
  return Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' });
}

export function gzipSync(content: string | Uint8Array): Uint8Array {
  return gzip(typeof content === 'string' ? new TextEncoder().encode(content) : content);
}
