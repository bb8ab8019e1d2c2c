// The page of a case: the letter's marks follow what is typed, findings lead to their place, an undo counts down.
(() => {
  const field = () => document.getElementById("letter-body");
  const marks = () => document.getElementById("letter-marks");
  const END = "\u200b";

  // The marks lie under the field and give it its height; while typing they hold the plain words.
  function follow() {
    const text = field();
    const under = marks();
    if (text && under && under.textContent !== text.value + END) under.textContent = text.value + END;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "letter-body") follow();
  });
  document.addEventListener("htmx:afterSettle", follow);
  document.addEventListener("htmx:oobAfterSwap", follow);

  // A refusal comes with what is to be shown: swap it in like any other answer.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("click", (event) => {
    const place = event.target.closest(".lint-place");
    const text = field();
    if (place && text) {
      text.focus();
      text.setSelectionRange(Number(place.dataset.start), Number(place.dataset.end));
    }
    if (event.target.closest("[data-quotes]")) {
      const all = [...document.querySelectorAll("details.quoted")];
      const open = all.some((each) => !each.open);
      all.forEach((each) => { each.open = open; });
    }
  });

  // A letter that leaves soon: seconds count down, and the undo goes when they are over.
  document.querySelectorAll("[data-leaves]").forEach((box) => {
    const shown = box.querySelector("[data-left]");
    const until = Date.now() + Number(box.dataset.leaves) * 1000;
    if (!shown) return;
    const timer = setInterval(() => {
      const left = Math.max(Math.round((until - Date.now()) / 1000), 0);
      shown.textContent = left;
      if (left === 0) {
        clearInterval(timer);
        box.querySelectorAll("button").forEach((button) => { button.disabled = true; });
        if (box.parentElement.matches(".undo-place")) box.parentElement.remove();
      }
    }, 500);
  });

  // Words that are neither saved nor kept in this browser are not lost without a question.
  let leaving = false;
  document.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    const text = field();
    if (!leaving && text && text.value !== text.defaultValue && text.value !== text.dataset.kept) event.preventDefault();
  });
})();
