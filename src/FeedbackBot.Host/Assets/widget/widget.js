// One script tag on anybody's page: a button, and after the click a frame with /chat. Nothing else is loaded before that.
// It lives in a shadow root, styles itself through a constructable style sheet and builds its elements one by one, so it needs
// no inline style, no HTML string and no global of the page, and works under a strict content security policy.
(() => {
  const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
  if (!script || window.feedbackBot) return;

  const mark = "feedbackBot";
  const settings = script.dataset;
  const server = new URL(script.src).origin;
  const storageKey = `feedbackbot:visitor@${server}`;
  const language = /^zh/i.test(settings.lang || document.documentElement.lang || navigator.language) ? "zh-Hans" : "en";
  const words = {
    "zh-Hans": { open: "联系客服", close: "关闭聊天", title: "客服聊天", unread: (n) => `联系客服，${n} 条新消息` },
    en: { open: "Chat with us", close: "Close the chat", title: "Customer chat", unread: (n) => `Chat with us, ${n} new` },
  }[language];

  const stored = {
    get token() { try { return localStorage.getItem(storageKey); } catch { return null; } },
    set token(value) { try { localStorage.setItem(storageKey, value); } catch { /* storage off: the visit lasts as long as the page */ } },
  };
  const make = (name, attributes, ...children) => {
    const element = name === "svg" || name === "path"
      ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const drawing = (d) => make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, make("path", { d }));

  const badge = make("span", { class: "badge", "aria-hidden": "true", hidden: "" });
  const launcher = make("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-haspopup": "dialog", "aria-label": words.open },
    drawing("M8 9h8M8 13h6M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-5l-5 3v-3H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"), badge);
  const leave = make("button", { class: "leave", type: "button", "aria-label": words.close }, drawing("M18 6 6 18M6 6l12 12"));
  const panel = make("div", { class: "panel", role: "dialog", "aria-label": words.title, hidden: "" }, leave);
  const host = make("div", { id: "feedbackbot-widget", lang: language === "en" ? "en" : "zh-CN" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS_TEXT);
  root.adoptedStyleSheets = [sheet];
  root.append(panel, launcher);
  host.dataset.position = settings.position === "left" ? "left" : "right";
  if (settings.color && CSS.supports("color", settings.color)) host.style.setProperty("--brand", settings.color);

  let frame = null;
  let ready = false;
  let userToken = settings.userToken;
  // what the page says it is about, so that the customer is not asked for it
  function page() {
    let more = {};
    try { more = JSON.parse(settings.page ?? "{}"); } catch { /* not JSON: the page says nothing more */ }
    return { order: settings.order, product: settings.product, ...more, url: location.href, title: document.title };
  }
  const tell = (what, more) => ready && frame.contentWindow?.postMessage({ [mark]: what, ...more }, server);

  function load() {
    const address = new URL("/chat", server);
    address.searchParams.set("frame", "1");
    address.searchParams.set("lang", language);
    // a known visitor's page waits for the token, so that no second conversation is begun
    if (stored.token || userToken) address.searchParams.set("hold", "1");
    frame = make("iframe", { src: address.href, title: words.title, allow: "clipboard-write; microphone", referrerpolicy: "strict-origin-when-cross-origin" });
    panel.append(frame);
  }

  function show(open) {
    if (open === !panel.hidden) return;
    if (open && !frame) load();
    panel.hidden = !open;
    launcher.setAttribute("aria-expanded", String(open));
    launcher.setAttribute("aria-label", open ? words.close : words.open);
    host.toggleAttribute("data-open", open);
    tell(open ? "shown" : "hidden", { page: page() });
    if (open) {
      unread(0);
      frame.focus();
    } else {
      launcher.focus();
    }
  }

  function unread(count) {
    badge.textContent = count > 9 ? "9+" : String(count);
    badge.hidden = !count;
    if (panel.hidden) launcher.setAttribute("aria-label", count ? words.unread(count) : words.open);
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== server || !data?.[mark]) return;
    if (data[mark] === "ready") {
      ready = true;
      panel.classList.add("ready");
      tell("hello", { token: stored.token, userToken, page: page() });
      tell(panel.hidden ? "hidden" : "shown");
    }
    if (data[mark] === "token" && typeof data.token === "string") stored.token = data.token;
    if (data[mark] === "unread" && Number.isInteger(data.count) && panel.hidden) unread(data.count);
    if (data[mark] === "close") show(false);
  });
  launcher.addEventListener("click", () => show(panel.hidden));
  leave.addEventListener("click", () => show(false));
  root.addEventListener("keydown", (event) => event.key === "Escape" && show(false));

  window.feedbackBot = Object.freeze({ open: () => show(true), close: () => show(false) });
  const place = () => document.body.append(host);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();
