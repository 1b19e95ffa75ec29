/** How this editor likes the matrix: who signs checks, and whether single keys command. Both stay
 *  in this browser. */
// The whole desk has one switch for single keys.
const SINGLE_KEYS = "desk-single-keys";
const SIGNATURE = "desk-matrix-signature";

class MatrixHabits extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    this.switch = this.querySelector("input");
    const own = this.authors.find((one) => one.text === this.dataset.owner);
    this.select.value = this.recall(SIGNATURE) ?? own?.value ?? "";
    if (this.select.selectedIndex < 0) this.select.value = "";
    this.switch.checked = this.recall(SINGLE_KEYS) !== "off";
    this.select.addEventListener("change", () => this.note(SIGNATURE, this.signature));
    this.switch.addEventListener("change", () => {
      this.note(SINGLE_KEYS, this.singleKeys ? "on" : "off");
    });
  }

  get authors() {
    return [...this.select.options].slice(1);
  }

  get signature() {
    return this.select.value;
  }

  get singleKeys() {
    return this.switch.checked;
  }

  /** Say when a fact was checked, against what and by whom. */
  checkWords(face) {
    if (!face.checked_on) return "Not checked.";
    const noon = new Date(`${face.checked_on}T12:00`);
    const day = noon.toLocaleDateString("en-GB", { dateStyle: "medium" });
    const against = face.checked_against && `, against ${face.checked_against}`;
    const author = this.authors.find((one) => one.value === face.checked_by)?.text;
    return `Checked ${day}${against}${author ? `, by ${author}` : ", unsigned"}.`;
  }

  recall(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  note(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }
}

customElements.define("matrix-habits", MatrixHabits);
