// The pages of the phrase library: slots are marked under a field while it is written in, and put in by a button.
(() => {
  const SLOT = /\{[a-z]+\}/g;
  const APART = /(?=[\p{L}\p{N}])[^\u3000-\u30ff\u3400-\u9fff]/u;
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
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    // Between letters that are written apart stands a blank; the product brings its own.
    const lead = APART.test(before.slice(-1)) && button.dataset.slot !== "product" ? " " : "";
    const tail = APART.test(after.slice(0, 1)) ? " " : "";
    field.setRangeText(`${lead}{${button.dataset.slot}}${tail}`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
