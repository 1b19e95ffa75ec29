/** Marks the entry of the section that is being read, as long as the page is open. */
class ContentsList extends HTMLElement {
  connectedCallback() {
    const links = new Map();
    for (const link of this.querySelectorAll("a[href^='#']")) {
      links.set(decodeURIComponent(link.hash.slice(1)), link);
    }
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) this.mark(links.get(entry.target.id), links);
        }
      },
      { rootMargin: "-15% 0px -75% 0px" },
    );
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) this.observer.observe(heading);
    }
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  mark(current, links) {
    for (const link of links.values()) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "true");
  }
}

customElements.define("contents-list", ContentsList);
