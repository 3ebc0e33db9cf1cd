// A search within the page: htmx brings the results, this keeps what the person had done.
// Filters stay as they were opened, the focus goes to the number of results, and an answer
// that is no page of results is gone to as without scripts.
const found = () => document.getElementById("found");
const filters = () => document.querySelectorAll("#found details[id]");
let opened = new Map();

document.addEventListener("htmx:beforeRequest", () => {
  found().setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:beforeSwap", () => {
  opened = new Map([...filters()].map((one) => [one.id, one.open]));
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target !== found()) return;  // the other pieces settle too
  if (document.getElementById("asked-said").textContent) document.getElementById("asked").open = false;
  for (const one of filters()) one.open = opened.get(one.id) ?? one.open;
  sessionStorage.removeItem("htmx-current-path-for-history");  // a reader's machine keeps nothing
  const title = document.getElementById("found-title");
  title.focus({ preventScroll: true });
  const { top, bottom } = title.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) found().scrollIntoView();
});

for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(trouble, (event) => {
    location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
