/** Marks the entry of the section that is being read: the last one to begin above the middle. */
class ContentsList extends HTMLElement {
  connectedCallback() {
    const links = new Map();
    for (const link of this.querySelectorAll("a[href^='#']")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const begun = new Set();
    // Reaching far up, so that a heading counts as seen however fast it was scrolled past.
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) begun.add(target);
          else begun.delete(target);
        }
        const current = [...links.keys()].findLast((heading) => begun.has(heading));
        for (const [heading, link] of links) {
          if (heading === current) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "1000000px 0px -50% 0px" },
    );
    for (const heading of links.keys()) this.observer.observe(heading);
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }
}

customElements.define("contents-list", ContentsList);
