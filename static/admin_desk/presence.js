/* Tell the server that this form is open while its tab can be seen, and show who else has it. */

const EVERY = 20_000;

class DeskPresence extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.timer = setInterval(() => this.tell(), EVERY);
    this.seen = () => this.tell();
    this.left = () => navigator.sendBeacon(this.dataset.address, this.message("leave"));
    document.addEventListener("visibilitychange", this.seen);
    window.addEventListener("pagehide", this.left);
    window.addEventListener("pageshow", this.seen);
    this.tell();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
    window.removeEventListener("pagehide", this.left);
    window.removeEventListener("pageshow", this.seen);
  }

  message(name) {
    const data = new FormData();
    const token = this.form.elements.csrfmiddlewaretoken;
    data.set("csrfmiddlewaretoken", (token.length ? token[0] : token).value);
    data.set(name, "1");
    return data;
  }

  async tell() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(this.dataset.address, {
        method: "POST",
        body: this.message("here"),
        redirect: "error",
      });
      if (answer.ok) this.show((await answer.json()).notice);
    } catch {
      // Without a connection nobody can tell; the save itself is guarded in any case.
    }
  }

  show(notice) {
    if (this.textContent.trim() === notice) return;
    this.replaceChildren();
    if (notice) {
      const line = document.createElement("p");
      line.textContent = notice;
      this.append(line);
    }
  }
}

customElements.define("desk-presence", DeskPresence);
