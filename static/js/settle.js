/** What waiting.css puts off until the top of a page is painted is laid out when nothing else is to
 *  do: as much as fits into each idle moment, or a slow phone would not answer meanwhile. */
const WAITING = `
  main > *, .article .prose > *, .article .aside, stacked-table tbody, .site-footer
`;
const NONE_LEFT = { timeRemaining: () => 0 };

function idleMoment() {
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(resolve);
    else setTimeout(resolve, 0, NONE_LEFT);
  });
}

async function settle() {
  let moment = NONE_LEFT;
  for (const part of document.querySelectorAll(WAITING)) {
    if (moment.timeRemaining() < 1) moment = await idleMoment();
    part.classList.add("settled");
    part.getBoundingClientRect(); // laid out now, within the moment
  }
}

addEventListener("load", settle);
