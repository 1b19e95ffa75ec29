/** Gives the parts of a table their roles back, which some browsers drop where a style sheet lays
 *  them out otherwise, as on a phone. Written into HTML, these roles would be invalid there.
 *  Rows that the sheet puts off until the top is painted are laid out when nothing else is to do. */
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

class StackedTable extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("table, thead, tbody, tr, td, th")) {
      const heads = part.scope?.startsWith("row") ? "rowheader" : "columnheader";
      part.setAttribute("role", ROLES[part.tagName] ?? heads);
    }
    const groups = this.querySelectorAll("tbody").values();
    addEventListener("load", () => this.settle(groups));
  }

  /** A group at a time, or a slow phone would not answer meanwhile. */
  settle(groups) {
    const { value: group, done } = groups.next();
    if (done) return;
    group.classList.add("settled");
    whenIdle(() => this.settle(groups));
  }
}

customElements.define("stacked-table", StackedTable);
