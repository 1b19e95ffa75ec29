/* What every page of the desk has: a guard over what is not saved, keys, and the help on them. */

const UNCOUNTED = ["csrfmiddlewaretoken", "version", "overwrite", "begun_on", "move_address"];
const SINGLE_KEYS = "desk-single-keys";

/* Only a form that was filled in by hand is worth a warning, and a refused one is such a form. */
class Guard {
  constructor(form) {
    this.form = form;
    this.before = this.state();
    this.refused = document.querySelector(".errornote, .desk-conflict") !== null;
    this.leaving = false;
    document.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("beforeunload", (event) => this.unload(event));
    window.addEventListener("pageshow", () => {
      this.leaving = false;
    });
  }

  state() {
    const fields = [...new FormData(this.form)].filter(([name]) => !UNCOUNTED.includes(name));
    return JSON.stringify(
      fields.map(([name, value]) => [name, value instanceof File ? value.name : value]),
    );
  }

  submit(event) {
    if (event.target === this.form && !event.defaultPrevented) this.leaving = true;
  }

  unload(event) {
    if (this.leaving || (!this.refused && this.state() === this.before)) return;
    event.preventDefault();
  }
}

class DeskHelp extends HTMLElement {
  connectedCallback() {
    if (this.dialog) return;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "desk-help-dialog";
    this.dialog.setAttribute("aria-labelledby", "desk-help-heading");
    const text = this.querySelector(".desk-help-text");
    // The first control stands at the end of the text, which is to be read from its beginning.
    this.heading = text.querySelector("h2");
    this.heading.tabIndex = -1;
    const close = button("Close", () => this.dialog.close());
    this.dialog.append(text, this.choice(), close);
    const open = button("Help: keys and Markdown", () => this.open());
    open.setAttribute("aria-haspopup", "dialog");
    this.replaceChildren(open, this.dialog);
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.heading.focus();
  }

  /* Who dictates, or shakes, presses single keys without meaning to. */
  choice() {
    const label = document.createElement("label");
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.checked = singleKeys();
    tick.addEventListener("change", () => keep(SINGLE_KEYS, tick.checked ? "on" : "off"));
    label.className = "desk-help-choice";
    label.append(tick, " Single keys do something when no field has the focus");
    return label;
  }
}

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button desk-help-button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

/* A browser may refuse to keep anything; then the choice holds for this page. */
const kept = {};

function keep(name, value) {
  kept[name] = value;
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing to do about it.
  }
}

function singleKeys() {
  try {
    return (kept[SINGLE_KEYS] ?? localStorage.getItem(SINGLE_KEYS)) !== "off";
  } catch {
    return kept[SINGLE_KEYS] !== "off";
  }
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable], [role=grid], dialog") !== null;
}

function press(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.shiftKey && event.key.toLowerCase() === "s") save(event);
  if (!control && singleKeys() && !isTyping(event.target)) pressSingle(event);
}

function save(event) {
  const form = editedForm();
  const saving = form?.querySelector("[name=_continue]") ?? form?.querySelector("[name=_save]");
  if (!saving || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  form.requestSubmit(saving);
}

function pressSingle(event) {
  if (event.key === "?") {
    document.querySelector("desk-help")?.open();
  } else if (event.key === "/") {
    const search = document.querySelector("#searchbar, #nav-filter");
    if (!search || search.getClientRects().length === 0) return;
    event.preventDefault();
    search.focus();
  }
}

function editedForm() {
  return document.querySelector(".change-form #content-main > form");
}

customElements.define("desk-help", DeskHelp);
document.addEventListener("keydown", press);
// Widgets fill in what they need until the page is loaded.
window.addEventListener("load", () => {
  const form = editedForm();
  if (form) new Guard(form);
});
