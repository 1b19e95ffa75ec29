/* Keep the previews and the counters of a form in step with what is typed, and lock its address. */

const LONGEST_DESCRIPTION = 155;

class SearchPanel extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.follow = () => this.show();
    this.form.addEventListener("input", this.follow);
    this.form.addEventListener("change", this.follow);
    this.lock();
    this.show();
  }

  disconnectedCallback() {
    this.form.removeEventListener("input", this.follow);
    this.form.removeEventListener("change", this.follow);
  }

  /* A field that only is shown, not asked, keeps what the server wrote. */
  field(name) {
    return this.form.elements.namedItem(name);
  }

  typed(name) {
    return (this.field(name)?.value ?? "").split(/\s+/).filter(Boolean).join(" ");
  }

  show() {
    for (const count of this.querySelectorAll("[data-count]")) {
      if (this.field(count.dataset.count)) {
        count.textContent = String([...this.typed(count.dataset.count)].length);
      }
    }
    if (this.field("seo_title") && this.field(this.dataset.titleFrom)) {
      const title = this.typed("seo_title") || this.typed(this.dataset.titleFrom);
      this.write("title", title + this.dataset.titleEnds);
    }
    if (this.field("seo_description") && this.field(this.dataset.descriptionFrom)) {
      const text = this.typed("seo_description") || this.typed(this.dataset.descriptionFrom);
      this.write("description", shortened(text));
    }
    if (this.field("slug")) {
      this.write("address", this.dataset.path.replace("{}", this.typed("slug") || "…"));
    }
  }

  write(name, text) {
    for (const place of this.querySelectorAll(`[data-show="${name}"]`)) place.textContent = text;
  }

  /* Without script the server refuses a new address that was not ticked. */
  lock() {
    const tick = this.field("move_address");
    const slug = this.field("slug");
    if (!tick || !slug) return;
    const before = slug.defaultValue;
    const follow = () => {
      slug.readOnly = !tick.checked;
      if (!tick.checked) slug.value = before;
    };
    tick.addEventListener("change", () => {
      follow();
      if (tick.checked) slug.focus();
    });
    follow();
  }
}

function shortened(text) {
  const characters = [...text];
  if (characters.length <= LONGEST_DESCRIPTION) return text;
  return `${characters.slice(0, LONGEST_DESCRIPTION - 1).join("").trimEnd()}…`;
}

customElements.define("search-panel", SearchPanel);
