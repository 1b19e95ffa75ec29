/* Keep what is typed: in this browser every two seconds, on the server every thirty. What a
   crash left behind is offered back, from whichever of both is newer. */

const LOCALLY = 2_000;
const ON_SERVER = 30_000;
const PREFIX = "evenhand-form";
const OLDEST = 30 * 24 * 3600 * 1000;
const NO_TEXT = /^(_|CHANGE_FORM-|choice-|csrfmiddlewaretoken$|overwrite$)|__prefix__/;

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.skew = Number(this.dataset.now) - Date.now();
    const { user, kind, object } = this.dataset;
    this.start = [PREFIX, user, kind, object, ""].join("|");
    this.key = this.start + this.field("_form").value;
    this.clean = this.sent = "unsaved" in this.dataset ? "" : this.text();
    this.hold();
    this.offer();
    this.timers = [
      setInterval(() => this.keep(), LOCALLY),
      setInterval(() => this.save(), ON_SERVER),
    ];
    this.hidden_ = () => document.visibilityState === "hidden" && this.keep();
    document.addEventListener("visibilitychange", this.hidden_);
    for (const button of this.querySelectorAll(".desk-draft-list button[formaction*=discard]")) {
      button.addEventListener("click", (event) => this.discard(event, button));
    }
  }

  disconnectedCallback() {
    this.timers.forEach(clearInterval);
    document.removeEventListener("visibilitychange", this.hidden_);
    this.release?.();
  }

  field(name) {
    return this.querySelector(`input[name="${name}"]`);
  }

  now() {
    return Date.now() + this.skew;
  }

  /* What the form sends, but for files: those are chosen again. */
  data() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  /* What the form says, as it would be sent, without keys and buttons. */
  text() {
    const data = [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && !NO_TEXT.test(name),
    );
    return new URLSearchParams(data).toString();
  }

  /* A lock lasts as long as the page: a copy whose lock is gone was left behind. */
  hold() {
    navigator.locks?.request(this.key, () => new Promise((done) => (this.release = done)));
  }

  keep() {
    const text = this.text();
    if (text === this.clean) {
      if (this.at) this.drop(this.key);
      this.at = null;
    } else if (text !== this.kept) {
      try {
        this.at = this.now();
        localStorage.setItem(this.key, JSON.stringify({ at: this.at, text }));
        this.kept = text;
      } catch {
        this.say("This browser has no room to keep your text. Save it now and then.");
        return;
      }
    }
    this.tell();
  }

  tell() {
    if (this.trouble) return this.say(this.trouble);
    if (!this.at) return this.say("");
    const seconds = Math.round((this.now() - this.at) / 1000);
    const when = seconds < 60 ? `${seconds} seconds ago` : `at ${clock(this.at - this.skew)}`;
    const server = this.saved ? ` Kept on the server at ${clock(this.saved - this.skew)}.` : "";
    this.say(`Kept in this browser ${when}.${server}`);
  }

  say(words) {
    const line = this.querySelector("[data-kept]");
    line.hidden = !words;
    line.textContent = words;
  }

  async save() {
    const text = this.text();
    if (text === this.sent || text === this.clean) return;
    try {
      const answer = await this.post(this.dataset.autosave, this.data());
      this.trouble = "";
      if (answer.ok) {
        const { draft, at } = await answer.json();
        this.field("_autosave").value = draft;
        this.saved = at;
        this.sent = text;
      } else if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.trouble =
          "You are signed out. Your text is kept in this browser: sign in in another tab, then save.";
      }
    } catch {
      this.trouble =
        "No connection. Your text is kept in this browser and will be sent when you are back.";
    }
    this.tell();
  }

  post(address, body) {
    return fetch(address, { method: "POST", body, redirect: "manual" });
  }

  async discard(event, button) {
    event.preventDefault();
    const answer = await this.post(button.getAttribute("formaction"), this.data());
    if (answer.ok || answer.type === "opaqueredirect") button.closest("li").remove();
  }

  /* Copies of this object's form that no open page holds, no save has taken up and no age bars. */
  async leftBehind() {
    const held = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
    const saved = this.dataset.saved.split(" ");
    const found = [];
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}|`))) {
      const copy = read(key);
      if (!copy || this.now() - copy.at > OLDEST || saved.includes(key.split("|").at(-1))) {
        this.drop(key);
      } else if (key.startsWith(this.start) && key !== this.key && !held.includes(key)) {
        if (copy.text === this.clean) this.drop(key);
        else found.push({ key, ...copy });
      }
    }
    return found.sort((a, b) => b.at - a.at);
  }

  async offer() {
    const copies = await this.leftBehind();
    const box = this.querySelector("[data-offer]");
    const newest = copies[0];
    const take = box.querySelector("[data-offer-take]");
    const throwAway = box.querySelector("[data-offer-discard]");
    const onServer = Number(this.dataset.offeredAt || 0);
    throwAway.addEventListener("click", (event) => {
      copies.forEach((copy) => this.drop(copy.key));
      event.preventDefault();
      box.hidden = true;
      if (onServer) this.post(throwAway.getAttribute("formaction"), this.data());
    });
    if (!newest || newest.at <= onServer) {
      take.addEventListener("click", () => copies.forEach((copy) => this.drop(copy.key)));
      return;
    }
    const moment = new Date(newest.at - this.skew);
    box.querySelector("[data-offer-time]").textContent = moment.toLocaleString("en-GB", {
      dateStyle: "long",
      timeStyle: "short",
    });
    box.hidden = false;
    take.addEventListener("click", (event) => {
      event.preventDefault();
      copies.slice(1).forEach((copy) => this.drop(copy.key));
      this.take(newest);
    });
  }

  /* Have the server put a copy into the form: it knows how many rows to draw. */
  take(copy) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = this.dataset.take;
    const pairs = [...new URLSearchParams(copy.text)];
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    pairs.push(["csrfmiddlewaretoken", token], ["_form", copy.key.split("|").at(-1)]);
    // The older text on the server is the same text of a moment before.
    pairs.push(["_autosave", this.dataset.offered]);
    for (const [name, value] of pairs) {
      // A text area keeps line breaks as they are.
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      form.append(field);
    }
    form.hidden = true;
    document.body.append(form);
    form.submit();
  }

  drop(key) {
    localStorage.removeItem(key);
  }
}

function read(key) {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return typeof copy.at === "number" && typeof copy.text === "string" ? copy : null;
  } catch {
    return null;
  }
}

function clock(moment) {
  return new Date(moment).toLocaleTimeString("en-GB", { timeStyle: "short" });
}

customElements.define("draft-keeper", DraftKeeper);
