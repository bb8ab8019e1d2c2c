// Live countdowns: <time data-countdown datetime="…"> counts to its moment with the words of <body data-…>.
// A shop whose clock stands still has data-stopped with the moment at which it stands.
(() => {
  const HOUR = 3600000;
  const DAY = 24 * HOUR;
  const words = () => document.body.dataset;

  function span(milliseconds) {
    const w = words();
    const minutes = Math.floor(Math.abs(milliseconds) / 60000);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    if (Math.abs(milliseconds) >= 3 * DAY) return `${days} ${w.unitDay} ${hours} ${w.unitHour}`;
    const all = Math.floor(minutes / 60);
    return all > 0 ? `${all} ${w.unitHour} ${minutes % 60} ${w.unitMinute}` : `${minutes} ${w.unitMinute}`;
  }

  function step(left) {
    if (left < 0) return 5;
    if (left < DAY) return 4;
    if (left < 3 * DAY) return 3;
    return left < 7 * DAY ? 2 : 1;
  }

  function show(node, now) {
    if (node.dataset.stopped) return;
    const left = Date.parse(node.dateTime) - now;
    const text = (left < 0 ? words().countdownPast : words().countdownAhead).replace("{span}", span(left));
    const place = node.querySelector("[data-countdown-text]") || node;
    if (place.textContent !== text) place.textContent = text;
    const ladder = node.closest(".ladder");
    const wanted = `ladder-${step(left)}`;
    if (ladder && !ladder.classList.contains(wanted)) {
      ladder.classList.remove("ladder-0", "ladder-1", "ladder-2", "ladder-3", "ladder-4", "ladder-5");
      ladder.classList.add(wanted);
    }
  }

  // The browser's clock may be wrong: what counts is the server's, told when the page was made.
  const told = Date.parse(document.body.dataset.now || "");
  const drift = Number.isNaN(told) ? 0 : told - Date.now();
  function showAll() {
    const now = Date.now() + drift;
    document.querySelectorAll("time[data-countdown]").forEach((node) => show(node, now));
  }

  setInterval(showAll, 15000);
  document.addEventListener("htmx:afterSwap", showAll);
  document.addEventListener("visibilitychange", () => document.hidden || showAll());
})();
