/* A page of the desk inside a dialog: its forms are sent and its choices taken on the spot.

   The page marks what it is made of: data-dialog is the part that is shown, data-search a form
   that answers while somebody types, data-results what such an answer changes, data-step a link
   to the next page, data-choice what can be picked, data-done what is picked at once. */

const PAUSE = 250;
const MOST_PIXELS_SHOWN = 320;
const OFFLINE = "No connection. Try again in a moment.";
const SIGNED_OUT = "This page does not open. Perhaps you were signed out: sign in in another tab, then try again.";
const REFUSED = "Your account may not do this. Ask a publisher.";
const TOO_LARGE = "This file is too large: 20 MB is the most.";

class DeskDialog extends HTMLElement {
  connectedCallback() {
    if (this.dialog) return;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "desk-dialog";
    this.dialog.setAttribute("aria-labelledby", "desk-dialog-title");
    this.heading = document.createElement("h2");
    this.heading.id = "desk-dialog-title";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "desk-button";
    close.textContent = "Close";
    close.addEventListener("click", () => this.dialog.close());
    const top = document.createElement("div");
    top.className = "desk-dialog-top";
    top.append(this.heading, close);
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    this.body = document.createElement("div");
    this.dialog.append(top, this.said, this.body);
    this.append(this.dialog);
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("submit", (event) => this.submit(event));
    this.body.addEventListener("input", (event) => this.type(event));
    this.body.addEventListener("change", (event) => this.changeFile(event));
    this.dialog.addEventListener("close", () => this.finish());
  }

  /* Open a page; answer with the data of what was picked, or null. */
  ask(url, file = null) {
    this.file = file;
    this.choice = null;
    this.heading.textContent = "One moment …";
    this.body.replaceChildren();
    this.dialog.showModal();
    this.load(url);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  finish() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.resolve?.(this.choice);
    this.resolve = null;
  }

  pick(element) {
    this.choice = { ...element.dataset };
    this.dialog.close();
  }

  click(event) {
    const step = event.target.closest("a[data-step]");
    const choice = event.target.closest("[data-choice]");
    if (!step && !choice) return;
    event.preventDefault();
    if (choice) this.pick(choice);
    else this.load(step.href);
  }

  submit(event) {
    event.preventDefault();
    this.send(event.target);
  }

  type(event) {
    const form = event.target.form;
    if (!form || !("search" in form.dataset)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(form), PAUSE);
  }

  send(form) {
    clearTimeout(this.timer);
    const data = new FormData(form);
    if (form.method === "post") {
      this.load(form.action, { method: "POST", body: data });
      return;
    }
    this.load(`${form.action.split("?")[0]}?${new URLSearchParams(data)}`, {}, "search" in form.dataset);
  }

  /* Only the last request counts: what was typed since makes an older answer worthless. */
  async load(url, options = {}, resultsOnly = false) {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    this.dialog.setAttribute("aria-busy", "true");
    this.said.textContent = "";
    try {
      const response = await fetch(url, { ...options, signal: request.signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!request.signal.aborted) this.show(page, response, resultsOnly);
    } catch (error) {
      if (!request.signal.aborted) this.say(OFFLINE);
    }
    if (this.request === request) this.dialog.removeAttribute("aria-busy");
  }

  say(text) {
    this.said.textContent = text;
    if (!this.body.firstChild) this.heading.textContent = "This did not work";
  }

  show(page, response, resultsOnly) {
    const section = page.querySelector("[data-dialog]");
    if (!section) {
      const large = this.file && response.status === 400;
      this.say(response.status === 403 ? REFUSED : large || response.status === 413 ? TOO_LARGE : SIGNED_OUT);
      return;
    }
    const done = section.querySelector("[data-done]");
    if (done) {
      this.pick(done);
      return;
    }
    const results = section.querySelector("[data-results]");
    const former = this.body.querySelector("[data-results]");
    if (resultsOnly && results && former) {
      former.replaceWith(document.adoptNode(results));
      this.said.textContent = results.dataset.results;
      return;
    }
    this.heading.textContent = section.dataset.dialog;
    this.body.replaceChildren(document.adoptNode(section));
    this.giveFile();
    this.focusFirst();
  }

  focusFirst() {
    const wrong = this.body.querySelector("[aria-invalid=true]:not([type=file])");
    const fields = "input:not([type=hidden], [type=file]), select, textarea";
    (wrong ?? this.body.querySelector(fields) ?? this.heading.nextElementSibling).focus();
  }

  /* A file that was pasted or dropped goes into the form as if it had been chosen there. */
  giveFile() {
    const input = this.body.querySelector("input[type=file]");
    if (!input || !this.file) return;
    const carrier = new DataTransfer();
    carrier.items.add(this.file);
    input.files = carrier.files;
    this.draw(this.file);
  }

  changeFile(event) {
    if (event.target.type !== "file") return;
    this.file = event.target.files[0] ?? null;
    if (this.file) this.draw(this.file);
  }

  /* The policy of the desk allows no blob: address, so the picture is drawn. */
  async draw(file) {
    const canvas = this.body.querySelector("canvas");
    if (!canvas) return;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, MOST_PIXELS_SHOWN / Math.max(picture.width, picture.height));
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.hidden = false;
    } catch (error) {
      canvas.hidden = true; // No picture: the server says so in words.
    }
  }
}

customElements.define("desk-dialog", DeskDialog);
