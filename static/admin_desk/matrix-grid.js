/** Makes one tab stop of a table of links: arrows move, single keys command. What a key means is
 *  told in “command” events, where the editor is in “cell” events; both carry the cell's key. */
const LEVELS = {
  1: "built-in",
  2: "partial",
  3: "official",
  4: "third-party",
  5: "none",
  0: "unknown",
  "-": "not-applicable",
};
const LETTERS = { n: "note", s: "source", c: "check", "?": "help" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class FactGrid extends HTMLElement {
  connectedCallback() {
    this.habits = document.querySelector("matrix-habits");
    this.table = this.querySelector("table");
    this.rows = [...this.table.querySelectorAll("tbody tr:not(.group)")].map((row) => [
      ...row.querySelectorAll("td"),
    ]);
    this.heads = [...this.table.querySelectorAll("thead th")].slice(1);
    this.cells = new Map();
    this.places = new Map();
    this.shown = 0;
    this.table.setAttribute("role", "grid");
    this.rows.forEach((row, r) => row.forEach((cell, c) => this.upgrade(cell, r, c)));
    this.rows[0][0].tabIndex = 0;
    this.current = this.rows[0][0];
    this.table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td");
      if (cell) this.enter(cell);
    });
    this.table.addEventListener("keydown", (event) => this.press(event));
  }

  upgrade(cell, row, column) {
    const link = cell.querySelector("a");
    const answer = document.createElement("div");
    answer.className = "answer";
    answer.append(...link.childNodes);
    link.replaceWith(answer);
    cell.dataset.form = link.getAttribute("href");
    cell.tabIndex = -1;
    this.cells.set(cell.dataset.key, cell);
    this.places.set(cell, [row, column]);
  }

  has(key) {
    return this.cells.has(key);
  }

  address(key) {
    return this.cells.get(key)?.dataset.form;
  }

  setAddress(key, address) {
    if (this.has(key)) this.cells.get(key).dataset.form = address;
  }

  focusCell(key = this.current.dataset.key) {
    const cell = this.cells.get(key);
    if (!cell) return;
    this.showColumn(this.places.get(cell)[1]);
    cell.focus();
  }

  enter(cell) {
    this.current.tabIndex = -1;
    this.current.removeAttribute("aria-selected");
    this.current = cell;
    cell.tabIndex = 0;
    cell.setAttribute("aria-selected", "true");
    this.dispatchEvent(new CustomEvent("cell", { detail: cell.dataset.key, bubbles: true }));
  }

  /** Show another framework where the style sheet has room for one only. */
  showColumn(column) {
    if (column === this.shown) return;
    for (const cells of [this.heads, ...this.rows]) {
      cells[this.shown].classList.add("aside");
      cells[column].classList.remove("aside");
    }
    this.shown = column;
  }

  press(event) {
    const cell = event.target.closest("td");
    const control = event.ctrlKey || event.metaKey;
    if (!cell || event.altKey) return;
    const target = this.target(cell, event.key, control);
    if (target) this.focusCell(target.dataset.key);
    if (target || (!control && this.command(event))) event.preventDefault();
  }

  /** Return the cell that a key moves to, if it is a key that moves. */
  target(cell, key, control) {
    const [row, column] = this.places.get(cell);
    const last = this.rows[0].length - 1;
    if (key === "Home") return this.rows[control ? 0 : row][0];
    if (key === "End") return this.rows[control ? this.rows.length - 1 : row][last];
    if (!(key in MOVES) || control) return null;
    const [down, right] = MOVES[key];
    return this.rows[row + down]?.[column + right] ?? cell;
  }

  /** Tell what a key asks for; false if it asks for nothing here. */
  command(event) {
    const letter = LETTERS[event.key.toLowerCase()];
    if (event.key === "Enter" || event.key === "F2") this.tell("open");
    else if (event.key === "Escape") this.tell("leave");
    else if (!this.habits.singleKeys) return false;
    else if (event.key in LEVELS) this.tell("level", LEVELS[event.key]);
    else if (letter) this.tell(letter);
    else return false;
    return true;
  }

  tell(command, value = "") {
    const detail = { command, value };
    this.dispatchEvent(new CustomEvent("command", { detail, bubbles: true }));
  }

  /** Show what stands in a cell now: its level and words, why it needs somebody, its state. */
  paint(key, { level, words, flag, state, trouble }) {
    const cell = this.cells.get(key);
    if (!cell) return;
    const answer = cell.querySelector(".answer");
    const use = answer.querySelector("use");
    if (use) use.setAttribute("href", `#glyph-${level || "unknown"}`);
    answer.querySelector(".words").textContent = words;
    this.write(answer, "flag", flag);
    this.write(answer, "visually-hidden", state && ` (${state})`);
    cell.classList.toggle("need", Boolean(flag) || words === "Missing");
    cell.classList.toggle("changed", Boolean(state));
    cell.classList.toggle("trouble", Boolean(trouble));
  }

  write(answer, name, text) {
    let part = answer.querySelector(`.${name}`);
    if (!part && !text) return;
    if (!part) {
      part = document.createElement("span");
      part.className = name;
      answer.lastElementChild.append(part);
    }
    if (text) part.textContent = text;
    else part.remove();
  }
}

customElements.define("fact-grid", FactGrid);
