// Suggestions under a search field, after the ARIA combobox pattern (list autocomplete).
// The field's data-ponte-suggest is an address answering ?q= with JSON: text or {label, url}.
const WAIT = 150;
let made = 0;

function list(input) {
  const box = document.createElement("ul");
  box.id = `suggestions-${++made}`;
  box.className = "suggestions";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  input.after(box);
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-expanded", "false");
  set("aria-controls", box.id);
  return box;
}

function enhance(input) {
  const box = list(input);
  let timer, asked = 0, at = -1;

  const show = (open) => {
    box.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) { at = -1; input.removeAttribute("aria-activedescendant"); }
  };
  const choose = (option) => {
    if (option.dataset.url) { location.assign(option.dataset.url); return; }
    input.value = option.textContent;
    show(false);
  };
  const mark = (next) => {
    at = (next + box.children.length) % box.children.length;
    [...box.children].forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", box.children[at].id);
    box.children[at].scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const turn = ++asked;
    const url = new URL(input.dataset.ponteSuggest, location.href);
    url.searchParams.set("q", input.value);
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok || turn !== asked || document.activeElement !== input) return;
    const found = await answer.json();
    box.replaceChildren(...found.map((entry, i) => {
      const option = document.createElement("li");
      option.id = `${box.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = entry.label ?? entry;
      if (entry.url) option.dataset.url = entry.url;
      return option;
    }));
    show(found.length > 0);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) { asked++; show(false); return; }
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); show(false); }  // what is typed stays
    if (box.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(box.children[at]); }
  });
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  input.addEventListener("blur", () => show(false));
}

document.querySelectorAll("[data-ponte-suggest]").forEach(enhance);
