// Letters are kept as they are typed. Every change is in this browser at once and on the server a second after the last
// key; what the server has is removed here. Without a connection, or signed out, it stays here and is saved later, from
// whatever page. What one person typed is never shown to another who uses the same browser.
(() => {
  const place = document.getElementById("live");
  if (!place) return;
  const DAYS = 30;
  const WAIT = 1000;
  const PATIENCE = 15000;
  const prefix = `amends:letter:${place.dataset.person}:`;
  const key = prefix + (place.dataset.case || "");
  const own = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36)).join("");
  const field = () => document.getElementById("letter-body");
  const line = () => document.getElementById("letter-state");
  const given = (name) => (document.querySelector(`input[form=letter][name=${name}]`) || {}).value || "";
  let memory = null;
  let timer = 0;
  let running = null;
  let typedAt = 0;
  let choosing = false;
  let leaving = false;

  // The browser's store; a browser without one keeps it as long as the page is open.
  function read(name) {
    try {
      const text = localStorage.getItem(name);
      if (text) return JSON.parse(text);
    } catch { /* no store */ }
    return name === key ? memory : null;
  }

  function drop(name) {
    if (name === key) memory = null;
    try { localStorage.removeItem(name); } catch { /* no store */ }
  }

  function names() {
    try { return Object.keys(localStorage).filter((name) => name.startsWith(prefix)); } catch { return []; }
  }

  function remember(text) {
    memory = {
      body: text.value, reply: given("reply"), version: given("version"), seen: given("seen"),
      revision: text.dataset.revision, window: own, address: text.dataset.keeps, at: Date.now(),
    };
    try {
      localStorage.setItem(key, JSON.stringify(memory));
      text.dataset.kept = text.value;
    } catch { /* no store: leaving asks first */ }
  }

  function show(text) {
    if (line() && text && line().textContent !== text) line().textContent = text;
  }

  function post(entry, options = {}) {
    const form = new FormData();
    ["body", "reply", "version", "seen", "revision", "window"].forEach((name) => form.set(name, entry[name]));
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) form.set("csrfmiddlewaretoken", token[1]);
    return fetch(entry.address, { method: "POST", body: form, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
  }

  // One save at a time; what was typed meanwhile follows.
  function save() {
    clearTimeout(timer);
    if (running) return running.then(save);
    const entry = read(key);
    if (!entry || choosing) return Promise.resolve();
    if (field()) entry.revision = field().dataset.revision;
    running = post(entry).then((answer) => answered(answer, entry)).catch(() => {
      show(line() && line().dataset.offline);
      document.dispatchEvent(new CustomEvent("live:trouble", { detail: 0 }));
    }).finally(() => { running = null; });
    return running;
  }

  async function answered(answer, entry) {
    const text = field();
    const words = line() ? line().dataset : {};
    if (answer.status === 401) {
      show(words.signedOut);
      document.dispatchEvent(new CustomEvent("live:trouble", { detail: 401 }));
    } else if (answer.status === 409 && text) {
      const other = await answer.json();
      offer(other.body, other.at, "window", () => { text.dataset.revision = other.revision; });
    } else if (answer.ok) {
      const done = await answer.json();
      const now = read(key);
      const same = now && now.body === entry.body;
      if (same) drop(key);
      if (text) {
        text.dataset.revision = done.revision;
        if (text.value === entry.body) show(done.saved);
        if (now && !same) timer = setTimeout(save, WAIT);
      } else if (done.revision) location.reload();
    } else show(words.refused);
  }

  // Two texts of hers: she chooses, and nothing is overwritten before.
  function offer(other, at, why, settled) {
    const template = document.getElementById("letter-other");
    if (!template || choosing) return;
    choosing = true;
    const box = template.content.firstElementChild.cloneNode(true);
    const title = box.querySelector("[data-why]");
    title.textContent = title.dataset[why];
    box.querySelector("[data-at]").textContent = at;
    box.querySelector("[data-text]").textContent = other;
    const end = (take) => {
      choosing = false;
      box.remove();
      settled();
      if (!field()) return;
      put(take ? other : field().value);
      field().focus();
    };
    box.querySelector("[data-take]").addEventListener("click", () => end(true));
    box.querySelector("[data-leave]").addEventListener("click", () => end(false));
    template.after(box);
  }

  function put(value) {
    field().value = value;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "letter-body") return;
    const first = Date.now() - typedAt > 12000;
    typedAt = Date.now();
    remember(event.target);
    show(line() && line().dataset.editing);
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
    if (first) document.dispatchEvent(new CustomEvent("live:now"));
  });
  document.addEventListener("live:ask", (event) => { if (Date.now() - typedAt < 12000) event.detail.typing = "1"; });
  document.addEventListener("live:cut", () => { if (read(key)) show(line() && line().dataset.offline); });
  document.addEventListener("live:back", () => { save(); others(); });

  // What stands in this browser from other cases: saved from here, and gone when it is.
  function others(options) {
    const left = names().filter((name) => name !== key).map(async (name) => {
      const entry = read(name);
      if (!entry || Date.now() - entry.at > DAYS * 86400000) drop(name);
      else if ((await post(entry, options)).ok) drop(name);
    });
    return Promise.allSettled(left);
  }

  function away() {
    const entry = leaving || choosing ? null : read(key);
    if (entry) post(entry, { keepalive: true }).catch(() => {});
  }
  window.addEventListener("pagehide", away);
  document.addEventListener("visibilitychange", () => { if (document.hidden) away(); });

  // A form takes the words along: what is being saved comes first, so that nothing older arrives after it. Whatever
  // does not arrive is still here afterwards.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    clearTimeout(timer);
    if (form.matches("[data-signs-out]") && !form.dataset.emptied) {
      hold(event, Promise.race([Promise.allSettled([save(), others()]), new Promise((done) => { setTimeout(done, 3000); })]).then(() => {
        names().forEach(drop);
        form.dataset.emptied = "1";
      }));
    } else if (running && form.id === "letter") hold(event, running);
    else {
      if (event.submitter && event.submitter.hasAttribute("data-discards")) drop(key);
      leaving = true;
      // Still here: it was a download, or a part of the page that came back.
      setTimeout(() => { leaving = false; save(); }, 4000);
    }
  }, true);

  function hold(event, until) {
    event.preventDefault();
    event.stopImmediatePropagation();
    until.finally(() => event.target.requestSubmit(event.submitter));
  }

  // Back on the page: what this browser still has and the server has not.
  function resume() {
    const entry = read(key);
    const text = field();
    if (text) text.dataset.kept = text.value;
    if (!entry || !place.dataset.case) return;
    if (Date.now() - entry.at > DAYS * 86400000 || (text && entry.body === text.value)) drop(key);
    else if (!text) save();
    else if (text.dataset.revision === "0" && entry.version === given("version") && entry.reply === given("reply")) put(entry.body);
    else {
      const clock = new Date(entry.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      offer(entry.body, clock, "browser", () => drop(key));
    }
  }
  resume();
  others();
  const collision = document.getElementById("collision");
  if (collision) collision.scrollIntoView({ block: "center" });
})();
