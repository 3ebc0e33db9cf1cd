// Reads a calm page aloud where the browser can speak. The button is hidden without that; the
// words never leave the device unless the person's own browser is set so.
const speech = window.speechSynthesis;

function words(place) {
  const parts = place.querySelectorAll("legend, label, .field > p, .alert, .error-summary");
  return [...parts]
    .filter((part) => !part.closest("[aria-hidden]"))
    .map((part) => part.innerText.trim())
    .filter(Boolean)
    .join(". ");
}

for (const place of document.querySelectorAll("[data-ponte-aloud]")) {
  const button = place.querySelector("[data-ponte-read]");
  if (!speech || !button) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      return;
    }
    const said = new SpeechSynthesisUtterance(words(place));
    said.lang = document.documentElement.lang;
    said.rate = 0.9;
    speech.speak(said);
  });
}
window.addEventListener("pagehide", () => speech?.cancel());
