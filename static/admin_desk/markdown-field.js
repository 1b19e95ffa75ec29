/* Tools around a textarea for Markdown. Whatever they write, the browser can undo. */

const PAUSE = 300;
const KEYS = { b: "bold", i: "italic", e: "code", k: "link" };
const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"];
const PLACEHOLDERS = { bold: "bold text", italic: "italic text", code: "code", link: "text of the link" };
const NO_PICTURES_HERE = "This text is too short for images: it shows words and links only.";
const NOT_A_PICTURE = "Only pictures can be dropped here: PNG, JPEG, WebP, GIF or AVIF.";

class MarkdownField extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.toolbar = this.querySelector("[role=toolbar]");
    this.counter = this.querySelector(".desk-count");
    this.status = this.querySelector(".desk-field-said");
    const label = document.querySelector(`label[for="${this.area.id}"]`);
    if (label) this.toolbar.setAttribute("aria-label", `Markdown tools: ${label.textContent.replace(":", "").trim()}`);
    this.setStop(this.buttons[0]);
    this.toolbar.addEventListener("click", (event) => this.press(event));
    this.toolbar.addEventListener("keydown", (event) => this.walk(event));
    this.area.addEventListener("keydown", (event) => this.shortcut(event));
    this.area.addEventListener("paste", (event) => this.paste(event));
    this.area.addEventListener("dragover", (event) => this.dragOver(event));
    this.area.addEventListener("drop", (event) => this.drop(event));
    this.area.addEventListener("input", () => this.countSoon());
    this.count();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  get buttons() {
    return [...this.toolbar.querySelectorAll("button")];
  }

  get isLong() {
    return "perMinute" in this.dataset;
  }

  /* The toolbar is one tab stop; arrow keys lead from button to button. */
  setStop(stop) {
    for (const button of this.buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  walk(event) {
    const buttons = this.buttons;
    const at = buttons.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    const stop = buttons.at(next % buttons.length);
    this.setStop(stop);
    stop.focus();
  }

  press(event) {
    const button = event.target.closest("button[data-tool]");
    if (!button) return;
    this.setStop(button);
    this.use(button.dataset.tool, button.dataset.url);
  }

  shortcut(event) {
    const tool = KEYS[event.key.toLowerCase()];
    if (!tool || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.use(tool, this.toolbar.querySelector(`[data-tool=${tool}]`).dataset.url);
  }

  use(tool, url) {
    this.status.textContent = "";
    if (tool === "bold") this.wrap("**", tool);
    else if (tool === "italic") this.wrap("*", tool);
    else if (tool === "code") this.code();
    else if (tool === "heading") this.heading();
    else if (tool === "footnote") this.footnote();
    else this.fromPage(tool, url);
  }

  get selected() {
    return this.area.value.slice(this.area.selectionStart, this.area.selectionEnd);
  }

  /* Write over the selection; only this way does the browser's own undo know of it. */
  write(text) {
    this.area.focus();
    if (text === "" && !this.selected) return;
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  wrap(mark, tool) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const inner = this.selected;
    const length = mark.length;
    if (inner && this.isWrapped(mark, start, end)) {
      this.area.setSelectionRange(start - length, end + length);
      this.write(inner);
      this.area.setSelectionRange(start - length, end - length);
      return;
    }
    // Marks only hold where they touch a word.
    const core = inner.trim() || PLACEHOLDERS[tool];
    const lead = inner.trim() ? inner.match(/^\s*/)[0] : "";
    const tail = inner.trim() ? inner.match(/\s*$/)[0] : inner;
    this.write(`${lead}${mark}${core}${mark}${tail}`);
    const at = start + lead.length + length;
    this.area.setSelectionRange(at, at + core.length);
  }

  /* One asterisk beside another is bold, not italic; three are both. */
  isWrapped(mark, start, end) {
    const before = this.area.value.slice(0, start).match(/\**$/)[0].length;
    const after = this.area.value.slice(end, end + 3).match(/^\**/)[0].length;
    if (mark === "`") return this.area.value[start - 1] === "`" && this.area.value[end] === "`";
    const marks = Math.min(before, after);
    return marks >= 3 || marks === mark.length;
  }

  code() {
    if (this.isLong && this.selected.includes("\n")) this.block(`\`\`\`\n${this.selected}\n\`\`\``);
    else this.wrap("`", "code");
  }

  /* ## Heading, then ### Heading, then plain again. */
  heading() {
    const { selectionStart, value } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", start) < 0 ? value.length : value.indexOf("\n", start);
    const line = value.slice(start, end);
    const text = line.replace(/^#{1,6}\s+/, "");
    const level = line.length === text.length ? 0 : line.indexOf(" ");
    const lead = level < 2 ? "## " : level === 2 ? "### " : "";
    this.area.setSelectionRange(start, end);
    this.write(lead + (text || "Heading"));
    this.area.setSelectionRange(start + lead.length, start + lead.length + (text || "Heading").length);
  }

  footnote() {
    const taken = new Set(this.area.value.match(/\[\^\d+\]/g));
    let number = 1;
    while (taken.has(`[^${number}]`)) number += 1;
    this.area.setSelectionRange(this.area.selectionEnd, this.area.selectionEnd);
    this.write(`[^${number}]`);
    const end = this.area.value.length;
    this.area.setSelectionRange(end, end);
    const note = "Where it says so.";
    this.block(`[^${number}]: ${note}`);
    const at = this.area.value.lastIndexOf(note);
    this.area.setSelectionRange(at, at + note.length);
  }

  /* Write a paragraph of its own, with an empty line on either side. */
  block(text) {
    const { selectionStart, selectionEnd, value } = this.area;
    const before = value.slice(0, selectionStart);
    const after = value.slice(selectionEnd);
    const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = after === "" ? "" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    this.write(lead + text + tail);
  }

  async fromPage(tool, url, file = null) {
    const { selectionStart, selectionEnd } = this.area;
    const picked = await this.dialog().then((dialog) => dialog.ask(url, file));
    this.area.focus();
    this.area.setSelectionRange(selectionStart, selectionEnd);
    if (!picked) return false;
    if (tool === "link") this.link(picked);
    else if (picked.insert) this.block(picked.insert);
    return true;
  }

  link(picked) {
    const text = this.selected || picked.text.replace(/[\\[\]]/g, "\\$&") || PLACEHOLDERS.link;
    const address = picked.address.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
    this.write(`[${text}](${address})`);
  }

  async dialog() {
    await customElements.whenDefined("desk-dialog");
    let dialog = document.querySelector("desk-dialog");
    if (!dialog) {
      dialog = document.createElement("desk-dialog");
      document.body.append(dialog);
    }
    return dialog;
  }

  paste(event) {
    // Office programs send a picture of the text beside the text.
    if (event.clipboardData.types.includes("text/plain")) return;
    if (event.clipboardData.files.length) this.take(event, [...event.clipboardData.files]);
  }

  dragOver(event) {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  }

  drop(event) {
    if (event.dataTransfer.files.length) this.take(event, [...event.dataTransfer.files]);
  }

  /* One picture after the other: each is described before it goes in. */
  async take(event, files) {
    event.preventDefault();
    this.status.textContent = "";
    const pictures = files.filter((file) => KINDS.includes(file.type));
    if (!this.isLong) this.status.textContent = NO_PICTURES_HERE;
    else if (!pictures.length) this.status.textContent = NOT_A_PICTURE;
    else
      for (const picture of pictures)
        if (!(await this.fromPage("image", this.dataset.upload, picture))) return;
  }

  countSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.count(), PAUSE);
  }

  /* Words are counted as the server counts them: what stands between white space. */
  count() {
    if (!this.isLong) {
      const most = this.area.maxLength;
      const plural = this.area.value.length === 1 ? "" : "s";
      this.counter.textContent =
        most > 0 ? `${this.area.value.length} of ${most} characters` : `${this.area.value.length} character${plural}`;
      return;
    }
    const words = this.area.value.match(/\S+/g)?.length ?? 0;
    const minutes = Math.max(1, Math.round(words / Number(this.dataset.perMinute)));
    this.counter.textContent =
      `${words.toLocaleString("en")} word${words === 1 ? "" : "s"}, ` +
      `${minutes.toLocaleString("en")} minute${minutes === 1 ? "" : "s"} to read`;
  }
}

customElements.define("markdown-field", MarkdownField);
