/** The form beside the matrix: shows one fact, and tells in “edit” events what is typed. */
const MOST_NOTE = 90;

class FactPanel extends HTMLElement {
  left = "You left it: theirs stays";

  connectedCallback() {
    this.form = this.querySelector("form");
    const radios = [...this.form.querySelectorAll("[name=level]")];
    this.levels = new Map(radios.map((radio) => [radio.value, radio.dataset.label]));
    this.form.addEventListener("input", (event) => this.tell(event.target));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.back();
    });
    this.form.addEventListener("keydown", (event) => {
      const returns = event.key === "Enter" && event.target.matches("textarea, input");
      if (event.key !== "Escape" && !returns) return;
      event.preventDefault();
      this.back();
    });
  }

  tell(field) {
    if (!field.name) return;
    // A fact's texts are single lines, wherever they are pasted from.
    const value = this.valueOf(field).replace(/\s*\n\s*/g, " ");
    const detail = { name: field.name, value, typing: field.matches("textarea, input:not([type])") };
    this.dispatchEvent(new CustomEvent("edit", { detail, bubbles: true }));
  }

  valueOf(field) {
    return field.type === "checkbox" && !field.checked ? "" : field.value;
  }

  back() {
    const detail = { command: "back", value: "" };
    this.dispatchEvent(new CustomEvent("command", { detail, bubbles: true }));
  }

  part(name) {
    return this.form.querySelector(`[data-${name}]`);
  }

  /** Show a fact; fields keep their cursor where they hold the text already. */
  show(view) {
    this.hidden = false;
    this.form.querySelector("h2").textContent = view.title;
    this.part("meaning").textContent = view.meaning;
    this.part("level").hidden = view.isValue;
    this.part("value").hidden = !view.isValue;
    this.part("checked").textContent = view.checked;
    this.part("form").href = view.address;
    this.tellText("refusal", view.refusal);
    this.showErrors(view.errors);
    this.showStale(view.stale);
    this.offerExtensions(view.extensions);
    this.fill(view.values);
    for (const field of this.form.elements) {
      if (field.name || field.dataset.command?.endsWith("check")) field.disabled = Boolean(view.refusal);
    }
    this.querySelector("[data-command=uncheck]").hidden = !view.isChecked;
  }

  fill(values) {
    for (const field of this.form.elements) {
      if (field.type === "radio") field.checked = field.value === values.level;
      else if (field.type === "checkbox") field.checked = field.value === values[field.name];
      else if (field.name && field.value !== values[field.name]) field.value = values[field.name];
    }
    const counter = this.part("counter");
    counter.textContent = values.note.length;
    counter.classList.toggle("over", values.note.length > MOST_NOTE);
    const source = this.part("source");
    source.hidden = !/^(https?:\/\/|\/(?!\/))/.test(values.source_url);
    if (!source.hidden) source.href = values.source_url;
  }

  tellText(name, text) {
    this.part(name).textContent = text;
    this.part(name).hidden = !text;
  }

  showErrors(errors) {
    const lines = errors.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    });
    this.part("errors").replaceChildren(...lines);
    this.part("errors").hidden = !errors.length;
  }

  /** Return what a field says as an editor reads it. */
  words(name, value, extensions) {
    if (name === "level") return this.levels.get(value) ?? "Empty";
    if (name === "is_correction") return value ? "Yes" : "No";
    if (name !== "extension" || !value) return value || "Empty";
    const found = extensions.find(([pk]) => String(pk) === value);
    return found?.[1] ?? "Another extension";
  }

  errorLines(errors) {
    return Object.entries(errors).flatMap(([name, texts]) =>
      texts.map((text) => this.named(name, text)),
    );
  }

  /** Return a text about a field, headed by the name of the field. */
  named(name, text) {
    const field = this.form.querySelector(`[name=${name}]`);
    return field ? `${field.dataset.named}: ${text}` : text;
  }

  /** Return the fields that one of two editors changed; `words` puts a value into words. */
  differences({ base, fields, stale }, words) {
    const named = [...this.form.querySelectorAll("[data-named]")];
    return named
      .filter(({ name }) => name in fields || stale[name] !== base[name])
      .map(({ name, dataset }) => ({
        label: dataset.named,
        theirs: words(name, stale[name]),
        yours: name in fields ? words(name, fields[name]) : this.left,
      }));
  }

  /** Show what somebody else saved beside what was typed here, field by field. */
  showStale(differences) {
    this.part("stale").hidden = !differences;
    const rows = (differences ?? []).map((difference) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = difference.label;
      const [theirs, yours] = ["td", "td"].map((name) => document.createElement(name));
      theirs.textContent = difference.theirs;
      yours.textContent = difference.yours;
      row.append(head, theirs, yours);
      return row;
    });
    this.part("stale").querySelector("tbody").replaceChildren(...rows);
  }

  offerExtensions(extensions) {
    const select = this.form.elements.extension;
    const offered = JSON.stringify(extensions);
    if (select.dataset.offered === offered) return;
    select.dataset.offered = offered;
    select.replaceChildren(new Option("None", ""), ...extensions.map(([pk, name]) => new Option(name, pk)));
  }

  /** Go to the field that a command means. */
  focusOn(name) {
    const fields = this.form.elements;
    let field = fields[{ note: "note", source: "source_url" }[name] ?? "value"];
    if (name === "source" && !fields.source_title.value) field = fields.source_title;
    if (name === "open" && !this.part("level").hidden) {
      field = this.form.querySelector("[name=level]:checked") ?? this.form.querySelector("[name=level]");
    }
    if (field.disabled) field = this.form.querySelector("h2");
    field.focus();
    field.select?.();
  }
}

customElements.define("fact-panel", FactPanel);
