import { render } from 'preact';
import { App } from './app.js';
import { beginServiceWorker } from './begin-worker.js';
import { followingCalls } from './following-calls.js';
import { keepFocus } from './keep-focus.js';
import { callsInPage } from './page-calls.js';
import { callsOnServer } from './server-calls.js';
import { isIdle, isShared, take } from './studio-state.js';

/** The server says that it is there in the page that it gives. */
const isServed = document.querySelector('meta[name="autofit-server"]') !== null;
const calls = followingCalls(isServed ? await callsOnServer() : callsInPage());
if (!isServed) void beginServiceWorker(() => isIdle()).then(tellShared);
calls.watch(take);
keepFocus();
const root = document.getElementById('studio');
if (!root) throw new Error('the page has no place for the studio');
render(<App calls={calls} />, root);

function tellShared(found: boolean): void {
  isShared.value = found;
}
