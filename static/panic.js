// Starts the program again when it dies of a panic: the page is loaded once more, with the run that
// the program kept before its last input. This outlives the program; all else is the program's.

// After so many crashes in a row no more inputs are left out; src/share/recovery.rs has the same
// figure.
const MOST_LEFT_OUT = 10;

// What the next program is to find in the tab's history entry: {run, others}, as in
// src/share/tab_runs.rs. Nothing once the entry is of another run.
let entry = history.state ?? {};
let dead = false;

globalThis.crashGuard = {
  keep(next) {
    if (!dead) entry = next;
    return !dead;
  },
};

// Whether the program died of this: then the page starts again.
export function died(error) {
  const trap = globalThis.WebAssembly?.RuntimeError;
  const its = (trap && error instanceof trap) || /wasm-function/.test(error?.stack);
  if (!its || dead) return its;
  dead = true;
  if (!entry) {
    location.reload();
    return true;
  }
  const run = { id: "", at: 0, text: "", inputs: 0, crashes: 0, ...entry.run };
  run.crashes += 1;
  write(run);
  const last = run.crashes > Math.min(run.inputs, MOST_LEFT_OUT) + 1;
  if (!last && history.state?.run?.crashes === run.crashes) {
    location.reload();
  } else {
    giveUp(run, error);
  }
  return true;
}

function write(run) {
  const others = entry.others ?? [];
  try {
    history.replaceState({ run, others }, "");
  } catch {
    try {
      history.replaceState({ run: { ...run, text: "" }, others }, "");
    } catch {
      // Then the crash is not counted, and the program is given up.
    }
  }
}

function giveUp(run, error) {
  setAside(run);
  history.replaceState({ others: entry.others ?? [] }, "");
  document.documentElement.dataset.first = "no";
  const section = document.createElement("section");
  section.className = "no-start";
  section.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent =
    `The simulation stopped on a fault of its own ${run.crashes} times in a row (${error}). ` +
    "Reloading begins a new run. This is the text of the one that stopped:";
  const area = document.createElement("textarea");
  area.readOnly = true;
  area.textContent = run.text;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const copy = document.createElement("button");
  copy.textContent = "Copy it";
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(run.text);
      told.textContent = "It is copied.";
    } catch {
      told.textContent =
        "The browser does not let the page copy. This is marked: Ctrl-C copies it.";
      area.select();
    }
  });
  section.append(sentence, area, copy, told);
  document.body.replaceChildren(section);
}

// No tab goes on with a stored run of the time 0.
function setAside(run) {
  const key = `follower-playground.run.${run.id}`;
  try {
    const isStored = key in localStorage;
    if (run.text && isStored) localStorage.setItem(key, `0 ${run.inputs}\n${run.text}`);
  } catch {
    // Then it is only here.
  }
}

addEventListener("error", (event) => died(event.error));
addEventListener("unhandledrejection", (event) => died(event.reason));
