// Inside a foreign page the widget is our parent. It keeps the visitor's token in that page's own storage, because a frame's
// cookies are blocked, and gives it back on the next load. Only the window that framed us is listened to, and what is secret
// goes to the origin it spoke from and to no other (which origins may frame us at all is said by frame-ancestors).
import { toEnd } from "./log.js";

const mark = "feedbackBot";

export function joinFrame(page) {
  const framed = window.parent !== window && "frame" in page.dataset;
  const title = document.title;
  let parentOrigin = null;
  let visible = true;
  let unread = 0;

  const frame = {
    token: page.dataset.token || null,
    remember(token) {
      if (!token || token === frame.token) return;
      frame.token = token;
      tell("token", { token });
    },
    arrived(count) {
      if (visible && !document.hidden) return;
      setUnread(unread + count);
    },
  };

  const tell = (what, more) => framed && parentOrigin && window.parent.postMessage({ [mark]: what, ...more }, parentOrigin);
  const setUnread = (count) => {
    unread = count;
    document.title = count ? `(${count}) ${title}` : title;
    tell("unread", { count });
  };
  const seen = () => visible && !document.hidden && unread && setUnread(0);
  document.addEventListener("visibilitychange", seen);
  if (!framed) return frame;

  page.classList.add("framed");
  const close = () => tell("close");
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && close());

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || !data?.[mark]) return;
    if (parentOrigin && origin !== parentOrigin) return;
    // goes along with every message: what is known of the page is not asked
    if (data.page) document.getElementById("say").elements.page.value = JSON.stringify(data.page);
    if (data[mark] === "hello" && !parentOrigin) {
      parentOrigin = origin;
      open(data);
    }
    if (data[mark] === "shown") {
      visible = true;
      seen();
      // on a phone the keyboard would cover the greeting
      if (matchMedia("(pointer: fine)").matches) document.getElementById("text").focus();
    }
    if (data[mark] === "hidden") visible = false;
  });

  let opened = false;
  async function open({ token, userToken }) {
    if (opened) return;
    opened = true;
    if ("hold" in page.dataset) {
      // the page was asked for empty: who the visitor is was known to the widget only
      frame.token = token || frame.token;
      await resume({ userToken: userToken ?? "", lang: document.documentElement.lang });
    }
    if (frame.token) tell("token", { token: frame.token });
  }

  async function resume(values) {
    await window.htmx.ajax("POST", page.dataset.hold, { source: "#log", target: "#log", swap: "outerHTML", values });
    if (document.getElementById("log").hasAttribute("hx-sse:connect")) {
      toEnd();
      return;
    }
    await new Promise((done) => setTimeout(done, 3000));
    await resume(values);
  }

  window.parent.postMessage({ [mark]: "ready" }, "*");
  if ("hold" in page.dataset) setTimeout(() => open({}), 3000);
  return frame;
}
