/* Show the page that the form would make, anew when typing stops. */

const QUIET = 400;
const KEPT = "evenhand-preview";
const PHONE = 390;
const DESKTOP = 1280;
/* In less room than this a desktop's page is too small to read. */
const ENOUGH = 640;

class PreviewPane extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.frame = this.querySelector("iframe");
    this.button = this.form.querySelector("[data-preview]");
    this.said = this.querySelector("[data-said]");
    this.kept = kept();
    this.dark = this.kept.dark ?? document.documentElement.dataset.theme === "dark";
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.turn(this.hidden));
    this.querySelector("[data-close]").addEventListener("click", () => this.turn(false));
    for (const button of this.querySelectorAll("[data-width]")) {
      const width = Number(button.dataset.width);
      button.addEventListener("click", () => {
        this.keep({ width });
        this.resize(width);
      });
    }
    this.querySelector("[data-dark]").addEventListener("click", () => {
      this.keep({ dark: !this.dark });
      this.shade(!this.dark);
    });
    this.frame.addEventListener("load", () => this.settle());
    this.watching = new ResizeObserver(() => this.scale());
    this.watching.observe(this.querySelector("[data-frame]"));
    this.form.addEventListener("input", () => this.wait());
    this.form.addEventListener("change", () => this.wait());
    this.form.addEventListener("formset:added", () => this.wait());
    this.form.addEventListener("formset:removed", () => this.wait());
    // The admin's choosers tell of a choice through jQuery alone.
    window.django?.jQuery?.(this.form).on("change", () => this.wait());
    this.shade(this.dark);
    if (this.kept.open) this.toggle(true);
  }

  /* As the editor left it, so is the pane of the next form. */
  keep(choice) {
    this.kept = { ...this.kept, ...choice };
    try {
      localStorage.setItem(KEPT, JSON.stringify(this.kept));
    } catch {
      // Then it holds for this page.
    }
  }

  turn(open) {
    this.keep({ open });
    this.toggle(open);
    if (!open) this.button.focus();
    // Where there is no room beside the form, the pane stands below it.
    else if (!this.isBeside()) this.scrollIntoView({ block: "start" });
  }

  isBeside() {
    return getComputedStyle(this).position === "sticky";
  }

  toggle(open) {
    this.hidden = !open;
    this.classList.toggle("is-open", open);
    this.button.setAttribute("aria-expanded", String(open));
    this.button.textContent = open ? "Close the preview" : "Show the preview";
    if (!open) return;
    const room = this.querySelector("[data-frame]").clientWidth;
    this.resize(this.kept.width ?? (room < ENOUGH ? PHONE : DESKTOP));
    this.load();
  }

  wait() {
    if (this.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), QUIET);
  }

  async load() {
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(this.dataset.address, {
        method: "POST",
        body: this.data(),
        headers: { Accept: "application/json" },
        redirect: "error",
        signal: this.asked.signal,
      });
      if (answer.status === 422) this.refuse((await answer.json()).problems);
      else if (answer.ok) this.show(await answer.text());
      else this.say("The preview did not come. Your text is still in the form; try again.");
    } catch (error) {
      if (error.name !== "AbortError") this.say("No connection. This is the preview of before.");
    }
  }

  data() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    // The frame runs no script; these would only complain of it.
    for (const script of page.querySelectorAll("script")) script.remove();
    this.place = this.frame.contentWindow?.scrollY ?? 0;
    this.frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
    this.list([]);
    this.say("As it stands in the form now. Nothing of it is saved.");
  }

  refuse(problems) {
    this.list(problems);
    this.say("There is no page of this yet:");
  }

  list(problems) {
    const list = this.querySelector("[data-problems]");
    list.hidden = problems.length === 0;
    list.replaceChildren(
      ...problems.map((problem) => {
        const item = document.createElement("li");
        item.textContent = problem;
        return item;
      }),
    );
  }

  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  /* Put the new page where the old one was, and keep its links from leading the frame away. */
  settle() {
    const page = this.frame.contentDocument;
    this.shade(this.dark);
    this.frame.contentWindow.scrollTo({ top: this.place ?? 0, behavior: "instant" });
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      const target = link.getAttribute("href");
      if (target?.startsWith("#")) page.getElementById(target.slice(1))?.scrollIntoView();
    });
    page.addEventListener("submit", (event) => event.preventDefault());
  }

  resize(width) {
    this.width = width;
    for (const button of this.querySelectorAll("[data-width]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
    }
    this.scale();
  }

  scale() {
    const room = this.querySelector("[data-frame]").clientWidth;
    if (!room) return;
    this.style.setProperty("--desk-preview-width", `${this.width}px`);
    this.style.setProperty("--desk-preview-scale", String(Math.min(1, room / this.width)));
  }

  shade(dark) {
    this.dark = dark;
    this.querySelector("[data-dark]").setAttribute("aria-pressed", String(dark));
    const root = this.frame.contentDocument?.documentElement;
    if (root) root.dataset.theme = dark ? "dark" : "light";
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

/* Make and revoke links without leaving the form, and copy them. */
class ShareLinks extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    for (const button of this.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", () => this.copy(button.dataset.copy));
    }
    for (const button of this.querySelectorAll("button[formaction]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        this.send(button);
      });
    }
  }

  async copy(id) {
    await navigator.clipboard.writeText(document.getElementById(id).value);
    this.say("Copied.");
  }

  async send(button) {
    const data = new FormData(this.form, button);
    try {
      const answer = await fetch(button.getAttribute("formaction"), {
        method: "POST",
        body: data,
        redirect: "error",
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = document.importNode(page.querySelector("share-links"), true);
      this.replaceWith(fresh);
      fresh.say("Done.");
    } catch {
      this.say("That did not work. Reload the page, then try again.");
    }
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
}

customElements.define("preview-pane", PreviewPane);
customElements.define("share-links", ShareLinks);
