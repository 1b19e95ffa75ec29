/** The fact matrix: what its grid, its panel and its keys do to a fact, and the save of those
 *  that are changed. Each part is an element of its own. */
const UNSETTLED = "What is left waits for your choice between two texts.";
const OLD_CHECK = "A check of another day was left out: open its source again.";
const KEPT = "Your changes are kept in this browser.";
const NO_SOURCE = "A check needs the source that was opened. Press S to give it.";
const NARROW = matchMedia("(max-width: 40rem)");

class FactMatrix extends HTMLElement {
  saving = false;

  connectedCallback() {
    Object.assign(this, JSON.parse(document.getElementById("matrix-data").textContent));
    this.grid = this.querySelector("fact-grid");
    this.panel = this.querySelector("fact-panel");
    this.kept = this.querySelector("kept-changes");
    this.foot = this.querySelector("matrix-foot");
    this.habits = this.querySelector("matrix-habits");
    for (const part of this.querySelectorAll("[data-scripted]")) part.hidden = false;
    this.classList.add("scripted");
    this.listen();
    this.key = this.grid.current.dataset.key;
    this.refresh();
    this.kept.offer(this.cells);
  }

  listen() {
    const filter = document.querySelector("form.matrix-bar");
    filter.addEventListener("submit", () => this.kept.resumeNext());
    this.addEventListener("cell", ({ detail }) => {
      this.key = detail;
      this.showPanel();
    });
    this.addEventListener("command", ({ detail }) => this.obey(detail.command, detail.value));
    this.addEventListener("edit", ({ detail: { name, value, typing } }) =>
      this.edit({ fields: { [name]: value }, typing: typing ? name : "" }),
    );
    this.addEventListener("changed", ({ detail }) => {
      this.paint(detail);
      this.refresh();
    });
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-command]");
      if (button) this.obey(button.dataset.command, button.dataset.value);
      else if (NARROW.matches && target.closest("td")) this.panel.scrollIntoView();
    });
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const writes = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
    const command = { s: "save", z: writes ? "" : "undo" }[event.key.toLowerCase()];
    if (!command) return;
    event.preventDefault();
    this.obey(command);
  }

  obey(command, value = "") {
    const deeds = {
      level: () => this.setLevel(value),
      note: () => this.panel.focusOn("note"),
      source: () => this.panel.focusOn("source"),
      open: () => this.panel.focusOn("open"),
      check: () => this.check(),
      uncheck: () => this.edit({ check: this.stored(this.key).checked_on ? "none" : "" }),
      back: () => this.grid.focusCell(this.key),
      leave: () => this.querySelector("[data-command=save]").focus(),
      go: () => this.grid.focusCell(value),
      undo: () => this.undo(),
      overwrite: () => this.overwrite(),
      "keep-theirs": () => this.keepTheirs(),
      review: () => this.review(),
      "take-back": () => {
        this.kept.settle(value);
        this.review();
      },
      help: () => document.getElementById("matrix-keys").showModal(),
      save: () => this.save(),
    };
    deeds[command]();
  }

  // What stands in a cell

  stored(key) {
    return this.cells[key] ?? this.kept.get(key).base;
  }

  column(key) {
    return this.columns[key.split("-")[0]];
  }

  feature(key) {
    return this.features[key.split("-")[1]];
  }

  /** Return a cell as it would be saved. */
  face(key) {
    const change = this.kept.get(key);
    const face = { ...this.stored(key), ...change?.fields };
    if (change?.check === "none") {
      Object.assign(face, { checked_on: "", checked_against: "", checked_by: "" });
    } else if (change?.check === "today") {
      const checked_against = this.column(key)?.line ?? "";
      Object.assign(face, { checked_on: this.today, checked_against, checked_by: change.signed });
    }
    return face;
  }

  label(key) {
    if (!(key in this.cells)) return this.kept.get(key)?.label ?? "A fact that is not shown";
    return `${this.feature(key).name} in ${this.column(key).name}`;
  }

  refusal(key) {
    return this.stored(key).fact ? this.column(key).refusesChange : this.column(key).refusesAdd;
  }

  words(key, name, value) {
    return this.panel.words(name, value, this.column(key)?.extensions ?? []);
  }

  // Changing

  /** Write into the cell that is open; false where that is refused. */
  edit(writing) {
    const refusal = this.refusal(this.key);
    if (refusal) this.foot.say(refusal);
    else this.kept.edit(this.key, { base: this.stored(this.key), label: this.label(this.key), ...writing });
    return !refusal;
  }

  setLevel(level) {
    if (this.feature(this.key).value) {
      this.foot.say("This feature asks for a value. Press Enter to write it.");
    } else if (this.edit({ fields: { level } })) {
      this.foot.say(`${this.panel.levels.get(level)}: ${this.label(this.key)}`);
    }
  }

  check() {
    if (!this.face(this.key).source_url) this.foot.say(NO_SOURCE);
    else if (this.edit({ check: "today", signed: this.habits.signature })) {
      this.foot.say(this.habits.checkWords(this.face(this.key)));
    }
  }

  undo() {
    const key = this.kept.undo();
    if (key) this.grid.focusCell(key);
    this.foot.say(key ? `Undone: ${this.label(key)}` : "Nothing to undo.");
  }

  // Saving

  async save(only = "") {
    if (this.saving) return this.foot.say("Still saving. Press again in a moment.");
    let problem = this.kept.dropOldChecks() ? OLD_CHECK : "";
    const waiting = this.kept.waiting(only);
    const unsettled = this.kept.changes.size ? UNSETTLED : "Nothing to save.";
    if (!waiting.length) return this.foot.say(problem || unsettled);
    this.saving = true;
    this.foot.say("Saving…");
    const results = [];
    try {
      for (let first = 0; first < waiting.length; first += this.most) {
        const batch = waiting.slice(first, first + this.most);
        const sent = new Map(batch);
        for (const result of await this.kept.send(batch)) {
          results.push(result);
          this.settle(result, sent.get(result.key));
        }
      }
    } catch (error) {
      problem = `${error.message} ${KEPT}`;
    }
    this.saving = false;
    this.report(results, problem);
  }

  /** Take over what became of a cell; what was written into it meanwhile stays a change. */
  settle({ key, state, cell, url, errors }, sent) {
    const change = this.kept.get(key);
    if (state === "saved") {
      this.store(key, cell, url);
      if (!change || change === sent) this.kept.settle(key);
      else this.kept.rebase(key, change, cell, change.check === sent.check ? "" : change.check);
    } else if (change && state === "stale") {
      this.kept.put(key, { ...change, stale: cell });
    } else if (change) {
      this.kept.put(key, { ...change, errors: this.panel.errorLines(errors) });
    }
  }

  store(key, cell, url = this.grid.address(key)) {
    if (!(key in this.cells)) return;
    this.cells[key] = cell;
    this.grid.setAddress(key, url);
  }

  overwrite() {
    const change = this.kept.get(this.key);
    this.store(this.key, change.stale);
    this.kept.rebase(this.key, change, change.stale);
    this.grid.focusCell(this.key);
    this.save(this.key);
  }

  keepTheirs() {
    this.store(this.key, this.kept.get(this.key).stale);
    this.kept.settle(this.key);
    this.grid.focusCell(this.key);
    this.foot.say(`Theirs stays: ${this.label(this.key)}`);
  }

  // Showing

  paint(key) {
    if (!this.grid.has(key)) return;
    const change = this.kept.get(key);
    const face = this.face(key);
    const written = this.feature(key).value ? face.value : this.panel.levels.get(face.level);
    const words = written || (face.fact ? "Empty" : "Missing");
    const trouble = Boolean(change?.stale || change?.errors);
    const state = trouble ? "changed, cannot be saved yet" : "changed, not saved";
    const need = face.need === words ? "" : face.need;
    this.grid.paint(key, {
      level: face.level,
      words,
      flag: change ? "" : need,
      state: change ? state : "",
      trouble,
    });
  }

  refresh() {
    this.showPanel();
    const { changes, works } = this.kept;
    this.foot.tally({ changes, works, waiting: this.kept.waiting().length });
  }

  showPanel() {
    const key = this.key;
    const change = this.kept.get(key);
    const face = this.face(key);
    this.panel.show({
      title: this.label(key),
      meaning: this.feature(key).meaning,
      isValue: this.feature(key).value,
      values: face,
      isChecked: Boolean(face.checked_on),
      checked: this.habits.checkWords(face),
      refusal: this.refusal(key),
      errors: change?.errors ?? [],
      stale: change?.stale ? this.differences(key, change) : null,
      extensions: this.column(key).extensions,
      address: this.grid.address(key),
    });
  }

  differences(key, change) {
    const rows = this.panel.differences(change, (name, text) => this.words(key, name, text));
    const [theirs, before, yours] = [change.stale, change.base, this.face(key)].map((face) =>
      this.habits.checkWords(face),
    );
    if (!change.check && theirs === before) return rows;
    return [...rows, { label: "Check", theirs, yours: change.check ? yours : this.panel.left }];
  }

  report(results, problem) {
    const saved = results.filter(({ state }) => state === "saved");
    const others = results.filter(({ state }) => state !== "saved");
    const lines = others.map(({ key, state }) => {
      const errors = this.kept.get(key)?.errors ?? [];
      const texts = state === "stale" ? ["Somebody saved it meanwhile."] : [...errors];
      if (!this.grid.has(key)) texts.push("Show the whole matrix to see it.");
      return { key, name: this.label(key), text: texts.join(" ") };
    });
    this.foot.report(saved.length, lines, problem);
  }

  review() {
    const lines = [...this.kept.changes].map(([key, { base, fields, check }]) => {
      const texts = Object.keys(fields).map((name) => {
        const [old, now] = [base, fields].map((face) => this.words(key, name, face[name]));
        return this.panel.named(name, `${old} → ${now}`);
      });
      if (check) texts.push(check === "today" ? this.habits.checkWords(this.face(key)) : "Check taken back");
      return { key, name: this.label(key), text: texts.join("; ") };
    });
    this.foot.review(lines);
  }
}

customElements.define("fact-matrix", FactMatrix);
