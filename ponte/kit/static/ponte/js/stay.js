// What is typed stays on the page when it cannot be sent: without a network, once the session is
// over, or when somebody else has signed in since. Nothing of it is kept anywhere else. A page
// that heard from the server just now sends at once; a later one asks it first.
const words = document.querySelector("[data-ponte-stay]");
const TYPED = "textarea, select, input:not([type=hidden], [type=password])";
const LATELY = 30_000;
const PATIENCE = 8_000;
const asking = new WeakSet();
let heard = Date.now();
let sure = false;

async function whatStands() {
  try {
    const answer = await fetch(words.dataset.ponteAsk, {
      cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    });
    const { who } = await answer.json();
    if (!answer.ok || who === undefined) return "network";
    if (who === words.dataset.ponteStay) return "";
    return who ? "other" : "session";
  } catch {
    return "network";
  }
}

function say(form, pressed, what) {
  form.querySelector("[data-ponte-stands]")?.remove();
  if (!what) return;
  const line = words.content.querySelector(`[data-ponte-says=${what}]`).cloneNode(true);
  line.dataset.ponteStands = "";
  const shown = [...form.querySelectorAll("button:not([type=button])")]
    .filter((one) => !one.matches("[aria-hidden]"));
  const button = pressed && shown.includes(pressed) ? pressed : shown[0] ?? form.lastElementChild;
  (button.closest(".actions") ?? button).before(line);
  line.scrollIntoView({ block: "nearest" });
}

// Whoever signed in again in another window has got a new token against foreign forms.
function renew(form) {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  const field = form.elements.csrfmiddlewaretoken;
  if (token && field) field.value = token[1];
}

async function sendIfHeard(form, pressed) {
  if (asking.has(form)) return;
  asking.add(form);
  const what = await whatStands();
  asking.delete(form);
  heard = what ? 0 : Date.now();
  say(form, pressed, what);
  if (what) return;
  renew(form);
  sure = true;
  form.requestSubmit(pressed);
  sure = false;
}

function held(event) {
  const form = event.target;
  if (sure || form.getAttribute("method") !== "post" || form.closest("[data-yard]")) return;
  if (!form.querySelector(TYPED)) return;
  if (navigator.onLine && Date.now() - heard < LATELY) return;
  event.preventDefault();
  sendIfHeard(form, event.submitter);
}

if (words) document.addEventListener("submit", held, true);
