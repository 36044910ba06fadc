// Writing on a case: drafts kept while one types, lists that open at a slash or an at sign, what was seen, and who is there.
const waitBeforeKeep = 700;
const beatEvery = 15_000;

const pathOf = (form) => form.dataset.draft;
const timers = new WeakMap();
const running = new WeakMap();

function bodyOf(form) {
  const body = new URLSearchParams();
  body.set("form-token", form.elements["form-token"].value);
  body.set("text", form.elements.text.value);
  return body;
}

function say(form, key) {
  const state = form.querySelector("[data-draft-state]");
  if (state) state.textContent = key ? form.dataset[key] : "";
}

async function keep(form) {
  timers.delete(form);
  const stop = new AbortController();
  running.set(form, stop);
  try {
    const answer = await fetch(pathOf(form), { method: "POST", body: bodyOf(form), headers: { "HX-Request": "true" }, signal: stop.signal });
    say(form, answer.ok ? (form.elements.text.value ? "saved" : "") : "failed");
  } catch (failure) {
    if (failure.name !== "AbortError") say(form, "failed");
  } finally {
    if (running.get(form) === stop) running.delete(form);
  }
}

function forget(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  running.get(form)?.abort();
}

// what one has seen moves on with the timeline until one begins to write; from then on the form tells what one knew
function seeAll() {
  const last = document.getElementById("timeline")?.dataset.last;
  for (const seen of last ? document.querySelectorAll("[data-seen]") : []) {
    if (![...seen.form.querySelectorAll("textarea")].some((box) => box.value.trim())) seen.value = last;
  }
}

// an answer about something else brings the boxes along as the server last knew them: the newest keystrokes must not go with that;
// a box whose own answer is on its way, or came meanwhile, keeps what that answer says, for swaps overlap
const remembered = new WeakMap();
const ownAnswers = new Map();

function answersTo(id) {
  if (!ownAnswers.has(id)) ownAnswers.set(id, { begun: 0, ended: 0 });
  return ownAnswers.get(id);
}

// the box that an answer is about: that of the form that was sent, or the reply's where one is taken back
function ownBox(source) {
  return source?.closest?.("[data-undo]") ? "reply-text" : source?.closest?.("form[data-draft]")?.elements.text.id;
}

function remember(swap) {
  const own = ownBox(swap.sourceElement);
  if (own) answersTo(own).begun++;
  const texts = [...document.querySelectorAll("form[data-draft]")]
    .map((form) => ({ id: form.elements.text.id, value: form.elements.text.value, begun: answersTo(form.elements.text.id).begun }))
    .filter(({ id, begun }) => answersTo(id).ended === begun);
  remembered.set(swap, { own, texts });
}

function restore(swap) {
  for (const { id, value, begun } of remembered.get(swap)?.texts ?? []) {
    const box = document.getElementById(id);
    if (box && box.value !== value && answersTo(id).begun === begun) box.value = value;
  }
}

function settle(swap) {
  const own = remembered.get(swap)?.own;
  if (own) answersTo(own).ended++;
}

export function composing() {
  document.addEventListener("input", ({ target }) => {
    const form = target.name === "text" ? target.closest("form[data-draft]") : null;
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), waitBeforeKeep));
  });

  // what is sent is no draft any more; a request of a button inside the form (files, a suggestion) leaves the timer alone
  document.addEventListener("submit", ({ target }) => target.matches("form[data-draft]") && forget(target), true);
  addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-draft]")) {
      if (timers.has(form)) navigator.sendBeacon(pathOf(form), bodyOf(form));
    }
  });
  document.addEventListener("htmx:before:swap", ({ detail }) => remember(detail.ctx));
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    const form = detail.ctx.sourceElement;
    restore(detail.ctx);
    if (form?.matches?.("form[data-draft]") && detail.ctx.response?.status < 400) say(form, "");
    ready();
  });

  document.addEventListener("htmx:finally:swap", ({ detail }) => settle(detail.ctx));

  setInterval(countDown, 1000);
  const beat = () => {
    const form = document.getElementById("beat");
    if (form && !document.hidden) window.htmx.trigger(form, "beat");
  };
  setInterval(beat, beatEvery);
  document.addEventListener("visibilitychange", beat);
  setTimeout(beat, 300);
  ready();
}

function ready() {
  seeAll();
  countDown();
  for (const button of document.querySelectorAll("[data-pick-open]")) button.hidden = false;
}

function countDown() {
  for (const due of document.querySelectorAll("[data-due]")) {
    const left = Math.max(0, Math.ceil((Date.parse(due.dataset.due) - Date.now()) / 1000));
    due.textContent = due.dataset.dueText.replace("{n}", left);
  }
}
