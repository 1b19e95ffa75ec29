/** Gives the parts of a table their roles back, which some browsers drop where a style sheet lays
 *  them out otherwise, as on a phone. Written into HTML, these roles would be invalid there.
 *  What the sheet lets wait until the top is painted is settled when nothing else is to do. */
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
const WAITING = "stacked-table tbody, .fact-section ~ .section";
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

class StackedTable extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("table, thead, tbody, tr, td, th")) {
      const heads = part.scope?.startsWith("row") ? "rowheader" : "columnheader";
      part.setAttribute("role", ROLES[part.tagName] ?? heads);
    }
  }
}

/** A part at a time, or a slow phone would not answer meanwhile. */
async function settle() {
  for (const part of document.querySelectorAll(WAITING)) {
    part.classList.add("settled");
    await new Promise((resolve) => whenIdle(resolve));
  }
}

customElements.define("stacked-table", StackedTable);
addEventListener("load", settle);
