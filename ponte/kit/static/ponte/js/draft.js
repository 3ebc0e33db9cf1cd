// Keeps what is typed in a form until it has arrived, in this tab only; a form says
// data-ponte-draft="name". Passwords, files and hidden fields are never kept.
// Whoever comes back or reloads after sending lost the connection: only who opens the form
// anew has seen an answer. A draft is its writer's: who signs in later in the same tab never
// meets it, and their first page throws it away.
const KEEPS = "input:not([type=hidden]):not([type=password]):not([type=file]), select, textarea";

function read(form) {
  return [...form.querySelectorAll(KEEPS)].filter((field) => field.name).map((field) =>
    field.matches("[type=checkbox], [type=radio]")
      ? [field.name, field.value, field.checked]
      : [field.name, field.value]);
}

function restore(form, kept) {
  const fields = [...form.querySelectorAll(KEEPS)].filter((field) => field.name);
  fields.forEach((field, i) => {
    const [name, value, checked] = kept[i] ?? [];
    if (name !== field.name) return;
    if (checked !== undefined) field.checked = field.value === value ? checked : field.checked;
    else if (!field.value || field.tagName === "SELECT") field.value = value;
  });
}

// A page that says data-ponte-arrived has taken what was sent: nothing of it stays in the tab.
if (document.querySelector("[data-ponte-arrived]")) {
  for (const sent of Object.keys(sessionStorage).filter((key) => key.endsWith(":sent"))) {
    sessionStorage.removeItem(sent.slice(0, -":sent".length));
    sessionStorage.removeItem(sent);
  }
}

const PREFIX = "ponte-draft:";
const who = document.querySelector("[data-ponte-stay]")?.dataset.ponteStay ?? "";
if (who) {
  for (const key of Object.keys(sessionStorage)) {
    const theirs = key.startsWith(PREFIX) ? key.slice(PREFIX.length).split(":")[0] : "";
    if (theirs && theirs !== who) sessionStorage.removeItem(key);
  }
}

const [visit] = performance.getEntriesByType("navigation");

for (const form of document.querySelectorAll("form[data-ponte-draft]")) {
  const key = `${PREFIX}${who}:${location.pathname}:${form.dataset.ponteDraft}`;
  const sent = `${key}:sent`;
  if (visit?.type === "navigate" && sessionStorage.getItem(sent)) sessionStorage.removeItem(key);
  sessionStorage.removeItem(sent);
  const answered = form.querySelector(".field-wrong");
  const kept = sessionStorage.getItem(key);
  if (kept && !answered) restore(form, JSON.parse(kept));
  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(read(form)));
  });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sessionStorage.setItem(sent, "1");
  });
}
