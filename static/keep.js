// Keeps the recording of the run outside of the program's memory: here, in the tab's own history
// entry, which a reload gives back, and in the storage that all tabs share. When the program dies
// of a panic, the page starts another one with what was kept.

const PREFIX = "follower-playground.run.";
const MOST_RUNS = 8;
// After so many crashes in a row no more inputs are left out; src/lab/crash.rs has the same figure.
const MOST_LEFT_OUT = 10;

// A page within another one shares nothing with other tabs.
const embed = /[?&]show=(?!all)/.test(location.search);
const asked = /[?&]scenario=/.test(location.search) || location.hash.startsWith("#run=");

const run = { id: "", at: 0, text: "", inputs: 0, crashes: 0 };
// Runs of this tab that are not open: their scenarios were away, and something else was shown.
let others = [];
// Whether what is noted is of this tab's run: not while that is being fetched or opened.
let open = true;
let fresh = false;
let well = 0;
let leaving = false;
let moved = false;
let dead = false;
let timer = 0;
let entered = -1000;
let making = null;
let file = null;
const told = new Set();
const sentences = [];

// Tells the program that there is something to hear.
const call = () => dispatchEvent(new Event("keep"));

function say(sentence) {
  sentences.push(sentence);
  call();
}

function sayOnce(sentence) {
  if (!told.has(sentence)) say(sentence);
  told.add(sentence);
}

// The stored runs, first those in which nobody acted, then the oldest first. A run that was set
// aside is of the time 0.
function stored() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const runs = keys.map((key) => {
    const value = localStorage.getItem(key);
    const [, at, inputs, text] = /^(\d{1,15}) (\d{1,9})\n([^]*)$/.exec(value) ?? [0, 1, 1, value];
    return { key, id: key.slice(PREFIX.length), at: +at, inputs: +inputs, text };
  });
  const worth = ({ inputs, at }) => (inputs ? at : at - 1e15);
  return runs.sort((one, other) => worth(one) - worth(other));
}

function store(at) {
  localStorage.setItem(PREFIX + run.id, `${at} ${run.inputs}\n${run.text}`);
}

// Holds the name of a run for as long as this page lives; says whether it does.
function hold(id, how) {
  return new Promise((done) => {
    const held = navigator.locks?.request(PREFIX + id, how, (lock) => {
      done(Boolean(lock));
      return lock && new Promise(() => {});
    });
    held ? held.catch(() => done(false)) : done(false);
  });
}

// The stored runs that no open tab holds.
async function loose() {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  const names = held.map((lock) => lock.name).concat(PREFIX + run.id);
  return stored().filter(({ key }) => !names.includes(key));
}

function rename() {
  run.id = Date.now().toString(36) + Math.random().toString(36).slice(2, 7);
  hold(run.id, {});
}

// Finds the run that this tab is to go on with.
export async function find() {
  let left = history.state?.run;
  if (Array.isArray(history.state?.others)) others = history.state.others;
  // Nobody acted in what was shown instead of a run, so that one is tried again.
  if (others.length && !left?.inputs && !left?.crashes) left = others.shift();
  if (left) {
    for (const key in run) if (typeof left[key] === typeof run[key]) run[key] = left[key];
  }
  if (!embed) {
    try {
      await findStored(left);
    } catch {
      // Storage is forbidden: that is told when there is something to store.
    }
  }
  if (!run.id) rename();
  open = !run.text;
}

async function findStored(left) {
  if (left) {
    const mine = stored().find(({ id }) => id === run.id);
    // What was noted while the page was left came too late for the entry.
    if (mine?.at > run.at) {
      const { at, inputs, text } = mine;
      Object.assign(run, { at, inputs, text, crashes: 0 });
    }
    run.text ||= mine?.text ?? "";
    // A page that was loaded again may still hold it for a moment, a tab that was duplicated goes on.
    if (!(await hold(run.id, { signal: AbortSignal.timeout(1000) }))) {
      // Without locks nobody knows whose it was; it goes on under the new name.
      if (!navigator.locks && mine?.text === run.text) localStorage.removeItem(mine.key);
      run.id = "";
    }
  } else if (!asked) {
    for (const { id, at, inputs, text } of stored().reverse()) {
      if (!at || !inputs) break;
      const free = await hold(id, { ifAvailable: true });
      if (free || !navigator.locks) {
        Object.assign(run, { id: free ? id : "", inputs, text });
        fresh = true;
        break;
      }
    }
  }
  const surplus = stored().length - MOST_RUNS;
  if (surplus > 0) {
    for (const { key } of (await loose()).slice(0, surplus)) localStorage.removeItem(key);
  }
}

// Browsers let a page write into the entry some ten times a second.
function enter(now) {
  if (moved) return;
  const passed = performance.now() - entered;
  if (!now && passed < 300) {
    timer ||= setTimeout(enter, 300 - passed, true);
    return;
  }
  entered = performance.now();
  clearTimeout(timer);
  timer = 0;
  try {
    history.replaceState({ run, others }, "");
  } catch {
    try {
      history.replaceState({ run: { ...run, text: "" }, others }, "");
    } catch {
      // Then it is in the storage, or that says what is wrong.
    }
  }
}

// Drops the oldest runs until there is room. Other pages may have filled the storage too: where
// dropping all of them is not enough, they are put back, the newest first.
async function makeRoom() {
  const dropped = [];
  for (const { key } of await loose()) {
    dropped.unshift([key, localStorage.getItem(key)]);
    localStorage.removeItem(key);
    try {
      store(run.at);
      return;
    } catch {
      // One more, then.
    }
  }
  for (const [key, text] of dropped) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // Somebody else took the room.
    }
  }
  sayOnce(
    "The browser's storage for this page is full: the run outlives a reload, but not its tab. " +
      "Copy its link, or save it as a file.",
  );
}

