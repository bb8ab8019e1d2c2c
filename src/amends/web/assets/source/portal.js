// The buyer's page, where scripts run: photos are made smaller before they leave, and files go piece by piece, so that
// a broken line costs one piece. Without scripts the same form sends the same files.
(() => {
  const form = document.querySelector("[data-sends]");
  if (!form || !window.fetch || !window.FormData) return;
  const field = form.querySelector("input[type=file]");
  const list = form.querySelector(".files");
  const address = form.dataset.sends;
  const PIECE = Number(form.dataset.piece) / 2;
  const MOST = Number(form.dataset.most);
  const LONGEST_SIDE = 2000;
  const SMALL_ENOUGH = 700000;
  const TRIES = 5;
  const files = [];

  // A photo of a phone shrinks to a tenth, and what it knows of places and cameras stays behind.
  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp|heic|heif|avif)$/.test(file.type) || file.size < SMALL_ENOUGH || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
      if (!made || made.size >= file.size) return file;
      return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
      return file;
    }
  }

  const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

  async function asked(path, options) {
    for (let turn = 0; ; turn += 1) {
      try {
        const answer = await fetch(path, options);
        const told = await answer.json();
        if (answer.status < 500) return { ok: answer.ok, status: answer.status, told };
      } catch (problem) {
        if (turn >= TRIES) throw problem;
      }
      if (turn >= TRIES) throw new Error("no answer");
      await pause(500 * 2 ** turn);
    }
  }

  async function send(one) {
    const body = new FormData();
    body.append("once", form.elements.once.value);
    body.append("name", one.file.name);
    body.append("size", one.file.size);
    if (!one.upload) {
      const begun = await asked(address, { method: "POST", body });
      if (!begun.ok) throw new Error(begun.told.error);
      one.upload = begun.told.upload;
      one.received = 0;
    }
    while (one.received < one.file.size) {
      if (one.gone) return;
      const piece = one.file.slice(one.received, one.received + PIECE);
      const sent = await asked(`${address}${one.upload}/?from=${one.received}`, { method: "PUT", body: piece });
      // Where a piece had arrived though its answer was lost, the server says how far the file is.
      if (!sent.ok && sent.status !== 409) throw new Error(sent.told.error);
      if (!sent.ok && sent.told.received <= one.received) throw new Error("stuck");
      one.received = sent.told.received;
      one.bar.value = one.received / one.file.size;
    }
    one.done = true;
  }

  function row(one) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const remove = document.createElement("button");
    const bar = document.createElement("progress");
    name.textContent = one.file.name;
    name.dir = "auto";
    remove.type = "button";
    remove.className = "plain";
    remove.textContent = form.dataset.remove;
    remove.setAttribute("aria-label", `${form.dataset.remove}: ${one.file.name}`);
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", one.file.name);
    remove.addEventListener("click", () => {
      one.gone = true;
      files.splice(files.indexOf(one), 1);
      item.remove();
      field.focus();
      if (one.upload) fetch(`${address}${one.upload}/`, { method: "DELETE" }).catch(() => {});
    });
    item.append(name, remove, bar);
    list.append(item);
    Object.assign(one, { name, bar });
  }

  async function start(one) {
    one.failed = false;
    one.name.textContent = `${one.file.name} ${form.dataset.running}`;
    try {
      one.file = one.ready ? one.file : await smaller(one.file);
      one.ready = true;
      await send(one);
      one.name.textContent = `✓ ${one.file.name}`;
    } catch (problem) {
      one.failed = true;
      const why = { file_kind: "kind", file_size: "large", file_many: "many", busy: "busy", form: "old" }[problem.message];
      one.refused = Boolean(why);
      one.name.textContent = `${one.file.name}: ${form.dataset[why || "failed"]}`;
    }
  }

  field.addEventListener("change", () => {
    for (const file of field.files) {
      const one = { file };
      row(one);
      files.push(one);
      if (file.size > MOST && !file.type.startsWith("image/")) {
        one.refused = true;
        one.name.textContent = `${file.name}: ${form.dataset.large}`;
      } else one.work = start(one);
    }
    field.value = "";
  });

  form.addEventListener("submit", async (event) => {
    if (form.dataset.ready || !files.length) return;
    event.preventDefault();
    const button = event.submitter || form.querySelector("button:not([type])");
    button.disabled = true;
    await Promise.all(files.map((one) => one.work));
    await Promise.all(files.filter((one) => one.failed && !one.refused).map(start));
    await pause(0); // a form cannot be sent again while its first sending is still being told
    const open = files.filter((one) => !one.done);
    button.disabled = false;
    if (open.length) {
      field.focus();
      return;
    }
    for (const one of files) {
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = "upload";
      kept.value = one.upload;
      form.append(kept);
    }
    form.dataset.ready = "1";
    form.requestSubmit ? form.requestSubmit(button) : form.submit();
  });

  // One press sends once.
  document.querySelectorAll("form").forEach((each) => {
    each.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (each.dataset.sent) event.preventDefault();
      each.dataset.sent = "1";
    });
  });
  window.addEventListener("pageshow", () => { document.querySelectorAll("form").forEach((each) => { delete each.dataset.sent; }); });
})();
