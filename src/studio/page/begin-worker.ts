/** Names that the page and its service worker share. */
const FILES = 'autofit-studio';
const RELOADED = 'autofit-isolated';

/**
 * Starts what keeps the studio for when there is no network; where the host does not isolate the page, the page is loaded once more,
 * as the worker does then, unless something was begun in it. Whether its workers share memory, or will when it is loaded again.
 */
export async function beginServiceWorker(isIdle: () => boolean): Promise<boolean> {
  const isReady = await registered();
  if (crossOriginIsolated || !isReady) return crossOriginIsolated;
  if (sessionStorage.getItem(RELOADED) !== null || !isIdle()) return false;
  sessionStorage.setItem(RELOADED, 'yes');
  location.reload();
  return true;
}

/** False where there are no such workers, as without https, or none may be started here. */
async function registered(): Promise<boolean> {
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (!serviceWorker) return false;
  try {
    const { installing, waiting, active } = await serviceWorker.register('service-worker.js');
    return await isActive(active ?? waiting ?? installing);
  } catch {
    // The page does without, and says what it lacks.
    return false;
  }
}

/** Whether a worker comes to its work; without room for the studio's files it does not. */
function isActive(worker: ServiceWorker | null): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker?.state === 'activated') resolve(true);
      else if (!worker || worker.state === 'redundant') resolve(false);
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

/** Where a page can be opened with the policy that stands in it: those of addresses of blobs have that of this page. */
export async function reportAddress(name: string, report: Blob): Promise<string | undefined> {
  if (!(navigator as Partial<Navigator>).serviceWorker?.controller) return undefined;
  const address = new URL(`reports/${encodeURIComponent(name)}.html`, document.baseURI).href;
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  try {
    await (await caches.open(FILES)).put(address, new Response(report, { headers }));
    return address;
  } catch (thrown) {
    // Without room it can be downloaded all the same.
    if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError') return undefined;
    throw thrown;
  }
}
