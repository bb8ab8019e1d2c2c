// Small things that every page has: toasts that go away, choices that send their form, an address to copy.
(() => {
  const STAYS = 8000;

  function settle(place) {
    place.querySelectorAll(".toast-item:not([data-timed])").forEach((toast) => {
      toast.dataset.timed = "1";
      // A toast with something to press stays as long as its undo lasts; an error stays until it is closed.
      if (toast.dataset.stays === "always") return;
      setTimeout(() => {
        if (!toast.matches(":hover, :focus-within")) toast.remove();
      }, Number(toast.dataset.seconds || 0) * 1000 || STAYS);
    });
  }

  document.addEventListener("click", (event) => {
    const toast = event.target.closest("[data-dismiss]");
    if (toast) toast.closest(".toast-item").remove();
  });
  document.addEventListener("click", async (event) => {
    const copies = event.target.closest("[data-copies]");
    if (!copies) return;
    const field = document.getElementById(copies.dataset.copies);
    field.select();
    // Without a secure connection there is no clipboard: the address stays selected, to be copied by hand.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value).then(() => { copies.textContent = copies.dataset.copied; }, () => {});
  });
  // How long a text is, in characters as platforms count them (code points), and whether a known limit is passed.
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-counts]");
    if (!field) return;
    const length = [...field.value].length;
    document.getElementById(field.dataset.counts).textContent = length;
    field.setAttribute("aria-invalid", String(Number(field.dataset.limit || Infinity) < length));
  });
  // A finding of the lint leads to its place in a statement; on a case's page, case.js leads to the letter.
  document.addEventListener("click", (event) => {
    const place = event.target.closest(".lint-place");
    const field = place && document.querySelector("textarea[data-statement]");
    if (!field) return;
    field.focus();
    field.setSelectionRange(Number(place.dataset.start), Number(place.dataset.end));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-prints]")) window.print();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details[data-menu]") || !event.target.open) return;
    document.querySelectorAll("details[data-menu][open]").forEach((other) => { if (other !== event.target) other.open = false; });
  }, true);
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  const place = document.querySelector(".toast-place");
  if (place) {
    settle(place);
    new MutationObserver(() => settle(place)).observe(place, { childList: true });
  }
})();
