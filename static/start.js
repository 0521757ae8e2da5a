// Starts the page. It stands in a file because the page's policy allows no inline script. It takes
// no file of another version: its own address says which one it is of.
const tag = document.querySelector("script[data-wasm]");
const at = (name) => new URL(name, document.baseURI).href;
const [guard, glue, program] = ["./panic.js", tag.dataset.js, tag.dataset.wasm].map(at);
const guardOfVersion = guard + new URL(import.meta.url).search;

let died = () => false;
try {
  ({ died } = await import(guardOfVersion));
  const { default: init } = await import(glue);
  if (!globalThis.startGuard?.isOver()) {
    await init({ module_or_path: program });
    globalThis.startGuard?.started();
  }
} catch (error) {
  if (!died(error)) globalThis.startGuard?.fail(error, [guardOfVersion, glue, program]);
}
