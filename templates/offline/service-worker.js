// Keeps the offline pages, what they are drawn with, and their data; nothing else, and nothing of a visitor.
"use strict";
const SHELF = {{ shelf|safe }};
const NAME = `offline-${SHELF.version}`;
const KEPT_AT = "X-Kept-At";
// Said by a proxy whose server is away, or by a server without its catalogue.
const AWAY = [502, 503, 504];

const languageOf = (path) => SHELF.languages.find(({ prefix }) => path.startsWith(prefix));
// Looking does not bring back what a newer worker has taken away.
const kept = (address) => caches.match(address, { cacheName: NAME, ignoreVary: true });

// Without cookies, so that what comes is the same for everybody; a copy from elsewhere is not believed.
const fetched = async (address, cache) => {
  const answer = await fetch(address, { cache, credentials: "omit" });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

const keep = async (address, answer) => {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, Date.now());
  // What is kept is unpacked already.
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const copy = new Response(await answer.blob(), { headers });
  await (await caches.open(NAME)).put(address, copy);
};

// The browser asks with the tag of what it has, so that an unchanged directory costs a few bytes.
const renew = async (address) => {
  const answer = await fetched(address, "no-cache");
  if (await caches.has(NAME)) await keep(address, answer);
};

const isFresh = (copy) => {
  const age = copy ? Date.now() - Number(copy.headers.get(KEPT_AT)) : -1;
  return age >= 0 && age < SHELF.look_again_ms;
};

const refresh = () => Promise.all(SHELF.languages.map(async ({ data }) => {
  if (isFresh(await kept(data))) return;
  try { await renew(data); } catch { /* What is kept stays. */ }
}));

addEventListener("install", (event) => event.waitUntil((async () => {
  const addresses = [...SHELF.languages.flatMap(({ page, data }) => [page, data]), ...SHELF.files];
  await Promise.all(addresses.map(async (each) => keep(each, await fetched(each, "reload"))));
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("offline-") && name !== NAME) await caches.delete(name);
  }
})()));

const within = (milliseconds, answer) => Promise.race([
  answer,
  new Promise((_, fail) => setTimeout(() => fail(new Error("too slow")), milliseconds)),
]);

const navigated = async (request, language) => {
  try {
    // Who sends a form or asks for a page a second time has decided to wait.
    const patient = request.method !== "GET" || request.cache !== "default" || request.isReloadNavigation;
    const answer = await (patient ? fetch(request) : within(SHELF.patience_ms, fetch(request)));
    if (!AWAY.includes(answer.status)) return answer;
    return (await kept(language.page)) || answer;
  } catch (problem) {
    const page = await kept(language.page);
    if (page) return page;
    throw problem;
  }
};

const dataOf = async (language, request) => {
  const copy = await kept(language.data);
  if (isFresh(copy)) return copy;
  try {
    await within(SHELF.patience_ms, renew(language.data));
    return await kept(language.data);
  } catch {
    return copy || fetch(request);
  }
};

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "GET" && SHELF.files.includes(pathname)) {
    event.respondWith(kept(pathname).then((copy) => copy || fetch(request)));
    return;
  }
  const ofData = request.method === "GET" && SHELF.languages.find(({ data }) => data === pathname);
  if (ofData) {
    event.respondWith(dataOf(ofData, request));
    return;
  }
  const language = languageOf(pathname);
  if (request.mode !== "navigate" || request.destination !== "document" || !language) return;
  if (SHELF.untouched.some((prefix) => pathname.startsWith(prefix))) return;
  // A search is sent on and answered, never kept; where it cannot be sent, the offline page says what can be done.
  if (request.method !== "GET" && pathname !== language.results) return;
  const answer = navigated(request, language);
  event.respondWith(answer);
  event.waitUntil(answer.then(refresh, () => {}));
});
