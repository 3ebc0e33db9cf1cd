// A link to the page for paper prints this page at once where the browser can.
for (const link of document.querySelectorAll("[data-ponte-print]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  });
}
