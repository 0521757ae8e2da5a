// Starts the page. It stands in a file because the page's policy allows no inline script.
import { died } from "./panic.js";

const tag = document.querySelector("script[data-wasm]");
const at = (name) => new URL(name, document.baseURI).href;

try {
  const { default: init } = await import(at(tag.dataset.js));
  await init({ module_or_path: at(tag.dataset.wasm) });
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
