// Keys. Single keys work outside fields only, and not at all where the person has switched them off
// (<body data-keys="off">). What a key does stands in the page: an element with data-key="e" is clicked, or focused
// where it is a field; data-key="g3" is g and then 3. Lines are elements with data-row; the link in one with data-open
// opens it, and data-row-key="a" in the chosen line is what the key does there.
(() => {
  const body = document.body;
  const inField = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  const shown = (node) => node.offsetParent !== null || node.getClientRects().length > 0;
  const dialog = (name) => document.querySelector(`dialog[data-dialog="${name}"]`);
  let opener = null;

  function open(name) {
    const sheet = dialog(name);
    if (!sheet || sheet.open) return;
    opener = document.activeElement;
    sheet.showModal();
    const first = sheet.querySelector("[autofocus]") || sheet.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  }

  function rows() {
    return [...document.querySelectorAll("[data-row]")].filter(shown);
  }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.classList.contains("chosen"));
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((row) => row.classList.remove("chosen"));
    all[next].classList.add("chosen");
    const link = all[next].querySelector("[data-open]");
    if (link) link.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  }

  // What a key does in the chosen line: data-row-key="a" is clicked, or focused where it is a field.
  function actInRow(key) {
    const target = document.querySelector(`[data-row].chosen [data-row-key="${CSS.escape(key)}"]`);
    if (!target || target.disabled || !shown(target)) return false;
    if (inField(target) && !["radio", "checkbox"].includes(target.type)) target.focus();
    else target.click();
    const opened = target.matches("summary") && target.parentElement.open && target.parentElement.querySelector("input:not([type=hidden]), select, textarea");
    if (opened) opened.focus();
    return true;
  }

  function act(key) {
    if (actInRow(key)) return true;
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((node) => shown(node) && !node.disabled);
    if (!target) return false;
    if (inField(target) && !["radio", "checkbox"].includes(target.type)) target.focus();
    else target.click();
    return true;
  }

  // After a g the next digit belongs to it, for as long as one needs to find the key.
  let prefixed = 0;

  function single(event) {
    const after = Date.now() - prefixed < 1500;
    prefixed = 0;
    if (after && /^[1-9]$/.test(event.key)) return act(`g${event.key}`);
    if (event.key === "g" && document.querySelector('[data-key^="g"]')) prefixed = Date.now();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") open("help");
    else if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (field && shown(field)) field.focus();
      else open("palette");
    } else if (event.key === "Enter") {
      if (event.target !== body) return false;
      const link = document.querySelector("[data-row].chosen [data-open]");
      if (!link) return false;
      link.click();
    } else return act(event.key);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && !event.shiftKey) {
      if (event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("palette");
      } else if (event.key === "Enter" && act("ctrl+enter")) event.preventDefault();
      return;
    }
    if (command || event.altKey || body.dataset.keys === "off") return;
    if (inField(event.target) || document.querySelector("dialog[open]")) return;
    if (single(event)) event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    document.querySelectorAll("[data-row].chosen").forEach((other) => other !== row && other.classList.remove("chosen"));
    row.classList.add("chosen");
  });

  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]");
    if (opens) {
      event.preventDefault();
      open(opens.dataset.opens);
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
    if (event.target.matches("dialog[open]")) event.target.close();
  });
  document.addEventListener("close", (event) => {
    if (event.target.matches("dialog") && opener && opener.isConnected) opener.focus();
  }, true);

  // What was fetched into a dialog is shown in it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const sheet = event.detail.target.closest("dialog[data-dialog]");
    if (sheet) open(sheet.dataset.dialog);
  });

  // The palette: what is typed narrows the list; enter takes the first entry, or searches.
  const palette = dialog("palette");
  if (palette) {
    const field = palette.querySelector("input");
    const entries = [...palette.querySelectorAll("[data-entry]")];
    field.addEventListener("input", () => {
      const typed = field.value.trim().toLowerCase();
      entries.forEach((entry) => { entry.hidden = !entry.textContent.toLowerCase().includes(typed); });
    });
    palette.querySelector("form").addEventListener("submit", (event) => {
      const first = entries.find((entry) => !entry.hidden);
      if (field.value.trim() && !first) return;
      event.preventDefault();
      if (first) first.querySelector("a").click();
    });
  }
})();
