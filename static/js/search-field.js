/** Lets “/” move the focus into the field, unless the reader is typing somewhere already. */
class SearchField extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    document.addEventListener("keydown", (event) => this.take(event), {
      signal: this.listening.signal,
    });
  }

  disconnectedCallback() {
    this.listening?.abort();
  }

  take(event) {
    const field = this.querySelector("[name=q]");
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || typing || modified || !field?.checkVisibility()) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
}

customElements.define("search-field", SearchField);
