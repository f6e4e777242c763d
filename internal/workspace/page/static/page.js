// What htmx doesn't do: dialogs, buttons inside messages, the line one types, the clock's ticking, and looking for a person.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const query = location.search;

  const toast = (text) => {
    const t = $("toast");
    t.textContent = text;
    t.hidden = false;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => { t.hidden = true; }, 6000);
  };

  // post does something as the person and puts the dialog that is in front afterwards in its place.
  const post = async (path, values) => {
    document.body.classList.add("waiting");
    try {
      const r = await fetch(path + query, { method: "POST", body: new URLSearchParams(values) });
      const text = await r.text();
      if (!r.ok) {
        toast(text);
        return false;
      }
      $("front").innerHTML = text;
      htmx.process($("front"));
      return true;
    } finally {
      document.body.classList.remove("waiting");
    }
  };

  // ask shows the confirmation that goes with an element, if there is one.
  const ask = (el) => {
    if (!el.dataset.askTitle) return Promise.resolve(true);
    for (const part of ["title", "text", "yes", "no"]) {
      $("ask-" + part).textContent = el.dataset["ask" + part[0].toUpperCase() + part.slice(1)] || "";
    }
    const d = $("ask");
    d.showModal();
    return new Promise((done) => d.addEventListener("close", () => done(d.returnValue === "yes"), { once: true }));
  };

  // press tells the app that something was used: where it is, and all that stands in the dialog around it.
  const press = async (el, vals) => {
    if (!(await ask(el))) return;
    const form = el.closest("form");
    const values = form && form.closest("#form") ? [...new FormData(form)] : [];
    if (el.name && !form) values.push([el.name, el.value]);
    if (el.dataset.name) values.push([el.dataset.name, el.dataset.value]);
    await post("/page/press", [...values.filter(([k]) => k !== "view_id"), ...Object.entries(JSON.parse(vals))]);
  };

  document.addEventListener("click", (e) => {
    const toggle = e.target.closest("[data-toggle]");
    if (toggle) return flip(toggle.dataset.toggle);
    const button = e.target.closest("[data-press]");
    if (button) {
      if (button.dataset.url) window.open(button.dataset.url, "_blank", "noopener");
      press(button, button.dataset.press);
    }
    const shortcut = e.target.closest("button.sc");
    if (shortcut) post("/page/shortcut", { callback_id: shortcut.dataset.callback, ts: shortcut.closest("[data-ts]").dataset.ts });
    for (const open of document.querySelectorAll("details.more[open], details.acts[open], details.moves[open]")) {
      if (!open.contains(e.target) || e.target.closest(".pop button")) open.open = false;
    }
  });

  document.addEventListener("change", (e) => {
    const el = e.target.closest("[data-sends]");
    if (el) press(el, el.dataset.sends);
  });

  const flip = (what) => {
    if (what === "side") return document.body.classList.toggle("side-open");
    const log = $("log");
    log.hidden = !log.hidden;
    document.body.classList.toggle("log-open", !log.hidden);
    if (!log.hidden) htmx.trigger("#lines", "open");
  };

  // The dialog that the app has put in front opens by itself; Escape closes it as its button would.
  const front = $("front");
  const show = () => {
    const d = $("form");
    if (!d || d.open) return;
    d.showModal();
    d.addEventListener("cancel", (e) => { e.preventDefault(); $("form-close").click(); });
    const first = d.querySelector(".wrong input, .wrong textarea, .field input:not([type=hidden]), .field textarea, .field select");
    if (first) first.focus();
  };
  if (front) {
    new MutationObserver(show).observe(front, { childList: true, subtree: true });
    show();
  }

  // New messages are scrolled to, unless the reader has gone back to older ones.
  const scroller = document.querySelector(".scroller");
  if (scroller) {
    let low = true;
    const down = () => { if (low) scroller.scrollTop = scroller.scrollHeight; };
    scroller.addEventListener("scroll", () => { low = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120; });
    new MutationObserver(down).observe($("messages"), { childList: true, subtree: true, characterData: true });
    addEventListener("resize", down);
    down();
  }

  const composer = $("composer");
  if (composer) {
    const text = $("text"), hints = $("hints");
    const fit = () => { text.style.height = "auto"; text.style.height = Math.min(text.scrollHeight, 180) + "px"; };
    const hint = () => {
      const word = text.value.match(/^\/(\S*)$/);
      let any = false;
      for (const li of hints.children) {
        li.hidden = !word || !li.dataset.command.startsWith("/" + word[1].toLowerCase());
        any ||= !li.hidden;
      }
      hints.hidden = !any;
    };
    text.addEventListener("input", () => { fit(); hint(); });
    text.addEventListener("keydown", (e) => {
      if (e.key === "Escape") hints.hidden = true;
      if (e.isComposing || e.keyCode === 229 || e.shiftKey) return; // an input method is at work
      const first = [...hints.children].find((li) => !li.hidden);
      if (e.key === "Tab" && !hints.hidden && first) { e.preventDefault(); choose(first); }
      if (e.key === "Enter") { e.preventDefault(); send(); }
    });
    const choose = (li) => { text.value = li.dataset.command + " "; hints.hidden = true; text.focus(); fit(); };
    hints.addEventListener("click", (e) => { const li = e.target.closest("li"); if (li) choose(li); });
    const send = async () => {
      const line = text.value;
      if (!line.trim()) return;
      text.value = "";
      fit();
      hint();
      if (!(await post("/page/say", { text: line })) && !text.value) text.value = line; // nothing typed is lost
      fit();
    };
    composer.addEventListener("submit", (e) => { e.preventDefault(); e.stopImmediatePropagation(); send(); }, true);
    if (matchMedia("(hover: hover)").matches) text.focus();
  }

  // The workspace's clock goes on between two looks at it.
  let epoch = 0, since = 0;
  const tick = () => {
    const now = $("now");
    if (!now) return;
    if (+now.dataset.epoch !== epoch) { epoch = +now.dataset.epoch; since = performance.now(); }
    const t = new Date(epoch + performance.now() - since);
    const hm = now.querySelector(".hm");
    hm.textContent = new Intl.DateTimeFormat("en-GB", { timeZone: now.dataset.zone, hour: "2-digit", minute: "2-digit" }).format(t);
  };
  setInterval(tick, 1000);

  const find = $("find");
  if (find) {
    const look = () => {
      const words = find.value.toLowerCase().split(/\s+/);
      let any = false;
      for (const group of document.querySelectorAll(".group")) {
        let some = false;
        for (const li of group.querySelectorAll("li")) {
          li.hidden = !words.every((w) => li.dataset.find.toLowerCase().includes(w));
          some ||= !li.hidden;
        }
        group.hidden = !some;
        any ||= some;
      }
      $("nobody").hidden = any;
    };
    find.addEventListener("input", look);
    find.addEventListener("keydown", (e) => {
      const first = document.querySelector(".group:not([hidden]) li:not([hidden]) a");
      if (e.key === "Enter" && first) first.click();
    });
    look();
  }
})();
