/* A thumbnail beside a list of images, and a dialog to choose among all of them. */

class ImageChooser extends HTMLElement {
  connectedCallback() {
    this.select = document.getElementById(this.dataset.for);
    this.querySelector("button").addEventListener("click", () => this.choose());
    this.select.addEventListener("change", () => this.show());
    // Django's own pop-up tells jQuery alone.
    window.django?.jQuery(this.select).on("change", () => this.show());
  }

  async choose() {
    await customElements.whenDefined("desk-dialog");
    let dialog = document.querySelector("desk-dialog");
    if (!dialog) {
      dialog = document.createElement("desk-dialog");
      document.body.append(dialog);
    }
    const picked = await dialog.ask(this.dataset.url);
    if (picked) this.take(picked);
  }

  take(picked) {
    let option = [...this.select.options].find((one) => one.value === picked.value);
    if (!option) {
      option = new Option(picked.name, picked.value);
      this.select.add(option);
    }
    option.dataset.thumbnail = picked.thumbnail;
    option.dataset.focus = picked.focus;
    this.select.value = picked.value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    const { thumbnail, focus } = this.select.selectedOptions[0]?.dataset ?? {};
    this.querySelector("img")?.remove();
    if (!thumbnail) return;
    const picture = document.createElement("img");
    picture.className = `desk-thumbnail ${focus}`;
    picture.alt = "";
    picture.src = thumbnail;
    this.prepend(picture);
  }
}

customElements.define("image-chooser", ImageChooser);
