// What the customer says: shown at once, sent in order, kept until the server has it. A message carries its own key, so that
// sending it again after a lost answer cannot file anything twice.
import { pendingBubble, toEnd } from "./log.js";

// what the page says under a message that was not taken; 429 keeps it for another try
const states = { 401: "expired", 403: "expired", 413: "refused", 415: "refused", 429: "slow" };

export function composer(page, form) {
  const text = form.elements.text;
  const file = form.elements.file;
  const unsent = new Map();
  form.elements.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

  text.addEventListener("input", () => fit(text));
  text.addEventListener("keydown", (event) => {
    // Enter also picks a word in a Chinese input method: never send while composing (229 is Safari's way to say it)
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  attach(page, form, file);

  form.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const again = ctx.sourceEvent?.type === "again" ? ctx.sourceEvent.detail.key : null;
    const said = again ? unsent.get(again) : take(ctx.request.body, ctx.sourceEvent?.submitter);
    if (!said) {
      event.preventDefault();
      return;
    }
    if (!again) show(said);
    unsent.set(said.key, said);
    ctx.request.body = said.body;
    ctx.saidKey = said.key;
    mark(pendingBubble(said.key), "sending");
  });

  const failed = ({ detail: { ctx } }) => {
    if (!ctx?.saidKey) return;
    const status = ctx.response?.status ?? 0;
    mark(pendingBubble(ctx.saidKey), states[status] ?? "failed");
  };
  form.addEventListener("htmx:error", failed);
  form.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!ctx?.saidKey || ctx.response?.status >= 400) return;
    unsent.delete(ctx.saidKey);
    pendingBubble(ctx.saidKey)?.remove();
  });

  const again = (bubble) => form.dispatchEvent(new CustomEvent("again", { detail: { key: bubble.dataset.key } }));
  document.addEventListener("click", (event) => {
    const bubble = event.target.closest?.(".retry")?.closest(".pending");
    if (bubble) again(bubble);
  });
  document.addEventListener("chat:connected", () => document.querySelectorAll('.pending[data-state="failed"]').forEach(again));
  hintWhileWaiting(form);

  function take(body, submitter) {
    const chosen = submitter?.name === "choice";
    const files = chosen ? [] : body.getAll("file").filter((one) => one.size > 0);
    const words = chosen ? "" : (body.get("text") ?? "").trim();
    if (!chosen && !words && !files.length) return null;
    const key = newKey();
    body.set("text", words);
    body.set("messageKey", key);
    if (chosen) {
      body.delete("file");
    } else {
      text.value = "";
      file.value = "";
      file.dispatchEvent(new Event("change"));
      fit(text);
    }
    return { key, body, shown: chosen ? submitter.textContent.trim() : [words, ...files.map((one) => one.name)].filter(Boolean).join("\n") };
  }
}

function show({ key, shown }) {
  const bubble = document.getElementById("pending").content.firstElementChild.cloneNode(true);
  bubble.dataset.key = key;
  bubble.querySelector(".bubble").textContent = shown;
  document.getElementById("log").append(bubble);
  toEnd();
}

function mark(bubble, state) {
  if (bubble) bubble.dataset.state = state;
}

function attach(page, form, file) {
  const chip = document.getElementById("attached");
  file.addEventListener("change", () => {
    const chosen = [...file.files];
    const tooLarge = chosen.some((one) => one.size > Number(page.dataset.maxFileBytes || Infinity));
    if (tooLarge) file.value = "";
    chip.hidden = !chosen.length;
    chip.classList.toggle("refused", tooLarge);
    chip.querySelector(".name").textContent = tooLarge ? page.dataset.fileTooLarge : chosen.map((one) => one.name).join(", ");
    form.elements.text.focus();
  });
  chip.querySelector("button").addEventListener("click", () => {
    file.value = "";
    file.dispatchEvent(new Event("change"));
  });
}

// dots only when the answer takes longer than a blink
function hintWhileWaiting(form) {
  const typing = document.getElementById("typing");
  let timer;
  form.addEventListener("htmx:before:request", () => {
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
