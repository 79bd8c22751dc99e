// Reading a document with a little more comfort; without this file both pages work the same.
// Proposals: A accepts, S goes to the first box, T splits, G merges, B drops, ↑ ↓ move, Enter accepts,
// Esc leaves a box. The keys only press what stands on the page, are silent in fields and while an
// input method composes, and off where the visitor switched them off.
// Paste: what Word or Excel put on the clipboard keeps its tables; the box shows it as plain text.
"use strict";
(() => {
  const open = document.querySelector("li.op");
  const list = document.querySelector(".props");
  if (!list || !("keys" in document.body.dataset)) return;
  let going = false;
  const press = (what) => {
    if (!what || going) return;
    going = true;
    what.click();
  };
  const near = (step) => {
    const all = [...list.querySelectorAll("ol > li")];
    const next = all[all.indexOf(open) + step];
    const edge = list.querySelector(step < 0 ? "a.before" : "a.after");
    return next ? next.querySelector("a[href]") : edge;
  };
  const of = (verb) => open && open.querySelector(`[data-verb="${verb}"]`);
  const keys = {
    a: () => press(of("nhan")),
    b: () => press(of("bo")),
    g: () => press(of("gop")),
    t: () => press(of("tach")),
    s: () => {
      const box = open && (open.querySelector("form .first") || open.querySelector("form input:not([type=hidden])"));
      if (box) box.focus();
      else press(of("lai"));
    },
    enter: () => press(of("nhan")),
    escape: () => press(of("thoi")),
    arrowdown: () => press(near(1)),
    arrowup: () => press(near(-1)),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const at = event.target instanceof Element ? event.target : document.body;
    const choice = at.matches("input[type=radio],input[type=checkbox]");
    if (at.closest("input,textarea,select") && (!choice || key.startsWith("arrow"))) {
      if (key === "escape") at.blur();
      // Enter in a box would press the form's first button anyhow: say it plainly, once
      else if (key === "enter" && at.matches("input")) { event.preventDefault(); keys.enter(); }
      return;
    }
    if (key === "enter" && at.closest("a,button,summary")) return;
    // the paper scrolls by its own arrows
    if (key.startsWith("arrow") && at.closest(".paper")) return;
    if (!(key in keys)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[key]();
  }, true);
  // a page taken out of the browser's memory can be pressed again
  window.addEventListener("pageshow", () => { going = false; });
})();
(() => {
  const area = document.getElementById("f-text");
  const kept = document.getElementById("f-html");
  const said = document.getElementById("kept");
  if (!area || !kept) return;
  const keep = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "BR", "TABLE", "THEAD", "TBODY", "TFOOT", "TR", "TD", "TH"]);
  const lines = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "BR", "TR"]);
  const flat = (text) => text.replace(/\s+/g, " ").trim();

  // the same words and tables without styles, pictures and comments
  function tidy(node, into) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
      if (child.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|HEAD|TITLE|XML|IMG|OBJECT|TEMPLATE)$/i.test(child.tagName)) continue;
      if (!keep.has(child.tagName)) { tidy(child, into); continue; }
      const made = into.ownerDocument.createElement(child.tagName);
      for (const name of ["rowspan", "colspan"]) {
        if (child.hasAttribute(name)) made.setAttribute(name, child.getAttribute(name));
      }
      into.append(made);
      tidy(child, made);
    }
  }
  function plain(node, out) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { out[out.length - 1] += child.data; continue; }
      if (child.tagName === "TR") {
        out.push("\u0000" + [...child.children].map((cell) => plain(cell, [""]).map(flat).filter(Boolean).join(" ")).join("\t"), "");
        continue;
      }
      if (lines.has(child.tagName)) out.push("");
      plain(child, out);
      if (lines.has(child.tagName)) out.push("");
    }
    return out;
  }

  area.addEventListener("paste", (event) => {
    const given = event.clipboardData ? event.clipboardData.getData("text/html") : "";
    const all = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    // into words that are there already: the browser puts in the plain text
    if (!given || !(all || !area.value.trim())) return;
    const body = new DOMParser().parseFromString(given, "text/html").body;
    const made = document.implementation.createHTMLDocument("").body;
    tidy(body, made);
    const text = plain(made, [""])
      .map((line) => (line.startsWith("\u0000") ? line.slice(1) : flat(line)))
      .filter(Boolean).join("\n");
    if (!text) return;
    event.preventDefault();
    area.value = text;
    kept.value = made.innerHTML;
    const tables = made.querySelectorAll("table").length;
    said.textContent = tables ? said.dataset.tables.replace("#", tables) : "";
  });
  // words changed by hand are what counts from then on; tabs still make tables
  area.addEventListener("input", () => { kept.value = ""; said.textContent = ""; });

  const file = document.getElementById("f-file");
  const heavy = document.getElementById("heavy");
  file.addEventListener("change", () => {
    heavy.hidden = !file.files.length || file.files[0].size <= Number(file.dataset.most);
  });
  file.form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.value === "tep" && !heavy.hidden) {
      event.preventDefault();
      file.focus();
    }
  });
})();
