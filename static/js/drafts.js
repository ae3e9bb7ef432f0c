// What is typed survives a lost connection, a closed tab and an expired session: it is kept on this device, for this
// person, until the server says that it has been stored, they sign out, or a week has passed. Never passwords or files.
//
// Any form that is posted and has a text area takes part. `data-draft` names what is kept (default: the address it is
// posted to), `data-draft="off"` leaves a form out. Everything listens on the document, so swapped parts need no wiring.

const PREFIX = "draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000; // milliseconds; accounts/drafts.py confirms as long
const PAUSE = 300; // milliseconds without a key before what was typed is put away
const LEFT_OUT = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);

const person = document.querySelector("[data-drafts-of]")?.dataset.draftsOf;
const store = person && openStore();
const waiting = new Map(); // form → timer
const fromServer = new WeakSet(); // forms that came back from the server with what was typed
const met = new WeakSet();

function openStore() {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return localStorage;
  } catch {
    return null; // switched off, or full: then pages work as they do without this
  }
}

// -- What is kept ----------------------------------------------------------------------------------

function keyOf(form) {
  const named = form.dataset.draft;
  if (named === "off" || form.getAttribute("method")?.toLowerCase() !== "post") return null;
  if (!form.querySelector("textarea") || form.querySelector("[type=password]")) return null;
  const address = form.getAttribute("action") || location.href;
  return `${PREFIX}${person}:${named || new URL(address, location.href).pathname}`;
}

function load(key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function keysKept(start) {
  return Object.keys(store).filter((key) => key.startsWith(start));
}

function forgetOld() {
  for (const key of keysKept(PREFIX)) {
    const draft = load(key);
    if (!draft?.at || draft.at < Date.now() - KEPT_FOR) store.removeItem(key);
  }
}

function forgetEverything() {
  for (const timer of waiting.values()) clearTimeout(timer);
  waiting.clear();
  for (const key of keysKept(`${PREFIX}${person}:`)) store.removeItem(key);
}

// The server confirms with a cookie that carries the id of what it stored.
function forgetStored() {
  for (const [, id] of document.cookie.matchAll(/(?:^|; )stored-([a-z0-9-]+)=/g)) {
    if (!id.startsWith(`${person}-`)) continue;
    for (const key of keysKept(`${PREFIX}${person}:`)) if (load(key)?.id === id) store.removeItem(key);
    document.cookie = `stored-${id}=; path=/; max-age=0; samesite=lax`;
  }
}

// -- Reading and filling a form --------------------------------------------------------------------

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !field.disabled && !LEFT_OUT.has(field.type));
}

const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

function valuesOf(field) {
  if (isTicked(field)) return field.checked ? [field.value] : [];
  if (field.selectedOptions) return [...field.selectedOptions].map((option) => option.value);
  return [field.value];
}

function read(form) {
  const found = {};
  for (const field of fieldsOf(form)) (found[field.name] ??= []).push(...valuesOf(field));
  return found;
}

function isAsServed(field) {
  if (isTicked(field)) return field.checked === field.defaultChecked;
  if (!field.options) return field.value === field.defaultValue;
  const options = [...field.options];
  if (options.some((option) => option.defaultSelected)) {
    return options.every((option) => option.selected === option.defaultSelected);
  }
  return field.multiple ? options.every((option) => !option.selected) : field.selectedIndex === 0;
}

function put(field, values) {
  if (isTicked(field)) field.checked = values.includes(field.value);
  else if (field.options) for (const option of field.options) option.selected = values.includes(option.value);
  else field.value = values[0] ?? "";
  const folded = field.closest("details");
  if (folded && !isAsServed(field)) folded.open = true;
}

// Which version of a text was seen while typing goes with what was typed: else it would overrule a change since.
function seenIn(form) {
  return form.elements.namedItem("seen");
}

function keep(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const key = keyOf(form);
  if (!key) return null;
  if (!fromServer.has(form) && fieldsOf(form).every(isAsServed)) {
    store.removeItem(key);
    return null;
  }
  const id = load(key)?.id ?? `${person}-${newName()}`;
  const draft = { id, at: Date.now(), fields: read(form), seen: seenIn(form)?.value };
  try {
    store.setItem(key, JSON.stringify(draft));
  } catch {
    return null; // full
  }
  return id;
}

function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function putBack(form) {
  met.add(form);
  const key = keyOf(form);
  const draft = key && load(key);
  if (!draft) return;
  const there = fieldsOf(form).filter((field) => field.name in draft.fields);
  const differs = (field) =>
    isTicked(field)
      ? field.checked !== draft.fields[field.name].includes(field.value)
      : valuesOf(field).join("\n") !== draft.fields[field.name].join("\n");
  if (!there.some(differs)) {
    if (there.every(isAsServed)) fromServer.add(form);
    return;
  }
  for (const field of there) put(field, draft.fields[field.name]);
  const seen = seenIn(form);
  if (seen && draft.seen) {
    form.dataset.seenNow = seen.value;
    seen.value = draft.seen;
  }
  say(form, "draft-back");
}

function discard(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  store.removeItem(keyOf(form));
  form.reset();
  if (form.dataset.seenNow) seenIn(form).value = form.dataset.seenNow;
  unsay(form);
  form.querySelector("textarea").focus();
}

// -- What is said about it -------------------------------------------------------------------------

function unsay(form) {
  for (const line of form.querySelectorAll(":scope > .draft-line")) line.remove();
}

function say(form, name) {
  const words = document.getElementById(name);
  if (!words) return;
  unsay(form);
  form.prepend(words.content.cloneNode(true));
}

// -- When ------------------------------------------------------------------------------------------

function onSubmit(event) {
  const form = event.target;
  if (form.matches("[data-forgets-drafts]")) {
    forgetEverything();
    return;
  }
  if (!keyOf(form)) return;
  const id = keep(form);
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    say(form, "draft-offline");
    return;
  }
  unsay(form);
  form.querySelector(":scope > input[name=draft]")?.remove();
  if (!id) return;
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: id });
  form.append(mark);
}

function onInput(event) {
  const form = event.target.form;
  if (!form || LEFT_OUT.has(event.target.type) || !keyOf(form)) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(keep, PAUSE, form));
}

function keepWaiting() {
  for (const form of waiting.keys()) keep(form);
}

function look() {
  forgetStored();
  for (const form of document.querySelectorAll("main form, dialog form")) if (!met.has(form)) putBack(form);
}

// Said in front of the form, which is nearer than the top of the page.
function sayFailed(event, name) {
  const form = event.detail?.ctx?.sourceElement?.closest?.("form");
  if (!form || !keyOf(form)) return;
  event.stopImmediatePropagation();
  say(form, name);
}

// An answer that is not shown: forbidden, gone or broken. Anything else brings the form back by itself.
function onRefusal(event) {
  const status = event.detail?.ctx?.response?.status ?? 0;
  if (status === 403 || status === 404 || status >= 500) sayFailed(event, "draft-failed");
}

if (store) {
  forgetOld();
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-draft-discard]");
    if (button) discard(button.form);
  });
  document.addEventListener("visibilitychange", keepWaiting);
  window.addEventListener("pagehide", keepWaiting);
  document.addEventListener("htmx:after:swap", look);
  document.addEventListener("htmx:error", (event) => sayFailed(event, "draft-offline"));
  document.addEventListener("htmx:response:error", onRefusal);
  look();
}
