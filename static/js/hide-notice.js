/** Takes a notice away at once, and lets the server remember it as the form alone would. */
class HideNotice extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const notice = this.closest("[data-notice]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fetch(form.action, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {});
      const place = document.getElementById(`after-${notice.dataset.notice}`);
      notice.remove();
      // Whoever used a keyboard goes on from where the notice stood.
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    });
  }
}

customElements.define("hide-notice", HideNotice);
