// The console is rendered on the server; this loads htmx, its event stream and Tabler's own widgets, and adds what is ours.
import "../chat/htmx.js";
import "@tabler/core/dist/js/tabler.esm.js";
import { composing } from "./composer.js";
import { askFirst } from "./confirm.js";
import { keys } from "./keys.js";
import { picking } from "./pick.js";
import { liveQueue } from "./queue.js";
import { watchChats } from "./chats.js";

askFirst();
liveQueue();
keys();
composing();
picking();
watchChats();

const root = document.documentElement;

// theme: theme.js has set it before the first paint; here the choice is shown and changed
const showTheme = () => {
  for (const choice of document.querySelectorAll("[data-theme-choice]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === (root.dataset.theme ?? "auto")));
  }
};
document.addEventListener("click", ({ target }) => {
  const choice = target.closest?.("[data-theme-choice]");
  if (!choice) return;
  root.dispatchEvent(new CustomEvent("theme:choose", { detail: choice.dataset.themeChoice }));
  showTheme();
});

// what somebody has opened stays as it is, with what they chose in it, while others change the case; their own form is read anew
document.addEventListener("toggle", ({ target }) => {
  if (target.matches?.("main details")) target.toggleAttribute("hx-morph-skip", target.open);
}, true);
document.addEventListener("htmx:before:swap", ({ detail }) => {
  detail?.ctx?.sourceElement?.closest?.("details[hx-morph-skip]")?.removeAttribute("hx-morph-skip");
});

// times come in UTC: the text follows the reader's zone, the full time stays in the title
const dressTimes = () => {
  const locale = root.lang === "en" ? "en-GB" : root.lang;
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  // as the server says it (23 November 01:30), with the year where it is not this one
  const date = (at) => (at.getFullYear() === new Date().getFullYear() ? day : dayOfYear).format(at);
  const shapes = {
    time: (at) => clock.format(at),
    date,
    full: (at) => `${date(at)} ${clock.format(at)}`,
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  for (const time of document.querySelectorAll("time[data-show], [data-times] time")) {
    const at = new Date(time.dateTime), show = time.dataset.show ?? time.closest("[data-times]").dataset.times;
    if (Number.isNaN(+at)) continue;
    time.title = `${dayOfYear.format(at)} ${clock.format(at)}`;
    time.textContent = show === "ago" ? ago(relative, at) : (shapes[show] ?? shapes.full)(at);
  }
};

function ago(relative, at) {
  const seconds = (at - Date.now()) / 1000;
  for (const [unit, length] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(0, "minute");
}

// Ctrl+Enter (or ⌘) sends the reply or note being written
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-quick-send]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
});

// a form that says so is emptied when the server took it
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const form = ctx?.sourceElement;
  if (form?.matches?.("form[data-clear]") && ctx.response?.status < 400) form.reset();
});

// a stream that could not begin is tried again; one that broke is htmx's own business
const stream = "[hx-sse\\:connect]";
const offline = (lost) => document.getElementById("offline")?.toggleAttribute("hidden", !lost);
for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, ({ target, detail }) => {
    if (!target.matches?.(stream) || detail.ctx?.request?.method !== "GET") return;
    offline(true);
    setTimeout(() => target.isConnected && window.htmx.trigger(target, "connect"), 5000);
  });
}
document.addEventListener("htmx:sse:error", () => offline(true));
document.addEventListener("htmx:sse:after:connection", () => offline(false));

document.addEventListener("htmx:after:process", dressTimes);
document.addEventListener("console:changed", dressTimes);
setInterval(dressTimes, 60_000);
showTheme();
dressTimes();
