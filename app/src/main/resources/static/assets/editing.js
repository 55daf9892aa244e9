// Keeps what somebody types a moment after they stop, and shows the page as it becomes. Without it the forms are sent
// by their buttons and nothing is missing.

const PAUSE = 700;
const KEPT = "chantier-editing:" + location.pathname;
const timers = new WeakMap();
let busy = Promise.resolve();

const editor = () => document.getElementById("editor");
const forms = () => [...document.querySelectorAll("#editor form[data-autosave=true]")];
const fieldsOf = (root) => [...root.querySelectorAll("[name^='/']:not([type=hidden])")];
const keyOf = (field) => field.name + (field.type === "radio" || field.type === "checkbox" ? "=" + field.value : "");
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
  const typed = fieldsOf(form).filter((field) => "defaultValue" in field && !isUntouched(field) && field.type !== "radio" && field.type !== "checkbox");
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
  say("saving");
  const data = new FormData(form, submitter);
  const sent = new Map(fieldsOf(form).map((field) => [keyOf(field), field.value]));
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("editor");
  if (!fresh) {
    if (answer.redirected) location.assign(answer.url);
    else say("lost");
    return;
  }
  delete form.dataset.dirty;
  if (answer.status !== 422) sessionStorage.removeItem(KEPT);
  const isOther = fresh.querySelector("#rivals") || form.matches("[data-swap]") || shapeOf(fresh) !== shapeOf(editor());
  if (isOther && answer.status !== 422) swap(fresh, submitter, sent);
  else mend(fresh, form, sent, answer.ok);
  say(answer.ok ? "saved" : "notSaved");
  if (answer.ok) show(fresh, form.dataset.fragment);
}

// The fields stay where they are, with their cursor; what others have changed meanwhile comes in.
function mend(fresh, form, sent, isKept) {
  if (isKept) {
    const newest = new Map(fieldsOf(fresh).map((field) => [keyOf(field), field]));
    for (const one of document.querySelectorAll("#editor form")) {
      if (!one.elements.revision || (one !== form && !fieldsOf(one).every(isUntouched))) continue;
      for (const field of fieldsOf(one)) {
        const typedSince = one === form && field.value !== sent.get(keyOf(field));
        const other = newest.get(keyOf(field));
        if (other) renew(field, other, typedSince || field === document.activeElement);
      }
      one.elements.revision.value = fresh.querySelector("input[name=revision]").value;
    }
  }
  for (const kind of isKept ? ["data-wrong", "data-origin"] : ["data-wrong"]) {
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

// The fields are others now: an item came, went or moved. What was typed since goes along.
function swap(fresh, submitter, sent) {
  const at = document.activeElement;
  const place = { id: at?.id, from: at?.selectionStart, to: at?.selectionEnd, label: submitter?.getAttribute("aria-label") };
  const open = [...document.querySelectorAll("#editor .edit-card > details")].filter((one) => one.open).map((one) => one.parentElement.id);
  const typed = fieldsOf(editor()).filter((field) => !isUntouched(field) && field.value !== sent.get(keyOf(field)) && "defaultValue" in field && field.type !== "radio" && field.type !== "checkbox");
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
  for (const { name, value } of typed) {
    const field = document.querySelector(`#editor [name="${CSS.escape(name)}"]:not([type=hidden])`);
    const form = field?.closest("form[data-autosave=true]");
    if (!form) continue;
    field.value = value;
    later(form);
  }
  const again = (place.id && document.getElementById(place.id)) || (place.label && document.querySelector(`[aria-label="${CSS.escape(place.label)}"]`));
  for (let around = again?.parentElement?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  again?.focus({ preventScroll: true });
  if (again?.setSelectionRange && place.from != null) again.setSelectionRange(place.from, place.to);
  document.getElementById("rivals")?.scrollIntoView({ block: "center" });
}

// The new page comes up behind the old one and takes its place when it is there, at the section that was edited.
function show(fresh, fragment) {
  const old = document.querySelector("[data-preview]:not(.coming)");
  const address = fresh.dataset.address ?? fresh.querySelector("[data-preview]")?.src;
  if (!old || !address) return;
  document.querySelectorAll("[data-preview].coming").forEach((one) => one.remove());
  const next = old.cloneNode();
  next.classList.add("coming");
  next.src = address + (fragment ?? "");
  next.addEventListener("load", () => {
    next.classList.remove("coming");
    old.remove();
  }, { once: true });
  old.after(next);
  document.querySelector("[data-open]")?.setAttribute("href", address);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave=true]");
  if (form) later(form);
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
