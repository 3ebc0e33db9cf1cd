// Opens the kept pages where there is no network. What is kept was fetched without a session,
// by ponte/js/yard.js; everything else goes to the network as ever and is kept nowhere.
const WAIT = 4000;

function late() {
  return new Promise((_done, fail) => setTimeout(() => fail(new Error("late")), WAIT));
}

async function answer(asked) {
  const kept = await caches.match(asked.url, { ignoreSearch: true, ignoreVary: true });
  if (!kept) return fetch(asked);
  return Promise.race([fetch(asked), late()]).catch(() => kept);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method === "GET" && asked.url.startsWith(self.location.origin)) {
    event.respondWith(answer(asked));
  }
});
