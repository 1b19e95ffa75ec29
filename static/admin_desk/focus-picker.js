/* Clicking on the picture sets the two numbers of its focal point; they can be typed as well. */

class FocusPicker extends HTMLElement {
  connectedCallback() {
    this.across = document.getElementById(this.dataset.x);
    this.down = document.getElementById(this.dataset.y);
    this.picture = this.querySelector("img");
    if (!this.across || !this.down || !this.picture) return;
    this.mark = document.createElement("span");
    this.mark.className = "mark";
    this.append(this.mark);
    this.picture.addEventListener("click", (event) => this.point(event));
    for (const input of [this.across, this.down]) input.addEventListener("input", () => this.show());
    this.show();
  }

  point(event) {
    const box = this.picture.getBoundingClientRect();
    this.set(this.across, (event.clientX - box.left) / box.width);
    this.set(this.down, (event.clientY - box.top) / box.height);
  }

  set(input, part) {
    input.value = Math.min(100, Math.max(0, Math.round(part * 100)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    const [across, down] = [this.across, this.down].map((input) => Number(input.value));
    this.mark.hidden = ![across, down].every((part) => part >= 0 && part <= 100);
    this.mark.style.setProperty("inset-inline-start", `${across}%`);
    this.mark.style.setProperty("inset-block-start", `${down}%`);
  }
}

customElements.define("focus-picker", FocusPicker);
