// Runs before the first paint: puts on the reader's theme, and hides the picture in index.html
// where the address or an earlier visit names another run. And it tells why the page cannot start,
// in plain HTML, for then neither the program nor a style sheet may be there. Where this file is
// missing too, a sentence in index.html says so after some seconds.
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const themes = ["light", "dark", "projector"];

let theme = asked.get("theme");
let another = asked.has("scenario") || asked.has("show") || location.hash.length > 1;
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

// What is waited for at most to learn why, in milliseconds.
const PATIENCE = 4_000;

const read = (url, cache) => fetch(url, { cache, signal: AbortSignal.timeout(PATIENCE) });
const nameOf = (url) => new URL(url).pathname.split("/").pop();

function forbidsPrograms() {
  try {
    // The least program there is.
    return !new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch {
    return true;
  }
}

// Whether the host names another file by now in the place of this one. Only names with a hash say
// so.
async function isOfOldVersion(url) {
  if (!/-[0-9a-f]{8}/.test(nameOf(url))) return false;
  try {
    const page = await (await read(location.href.split("#")[0], "reload")).text();
    return page.includes("data-wasm=") && !page.includes(nameOf(url));
  } catch {
    return false;
  }
}

async function whyNotLoaded(url) {
  let response;
  try {
    response = await read(url, "no-store");
  } catch {
    return (
      `${nameOf(url)}, a file of this page, did not come. Is the network there? ` +
      "Reload the page once it is."
    );
  }
  const isPage = response.headers.get("content-type")?.includes("html");
  if (response.ok && !isPage) return undefined;
  if (await isOfOldVersion(url)) {
    return (
      "There is a new version of this page, and the browser had kept a part of the one before. " +
      "Reload the page: runs that were kept are still there."
    );
  }
  const what = isPage && response.ok ? "a web page came in its place" : `status ${response.status}`;
  return (
    `${nameOf(url)}, a file of this page, is not there (${what}). Reload the page; if that ` +
    "does not help, whoever serves it has to copy the whole folder again, with this file."
  );
}

async function whyNot(error, urls) {
  if (location.protocol === "file:") {
    return (
      "Browsers start no program from a file. Serve this folder by any web server, as " +
      "python3 -m http.server does, and open the address that it tells."
    );
  }
  if (!globalThis.WebAssembly) {
    return (
      "This browser has no WebAssembly, or it is switched off, as lockdown modes do. The " +
      "simulation is a program that needs it: allow it for this page, or take another browser."
    );
  }
  if (forbidsPrograms()) {
    return (
      "The host of this page forbids WebAssembly by its Content-Security-Policy, and the " +
      "simulation needs it. Whoever serves the page has to add 'wasm-unsafe-eval' to script-src."
    );
  }
  for (const url of urls) {
    const why = await whyNotLoaded(url);
    if (why && origin === "null") {
      return (
        "This frame is sandboxed, and the host of the page lets no sandboxed frame load its " +
        "files. Add allow-same-origin to the frame's sandbox, or let the host send the header " +
        "Access-Control-Allow-Origin: *."
      );
    }
    if (why) return why;
  }
  if (error) return `It stopped with: ${error}. Reload the page.`;
  return (
    `${urls.map(nameOf)} came and was not taken: it is of another version of the page, or the ` +
    "host's Content-Security-Policy forbids it. Reload the page."
  );
}

let isDecided = false;

async function fail(error, urls) {
  if (isDecided) return;
  isDecided = true;
  const why = await whyNot(error, urls);
  if (document.readyState === "loading") {
    await new Promise((done) => addEventListener("DOMContentLoaded", done));
  }
  root.dataset.first = "no";
  const told = document.createElement("p");
  told.className = "no-start";
  told.setAttribute("role", "alert");
  told.textContent = `Follower Playground could not start. ${why}`;
  document.body.replaceChildren(told);
}

function onMissing({ target }) {
  if (target.localName === "script") fail(undefined, [target.src]);
  if (target.rel === "stylesheet") fail(undefined, [target.href]);
}

addEventListener("error", onMissing, true);
// A module that was opened from a file is not even asked for in some browsers.
if (location.protocol === "file:") fail(undefined, []);

// For start.js: why it did not start, and that it did.
globalThis.startGuard = {
  fail,
  isOver: () => isDecided,
  started() {
    isDecided = true;
    removeEventListener("error", onMissing, true);
  },
};
