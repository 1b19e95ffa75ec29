/** Keeps the address in step with “Differences only” and says politely what is shown.
 *  The style sheet alone hides and shows the rows. */
class DifferencesToggle extends HTMLElement {
  connectedCallback() {
    const checkbox = this.querySelector("[name=show]");
    if (!checkbox || this.querySelector("[role=status]")) return;

    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    this.append(status);

    checkbox.addEventListener("change", () => {
      const address = new URL(location.href);
      if (checkbox.checked) address.searchParams.set(checkbox.name, checkbox.value);
      else address.searchParams.delete(checkbox.name);
      history.replaceState(history.state, "", address);
      status.textContent = checkbox.checked ? checkbox.dataset.on : checkbox.dataset.off;
    });
  }
}

customElements.define("differences-toggle", DifferencesToggle);
