// Naming a colleague in a note: after @ the people of the shop are offered; arrows choose, enter or tab takes over.
(() => {
  const field = document.querySelector("textarea[data-names]");
  if (!field) return;
  const names = JSON.parse(field.dataset.names);
  const list = document.getElementById("name-list");
  let from = -1;
  let at = 0;
  let found = [];

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    from = -1;
  }

  function choose(step) {
    at = (at + step + found.length) % found.length;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", `name-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(name) {
    const end = field.selectionStart;
    field.setRangeText(`@${name} `, from, end, "end");
    close();
    field.focus();
  }

  function look() {
    const before = field.value.slice(0, field.selectionStart);
    from = before.lastIndexOf("@");
    const typed = from < 0 ? null : before.slice(from + 1);
    if (typed === null || typed.length > 40 || typed.includes("\n") || /[\w.+-]$/.test(before.slice(0, from))) return close();
    const wanted = typed.toLowerCase();
    found = names.filter((name) => name.toLowerCase().startsWith(wanted) || name.toLowerCase().split(/\s+/).some((part) => part.startsWith(wanted))).slice(0, 8);
    if (!found.length || found.some((name) => name.toLowerCase() === wanted.trim())) return close();
    list.replaceChildren(...found.map((name, index) => {
      const entry = document.createElement("li");
      entry.id = `name-${index}`;
      entry.setAttribute("role", "option");
      entry.textContent = name;
      entry.addEventListener("mousedown", (event) => { event.preventDefault(); take(name); });
      return entry;
    }));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    at = 0;
    choose(0);
    return undefined;
  }

  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(1);
    else if (event.key === "ArrowUp") choose(-1);
    else if (event.key === "Enter" || event.key === "Tab") take(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
})();
