// Runs before the first paint: puts on the reader's theme, and hides the picture in index.html
// where the address or an earlier visit names another run.
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const themes = ["light", "dark", "projector"];

let theme = asked.get("theme");
let another = asked.has("scenario") || asked.has("show") || location.hash.startsWith("#run=");
another ||= Boolean(history.state?.run?.text);
try {
  theme ??= localStorage.getItem("follower-playground.theme");
  another ||= Object.keys(localStorage).some((key) => key.startsWith("follower-playground.run."));
} catch {
  // Storage is forbidden: nothing is remembered.
}
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
root.dataset.theme = themes.includes(theme) ? theme : system;
if (another) root.dataset.first = "no";
