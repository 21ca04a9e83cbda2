/** Stands for `node:zlib` in a page. */
import { Buffer } from 'node:buffer';
import { Transform } from 'node:stream';
import { Gunzip, gzipSync as gzip } from 'fflate';

/** Unpacks gzip, member by member; a stream that is cut off or damaged ends in an error as Node has it. */
export function createGunzip(): Transform {
  let send: (bytes: Uint8Array) => void = () => {};
  let isOver = false;
  const gunzip = new Gunzip((bytes, isLast) => {
    send(bytes);
    isOver = isLast;
  });
  const push = (bytes: Uint8Array, isLast: boolean, done: (error?: Error) => void) => {
    try {
      gunzip.push(bytes, isLast);
      done();
    } catch (thrown) {
      done(isLast ? cutOff() : Object.assign(thrown as Error, { code: 'Z_DATA_ERROR' }));
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
