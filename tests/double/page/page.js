/** Keeps a note in IndexedDB, so that specs can see what survives. Strict durability, as the desk's own store. */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('notes', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('notes');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

window.keepNote = async (text) => {
  const transaction = (await open()).transaction('notes', 'readwrite', { durability: 'strict' });
  transaction.objectStore('notes').put(text, 'note');
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
};

window.readNote = async () => {
  const request = (await open()).transaction('notes').objectStore('notes').get('note');
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
};

document.documentElement.dataset.ready = 'yes';
