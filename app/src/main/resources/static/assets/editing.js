// Keeps what somebody types a moment after they stop, and shows the page as it becomes. Without it the forms are sent
// by their buttons and nothing is missing.

const PAUSE = 700;
const KEPT = "chantier-editing:" + location.pathname;
const SLOW = 2000;
const timers = new WeakMap();
let busy = Promise.resolve();
let sends = 0;
let sketching;
let shown = () => {};

const editor = () => document.getElementById("editor");
const forms = () => [...document.querySelectorAll("#editor form[data-autosave=true]")];
const fieldsOf = (root) => [...root.querySelectorAll("[name^='/']:not([type=hidden]), [name^='alt:']")];
const keyOf = (field) => field.name + (field.type === "radio" || field.type === "checkbox" ? "=" + field.value : "");
const chosenOf = ({ form, name }) => form.querySelector(`[name="${CSS.escape(name)}"]:checked`)?.value;
const stateOf = (field) => (field.type === "checkbox" ? field.checked : field.type === "radio" ? chosenOf(field) : field.value);
const statesOf = (root) => new Map(fieldsOf(root).map((field) => [keyOf(field), stateOf(field)]));
// The server keeps texts without the blanks around them.
const plain = (state) => (typeof state === "string" ? state.replaceAll("\r\n", "\n").trim() : state);
const isText = (field) => "defaultValue" in field && field.type !== "radio" && field.type !== "checkbox";
const shapeOf = (root) => fieldsOf(root.querySelector(".editor-forms")).map(keyOf).join("\n");

function say(state) {
  const line = document.querySelector("[data-state]");
  if (!line) return;
  line.textContent = line.dataset[state] ?? "";
  line.classList.toggle("wrong", state === "notSaved" || state === "lost");
}

// A field remembers what the server last said: that is its default value.
function isUntouched(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked === field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].every((option) => option.selected === option.defaultSelected);
  return field.value === field.defaultValue;
}
function renew(field, fresh, keepsText) {
  if (field.type === "radio" || field.type === "checkbox") {
    field.defaultChecked = fresh.defaultChecked;
    if (!keepsText) field.checked = fresh.defaultChecked;
  } else if (field.tagName === "SELECT") {
    [...field.options].forEach((option, at) => (option.defaultSelected = fresh.options[at]?.defaultSelected ?? false));
    if (!keepsText) field.value = fresh.value;
  } else {
    const text = keepsText ? field.value : fresh.defaultValue;
    field.defaultValue = fresh.defaultValue;
    field.value = text;
  }
}

// What is not kept yet survives a page that is loaded again, unless the site has changed meanwhile.
function remember(form) {
  const typed = fieldsOf(form).filter((field) => isText(field) && !isUntouched(field));
  const texts = typed.map((field) => [field.name, field.value]);
  sessionStorage.setItem(KEPT, JSON.stringify({ revision: form.elements.revision.value, texts }));
}
function recall() {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  const { revision, texts } = JSON.parse(kept);
  for (const [name, text] of texts) {
    const field = document.querySelector(`#editor [name="${CSS.escape(name)}"]:not([type=hidden])`);
    const form = field?.closest("form[data-autosave=true]");
    if (!form || form.elements.revision.value !== revision || field.value === text) continue;
    field.value = text;
    later(form);
  }
}

