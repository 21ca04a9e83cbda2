import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { INTERRUPTS, stopOnInterrupt } from '../../src/cli/stop-on-interrupt.js';

beforeEach(() => void vi.spyOn(process, 'exit').mockImplementation((() => {}) as never));
afterEach(() => void vi.restoreAllMocks());

test.each(INTERRUPTS)('%s ends the search once, and then the process by an interrupt', (name) => {
  const said: string[] = [];
  const stop = stopOnInterrupt((text) => said.push(text));
  process.emit(name, name);
  expect(stop.signal.aborted).toBe(true);
  expect(said).toHaveLength(1);
  expect(process.exit).not.toHaveBeenCalled();
  process.emit('SIGINT', 'SIGINT');
  expect(process.exit).toHaveBeenCalledWith(130);
  stop.close();
});

test.each(INTERRUPTS)('a hang-up behind %s, as a shell passes it on, ends nothing more', (name) => {
  const stop = stopOnInterrupt(() => {});
  process.emit(name, name);
  process.emit('SIGHUP', 'SIGHUP');
  process.emit('SIGHUP', 'SIGHUP');
  expect(process.exit).not.toHaveBeenCalled();
  stop.close();
});