function keep() {
  // A reload must not find another run's name in the entry.
  enter(leaving || document.hidden || history.state?.run?.id !== run.id);
  if (embed) return;
  try {
    store(run.at);
  } catch (error) {
    if (!run.inputs) {
      // Nothing is lost that could not be had again.
    } else if (/quota/i.test(error.name)) {
      making ??= makeRoom().finally(() => (making = null));
    } else {
      sayOnce(
        "This browser lets the page store nothing: the run outlives a reload, but not its tab. " +
          "Copy its link, or save it as a file.",
      );
    }
  }
}

// An element with a class, a text, and what is in it.
function make(name, className, text, ...inner) {
  const element = Object.assign(document.createElement(name), { className, textContent: text });
  element.append(...inner);
  return element;
}

function button(text, click) {
  const element = make("button", "", text);
  element.addEventListener("click", click);
  return element;
}

function box(text) {
  const element = make("textarea", "", text);
  element.readOnly = true;
  return element;
}

// A card that stands over the page until it is closed.
function card(sentence, ...inner) {
  document.querySelector(".kept")?.remove();
  const close = button("Close", () => element.remove());
  const element = make("section", "kept", "", make("p", "", sentence), ...inner, close);
  element.setAttribute("role", "alert");
  document.body.append(element);
}

// The card of this page: what it says, and what it offers.
let offered = null;

function offer(...what) {
  offered = what;
  showOffered();
}

function showOffered() {
  if (started && offered) card(...offered);
}

function offerOther() {
  offer("This tab keeps a run that is not open.", button("Open it", openOther));
}

// The run that is open waits then, if somebody acted in it.
function openOther() {
  const mine = { ...run };
  Object.assign(run, others.shift());
  if (mine.inputs) others.push(mine);
  open = false;
  enter(true);
  location.reload();
}

// What the program calls.
globalThis.keep = {
  // The text of the run to go on with.
  left: () => run.text || undefined,
  // How often in a row it crashed.
  crashes: () => run.crashes,
  // The run is open (0), it is another one (1), or it cannot be read (2).
  opened(how) {
    if (how === 1 && !open) {
      others.unshift({ ...run });
      offerOther();
    }
    open = true;
    if (fresh && how === 0) say("This is the run that was left last. Start again begins a new one.");
    fresh = false;
    if (how === 2 && !embed) {
      try {
        store(0);
      } catch {
        // Then it is not stored either.
      }
    }
    if (how > 0) {
      rename();
      Object.assign(run, { text: "", inputs: 0, crashes: 0 });
    }
  },
  // The run's text, and how much it says for the program that it came so far: an input all, five
  // seconds of running half. Until then a program that crashed before may do so again.
  note(text, inputs, weight) {
    if (dead || !open || (embed && !inputs)) return;
    if (run.crashes && (well += weight) < 2) return;
    Object.assign(run, { at: Date.now(), text, inputs, crashes: 0 });
    keep();
  },
  // What is to be told.
  said: () => sentences.shift(),
  // The text of a file that was opened.
  file() {
    const text = file;
    file = null;
    return text ?? undefined;
  },
  // What was left out after a crash, and the link of all of it.
  crashed(sentence, link) {
    offer(sentence, button("Copy the link of the whole run", () => globalThis.keep.copy(link)));
  },
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      say("It is copied.");
    } catch {
      const area = box(text);
      card("The browser does not let the page copy. This is marked: Ctrl-C copies it.", area);
      area.select();
    }
  },
  save(name, text) {
    const link = make("a", "", "");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  open() {
    const input = make("input", "", "");
    input.type = "file";
    input.addEventListener("change", () => take(input.files[0]));
    input.click();
  },
};

let started = false;

// The program has taken the page's body: what is not its own may be added.
export function start(...own) {
  if (dead) return;
  started = true;
  document.body.append(...own);
  if (others.length && !offered) offerOther();
  showOffered();
}

async function take(from) {
  try {
    if (from.size > 2_000_000) throw new Error("it is too big for a run");
    file = await from.text();
    call();
  } catch (error) {
    say(`${from.name} cannot be opened: ${error.message}.`);
  }
}

addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});

addEventListener("pagehide", () => {
  leaving = true;
  if (timer) enter(true);
});
addEventListener("pageshow", () => (leaving = false));
// Who goes back to before a link was followed goes back to the run of that entry, into which
// nothing is to be written any more that is of this one.
addEventListener("popstate", (event) => {
  const id = event.state?.run?.id;
  if (!id || id === run.id) return;
  moved = true;
  location.reload();
});

// Whether the program died of this: then it is not called any more, and the page starts again.
export function died(error) {
  const its = error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack);
  if (!its || dead) return its;
  dead = true;
  run.crashes += 1;
  enter(true);
  const last = run.crashes > Math.min(run.inputs, MOST_LEFT_OUT) + 1;
  if (!last && history.state?.run?.crashes === run.crashes) {
    location.reload();
  } else {
    giveUp(error);
  }
  return true;
}

function giveUp(error) {
  if (run.text && !embed) {
    try {
      store(0);
    } catch {
      // Then it is only here.
    }
  }
  history.replaceState({ others }, "");
  const sentence =
    `The simulation stopped on a fault of its own ${run.crashes} times in a row (${error}). ` +
    "Reloading begins a new run. This is the text of the one that stopped:";
  const area = box(run.text);
  const copy = button("Copy it", () => globalThis.keep.copy(run.text));
  const section = make("section", "no-start", "", make("p", "", sentence), area, copy);
  section.setAttribute("role", "alert");
  document.body.replaceChildren(section);
}

addEventListener("error", (event) => died(event.error));
addEventListener("unhandledrejection", (event) => died(event.reason));
