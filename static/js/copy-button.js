/** Offers to copy the code of the pane it stands in. Without script there is nothing to see. */
class CopyButton extends HTMLElement {
  connectedCallback() {
    const code = this.closest(".code-pane")?.querySelector("pre");
    if (!code || !navigator.clipboard || this.firstChild) return;

    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", this.dataset.label);
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    this.append(button, status);

    button.addEventListener("click", async () => {
      const copied = await navigator.clipboard.writeText(code.textContent).then(
        () => true,
        () => false,
      );
      button.textContent = copied ? "Copied" : "Not copied";
      status.textContent = button.textContent;
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, 1600);
    });
  }
}

customElements.define("copy-button", CopyButton);