function later(form) {
  form.dataset.dirty = "yes";
  remember(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
}

function save(form, submitter) {
  clearTimeout(timers.get(form));
  busy = busy.then(() => send(form, submitter)).catch(() => say("lost"));
  return busy;
}

async function send(form, submitter) {
  if (!form.isConnected) return;
  sends++;
  say("saving");
  const data = new FormData(form, submitter);
  const sent = statesOf(form);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("editor");
  if (!fresh) {
    if (answer.redirected) location.assign(answer.url);
    else say("lost");
    return;
  }
  const isTypedSince = fieldsOf(form).some((field) => stateOf(field) !== sent.get(keyOf(field)));
  if (!isTypedSince) delete form.dataset.dirty;
  if (!isTypedSince && answer.status !== 422) sessionStorage.removeItem(KEPT);
  const isOther = fresh.querySelector("#rivals") || form.matches("[data-swap]") || shapeOf(fresh) !== shapeOf(editor());
  // Of a step that somebody else was quicker than, the page itself tells.
  const isOvertaken = fresh.querySelector("#overtaken");
  if (isOther && answer.status !== 422) swap(fresh, submitter, sent);
  else mend(fresh, form, sent, answer.ok);
  isOvertaken?.scrollIntoView({ block: "center" });
  say(answer.ok ? "saved" : isOvertaken ? "" : "notSaved");
  const address = fresh.dataset.address ?? fresh.querySelector("[data-preview]")?.src;
  if ((!answer.ok && !isOvertaken) || !address) return;
  document.querySelector("[data-open]")?.setAttribute("href", address);
  // Who has typed on meanwhile sees that already.
  if (isTypedSince) return;
  show(address + (form.dataset.fragment ?? ""));
}

// The page as it would be, at each touch of a key; nothing is kept by that. One at a time, the newest after it.
async function sketch(form) {
  if (sketching) {
    sketching = form;
    return;
  }
  sketching = true;
  const sent = sends;
  try {
    const data = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.action}/sketch`, { method: "POST", body: data, headers: { Accept: "text/plain" }, redirect: "error" });
    const address = answer.status === 200 ? await answer.text() : "";
    // What is being kept meanwhile shows itself.
    if (address && sent === sends) await show(address + (form.dataset.fragment ?? ""));
  } catch {
    // Keeping what was typed will say that the server is away.
  }
  const next = sketching;
  sketching = undefined;
  if (next !== true && next.isConnected && next.dataset.dirty) await sketch(next);
}

// The fields stay where they are, with their cursor; what others have changed meanwhile comes in.
function mend(fresh, form, sent, isKept) {
  if (isKept) {
    document.getElementById("overtaken")?.remove();
    for (const one of document.querySelectorAll("#editor form")) {
      if (!one.elements.revision || (one !== form && !fieldsOf(one).every(isUntouched))) continue;
      if (!refresh(one, fresh, one === form ? sent : statesOf(one))) continue;
      one.elements.revision.value = fresh.querySelector("input[name=revision]").value;
    }
  }
  for (const kind of isKept ? ["data-wrong", "data-origin", "data-shown"] : ["data-wrong"]) {
    for (const place of document.querySelectorAll(`#editor [${kind}]`)) {
      const other = fresh.querySelector(`[${kind}="${CSS.escape(place.getAttribute(kind))}"]`);
      if (other && other.innerHTML !== place.innerHTML) place.innerHTML = other.innerHTML;
    }
  }
  for (const id of ["undo", "redo"]) {
    const button = document.getElementById(id);
    if (button) button.disabled = fresh.querySelector(`#${id}`)?.disabled ?? true;
  }
  document.querySelector("[data-troubles]").innerHTML = fresh.querySelector("[data-troubles]").innerHTML;
}

// False where somebody has typed over what somebody else has changed meanwhile: the form then stays one of the revision
// that they had before them, so that the server sees two texts in one place and takes neither for the other.
function refresh(form, fresh, sent) {
  const newest = new Map(fieldsOf(fresh).map((field) => [keyOf(field), field]));
  const theirs = statesOf(fresh);
  const mine = statesOf(form);
  let isAbreast = true;
  for (const field of fieldsOf(form)) {
    const key = keyOf(field);
    if (!newest.has(key)) continue;
    const typedSince = mine.get(key) !== sent.get(key);
    const isOthers = plain(theirs.get(key)) !== plain(sent.get(key));
    if (typedSince && isOthers && field.name.startsWith("/")) isAbreast = false;
    else renew(field, newest.get(key), typedSince || (!isOthers && field === document.activeElement));
  }
  for (const shown of form.querySelectorAll("[name^='was:']")) {
    const other = fresh.querySelector(`[name="${CSS.escape(shown.name)}"]`);
    if (other) shown.value = other.value;
  }
  return isAbreast;
}

