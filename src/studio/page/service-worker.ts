/**
 * Keeps the studio's files for when there is no network, isolates the page where its host does not, so that workers may share memory, and
 * answers with reports that the page has put aside.
 */

interface FetchEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface InstallEvent {
  waitUntil(work: Promise<unknown>): void;
}
/** What of a worker's scope is used; its types are in another library than those of pages. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listen: (event: InstallEvent) => void): void;
  addEventListener(name: 'fetch', listen: (event: FetchEvent) => void): void;
}

const FILES = 'autofit-studio';
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const scope = globalThis as unknown as Scope;

scope.addEventListener('install', (event) => event.waitUntil(keepFiles()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope.registration.scope)) {
    event.respondWith(answer(event.request));
  }
});

/** All files of this version, of which the build has left a list. */
async function keepFiles(): Promise<void> {
  const response = await fetch('files.json', { cache: 'no-cache' });
  const { files } = (await response.json()) as { readonly files: readonly string[] };
  const cache = await caches.open(FILES);
  await cache.addAll([...files]);
  await scope.skipWaiting();
}

/** From the network, so that a new version is seen; without one, or where it has nothing, what is kept. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(FILES);
  const kept = () => cache.match(request, { ignoreSearch: true });
  if (new URL(request.url).pathname.includes('/reports/'))
    return isolated((await kept()) ?? absent());
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone()).catch(unlessFull);
    return isolated(response);
  } catch (thrown) {
    const own = await kept();
    if (!own) throw thrown;
    return isolated(own);
  }
}

/** Without room nothing more is kept, and the page has its files all the same. */
function unlessFull(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === 'QuotaExceededError')) throw thrown;
}

function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATED)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

function absent(): Response {
  return new Response('This report is not here any more.', { status: 404 });
}
