// Messages reach the log by two ways, the answer to a post and the event stream, in any order and sometimes twice.
// The swap style "log" puts each once, by its sequence number, and lets it take the place of the bubble shown while sending.
const log = () => document.getElementById("log");
const pane = () => document.getElementById("pane");
const nearEnd = () => !pane() || pane().scrollHeight - pane().scrollTop - pane().clientHeight < 96;

export const toEnd = (onlyIfNear = false) => {
  if (onlyIfNear === true && !nearEnd()) return;
  pane()?.scrollTo({ top: pane().scrollHeight });
  showMore(false);
};

export const pendingBubble = (key) => log().querySelector(`.pending[data-key="${CSS.escape(key)}"]`);

export function keepInOrder(arrived) {
  window.htmx.registerExtension("log", { handle_swap: (style, target, fragment) => style === "log" && place(fragment, arrived) });
  document.addEventListener("htmx:after:process", () => dressTimes(document));
  document.addEventListener("scroll", () => nearEnd() && showMore(false), { capture: true, passive: true });
  document.getElementById("more")?.addEventListener("click", toEnd);
  dressTimes(document);
  toEnd();

  // the keyboard of a phone and a growing text box make the pane smaller: what was last in view stays in view
  let wasNearEnd = true;
  document.addEventListener("scroll", () => { wasNearEnd = nearEnd(); }, { capture: true, passive: true });
  new ResizeObserver(() => wasNearEnd && toEnd()).observe(document.getElementById("pane"));
}

function place(fragment, arrived) {
  const follow = nearEnd();
  const added = [...fragment.children].map(placeOne).filter(Boolean);
  dressTimes(log());
  const fromUs = added.filter((message) => message.matches(".bot, .agent"));
  if (fromUs.length) {
    document.getElementById("typing").hidden = true;
    arrived(fromUs.length);
  }
  if (follow) toEnd();
  else if (fromUs.length) showMore(true);
  return added;
}

function placeOne(message) {
  const known = message.id && document.getElementById(message.id);
  if (known) {
    // the same message again; only a newer revision (a picture now ready, say) replaces it
    if ((known.dataset.rev ?? "") === (message.dataset.rev ?? "")) return null;
    known.replaceWith(message);
    return message;
  }

  const pending = message.dataset.key && pendingBubble(message.dataset.key);
  if (pending) return become(pending, message);
  const number = Number(message.dataset.seq ?? Infinity);
  const later = [...log().children].find((other) => Number(other.dataset.seq ?? Infinity) > number);
  log().insertBefore(message, later ?? null);
  return message;
}

// The bubble shown while sending turns into the message. It is not exchanged for it: a screen reader would read the words twice.
function become(pending, message) {
  const [shown, taken] = [pending, message].map((one) => one.querySelector(".bubble"));
  if (shown.textContent !== taken.textContent || taken.childElementCount) shown.replaceWith(taken);
  pending.querySelector(".meta").replaceWith(...[...message.children].filter((part) => part.matches(".long, .meta")));
  pending.className = message.className;
  pending.id = message.id;
  delete pending.dataset.state;
  Object.assign(pending.dataset, message.dataset);
  return pending;
}

function showMore(shown) {
  const more = document.getElementById("more");
  if (more) more.hidden = !shown;
}

// The server writes UTC; the reader lives somewhere else. A day line stands where the day changes.
function dressTimes(root) {
  const language = document.documentElement.lang;
  const locale = language === "en" ? "en-GB" : language;
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", weekday: "short" });
  const today = day.format(new Date());
  let previous = today;
  for (const time of root.querySelectorAll(".message time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(+at)) continue;
    // a text set again, even the same, is news to a screen reader
    const shown = clock.format(at);
    if (time.textContent !== shown) time.textContent = shown;
    const date = day.format(at);
    const message = time.closest(".message");
    if (date !== previous) message.dataset.day = date;
    else delete message.dataset.day;
    previous = date;
  }
}
