// The event stream: htmx reads and resumes it; this notices when it is silent, gone or back, and says so in the page's words.
import { toEnd } from "./log.js";

const silenceMs = 50_000; // the server pings every 20 s

export function connectLive(page) {
  const notice = document.getElementById("connection");
  let connection = null;
  let heardAt = Date.now();
  let lost = null;
  let typing = null;

  const isLost = () => {
    lost ??= setTimeout(() => {
      notice.textContent = page.dataset.connectionLost;
      notice.className = "notice lost";
      notice.hidden = false;
    }, 1500);
  };
  const isBack = () => {
    clearTimeout(lost);
    lost = null;
    heardAt = Date.now();
    if (!notice.hidden) {
      notice.textContent = page.dataset.connectionBack;
      notice.className = "notice back";
      setTimeout(() => { notice.hidden = notice.className === "notice back"; }, 2500);
    }
    document.dispatchEvent(new Event("chat:connected"));
  };

  document.addEventListener("htmx:sse:after:connection", ({ detail }) => {
    connection = detail.connection;
    isBack();
  });
  document.addEventListener("htmx:sse:error", isLost);
  document.addEventListener("htmx:sse:before:message", () => { heardAt = Date.now(); });

  // the extension retries a stream that broke, not one that never began
  for (const name of ["htmx:error", "htmx:response:error"]) {
    document.addEventListener(name, ({ target, detail }) => {
      if (!target.matches?.("#log") || detail.ctx?.request?.method !== "GET") return;
      isLost();
      setTimeout(() => target.isConnected && window.htmx.trigger(target, "connect"), 3000);
    });
  }

  document.addEventListener("typing", ({ detail }) => {
    const hint = document.getElementById("typing");
    const writer = hint.querySelector(".writer");
    if (writer.textContent !== (detail?.data ?? "")) writer.textContent = detail?.data ?? "";
    hint.hidden = false;
    toEnd(true);
    clearTimeout(typing);
    typing = setTimeout(() => { hint.hidden = true; }, 6000);
  });

  // a phone that changed networks keeps a dead socket open for minutes without an error
  setInterval(() => {
    if (Date.now() - heardAt > silenceMs) connection?.reader?.cancel();
  }, 10_000);
  const hurry = () => !document.hidden && connection?.delayCanceller?.();
  addEventListener("online", hurry);
  addEventListener("offline", isLost);
  document.addEventListener("visibilitychange", hurry);
}
