/** The changes that are not saved: takes them back step by step, keeps each in this browser under
 *  a name of its own, so that two tabs never write over each other, and offers back what it finds.
 *
 *  It also sends them. A change is {label, version, base, fields, check, signed, at}: what was written on which stored
 *  text. It is never altered but replaced, so that a save knows what was written while it ran.
 *  “changed” events carry the key of a cell whose change is another one now.
 */
const SIGNED_OUT = "You have been signed out. Sign in in another tab, then save again.";
const OFFLINE = "No connection. Save again when you are back.";

const sameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

class KeptChanges extends HTMLElement {
  changes = new Map();
  steps = [];
  works = true;

  connectedCallback() {
    this.stem = `evenhand-matrix-${this.dataset.owner}-`;
    this.offered = this.querySelector("[data-offered]");
    this.resuming = `${this.stem}resume`;
    addEventListener("beforeunload", (event) => {
      if (this.changes.size && !this.works) event.preventDefault();
    });
  }

  get(key) {
    return this.changes.get(key);
  }

  /** Return what can be sent: all but what waits for a choice between two texts. */
  waiting(only = "") {
    return [...this.changes].filter(([key, { stale }]) => !stale && (!only || key === only));
  }

  /** Write into a cell; what is typed into one field after another is one step. */
  edit(key, { base, label, fields = {}, check, signed = "", typing = "" }) {
    const before = this.get(key) ?? null;
    const change = { label, version: base.version, base, fields: {}, check: "", ...before };
    change.fields = this.differing({ ...change.fields, ...fields }, change.base);
    if (check !== undefined) Object.assign(change, { check, signed });
    delete change.errors;
    change.at = Date.now();
    const last = this.steps.at(-1);
    if (!typing || last?.key !== key || last.typing !== typing) this.steps.push({ key, before, typing });
    this.put(key, change);
  }

  differing(fields, base) {
    return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== base[name]));
  }

  /** Take a change over, or none; what changes nothing is none. */
  put(key, change) {
    if (change && (change.check || change.stale || Object.keys(change.fields).length)) {
      this.changes.set(key, change);
      this.keep(key, change);
    } else {
      this.changes.delete(key);
      this.forget(key);
    }
    this.dispatchEvent(new CustomEvent("changed", { detail: key, bubbles: true }));
  }

  /** Put a change, or none, that no step leads back from. */
  settle(key, change = null) {
    this.steps = this.steps.filter((step) => step.key !== key);
    this.put(key, change);
  }

  /** Move a change onto what is stored by now. */
  rebase(key, change, base, check = change.check) {
    const { stale, ...rest } = change;
    const fields = this.differing(change.fields, base);
    this.settle(key, { ...rest, base, version: base.version, fields, check });
  }

  /** Take the last step back; return the key of its cell. */
  undo() {
    const step = this.steps.pop();
    if (step) this.put(step.key, step.before);
    return step?.key;
  }

  keep(key, change) {
    const { errors, stale, ...kept } = change;
    try {
      localStorage.setItem(this.stem + key, JSON.stringify(kept));
      this.works = true;
    } catch {
      this.works = false;
    }
  }

  forget(key) {
    try {
      localStorage.removeItem(this.stem + key);
    } catch {
      this.works = false;
    }
  }

  /** Return what is kept, as pairs of a cell's key and its change. */
  found() {
    const found = [];
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(this.stem)) continue;
        found.push([name.slice(this.stem.length), JSON.parse(localStorage.getItem(name))]);
      }
    } catch {
      this.works = false;
    }
    return found.filter(([, change]) => change?.base && change.fields);
  }

  /** Let the next page of this tab go on with the changes without asking. */
  resumeNext() {
    sessionStorage.setItem(this.resuming, "yes");
  }

  /** Offer back what was found, `cells` being what is stored now. */
  offer(cells) {
    const found = this.found();
    const resumes = sessionStorage.getItem(this.resuming);
    sessionStorage.removeItem(this.resuming);
    if (!found.length) return;
    if (resumes) this.bringBack(found, cells);
    else this.ask(found, cells);
  }

  ask(found, cells) {
    const last = new Date(Math.max(...found.map(([, change]) => change.at)));
    const when = last.toLocaleString("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" });
    const changes = found.length === 1 ? "a change" : `changes in ${found.length} cells`;
    const text = document.createElement("p");
    text.textContent = `We found ${changes} from ${when} that you never saved.`;
    this.offered.replaceChildren(
      text,
      this.button("Bring back", () => this.bringBack(found, cells)),
      " ",
      this.button("Throw away", () => found.forEach(([key]) => this.forget(key))),
    );
    this.offered.hidden = false;
  }

  button(label, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      action();
      this.offered.hidden = true;
    });
    return button;
  }

  bringBack(found, cells) {
    for (const [key, change] of found) {
      const theirs = cells[key];
      const stale = theirs && theirs.version !== change.version ? { stale: theirs } : {};
      this.put(key, { ...change, ...stale });
    }
    this.dropOldChecks();
  }

  /** Send some changes; throw an Error whose message an editor can read. */
  async send(batch) {
    const cells = batch.map(([key, change]) => {
      const [framework, feature] = key.split("-").map(Number);
      const { version, fields, check, signed } = change;
      return { framework, feature, version, fields, check, signed: signed ? Number(signed) : null };
    });
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(this.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ cells }),
      redirect: "manual",
    }).catch(() => {
      throw new Error(OFFLINE);
    });
    if (response.type === "opaqueredirect") throw new Error(SIGNED_OUT);
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.results) return answer.results;
    const reload = `The desk answered ${response.status}. Reload the page, then save again.`;
    throw new Error(answer.message ?? reload);
  }

  /** Drop checks that were made on another day, for then they count; tell whether there were any. */
  dropOldChecks() {
    const isOld = ([, change]) => change.check === "today" && !sameDay(change.at, Date.now());
    const old = [...this.changes].filter(isOld);
    for (const [key, change] of old) this.settle(key, { ...change, check: "" });
    return old.length > 0;
  }
}

customElements.define("kept-changes", KeptChanges);
