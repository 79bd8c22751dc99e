// What is sent without a network is held on this device and sent when the network is back; with a
// network, or without this file, forms are sent as ever. A form has a key, and sent twice it counts
// once, so what may have arrived is simply sent again. Nobody but its writer is shown or sends it.
"use strict";
(() => {
  const bar = document.getElementById("net");
  if (!bar || !window.indexedDB) return;
  const said = bar.dataset;
  const words = bar.querySelector("span");
  const [more, look, drop] = ["more", "look", "drop"].map((name) => bar.querySelector(`[data-${name}]`));
  const form = document.querySelector("form[data-hold]");
  const PATIENCE = 6000, AGAIN = 30000, PASSED = "vedich-passed";
  let passing = false, asking = false, busy = false;

  const store = (mode, use) => new Promise((done, fail) => {
    const opened = indexedDB.open("vedich-held", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("entries", { keyPath: "id" });
    opened.onerror = () => fail(opened.error);
    opened.onsuccess = () => {
      const turn = opened.result.transaction("entries", mode);
      const asked = use(turn.objectStore("entries"));
      turn.oncomplete = () => { opened.result.close(); done(asked.result); };
      turn.onabort = () => { opened.result.close(); fail(turn.error); };
    };
  });
  const put = (one) => store("readwrite", (all) => all.put(one));
  const forget = (one) => store("readwrite", (all) => all.delete(one.id));
  const mine = async () => (await store("readonly", (all) => all.getAll()))
    .filter((one) => one.person === said.person).sort((a, b) => a.at - b.at);

  const weight = (entries) => {
    const bytes = entries.flatMap((one) => one.fields).reduce((sum, [, value]) => sum + (value.size ?? value.length), 0);
    return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
  };
  const count = (name, entries) => said[entries.length === 1 ? `${name}One` : `${name}Many`]
    .replace("{n}", entries.length).replace("{size}", weight(entries)).replace("{words}", () => entries[0].words);
  const tell = (text, done = false) => {
    words.textContent = text;
    bar.classList.toggle("okk", done);
    bar.hidden = !text;
  };
  const show = async (sent = []) => {
    const held = await mine();
    const refused = held.filter((one) => one.refused);
    look.hidden = drop.hidden = !refused.length;
    if (refused.length) tell(count("refused", refused));
    else if (held.length) tell(count("held", held));
    else if (!navigator.onLine && form) tell(said.off);
    else if (sent.length) tell(count("sent", sent), true);
    else tell("");
  };

  const reachable = async () => {
    if (!navigator.onLine) return false;
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      await fetch(said.ping, { method: "HEAD", cache: "no-store", signal: stop.signal });
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(clock);
    }
  };

  // the mark against forged forms is asked for anew: it changes with every sign-in. Null where the
  // page is somebody else's by now, who signed in from another window
  const token = async (one) => {
    const page = await fetch(one.to, { cache: "no-store", credentials: "same-origin" });
    const read = new DOMParser().parseFromString(await page.text(), "text/html");
    const whose = read.getElementById("net")?.dataset.person ?? one.person;
    return whose === one.person ? read.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" : null;
  };
  // “sent”: it is there; “refused”: somebody must look at it; “later”: nobody knows
  const send = async (one) => {
    const body = new FormData();
    for (const [name, value] of one.fields) body.append(name, value);
    try {
      const mark = await token(one);
      if (mark === null) return "later";
      body.set("csrfmiddlewaretoken", mark);
      const answer = await fetch(one.to, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && answer.redirected) return "sent";
      return answer.status >= 500 ? "later" : "refused";
    } catch {
      return "later";
    }
  };
  // what was refused is asked again when a page opens: somebody may have signed in since
  const flush = async (all = false) => {
    if (busy) return;
    busy = true;
    const sent = [];
    try {
      const held = (await mine()).filter((one) => all || !one.refused);
      if (held.length && await reachable()) {
        tell(said.sending);
        for (const one of held) {
          const how = await send(one);
          if (how === "later") break;
          if (how === "refused") await put({ ...one, refused: true });
          else { await forget(one); sent.push(one); }
        }
      }
    } finally {
      busy = false;
      await show(sent);
    }
  };

  const letters = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(20)))).replace(/[+/=]/g, "").slice(0, 22);

  // by which its writer knows it again: its first words, else what the page is about
  const opening = () => {
    const typed = [...form.querySelectorAll("textarea")].map((box) => box.value.trim()).find(Boolean);
    const text = (typed ?? document.querySelector("h1").textContent).replace(/\s+/g, " ").trim();
    return text.length > 50 ? text.slice(0, 49).trimEnd() + "…" : text;
  };
  const hold = async () => {
    const fields = [...new FormData(form)];
    await put({ id: letters(), words: opening(), key: form.elements.key.value, person: said.person, to: location.href, at: Date.now(), fields, refused: false });
    form.hidden = true;
    more.hidden = false;
    await show();
    window.scrollTo(0, 0);
    more.focus();
  };
  const fresh = () => {
    form.reset();
    for (const box of form.querySelectorAll("textarea")) box.value = "";
    for (const box of form.querySelectorAll("input[type=file]")) box.dispatchEvent(new Event("change", { bubbles: true }));
    form.elements.key.value = letters();
    form.hidden = false;
    more.hidden = true;
    form.querySelector("textarea, input:not([type=hidden]), select").focus();
  };

  if (form) {
    form.addEventListener("submit", async (event) => {
      // a button with a name asks for another line or place: that is no entry
      if (passing || (event.submitter && event.submitter.name)) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      try {
        if (await reachable()) {
          passing = true;
          sessionStorage.setItem(PASSED, form.elements.key.value);
          if (form.requestSubmit) form.requestSubmit(event.submitter);
          else form.submit();
        } else await hold();
      } catch {
        tell(said.full);
      } finally {
        asking = false;
      }
    });
    window.addEventListener("pageshow", () => { passing = false; });
    more.addEventListener("click", fresh);
  }
  // the server's own page says what is wrong with it, as if it were sent for the first time
  look.addEventListener("click", async () => {
    const one = (await mine()).find((held) => held.refused);
    if (!one || !await reachable()) return;
    const mark = await token(one);
    if (mark === null) return;
    const made = document.createElement("form");
    Object.assign(made, { method: "post", enctype: "multipart/form-data", action: one.to, hidden: true });
    for (const [name, value] of one.fields) {
      const box = document.createElement("input");
      box.name = name;
      if (value instanceof File) {
        const list = new DataTransfer();
        if (value.size) list.items.add(value);
        box.type = "file";
        box.files = list.files;
      } else box.value = name === "csrfmiddlewaretoken" ? mark : value;
      made.append(box);
    }
    document.body.append(made);
    made.submit();
  });
  drop.addEventListener("click", async () => {
    const one = (await mine()).find((held) => held.refused);
    if (one && window.confirm(said.sure.replace("{words}", () => one.words))) { await forget(one); await show(); }
  });
  window.addEventListener("offline", () => show());
  window.addEventListener("online", () => flush());
  // one that was refused, mended on its page and sent from there is here no more
  const arrived = async () => {
    const key = sessionStorage.getItem(PASSED);
    sessionStorage.removeItem(PASSED);
    if (!key || (form && form.elements.key.value === key)) return;
    for (const one of await mine()) if (one.key === key && one.refused) await forget(one);
  };
  setInterval(() => { if (!document.hidden) flush(); }, AGAIN);
  arrived().finally(() => flush(true));
})();
