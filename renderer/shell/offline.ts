/** Keeps the desk page for opening offline. */

/** True once this version lies in the cache; false where the browser has no service workers or refuses them. */
export async function keepOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('./service-worker.js', { scope: './', updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    return true;
  } catch (error) {
    // The page still works, only not offline; a certificate that Chromium does not trust ends here.
    console.warn('the page is not kept for offline use', error);
    return false;
  }
}
