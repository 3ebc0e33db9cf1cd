// Writing without a network. An entry is sealed at once for the server's public key with a key
// pair of one use, so this phone cannot open it again; it waits in IndexedDB until its receipt.
// The server's side of the seal is ponte/kit/sealing/envelopes.py.
const STORE = "ponte-yard";
const BLOCK = 256;
const MOST = 20;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const READERS = { tutor: ["tutor"], office: ["tutor", "office"] };
const words = new TextEncoder();

export const encoded = (raw) => btoa(String.fromCharCode(...new Uint8Array(raw)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const decoded = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

function padded(text) {
  const plain = words.encode(text);
  const framed = new Uint8Array(Math.ceil((plain.length + 4) / BLOCK) * BLOCK);
  new DataView(framed.buffer).setUint32(0, plain.length);
  framed.set(plain, 4);
  return framed;
}

async function cipher(shared, salt) {
  const whole = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: words.encode("ponte.envelope.1") };
  return crypto.subtle.deriveKey(how, whole, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

// `given` fixes the one-use pair and the nonce, for the examples that both sides must make.
export async function seal(to, text, given = {}) {
  const there = decoded(to.public);
  const once = given.pair ?? await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const nonce = given.nonce ? decoded(given.nonce) : crypto.getRandomValues(new Uint8Array(12));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
  const ours = await crypto.subtle.importKey("raw", there, CURVE, false, []);
  const asked = { name: "ECDH", public: ours };
  const shared = await crypto.subtle.deriveBits(asked, once.privateKey, 256);
  const bound = ["ponte.envelope", "1", to.key, to.device, to.entry].join("\x1f");
  const how = { name: "AES-GCM", iv: nonce, additionalData: words.encode(bound) };
  const key = await cipher(shared, joined(point, there));
  const box = new Uint8Array(await crypto.subtle.encrypt(how, key, padded(text)));
  return {
    v: 1, key: to.key, device: to.device, entry: to.entry,
    point: encoded(point), nonce: encoded(nonce), box: encoded(box),
  };
}

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("phones", { keyPath: "device" });
      asked.result.createObjectStore("waiting", { keyPath: "entry" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function within(store, work, mode = "readwrite") {
  const base = await opened();
  return new Promise((done, fail) => {
    const step = base.transaction(store, mode, { durability: "strict" });
    const asked = work(step.objectStore(store));
    step.oncomplete = () => { base.close(); done(asked.result); };
    step.onabort = () => { base.close(); fail(step.error); };
  });
}
const all = (store) => within(store, (rows) => rows.getAll(), "readonly");

const place = document.querySelector("[data-yard]");

function says(...names) {
  for (const one of place.querySelectorAll("[data-yard-says]")) {
    one.hidden = !names.includes(one.dataset.yardSays);
  }
}

async function count() {
  const waiting = (await all("waiting")).length;
  const lines = place.querySelectorAll("[data-yard-counts] li");
  const line = waiting ? lines[Math.min(waiting, lines.length) - 1].textContent : "";
  place.querySelector("[data-yard-count]").textContent = line;
  return waiting;
}

async function post(phone, entries) {
  const envelopes = entries.map((one) => one.envelope);
  const answer = await fetch(place.dataset.yardSend, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ device: phone.device, word: phone.word, envelopes }),
  });
  if (answer.status === 403) return "unknown";
  if (!answer.ok) return "offline";
  const { receipts } = await answer.json();
  const done = entries.filter((one) => ["got", "cut"].includes(receipts[one.entry]));
  for (const one of done) await within("waiting", (rows) => rows.delete(one.entry));
  if (Object.values(receipts).includes("cut")) {
    await within("phones", (rows) => rows.put({ ...phone, cut: true }));
    return "cut";
  }
  return done.length === entries.length ? "sent" : "offline";
}

async function sendAll() {
  let told = "";
  for (const phone of await all("phones")) {
    const mine = (await all("waiting")).filter((one) => one.device === phone.device);
    for (let at = 0; at < mine.length; at += MOST) {
      told = await post(phone, mine.slice(at, at + MOST)).catch(() => "offline");
      if (told !== "sent") break;
    }
  }
  return told;
}

// Two windows never send at once; if they did, the server would add once all the same.
async function send(also = "") {
  if (!await count()) return;
  const told = navigator.locks ? await navigator.locks.request(STORE, sendAll) : await sendAll();
  await count();
  if (told) says(told, told === "offline" ? also : "");
}

// The empty forms and what they are drawn with, fetched as somebody who is not signed in.
async function keep() {
  const kept = await caches.open(STORE);
  for (const address of place.dataset.yardPages.split(" ")) {
    const answer = await fetch(address, { credentials: "omit", cache: "reload" });
    if (!answer.ok) continue;
    const drawn = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const parts = [...drawn.querySelectorAll("link[href], script[src], use[href]")]
      .filter((one) => !/canonical|alternate/.test(one.rel ?? ""))
      .map((one) => (one.getAttribute("href") ?? one.getAttribute("src")).split("#")[0]);
    await kept.addAll([...new Set(parts)].filter(Boolean));
    await kept.put(address, answer);
  }
  await navigator.serviceWorker.register(place.dataset.yardWorker);
}

async function enrol(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(answer.status);
  const { device, word } = await answer.json();
  const number = (await all("phones")).length + 1;
  await within("phones", (rows) => rows.put({ device, word, number }));
  await keep();
  await navigator.storage?.persist?.();
  place.querySelector("[data-yard-number]").textContent = number;
  says("ready");
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function told(form, what) {
  const said = Object.fromEntries(new FormData(form));
  const common = { what, day: said.day ?? today(), written: new Date().toISOString() };
  if (what === "hours") {
    const minutes = Number(said.hours) * 60 + Number(said.minutes);
    return minutes ? { ...common, minutes, kind: said.kind } : null;
  }
  const page = { ...common, readers: READERS[said.readers] ?? [] };
  if (said.feeling) page.feeling = Number(said.feeling);
  for (const name of ["did", "learned", "hard", "good", "need"]) {
    if (said[name]?.trim()) page[name] = said[name].trim();
  }
  return Object.keys(page).length > 4 ? page : null;
}

async function save(form) {
  const { yard, yardKey, yardPublic } = place.dataset;
  const text = told(form, yard);
  if (!text) return says("empty");
  const phones = (await all("phones")).filter((one) => !one.cut);
  const phone = phones.find((one) => one.device === form.elements.which.value) ?? phones[0];
  if (!phone || !yardKey) return says("unready");
  const to = { key: yardKey, public: yardPublic, device: phone.device, entry: crypto.randomUUID() };
  const envelope = await seal(to, JSON.stringify(text));
  await within("waiting", (rows) => rows.add({ entry: to.entry, device: to.device, envelope }));
  form.reset();
  fresh(form);
  await count();
  says(navigator.onLine ? "saved" : "offline", "saved");
  return send("saved");
}

function fresh(form) {
  const day = form.elements.day;
  if (day) { day.value = today(); day.max = today(); }
}

async function offer(form) {
  const phones = (await all("phones")).filter((one) => !one.cut);
  const choice = form.elements.which;
  choice.replaceChildren(...phones.map((one) => new Option(one.number, one.device)));
  form.querySelector("[data-yard-which]").hidden = phones.length < 2;
  form.hidden = !phones.length || !place.dataset.yardKey;
  fresh(form);
  if (form.hidden) says((await all("phones")).length ? "cut" : "unready");
  if (phones.length && navigator.onLine) await keep().catch(() => {});
}

function pressed(form, work) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work(form).catch(() => says("failed"));
  });
}

if (place && window.indexedDB && window.crypto?.subtle && navigator.serviceWorker) {
  const form = document.querySelector("[data-yard-form]");
  const ready = document.querySelector("[data-yard-enrol]");
  if (form) { pressed(form, save); offer(form); }
  if (ready) { pressed(ready, enrol); ready.hidden = false; }
  window.addEventListener("online", () => send());
  send();
}
