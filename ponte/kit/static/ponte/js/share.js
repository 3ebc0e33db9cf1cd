// Share: copies the address, or opens the phone's own sheet. Without it the address can be read.
const within = (root, what) => [...root.querySelectorAll(what)].filter((one) => !one.dataset.bound);

function bind(root) {
  for (const button of within(root, "[data-ponte-copy]")) {
    if (!navigator.clipboard) continue;
    button.dataset.bound = "yes";
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.ponteCopy);
      await navigator.clipboard.writeText(field.value);
      const said = button.closest("[data-ponte-share]").querySelector("[data-ponte-said]");
      said.textContent = button.dataset.ponteDone;
      button.querySelector("span").textContent = button.dataset.ponteDone;
    });
  }
  for (const sheet of within(root, "[data-ponte-share]")) {
    if (!navigator.share || !matchMedia("(pointer: coarse)").matches) continue;
    sheet.dataset.bound = "yes";
    sheet.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      const { ponteShare: url, ponteShareTitle: title } = sheet.dataset;
      navigator.share({ url, title }).catch(() => { sheet.open = true; });
    });
  }
}

bind(document);
document.addEventListener("htmx:load", (event) => bind(event.detail.elt));
