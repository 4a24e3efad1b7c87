// Keys, and saving while one types. Without this script every page works with its links and buttons.
"use strict";
(() => {
  const AFTER = 300; // milliseconds without a key, after which a text is saved
  const LATEST = 700; // the same while one goes on typing
  const REST = 80; // how long the pointer rests on a word before those beside it are asked for
  const LOOK = 3000; // how often another window's changes are looked for
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (text, bad = false) => {
    const place = one("#said");
    if (!place) return;
    place.textContent = text;
    place.className = bad ? "note" : "hidden";
    if (bad) place.scrollIntoView({ block: "center" });
  };

  // The page anew: the rows and the bar are taken from what the server sends.
  const swap = (html, where) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const rows = one("#rows", page);
    if (!rows) { // a page that says what did not work
      say(one("main", page).textContent.trim(), true);
      return false;
    }
    for (const id of ["bar", "rows", "sign"]) one(`#${id}`).replaceWith(document.adoptNode(one(`#${id}`, page)));
    const address = new URL(where, location.href);
    history.replaceState(null, "", address);
    const field = one("#field");
    if (field) {
      opened(field);
    } else if (address.hash.length > 1) {
      const there = document.getElementById(address.hash.slice(1));
      const target = there && (there.matches(".piece, #sign") ? there : one(".piece", there));
      if (target) focused(target);
    }
    return true;
  };

  const focused = (element) => {
    if (element.id === "sign") { element.scrollIntoView({ block: "center" }); one("#by, button, a", element)?.focus(); return; }
    element.focus({ preventScroll: true });
    const box = element.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 40) element.scrollIntoView({ block: "center" });
  };

  let turn = 0; // of what somebody did: an answer to what was asked before it comes too late
  let acting = 0; // what somebody did and the page does not show yet: nobody looks for other changes then

  const during = async (work) => {
    acting += 1;
    try { return await work(); } finally { acting -= 1; }
  };

  const get = (address, mine = ++turn) => during(async () => {
    const answer = await fetch(address);
    const text = await answer.text();
    return mine === turn && swap(text, `${answer.url.split("#")[0]}${new URL(address, location.href).hash}`);
  });

  const send = async (form, more = {}) => {
    const fields = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(more)) fields.set(name, value);
    return post(form.action, fields);
  };

  const post = (action, fields) => during(async () => {
    turn += 1;
    const answer = await fetch(action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const { location: following, error } = await answer.json();
    if (error) { say(error, true); return false; }
    return get(following);
  });

  // The field: what is typed is saved at once, one answer after the other.
  let field = null, timer = 0, since = 0, busy = null;

  const typed = (form) => ["text", "alt", "credit"].map((name) => form[name]?.value.trim()).join("\n");

  const opened = (element) => {
    field = element;
    field.form.dataset.was = typed(field.form);
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    const panel = field.form.getBoundingClientRect();
    if (panel.top < 90 || panel.bottom > innerHeight) field.form.scrollIntoView({ block: "center" });
    light(field.form.dataset.name);
  };

  const status = (text, bad) => {
    const place = one("#saved");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("bad", Boolean(bad));
  };

  const save = () => {
    clearTimeout(timer);
    timer = 0;
    since = 0;
    busy = (busy || Promise.resolve()).then(saveNow);
    return busy;
  };

  const saveNow = async () => {
    if (!field || !field.isConnected) return true;
    const form = field.form, text = typed(form);
    if (text === form.dataset.was && !form.dataset.failed) return true;
    const fields = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      form.block.value = said.block;
      form.start.value = said.start;
      form.was.value = said.text;
      form.digest.value = said.block_digest;
      form.dataset.was = text;
      delete form.dataset.failed;
      status("Saved");
      return true;
    } catch (error) {
      form.dataset.failed = "1";
      status(`Not saved: ${error.message}`, true);
      return false;
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#panel");
    if (!form) return;
    field = one("#field");
    status("…");
    const now = Date.now();
    since = since || now;
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(AFTER, since + LATEST - now)));
  });
  addEventListener("pagehide", () => {
    if (!timer || !field) return;
    fetch(field.form.action, { method: "POST", body: new URLSearchParams(new FormData(field.form)), keepalive: true, headers: { Accept: "application/json" } });
  });

  const close = async () => {
    const name = field.form.dataset.name, form = field.form;
    if (!await save()) return;
    const address = new URL(location.href);
    address.searchParams.delete("at");
    address.hash = `s${name.replace("all", "0")}`;
    field = null;
    form.remove();
    await get(address.href);
  };

  const next = async () => {
    if (!await save()) return;
    const form = field.form;
    field = null;
    await send(form, { then: "next" });
  };

  // Sentences
  const pieces = () => all("#rows .piece");
  const step = (from, by, wanted = () => true) => {
    const list = pieces();
    for (let at = list.indexOf(from) + by; at >= 0 && at < list.length; at += by) {
      if (wanted(list[at])) { focused(list[at]); return; }
    }
    say(by > 0 ? "That was the last one." : "That was the first one.");
  };
  const doubtful = (piece) => piece.matches(".doubt");

  const look = async (piece) => {
    const list = pieces(), following = list[list.indexOf(piece) + 1];
    const then = following && following.id;
    const fields = new URLSearchParams({ name: piece.dataset.name, order: one("#undo [name=order]").value });
    if (!await post(one("#undo").action.replace("/undo/", "/look/"), fields)) return;
    focused((then && document.getElementById(then)) || one("#sign"));
  };

  const inSource = () => one("#bar").dataset.kind === "source";
  const drop = async (piece) => {
    const form = one(".drop", piece.closest(".row"));
    if (form && await send(form)) say("Dropped.");
  };

  const onPiece = (event, piece) => {
    const open = () => get(piece.href);
    const keys = inSource() ? {
      j: () => step(piece, 1), ArrowDown: () => step(piece, 1), k: () => step(piece, -1), ArrowUp: () => step(piece, -1),
      e: open, Enter: open, d: () => drop(piece), u: () => undo(), s: () => one("#sign button, #sign")?.focus(),
    } : {
      j: () => step(piece, 1), ArrowDown: () => step(piece, 1), k: () => step(piece, -1), ArrowUp: () => step(piece, -1),
      n: () => step(piece, 1, doubtful), p: () => step(piece, -1, doubtful),
      t: () => term(piece), ArrowRight: () => word(piece, 1), ArrowLeft: () => word(piece, -1), e: () => get(piece.href), Enter: () => get(piece.href),
      b: () => get(piece.href.replace(/(at=\d+-)\d+/, "$1all")),
      a: () => look(piece), u: () => undo(), s: () => focused(one("#sign")),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };

  const undo = async () => {
    if (one("#undo button").disabled) { say("There is nothing to undo."); return; }
    if (await send(one("#undo"))) say("Undone.");
  };

  document.addEventListener("keydown", (event) => {
    const piece = event.target.closest?.(".piece");
    if (piece) { onPiece(event, piece); return; }
    if (event.target.id === "field") {
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); if (event.ctrlKey || event.metaKey) next(); }
      return;
    }
    if (event.target === document.body && event.key === "t" && String(getSelection()) && one("#rows") && !inSource() && !event.ctrlKey && !event.metaKey) { event.preventDefault(); term(); return; }
    if (event.target === document.body && ["j", "ArrowDown"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      const first = pieces()[0];
      if (first && event.key === "j") { event.preventDefault(); focused(first); }
    }
  });

  document.addEventListener("click", async (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const piece = event.target.closest("#rows .piece, .panel a:not(.mend)");
    if (piece) {
      event.preventDefault();
      if (!field || !field.isConnected || await save()) get(piece.href);
    }
    const reason = event.target.closest(".why a");
    if (reason) {
      event.preventDefault();
      const there = document.getElementById(reason.hash.slice(1));
      if (there) focused(there);
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (form.id === "panel") {
      event.preventDefault();
      if (button?.name === "use") { use(button.value); return; }
      if (button?.value === "next") next(); else close();
    }
    if (form.id === "undo") { event.preventDefault(); undo(); }
    if (form.matches(".act")) {
      event.preventDefault();
      if (!field || !field.isConnected || await save()) { field = null; send(form); }
    }
    if (form.matches(".make")) {
      event.preventDefault();
      button.disabled = true;
      button.textContent = "Making them …";
      if (!await send(form)) { button.disabled = false; button.textContent = "Make them now"; }
    }
    if (form.matches(".sign")) {
      event.preventDefault();
      send(form, button?.name ? { [button.name]: button.value } : {});
    }
  });

  const use = (text) => {
    field = one("#field");
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // What belongs together is lit on both sides.
  const light = (name) => {
    for (const element of all(".here")) element.classList.remove("here");
    if (!name) return;
    for (const element of all(`[data-of="${name}"], [data-name="${name}"]:not(form)`)) element.classList.add("here");
  };
  for (const kind of ["focusin", "mouseover"]) {
    document.addEventListener(kind, (event) => {
      const element = event.target.closest?.(".piece, .of");
      if (element && !inSource()) light(element.dataset.name || element.dataset.of);
    });
  }

  // The words of a sentence and those beside them, lit together where the browser can (CSS highlights).
  const known = new Map(); // by text, so that an edited sentence is asked for again
  let at = -1; // the word of the sentence with the focus

  const wordsOf = (name) => {
    const piece = document.getElementById(`s${name}`), key = `${name} ${piece.textContent}`;
    if (!known.has(key)) {
      known.set(key, fetch(`${one("#bar").dataset.words}?at=${name}`).then((answer) => answer.ok ? answer.json() : null));
    }
    return known.get(key);
  };

  const range = (element, start, end) => {
    const found = document.createRange(), walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let begun = false;
    for (let node = walker.nextNode(), place = 0; node; node = walker.nextNode()) {
      const behind = place + node.length;
      if (!begun && start < behind) { found.setStart(node, start - place); begun = true; }
      if (begun && end <= behind) { found.setEnd(node, end - place); return found; }
      place = behind;
    }
    return null;
  };

  const lightWord = (name, words, side, number) => {
    const piece = document.getElementById(`s${name}`), source = one(`[data-of="${name}"]`);
    if (!piece || !source || !CSS.highlights) return "";
    const other = words.links.filter((link) => link[side] === number).map((link) => link[1 - side]);
    const [ours, theirs] = side ? [piece, source] : [source, piece];
    const lists = side ? [words.target, words.source] : [words.source, words.target];
    const ranges = [range(ours, ...lists[0][number]), ...other.map((one) => range(theirs, ...lists[1][one]))].filter(Boolean);
    CSS.highlights.set("word", new Highlight(...ranges));
    return ranges.map(String).join(", ");
  };

  const word = async (piece, by) => {
    const words = await wordsOf(piece.dataset.name);
    if (!words || !words.target.length) return;
    at = Math.min(words.target.length - 1, Math.max(0, at + by));
    say(lightWord(piece.dataset.name, words, 1, at));
  };
  document.addEventListener("focusin", () => { at = -1; CSS.highlights?.delete("word"); });

  let resting = 0;
  document.addEventListener("mousemove", (event) => {
    clearTimeout(resting);
    resting = setTimeout(() => pointed(event), REST);
  });
  const pointed = async (event) => {
    const element = event.target.closest?.(".piece, .of");
    if (!element || !element.isConnected || inSource() || !CSS.highlights) return;
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const spot = caret ? [caret.offsetNode, caret.offset] : (({ startContainer, startOffset }) => [startContainer, startOffset])(document.caretRangeFromPoint(event.clientX, event.clientY) || document.createRange());
    if (!element.contains(spot[0])) return;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(...spot);
    const offset = String(before).length, name = element.dataset.name || element.dataset.of;
    const words = await wordsOf(name), side = element.matches(".piece") ? 1 : 0;
    const number = words ? words[side ? "target" : "source"].findIndex(([start, end]) => start <= offset && offset <= end) : -1;
    if (number >= 0 && element.isConnected) lightWord(name, words, side, number);
  };

  // What is selected becomes a term, with the words beside it as its rendering.
  const term = async (piece) => {
    const selection = getSelection(), text = String(selection).trim();
    const element = selection.anchorNode?.parentElement?.closest(".piece, .of");
    const side = element && element.matches(".of") ? 0 : 1;
    const address = new URL(one("#bar").dataset.words.replace("/words/", "/term/"), location.href);
    if (element && text) {
      const name = element.dataset.name || element.dataset.of;
      const words = await wordsOf(name), before = document.createRange(), selected = selection.getRangeAt(0);
      before.setStart(element, 0);
      before.setEnd(selected.startContainer, selected.startOffset);
      const start = String(before).length, end = start + String(selected).length;
      const [ours, theirs] = side ? [words.target, words.source] : [words.source, words.target];
      const linked = words.links.filter((link) => ours[link[side]][0] < end && ours[link[side]][1] > start).map((link) => link[1 - side]);
      const other = side ? one(`[data-of="${name}"]`) : document.getElementById(`s${name}`);
      const beside = linked.length ? String(range(other, theirs[Math.min(...linked)][0], theirs[Math.max(...linked)][1])) : "";
      address.searchParams.set(side ? "target" : "source", text);
      address.searchParams.set(side ? "source" : "target", beside);
    }
    location.assign(address);
  };

  // Another window, or an editor, may have changed the file.
  setInterval(async () => {
    const bar = one("#bar"), here = document.activeElement, mine = turn;
    if (!bar || acting || document.hidden || (field && field.isConnected) || here?.closest("#sign, #bar")) return;
    try {
      const { digest } = await (await fetch(bar.dataset.state, { headers: { Accept: "application/json" } })).json();
      if (mine !== turn || digest === bar.dataset.digest) return;
      const address = new URL(location.href);
      address.hash = here?.matches(".piece") ? here.id : "";
      const text = () => pieces().map((piece) => piece.textContent).join("\n"), before = text();
      // What the checks have found by now is shown, and needs no word.
      if (await get(address.href, mine) && text() !== before) say("The page shows what has changed meanwhile.");
    } catch { /* the desk was closed */ }
  }, LOOK);

  const start = () => {
    if (one("#field")) opened(one("#field"));
    else if (location.hash.startsWith("#s")) { const there = document.getElementById(location.hash.slice(1)); if (there) focused(there); }
  };
  start();
})();
