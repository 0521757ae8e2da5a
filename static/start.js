// Starts the page. It stands in a file because the page's policy allows no inline script.
import { died, find, start } from "./keep.js";

const tag = document.querySelector("script[data-wasm]");
const at = (name) => new URL(name, document.baseURI).href;

// What the words mean stands in the page itself, whose body the simulation empties as it starts.
const words = document.querySelector("#words");

// Esc puts a meaning away until something else is pointed at or has the focus.
addEventListener("keydown", (event) => (words.hidden ||= event.key === "Escape"));
for (const type of ["pointerover", "focusin"]) {
  addEventListener(type, () => (words.hidden = false));
}

try {
  const [{ default: init }] = await Promise.all([import(at(tag.dataset.js)), find()]);
  await init({ module_or_path: at(tag.dataset.wasm) });
  start(words);
} catch (error) {
  if (!died(error)) {
    document.documentElement.dataset.first = "no";
    const told = document.createElement("p");
    told.className = "no-start";
    told.textContent =
      `The simulation could not start: ${error}. ` +
      "It needs a browser with WebAssembly; reloading helps where the network broke off.";
    document.body.append(told);
  }
}
