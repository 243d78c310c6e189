// Keeps an open page up to date: a hint comes, the page is fetched again, what differs is put in.
// Without it every page reads the same and is as old as its last loading.
"use strict";
(() => {
  const line = document.getElementById("live");
  if (!line || !window.EventSource) return;
  const [chip, status] = line.children;
  const address = new URL("events", document.currentScript.src);
  let events, reopening, timer, wait = 2000, fetched = 0, busy = false, missed = false, live = null;

  function show(now) {
    if (now === live || (live === null && !now)) return; // a host without hints says nothing
    const clock = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" };
    const time = new Date().toLocaleTimeString("en-GB", clock);
    chip.textContent = now ? line.dataset.live : line.dataset.lost.replace("{time}", time);
    chip.className = now ? "chip done" : "chip attention";
    live = now;
  }
  // Thousands read at once: each waits a moment of its own, and no page is asked for all the time.
  function soon(tries) {
    timer ??= setTimeout(refresh, Math.max(0, fetched + 3000 - Date.now()) + Math.random() * 1000, tries);
  }
  async function refresh(tries) {
    timer = null;
    missed = busy; // one at a time, or the older answer could come last
    if (busy || document.hidden) return;
    [busy, fetched] = [true, Date.now()];
    let changed = false;
    try {
      const answer = await fetch(location.href, { cache: "no-cache", signal: AbortSignal.timeout(20000) });
      if (answer.ok) changed = update(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* offline: the next try or the next hint brings it */ }
    busy = false;
    if (missed || (!changed && tries)) soon(missed ? 1 : tries - 1); // a cache may lag behind
  }
  function update(fresh) {
    const main = document.querySelector("main"), next = fresh.querySelector("main");
    if (!next || !fresh.getElementById("live")) return false; // not ours, such as a network's login
    const all = (path) => [...document.querySelectorAll(`main ${path}`)];
    const fold = (box) => `details[data-key="${CSS.escape(box.dataset.key)}"]`;
    for (const box of all("details")) next.querySelector(fold(box))?.toggleAttribute("open", box.open);
    if (main.isEqualNode(next)) return false;
    const words = (page) => [...page.querySelectorAll("[data-said]")].map((one) => one.dataset.said);
    const known = words(main), news = words(next).filter((one) => !known.includes(one));
    const top = (node) => node.getBoundingClientRect().top;
    const seen = (node) => node.getClientRects().length && top(node) >= 0 && top(node) < innerHeight;
    const place = (node) => {
      const path = node.matches("summary") ? `${fold(node.parentElement)} > summary`
        : `a[href="${CSS.escape(node.getAttribute("href") ?? "")}"]`;
      return { path, index: all(path).indexOf(node), top: top(node) };
    };
    const find = ({ path, index }) => all(path)[index] ?? all(path)[0];
    const focused = all(":focus")[0], held = focused && place(focused);
    const first = scrollY > 0 && [...all(":focus"), ...all(":is(a, summary)")].find(seen);
    const anchor = first && place(first);
    sync(main, next);
    document.title = fresh.title;
    if (focused && !focused.isConnected) {
      (find(held) ?? document.getElementById("results")).focus({ preventScroll: true });
    }
    const moved = anchor && find(anchor);
    if (moved) scrollBy({ top: top(moved) - anchor.top, behavior: "instant" });
    status.textContent = [...new Set(news)].slice(0, 4).join(" ") || line.dataset.changed;
    return true;
  }
  // Replaces as little as can be, so that selected text and what was opened stay.
  function sync(old, next) {
    if (old.isEqualNode(next)) return;
    const ours = [...old.childNodes], theirs = [...next.childNodes];
    const alike = ours.length === theirs.length && old.cloneNode().isEqualNode(next.cloneNode());
    if (alike && ours.length) ours.forEach((one, n) => sync(one, theirs[n]));
    else old.replaceWith(next);
  }
  function watch() {
    events?.close();
    clearTimeout(reopening);
    if (document.hidden) return;
    events = new EventSource(address); // its first hint brings what was missed
    events.onopen = () => { wait = 2000; show(true); };
    events.onmessage = () => soon(1);
    events.onerror = () => {
      show(false);
      if (events.readyState !== EventSource.CLOSED) return; // it comes back by itself
      soon(0);
      reopening = setTimeout(watch, wait);
      wait = Math.min(2 * wait, 60000);
    };
  }
  line.hidden = false;
  document.addEventListener("visibilitychange", watch);
  watch();
})();
