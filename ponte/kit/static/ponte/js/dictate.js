// Say it instead of writing it: what the browser understands is added to the text, to be read and
// corrected before it is sent. Browsers that cannot do this show no button.
const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

function bind(button) {
  const field = document.getElementById(button.dataset.ponteDictate);
  const label = button.querySelector("span");
  const say = label.textContent;
  let listening = null;
  const rest = () => { listening = null; label.textContent = say; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (listening) {
      listening.stop();
      return;
    }
    listening = new Recognition();
    listening.lang = document.documentElement.lang;
    listening.addEventListener("result", (event) => {
      const said = [...event.results].map((one) => one[0].transcript).join(" ").trim();
      field.value = [field.value.trim(), said].filter(Boolean).join(" ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    listening.addEventListener("end", rest);
    listening.addEventListener("error", rest);
    label.textContent = button.dataset.ponteStop;
    listening.start();
  });
}

if (Recognition) {
  document.querySelectorAll("[data-ponte-dictate]").forEach(bind);
  document.querySelectorAll("[data-ponte-dictate-note]").forEach((note) => { note.hidden = false; });
}
