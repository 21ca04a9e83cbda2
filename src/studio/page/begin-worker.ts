/** Names that the page and its service worker share. */
const FILES = 'autofit-studio';
const RELOADED = 'autofit-isolated';

/**
 * Starts what keeps the studio for when there is no network; where the host does not isolate the page, the page is loaded once more,
 * as the worker does then.
 */
export async function beginServiceWorker(): Promise<void> {
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (!serviceWorker) return;
  await serviceWorker.register('service-worker.js');
  if (crossOriginIsolated || sessionStorage.getItem(RELOADED) !== null) return;
  await serviceWorker.ready;
  sessionStorage.setItem(RELOADED, 'yes');
  location.reload();
}

/** Where a page can be opened with the policy that stands in it: those of addresses of blobs have that of this page. */
export async function reportAddress(name: string, report: Blob): Promise<string | undefined> {
  if (!(navigator as Partial<Navigator>).serviceWorker?.controller) return undefined;
  const address = new URL(`reports/${encodeURIComponent(name)}.html`, document.baseURI).href;
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  await (await caches.open(FILES)).put(address, new Response(report, { headers }));
  return address;
}
