// Lists that are open: counters and who is in a case change in place, rows keep their place under the mouse. What came
// in or went waits behind a button ("3 new – show").
(() => {
  const place = document.getElementById("live");
  const fresh = () => document.getElementById("fresh");
  if (!place || !fresh()) return;
  const rows = () => document.getElementById("queue-rows");
  let state = "";
  let digest = place.dataset.digest || "";
  let latest = null;
  let present = {};

  function count(counts) {
    Object.entries(counts).forEach(([name, text]) => {
      document.querySelectorAll(`[data-count="${CSS.escape(name)}"]`).forEach((node) => {
        if (node.textContent !== text) node.textContent = text;
      });
    });
  }

  function people() {
    document.querySelectorAll("[data-present]").forEach((node) => {
      const html = present[node.dataset.present] || "";
      if (node.innerHTML !== html) node.innerHTML = html;
      const cell = node.closest(".a-who");
      if (cell) cell.classList.toggle("with", html !== "");
    });
  }

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    return made.content.firstElementChild;
  }

  // A row that says something else now says it in its place; the cell with the focus stays.
  function renew(row, html, as) {
    const next = parsed(html);
    [...row.children].forEach((cell, index) => {
      const other = next.children[index];
      if (!other || cell.contains(document.activeElement) || cell.innerHTML === other.innerHTML) return;
      cell.innerHTML = other.innerHTML;
      cell.className = other.className;
    });
    row.dataset.as = as;
  }

  function tell(words) {
    const text = words.filter(Boolean).join(", ");
    fresh().hidden = !text;
    fresh().querySelector("[data-told]").textContent = text;
    if (text) document.dispatchEvent(new CustomEvent("live:say", { detail: text }));
  }

  function compare(told) {
    const here = new Map([...document.querySelectorAll("tr[data-case]")].map((row) => [row.dataset.case, row]));
    let added = 0;
    told.rows.forEach(([id, as, html]) => {
      const row = here.get(String(id));
      if (!row) added += 1;
      else {
        if (html && row.dataset.as !== as) renew(row, html, as);
        row.classList.remove("gone");
        here.delete(String(id));
      }
    });
    here.forEach((row) => row.classList.add("gone"));
    const words = fresh().dataset;
    tell([added && words.new.replace("{new}", added), here.size && words.gone.replace("{gone}", here.size)]);
  }

  function items(told) {
    const here = new Set([...document.querySelectorAll("[data-item]")].map((node) => node.dataset.item));
    const added = told.items ? told.items.filter((id) => !here.has(String(id))).length : 0;
    if (told.digest === digest) tell([]);
    else tell([added ? fresh().dataset.new.replace("{new}", added) : fresh().dataset.changed]);
  }

  async function show() {
    if (rows() && latest && latest.rows.length) {
      const here = new Map([...document.querySelectorAll("tr[data-case]")].map((row) => [row.dataset.case, row]));
      const made = latest.rows.map(([id, , html]) => {
        const known = here.get(String(id));
        if (known) return known;
        const row = parsed(html);
        row.classList.add("just-now");
        return row;
      });
      rows().replaceChildren(...made);
      people();
      fresh().hidden = true;
      const first = rows().querySelector(".just-now [data-open]") || rows().querySelector("[data-open]");
      if (first) first.focus();
    } else if (window.htmx && !document.querySelector(".queue")) {
      const wanted = latest && latest.digest;
      await window.htmx.ajax("GET", location.href, { target: "#content", select: "#content", swap: "outerHTML" });
      if (wanted) digest = wanted;
      document.getElementById("content").focus();
    } else location.reload();
  }

  document.addEventListener("live:ask", (event) => {
    if (state) event.detail.state = state;
    const had = [...document.querySelectorAll("tr[data-case]")].map((row) => `${row.dataset.case}.${row.dataset.as}`);
    if (had.length) event.detail.had = had.join(",");
  });
  document.addEventListener("live:news", (event) => {
    const told = event.detail;
    present = told.present;
    state = told.state;
    if (told.counts) count(told.counts);
    if (told.rows || told.digest) latest = told;
    if (told.rows) compare(told);
    else if (told.digest) items(told);
    people();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-shows-fresh]")) show(); });
})();
