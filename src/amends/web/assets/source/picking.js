// Ticking lines: checkboxes with data-pick="NAME" belong together. "x" ticks the chosen line (the page's own keys do it),
// shift and x (or shift and click) ticks up to there; data-picks-all ticks all, data-picked shows how many,
// data-needs-picks waits for one, data-picks-alike ticks those with the same data-alike as the chosen line.
(() => {
  const shown = (node) => node.offsetParent !== null;
  const boxes = (name) => [...document.querySelectorAll(`[data-pick="${CSS.escape(name)}"]`)];
  let last = null;

  function count(name) {
    const all = boxes(name);
    const number = all.filter((box) => box.checked).length;
    document.querySelectorAll(`[data-picked="${CSS.escape(name)}"]`).forEach((node) => { node.textContent = number ? `(${number})` : ""; });
    document.querySelectorAll(`[data-needs-picks="${CSS.escape(name)}"]`).forEach((node) => { node.disabled = !number; });
    document.querySelectorAll(`[data-shows-picks="${CSS.escape(name)}"]`).forEach((node) => { node.hidden = !number; });
    const every = document.querySelector(`[data-picks-all="${CSS.escape(name)}"]`);
    if (every) { every.checked = number > 0 && number === all.length; every.indeterminate = number > 0 && number < all.length; }
  }

  function upTo(box) {
    const all = boxes(box.dataset.pick).filter(shown);
    const from = last && last.isConnected ? all.indexOf(last) : all.indexOf(box);
    const [first, final] = [Math.min(from, all.indexOf(box)), Math.max(from, all.indexOf(box))];
    if (first >= 0) all.slice(first, final + 1).forEach((each) => { each.checked = true; });
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-pick]");
    if (box) {
      if (event.shiftKey && box.checked) upTo(box);
      last = box;
      count(box.dataset.pick);
    }
    const alike = event.target.closest("[data-picks-alike]");
    if (alike) {
      const name = alike.dataset.picksAlike;
      const wanted = new Set(boxes(name).filter((each) => each.checked).map((each) => each.dataset.alike));
      boxes(name).forEach((each) => { if (wanted.has(each.dataset.alike)) each.checked = true; });
      count(name);
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-picks-all]")) return;
    const name = event.target.dataset.picksAll;
    boxes(name).filter(shown).forEach((each) => { each.checked = event.target.checked; });
    count(name);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "X" || !event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.body.dataset.keys === "off" || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const box = document.querySelector("[data-row].chosen [data-pick]");
    if (!box) return;
    event.preventDefault();
    upTo(box);
    last = box;
    count(box.dataset.pick);
  });
  new Set([...document.querySelectorAll("[data-pick]")].map((box) => box.dataset.pick)).forEach(count);
})();
