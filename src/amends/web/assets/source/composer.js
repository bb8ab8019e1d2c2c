// The composer: sentences found by meaning are put in at the cursor, and each sentence of the letter is shown beside what
// it says. The letter's field may be swapped at any time, so everything is looked up when it is needed.
(() => {
  const field = () => document.getElementById("letter-body");
  const search = () => document.getElementById("sentence-search");
  const list = () => document.getElementById("sentence-list");
  const options = () => [...(list() ? list().querySelectorAll("[role=option]") : [])];
  const DENSE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
  let caret = null;
  let waiting = false;

  function remember() {
    const text = field();
    if (text && document.activeElement === text) {
      caret = [text.selectionStart, text.selectionEnd];
      follow(text.selectionStart);
    }
  }

  // The sentence in which the cursor stands is marked on the other side.
  function follow(at) {
    document.querySelectorAll(".meaning-said").forEach((said) => {
      said.classList.toggle("at", Number(said.dataset.start) <= at && at <= Number(said.dataset.end));
    });
  }

  function choose(step) {
    const all = options();
    if (!all.length) return;
    const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const next = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((each, place) => each.setAttribute("aria-selected", String(place === next)));
    search().setAttribute("aria-activedescendant", all[next].id);
    all[next].scrollIntoView({ block: "nearest" });
  }

  const plain = (text) => text.trim().split(/\s+/).join(" ");
  const current = () => list() && plain(search().value) === list().dataset.query;

  function close() {
    const box = search();
    waiting = false;
    if (!box) return;
    box.value = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    if (list()) {
      list().hidden = true;
      list().replaceChildren();
    }
  }

  // Where the sentence goes: at the cursor, but behind the sentence in which it stands, and never among the names at
  // the end of the letter.
  function place(text) {
    const [start, end] = caret || [text.value.length, text.value.length];
    if (start !== end) return [start, end];
    const all = [...document.querySelectorAll(".meaning-said")];
    const last = all.findIndex((said) => said.dataset.ends && Number(said.dataset.start) <= start);
    const around = last > 0 ? all[last - 1] : all.find((said) => Number(said.dataset.start) < start && start < Number(said.dataset.end));
    return around ? [Number(around.dataset.end), Number(around.dataset.end)] : [start, end];
  }

  function put(sentence) {
    const text = field();
    if (!text) return;
    const [start, end] = place(text);
    const before = text.value.slice(0, start);
    const after = text.value.slice(end);
    const gap = DENSE.test(sentence.slice(-1)) ? "" : " ";
    const lead = before && !/\s$/.test(before) ? gap : "";
    const tail = after && !/^\s/.test(after) ? gap : "";
    text.focus();
    text.setSelectionRange(start, end);
    // Through the editing command, so that the browser's own undo takes it back.
    if (!document.execCommand("insertText", false, lead + sentence + tail)) {
      text.setRangeText(lead + sentence + tail, start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const from = start + lead.length;
    const open = text.value.slice(from, from + sentence.length).match(/⟦[^⟧]*⟧/);
    if (open) text.setSelectionRange(from + open.index, from + open.index + open[0].length);
    caret = [text.selectionStart, text.selectionEnd];
    close();
  }

  document.addEventListener("selectionchange", remember);
  document.addEventListener("focusout", (event) => {
    if (event.target.id === "letter-body") caret = [event.target.selectionStart, event.target.selectionEnd];
    const box = event.target.closest("[data-composer]");
    if (box && !box.contains(event.relatedTarget)) setTimeout(() => { if (!box.contains(document.activeElement)) close(); }, 150);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "sentence-list" && search()) {
      const there = options().length > 0;
      search().setAttribute("aria-expanded", String(there));
      if (there) search().setAttribute("aria-activedescendant", "sentence-1");
      if (waiting && there && current()) put(options()[0].dataset.text);
    }
    remember();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "/" && search()) {
      event.preventDefault();
      remember();
      search().focus();
      return;
    }
    if (event.target.id !== "sentence-search") return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const chosen = options().find((each) => each.getAttribute("aria-selected") === "true");
      // What is shown may still be the answer to fewer letters: then the right one is put in when it comes.
      if (!current()) waiting = true;
      else if (chosen) put(chosen.dataset.text);
    } else if (event.key.length === 1) {
      waiting = false;
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
      if (field()) field().focus();
    }
  });
  // The field keeps its cursor while a sentence is clicked.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".sentence-option")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".sentence-option");
    if (option) put(option.dataset.text);
    const said = event.target.closest(".meaning-said");
    const text = field();
    if (said && text) {
      text.focus();
      text.setSelectionRange(Number(said.dataset.start), Number(said.dataset.end));
    }
  });
})();
