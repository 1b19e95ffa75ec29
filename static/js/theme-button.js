/** Changes between light and dark without leaving the page, by the form at its foot.
 *  Without script its button stays hidden, and the form does the same. */
class ThemeButton extends HTMLElement {
  connectedCallback() {
    const form = document.querySelector(".theme-choice");
    const root = document.documentElement;
    const button = this.querySelector("button");
    const show = () => button.setAttribute("aria-pressed", String(this.isDark()));
    button.addEventListener("click", () => {
      const theme = this.isDark() ? "light" : "dark";
      root.dataset.theme = theme;
      show();
      // Should it not get through, this page alone has the other colours.
      const body = new URLSearchParams({ theme });
      fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
    });
    this.systemScheme = matchMedia("(prefers-color-scheme: dark)");
    this.systemScheme.addEventListener("change", show);
    show();
    button.hidden = false;
  }

  /** What is seen, whoever decided it: the reader by a click here, earlier, or the system. */
  isDark() {
    const root = document.documentElement;
    const scheme = root.dataset.theme ?? getComputedStyle(root).colorScheme;
    return scheme === "dark" || (scheme !== "light" && this.systemScheme.matches);
  }
}

customElements.define("theme-button", ThemeButton);
