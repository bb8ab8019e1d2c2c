// A case that is open: who else is in it, what happened meanwhile, and its timeline. The letter, the options and the
// focus are never touched; what is new stands in a notice, and in the timeline where it belongs.
(() => {
  const place = document.getElementById("live");
  const present = document.getElementById("present");
  const news = document.getElementById("news");
  const side = document.getElementById("timeline");
  if (!place || !side) return;
  let shown = place.dataset.seen;
  let waiting = "";
  const seen = () => (document.querySelector("input[form=letter][name=seen]") || {}).value || place.dataset.seen;

  // Without what differs from one making to the next: the token of a form, what was opened by hand.
  const still = (node) => node.outerHTML.replace(/ open(="")?/g, "").replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  const busy = () => side.contains(document.activeElement) || (!getSelection().isCollapsed && side.contains(getSelection().anchorNode));

  // Entries that are the same stay the same nodes, with what is open or played in them; the others are put in.
  function renew(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const fresh = made.content.querySelector("ol.time-list");
    const list = side.querySelector("ol.time-list");
    if (!fresh || !list) return;
    const known = new Map();
    [...list.children].forEach((node) => known.set(still(node), [...(known.get(still(node)) || []), node]));
    const nodes = [...fresh.children].map((node) => {
      const same = known.get(still(node));
      if (same && same.length) return same.shift();
      node.classList.add("just-now");
      if (window.htmx) window.htmx.process(node);
      return node;
    });
    // Node by node, so that the browser anchors what she reads further down.
    nodes.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] || null); });
    while (list.children.length > nodes.length) list.lastElementChild.remove();
  }

  function settle() {
    if (!waiting || busy()) return;
    renew(waiting);
    waiting = "";
  }

  document.addEventListener("live:ask", (event) => {
    event.detail.seen = seen();
    event.detail.shown = shown;
  });
  document.addEventListener("live:news", (event) => {
    const told = event.detail;
    if (present.innerHTML !== told.present) present.innerHTML = told.present;
    if (told.timeline === undefined) return;
    if (told.news && told.said) {
      news.innerHTML = told.news;
      news.hidden = false;
    }
    if (told.said) document.dispatchEvent(new CustomEvent("live:say", { detail: told.said }));
    shown = String(told.newest);
    waiting = told.timeline;
    settle();
  });
  document.addEventListener("focusout", () => setTimeout(settle, 0));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-hides-news]")) news.hidden = true;
  });
})();