// Where a text is in the new page that somebody went on typing: at its place or, where items have moved, the only one
// that says what it said. Nowhere else, or it would overwrite another.
function placeOf({ name, before }) {
  const same = fieldsOf(editor()).filter((field) => isText(field) && plain(field.value) === plain(before));
  const leaf = name.slice(name.lastIndexOf("/"));
  const moved = before ? same.filter((field) => field.name.endsWith(leaf)) : [];
  return same.find((field) => field.name === name) ?? (moved.length === 1 ? moved[0] : undefined);
}

// The fields are others now: an item came, went or moved. What was typed since goes along.
function swap(fresh, submitter, sent) {
  const at = document.activeElement;
  const place = { id: at?.id, from: at?.selectionStart, to: at?.selectionEnd, label: submitter?.getAttribute("aria-label") };
  const open = [...document.querySelectorAll("#editor .edit-card > details")].filter((one) => one.open).map((one) => one.parentElement.id);
  const typed = fieldsOf(editor())
    .filter((field) => isText(field) && !isUntouched(field))
    .map((field) => ({ name: field.name, value: field.value, before: sent.get(keyOf(field)) ?? field.defaultValue }))
    .filter(({ value, before }) => value !== before);
  const view = fresh.querySelector(".editor-view");
  if (document.querySelector("[data-preview]") && view?.querySelector("[data-preview]")) {
    // The frame stays where it is, so that it never goes blank.
    fresh.dataset.address = view.querySelector("[data-preview]").src;
    document.querySelector(".editor-forms").replaceWith(fresh.querySelector(".editor-forms"));
    document.querySelector(".editor-tools").replaceWith(fresh.querySelector(".editor-tools"));
  } else {
    editor().replaceWith(fresh);
  }
  for (const id of open) {
    const details = document.querySelector(`#${CSS.escape(id)} > details`);
    if (details) details.open = true;
  }
  for (const text of typed) {
    const field = placeOf(text);
    if (!field) continue;
    field.value = text.value;
    const form = field.closest("form[data-autosave=true]");
    if (form) later(form);
  }
  const again = (place.id && document.getElementById(place.id)) || (place.label && document.querySelector(`[aria-label="${CSS.escape(place.label)}"]`));
  for (let around = again?.parentElement?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  again?.focus({ preventScroll: true });
  if (again?.setSelectionRange && place.from != null) again.setSelectionRange(place.from, place.to);
  document.getElementById("rivals")?.scrollIntoView({ block: "center" });
}

// The new page comes up behind the old one and takes its place when it is there, at the section that was edited.
function show(address) {
  const old = document.querySelector("[data-preview]:not(.coming)");
  if (!old) return Promise.resolve();
  shown();
  document.querySelectorAll("[data-preview].coming").forEach((one) => one.remove());
  const next = old.cloneNode();
  next.classList.add("coming");
  next.src = address;
  old.after(next);
  return new Promise((done) => {
    shown = done;
    setTimeout(done, SLOW);
    next.addEventListener("load", () => {
      next.classList.remove("coming");
      old.remove();
      done();
    }, { once: true });
  });
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave=true]");
  if (!form) return;
  later(form);
  sketch(form);
});
// Before the listener that sends a form once: these may be sent again and again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#editor") || !form.matches("[data-autosave=true], [data-swap]")) return;
  event.preventDefault();
  for (const other of forms()) if (other !== form && other.dataset.dirty) save(other);
  save(form, event.submitter);
}, true);
addEventListener("pagehide", () => {
  for (const form of forms()) {
    if (!form.dataset.dirty) continue;
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });
  }
});
recall();
