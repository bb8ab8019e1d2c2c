// The pages of the phrase library: slots are marked under a field while it is written in, and put in by a button.
(() => {
  const SLOT = /\{[a-z]+\}/g;
  let last = null;

  function mark(field) {
    const under = field.parentElement.querySelector(".slot-marks");
    if (!under) return;
    const pieces = [];
    let at = 0;
    for (const found of field.value.matchAll(SLOT)) {
      pieces.push(document.createTextNode(field.value.slice(at, found.index)));
      const slot = document.createElement("mark");
      slot.textContent = found[0];
      pieces.push(slot);
      at = found.index + found[0].length;
    }
    pieces.push(document.createTextNode(field.value.slice(at) + "\u200b"));
    under.replaceChildren(...pieces);
  }

  document.querySelectorAll("[data-slots]").forEach(mark);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-slots]")) mark(event.target);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-slots]")) last = event.target;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-slot]");
    if (!button) return;
    const form = button.closest("form");
    const field = last && form.contains(last) ? last : form.querySelector("[data-slots]");
    if (!field) return;
    field.focus();
    field.setRangeText(`{${button.dataset.slot}}`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
