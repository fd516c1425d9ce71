/**
 * Service worker of the desk page: everything the build made is put by before the first use, so that the page opens
 * offline. A new version waits until no page uses the old one; nothing is ever half old and half new.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'desk-page-';
const CACHE = `${PREFIX}${__PRECACHE_VERSION__}`;
/** Changes without a build, so it is asked for each time and remembered. */
const COUNTY_FILE = 'county.json';

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(__PRECACHE_FILES__.map((file) => new Request(file, { cache: 'reload' })))));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const scope = new URL(worker.registration.scope);
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const name = url.pathname.slice(scope.pathname.length);
  if (name === COUNTY_FILE) event.respondWith(newest(request));
  else if (request.mode === 'navigate') event.respondWith(kept(new Request(new URL('index.html', scope))));
  else event.respondWith(kept(request));
});

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

async function newest(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch {
    // Offline: what the server said last, or an honest 404.
    return (await cache.match(request)) ?? new Response('', { status: 404 });
  }
}
