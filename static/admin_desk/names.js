/* Give names to what the admin's own scripts and templates leave without: choosers that search,
   and the first column of rows. What a field is called stands in its label, or in a row of a table
   in the name that the field itself has. */

function nameOf(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const words = label?.textContent ?? select.getAttribute("aria-label") ?? "";
  return words.trim().replace(/:$/, "");
}

/* A chooser says what is chosen as well, for its name is all that is read out of it. */
function nameChosen(shown, name) {
  const chosen = shown.textContent.replace(/^×/, "").trim();
  shown.setAttribute("aria-label", `${name}: ${chosen || "nothing chosen"}`);
}

function nameChooser(select) {
  const box = select.nextElementSibling;
  const shown = box?.querySelector(".select2-selection__rendered");
  if (!shown || shown.dataset.named) return;
  const name = nameOf(select);
  shown.dataset.named = "yes";
  if (select.multiple) {
    nameSearch(box, name);
    new MutationObserver(() => nameSearch(box, name)).observe(shown, { childList: true });
  } else {
    nameChosen(shown, name);
    new MutationObserver(() => nameChosen(shown, name)).observe(shown, { childList: true });
  }
}

function nameSearch(box, name) {
  for (const field of box.querySelectorAll(".select2-search__field")) {
    field.setAttribute("aria-label", `${name}, search`);
  }
}

function nameAll(within) {
  for (const select of within.querySelectorAll("select.admin-autocomplete")) nameChooser(select);
  for (const head of within.querySelectorAll("th.original:empty")) {
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = "Row";
    head.append(words);
  }
}

document.addEventListener("formset:added", (event) => nameAll(event.target));
const jQuery = window.django?.jQuery;
// In the order in which they asked for it: the admin makes its choosers first.
jQuery?.(() => nameAll(document));
jQuery?.(document).on("select2:open", (event) => {
  const open = document.querySelector(".select2-container--open .select2-dropdown");
  if (open) nameSearch(open, nameOf(event.target));
});
