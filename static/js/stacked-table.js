/** Gives the parts of a table their roles back, which some browsers drop where a style sheet lays
 *  them out otherwise, as on a phone. Written into HTML, these roles would be invalid there. */
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

class StackedTable extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("table, thead, tbody, tr, td, th")) {
      const heads = part.scope?.startsWith("row") ? "rowheader" : "columnheader";
      part.setAttribute("role", ROLES[part.tagName] ?? heads);
    }
  }
}

customElements.define("stacked-table", StackedTable);
