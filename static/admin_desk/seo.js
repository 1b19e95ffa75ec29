/* Keep the previews and the counters of a form in step with what is typed, and lock its address. */

/* The same rules as in publishing/heads.py. */
const LONGEST_TITLE = 60;
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
      this.write("title", this.title());
    }
    if (this.field("seo_description") && this.field(this.dataset.descriptionFrom)) {
      const text = this.typed("seo_description") || this.typed(this.dataset.descriptionFrom);
      this.write("description", shortened(text, LONGEST_DESCRIPTION));
    }
    if (this.field("slug")) {
      this.write("address", this.dataset.path.replace("{}", this.typed("slug") || "…"));
    }
  }

  title() {
    const own = this.typed("seo_title");
    const given = this.typed(this.dataset.titleFrom);
    const { titleEnds: ends, titleMore: more } = this.dataset;
    const titles = own ? [own] : [given && given + more, given];
    const whole = titles.find(title => title && [...title + ends].length <= LONGEST_TITLE);
    if (whole) return whole + ends;
    return own || given ? shortened(own || given, LONGEST_TITLE) : ends;
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

function shortened(text, most) {
  const characters = [...text];
  if (characters.length <= most) return text;
  const end = characters.lastIndexOf(" ", most - 1);
  return `${characters.slice(0, end < 0 ? most - 1 : end).join("").replace(/[ ,;:–—]+$/, "")}…`;
}

customElements.define("search-panel", SearchPanel);
