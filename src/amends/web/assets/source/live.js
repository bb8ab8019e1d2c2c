// Pages that keep themselves up to date. A page with <div id="live" data-poll="…"> asks there every ten to fourteen
// seconds while it is looked at, with the ETag of what it has; 304 is the usual answer. Nothing is asked while the page
// is hidden, and less and less often while there is no connection. What comes back is told to the page's own script as
// the event live:news; before a question live:ask collects what goes with it. Without a connection a bar says so, and
// forms are held back with what was typed in them.
(() => {
  const place = document.getElementById("live");
  if (!place) return;
  const bar = document.getElementById("live-bar");
  const words = place.dataset;
  const EVERY = 12000;
  const LONGEST = 60000;
  const PATIENCE = 10000;
  let etag = "";
  let timer = 0;
  let failures = 0;
  let state = "";
  let asking = null;
  let stale = false;

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const jitter = (milliseconds) => milliseconds * (0.85 + 0.3 * Math.random());

  // "" all is well, "cut" no connection, "out" signed out.
  function become(next) {
    if (next === state) return;
    const before = state;
    state = next;
    bar.hidden = next === "";
    bar.querySelector("[data-told]").textContent = next === "out" ? words.signedOut : next === "cut" ? words.cut : "";
    bar.querySelector("[data-asks]").hidden = next !== "cut";
    const link = bar.querySelector("[data-signs-in]");
    link.hidden = next !== "out";
    link.href = `${words.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    if (next === "cut") tell("live:cut");
    if (next === "" && before) {
      say(words.back);
      tell("live:back");
    }
  }

  function say(text) {
    const said = document.getElementById("live-said");
    if (!text || said.textContent === text) return;
    said.textContent = text;
  }

  function toast(text, seconds = 12) {
    const item = document.createElement("div");
    item.className = "toast-item";
    item.dataset.seconds = seconds;
    const shown = document.createElement("p");
    shown.className = "grow";
    shown.textContent = text;
    item.append(shown);
    document.querySelector(".toast-place").append(item);
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(ask, milliseconds);
  }

  // Asks once; resolves to whether the server answered. A page without an address asks only whether it is there.
  function ask() {
    clearTimeout(timer);
    if (document.hidden && state !== "cut") {
      stale = true;
      return Promise.resolve(false);
    }
    if (!asking) asking = question().finally(() => { asking = null; });
    return asking;
  }

  async function question() {
    stale = false;
    const address = new URL(words.poll || location.pathname, location.href);
    const more = {};
    if (words.poll) tell("live:ask", more);
    Object.entries(more).forEach(([name, value]) => address.searchParams.set(name, value));
    try {
      const answer = await fetch(address, {
        method: words.poll ? "GET" : "HEAD",
        headers: etag ? { "If-None-Match": etag } : {},
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status >= 500) throw new Error(answer.status);
      failures = 0;
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        become("out");
        later(jitter(LONGEST));
        return true;
      }
      become("");
      if (answer.status === 200 && words.poll) {
        etag = answer.headers.get("ETag") || "";
        tell("live:news", await answer.json());
      }
      // A page that is not there any more for this person is asked for no more.
      if (words.poll && answer.status !== 404) later(jitter(EVERY));
      return true;
    } catch {
      failures += 1;
      // One question may get lost; two are a lost connection.
      if (failures > 1 || !navigator.onLine) become("cut");
      later(jitter(Math.min(1500 * 2 ** failures, LONGEST)));
      return false;
    }
  }

  window.addEventListener("offline", () => become("cut"));
  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (stale || state)) ask();
  });
  document.addEventListener("live:now", ask);
  document.addEventListener("live:say", (event) => say(event.detail));
  document.addEventListener("live:trouble", (event) => {
    if (event.detail === 401) become("out");
    else if (event.detail === 0) {
      failures += 1;
      become("cut");
      later(jitter(1500));
    }
  });
  bar.querySelector("[data-asks]").addEventListener("click", ask);

  // A form without a connection would lead to the browser's own error page: it is held back, and sent when the
  // connection turns out to be there after all. The token of its form is the newest: she may have signed in elsewhere.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (!state) {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      if (token) document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token[1]; });
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    ask().then((there) => {
      if (there && state === "") form.requestSubmit(button);
      else toast(state === "out" ? words.signedOut : words.blocked);
    });
  }, true);

  // A click that came twice sends once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  // A page that comes back from the browser's memory may be long past: it is asked for anew.
  window.addEventListener("pageshow", (event) => { if (event.persisted && words.poll) location.reload(); });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

  // What htmx could not do is never silent.
  // What follows the typing by itself is no act of hers: the bar is enough there.
  const act = (event) => event.detail.elt && !event.detail.elt.matches("textarea, input[type=search]");
  document.addEventListener("htmx:sendError", (event) => {
    if (act(event)) toast(words.failed);
    tell("live:trouble", 0);
  });
  document.addEventListener("htmx:timeout", (event) => { if (act(event)) toast(words.failed); });
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401) {
      become("out");
      return;
    }
    const plain = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    toast(plain && answer.responseText.length < 400 ? `${answer.responseText} ${words.failed}` : words.failed);
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token && event.detail.headers["X-CSRFToken"]) event.detail.headers["X-CSRFToken"] = token[1];
  });

  if (words.poll) later(300 + 400 * Math.random());
})();
