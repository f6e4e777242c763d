// What the page does beyond fetching its parts again: it opens dialogs, asks before risky buttons, sends what is
// pressed, offers commands while one types, and lets the clock tick. It never puts text into the page as markup.
(() => {
  'use strict';
  const $ = (s, root = document) => root.querySelector(s);
  const here = (path) => path + location.search;

  // ask shows a question in front of everything and resolves to the answer.
  function ask(d) {
    const box = $('#ask');
    $('#ask-title').textContent = d.askTitle;
    $('#ask-text').textContent = d.askText;
    $('#ask-yes').textContent = d.askYes;
    $('#ask-no').textContent = d.askNo;
    box.returnValue = 'no';
    box.showModal();
    return new Promise((done) => box.addEventListener('close', () => done(box.returnValue === 'yes'), { once: true }));
  }

  // listen hears that something has changed. A browser allows six connections to one server, so a page that is left gives its own back.
  function listen() {
    const stream = new EventSource('/page/stir');
    stream.addEventListener('stir', () => htmx.trigger('#live', 'stir'));
    addEventListener('pagehide', () => stream.close(), { once: true });
  }
  if ($('#live')) {
    listen();
    addEventListener('pageshow', (e) => { if (e.persisted) listen(); });
  }

  let hush;
  function toast(text) {
    const t = $('#toast');
    if (!t || !text) return;
    t.textContent = text;
    t.hidden = false;
    clearTimeout(hush);
    hush = setTimeout(() => { t.hidden = true; }, 6000);
  }

  function send(path, source, values) {
    return htmx.ajax('POST', here(path), { source, target: '#front', swap: 'innerMorph', values });
  }

  async function press(el) {
    if (el.dataset.askTitle && !(await ask(el.dataset))) return;
    const values = JSON.parse(el.dataset.press || el.dataset.sends);
    if (el.dataset.name) values[el.dataset.name] = el.dataset.value;
    if (el.dataset.url) window.open(el.dataset.url, '_blank', 'noopener');
    el.closest('details')?.removeAttribute('open');
    el.classList.add('busy');
    await send('/page/press', el, values);
    el.classList.remove('busy');
  }

  function toggle(what) {
    if (what === 'side') {
      document.body.classList.toggle('side-open');
      return;
    }
    const el = $('#' + what);
    el.hidden = !el.hidden;
    document.body.classList.toggle('log-open', !el.hidden);
    $('.tool[data-toggle=log]')?.setAttribute('aria-expanded', String(!el.hidden));
    look();
  }

  function look() {
    if ($('#log') && !$('#log').hidden) htmx.trigger('#lines', 'look');
  }

  document.addEventListener('click', (e) => {
    const t = e.target.closest('[data-toggle], .press, .sc, [data-command]');
    document.querySelectorAll('details:has(> .pop)[open]').forEach((d) => { if (!d.contains(e.target)) d.removeAttribute('open'); });
    if (!t) return;
    if (t.dataset.toggle) toggle(t.dataset.toggle);
    else if (t.dataset.command) choose(t);
    else if (t.classList.contains('press')) press(t);
    else if (t.classList.contains('sc')) {
      t.closest('details')?.removeAttribute('open');
      const ts = t.closest('[data-ts]')?.dataset.ts || '';
      send('/page/shortcut', t, { callback_id: t.dataset.callback, ts });
    }
  });

  document.addEventListener('change', (e) => {
    const t = e.target.closest('[data-sends]');
    if (t) press(t);
  });

  // Dialogs: shown as soon as they are there; Esc is the close button.
  function front() {
    const d = $('#front > dialog');
    if (!d || d.open) return;
    document.querySelectorAll('details[open]:has(> .pop)').forEach((x) => x.removeAttribute('open'));
    d.showModal();
    d.addEventListener('cancel', (e) => { e.preventDefault(); $('#form-close')?.click(); });
    const first = d.querySelector('.modal-body input:not([type=hidden]), .modal-body textarea, .modal-body select');
    if (first && matchMedia('(min-width: 700px)').matches) first.focus();
  }

  document.addEventListener('htmx:before:swap', (e) => {
    const ctx = e.detail.ctx;
    if (ctx.target?.id !== 'front') return;
    const now = $('#front > dialog')?.dataset.version;
    const parsed = new DOMParser().parseFromString(ctx.text || '', 'text/html').querySelector('dialog')?.dataset.version;
    if (now && now === parsed) e.preventDefault(); // nothing new: what is being typed stays
  });
  document.addEventListener('htmx:after:swap', (e) => {
    front();
    if (e.detail.ctx.target?.id === 'front') $('.modal-body .error, .modal-body .trouble')?.scrollIntoView({ block: 'nearest' });
  });

  // Trouble: what the workspace says is shown, and what was typed comes back.
  document.addEventListener('htmx:response:error', (e) => {
    const ctx = e.detail.ctx;
    let text = ctx.text || '';
    try { text = JSON.parse(text).error || text; } catch { /* plain text */ }
    toast(text.slice(0, 300));
    if (ctx.sourceElement.id === 'composer' && !$('#text').value) { $('#text').value = typed; grow(); }
  });
  document.addEventListener('htmx:error', () => toast(document.documentElement.lang === 'en' ? 'The workspace cannot be reached.' : '连不上工作区。'));

  // The composer.
  let typed = '';
  const grow = () => {
    const t = $('#text');
    t.style.height = 'auto';
    t.style.height = Math.min(t.scrollHeight, 180) + 'px';
  };
  document.addEventListener('htmx:before:request', (e) => {
    if (e.detail.ctx.sourceElement.id !== 'composer') return;
    if (!$('#text').value.trim()) { e.preventDefault(); return; }
    typed = $('#text').value;
    $('#text').value = '';
    grow();
    hints();
    $('.scroller').scrollTop = 0;
  });

  function hints() {
    const list = $('#hints'), value = $('#text').value;
    const word = /^\/\S*$/.test(value) ? value.toLowerCase() : null;
    let first = true;
    for (const li of list.children) {
      li.hidden = word === null || !li.dataset.command.startsWith(word);
      li.setAttribute('aria-selected', String(!li.hidden && first));
      if (!li.hidden) first = false;
    }
    list.hidden = first;
  }

  function choose(li) {
    const t = $('#text');
    t.value = li.dataset.command + ' ';
    t.focus();
    hints();
  }

  function move(step) {
    const shown = [...$('#hints').children].filter((x) => !x.hidden);
    const i = shown.findIndex((x) => x.getAttribute('aria-selected') === 'true');
    shown.forEach((x) => x.setAttribute('aria-selected', 'false'));
    const next = shown[(i + step + shown.length) % shown.length];
    next.setAttribute('aria-selected', 'true');
    next.scrollIntoView({ block: 'nearest' });
  }

  function keys(e) {
    const open = !$('#hints').hidden;
    const chosen = $('#hints [aria-selected=true]');
    if (e.isComposing || e.keyCode === 229) return; // an input method is at work
    if (open && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      move(e.key === 'ArrowDown' ? 1 : -1);
    } else if (open && chosen && (e.key === 'Tab' || (e.key === 'Enter' && chosen.dataset.command !== $('#text').value))) {
      e.preventDefault();
      choose(chosen);
    } else if (e.key === 'Escape') {
      $('#hints').hidden = true;
    } else if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      $('#composer').requestSubmit();
    }
  }

  // The clock: the workspace's time, going on from what it said last.
  let shownDay = '';
  function tick() {
    const el = $('#now');
    if (!el) return;
    if (el.dataset.epoch !== el.dataset.from) {
      el.dataset.from = el.dataset.epoch;
      el.ahead = Number(el.dataset.epoch) - Date.now();
    }
    const t = new Date(Date.now() + el.ahead), zone = el.dataset.zone;
    $('.hm', el).textContent = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(t);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(t);
    if (shownDay && day !== shownDay) htmx.trigger('#live', 'stir');
    shownDay = day;
  }

  // The list of people.
  function find() {
    const words = $('#find').value.trim().toLowerCase().split(/\s+/);
    let any = false;
    for (const g of document.querySelectorAll('.group')) {
      let some = false;
      for (const li of g.querySelectorAll('li')) {
        li.hidden = !words.every((w) => li.dataset.find.toLowerCase().includes(w));
        some ||= !li.hidden;
      }
      g.hidden = !some;
      any ||= some;
    }
    $('#nobody').hidden = any;
  }

  document.addEventListener('DOMContentLoaded', () => {
    $('#find')?.addEventListener('input', find);
    $('#find')?.addEventListener('keydown', (e) => {
      if (e.key === 'Enter') document.querySelector('.group:not([hidden]) li:not([hidden]) a')?.click();
    });
    if (!$('#app')) return;
    $('#text')?.addEventListener('input', () => { grow(); hints(); });
    $('#text')?.addEventListener('keydown', keys);
    $('#live').addEventListener('stir', look);
    front();
    tick();
    setInterval(tick, 1000);
    if ($('#text') && matchMedia('(min-width: 700px)').matches) $('#text').focus();
  });
})();
