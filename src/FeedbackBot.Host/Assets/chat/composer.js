// What the customer says: shown at once, sent in order, kept until the server has it. A message carries its own key, so that
// sending it again after a lost answer cannot file anything twice.
import { chooseFiles } from "./files.js";
import { pendingBubble, toEnd } from "./log.js";
import { keepUnsent } from "./unsent.js";
import { withProgress } from "./upload.js";

// what the page says under a message that was not taken; a refused one goes back into the box with the server's sentence
const states = { 401: "expired", 403: "expired", 429: "slow" };
const refusals = [400, 413, 415];

export function composer(page, form) {
  const text = form.elements.text;
  const unsent = keepUnsent();
  const files = chooseFiles(page, form);
  form.elements.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

  text.addEventListener("input", () => fit(text));
  text.addEventListener("keydown", (event) => {
    // Enter also picks a word in a Chinese input method: never send while composing (229 is Safari's way to say it)
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });

  form.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const again = ctx.sourceEvent?.type === "again" ? ctx.sourceEvent.detail.key : null;
    const said = again ? unsent.get(again) : take(ctx.sourceEvent?.submitter);
    if (!said) {
      event.preventDefault();
      return;
    }
    if (!again) show(said);
    unsent.keep(said);
    fill(ctx.request.body, said);
    ctx.saidKey = said.key;
    if (said.files.length) ctx.fetch = withProgress((percent) => tellProgress(page, said.key, percent));
    mark(said.key, "sending");
  });

  const failed = ({ detail: { ctx } }) => {
    const said = unsent.get(ctx?.saidKey);
    if (!said) return;
    const status = ctx.response?.status ?? 0;
    if (refusals.includes(status) || (status === 429 && said.files.length)) giveBack(said, ctx.text);
    else mark(said.key, states[status] ?? (navigator.onLine ? "failed" : "offline"));
  };
  form.addEventListener("htmx:error", failed);
  form.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!ctx?.saidKey || ctx.response?.status >= 400) return;
    unsent.drop(ctx.saidKey);
    pendingBubble(ctx.saidKey)?.remove();
  });

  const again = (bubble) => form.dispatchEvent(new CustomEvent("again", { detail: { key: bubble.dataset.key } }));
  document.addEventListener("click", (event) => {
    const bubble = event.target.closest?.(".retry")?.closest(".pending");
    if (!bubble) return;
    again(bubble);
    text.focus({ preventScroll: true });
  });
  document.addEventListener("chat:connected", () =>
    document.querySelectorAll('.pending:is([data-state="failed"], [data-state="offline"])').forEach(again));
  hintWhileWaiting(form);

  // what an earlier load of this page could not send
  for (const said of unsent.all()) {
    show(said);
    mark(said.key, "failed");
  }

  function take(submitter) {
    const chosen = submitter?.name === "choice";
    const words = chosen ? "" : text.value.trim();
    if (!chosen && !words && !files.any()) return null;
    // on a phone the keyboard would cover the answer to a tapped button
    if (!chosen || document.activeElement === text || matchMedia("(pointer: fine)").matches) text.focus({ preventScroll: true });
    if (chosen) return { key: newKey(), words, choice: submitter.value, label: submitter.textContent.trim(), files: [] };
    text.value = "";
    fit(text);
    return { key: newKey(), words, choice: null, label: null, files: files.take() };
  }

  function giveBack(said, why) {
    pendingBubble(said.key)?.remove();
    unsent.drop(said.key);
    text.value = [said.words, text.value].filter(Boolean).join("\n");
    fit(text);
    files.putBack(said.files);
    files.complain(why);
    text.focus({ preventScroll: true });
  }
}

function fill(body, { key, words, choice, files }) {
  body.set("text", words);
  body.set("messageKey", key);
  body.delete("choice");
  body.delete("file");
  if (choice !== null) body.set("choice", choice);
  for (const file of files) body.append("file", file, file.name);
}

function show({ key, words, label, files }) {
  const bubble = document.getElementById("pending").content.firstElementChild.cloneNode(true);
  bubble.dataset.key = key;
  bubble.querySelector(".bubble").textContent = label ?? [words, ...files.map((one) => one.name)].filter(Boolean).join("\n");
  document.getElementById("log").append(bubble);
  toEnd();
}

function mark(key, state) {
  const bubble = pendingBubble(key);
  if (!bubble) return;
  bubble.dataset.state = state;
  // the state under a bubble is not read out while all goes well; what went wrong is
  const spoken = document.getElementById("spoken");
  spoken.textContent = state === "sending" ? "" : bubble.querySelector(`.${state}`).textContent;
}

function tellProgress(page, key, percent) {
  const sending = pendingBubble(key)?.querySelector(".sending");
  if (sending) sending.textContent = page.dataset.uploading.replace("{percent}", percent);
}

// dots only when the answer takes longer than a blink
function hintWhileWaiting(form) {
  const typing = document.getElementById("typing");
  let timer;
  form.addEventListener("htmx:before:request", () => {
    typing.querySelector(".writer").textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => { typing.hidden = false; toEnd(); }, 400);
  });
  form.addEventListener("htmx:finally:request", () => {
    clearTimeout(timer);
    typing.hidden = true;
  });
}

function fit(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

// randomUUID exists on https and localhost only; a shop's test server in the local network has neither
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
