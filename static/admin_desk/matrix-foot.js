/** Below the matrix: how much is changed, what became of a save, and the list of changes. */
const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

class MatrixFoot extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.problems = this.querySelector("[data-problems]");
  }

  say(text, problems = []) {
    this.querySelector("[role=status]").textContent = text;
    this.problems.replaceChildren(...problems.map((one) => this.line(one, "go", one.name)));
    this.problems.hidden = !problems.length;
  }

  /** Say what is not saved, and that this browser keeps it. */
  tally({ changes, waiting, works }) {
    const times = [...changes.values()].map((change) => change.at);
    const at = new Date(Math.max(...times)).toLocaleTimeString("en-GB", { timeStyle: "short" });
    const kept = works ? `Kept in this browser at ${at}.` : "This browser keeps nothing: save soon.";
    this.querySelector("[data-count]").textContent = times.length
      ? `${count(times.length, "cell")} changed. ${kept}`
      : "No cell changed.";
    this.querySelector("[data-command=save]").textContent = waiting
      ? `Save ${count(waiting, "fact")}`
      : "Save";
  }

  /** Tell what was saved, and what was not with the reason of each. */
  report(saved, others, problem) {
    const parts = [problem, saved && `Saved ${count(saved, "fact")}.`];
    if (others.length) parts.push(`${count(others.length, "fact")} could not be saved yet:`);
    this.say(parts.filter(Boolean).join(" "), others);
  }

  review(changes) {
    const list = this.dialog.querySelector("ul");
    list.replaceChildren(...changes.map((one) => this.line(one, "take-back", "Take back")));
    this.dialog.querySelector("p").hidden = changes.length > 0;
    if (!this.dialog.open) this.dialog.showModal();
  }

  line({ key, name, text }, command, label) {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.command = command;
    button.dataset.value = key;
    button.textContent = label;
    if (label !== name) button.setAttribute("aria-label", `${label}: ${name}`);
    line.append(button, ` ${label === name ? "" : `${name}. `}${text}`);
    return line;
  }
}

customElements.define("matrix-foot", MatrixFoot);
