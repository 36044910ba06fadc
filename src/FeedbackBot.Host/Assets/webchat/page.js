// Starts the genuine Web Chat (its bundle is loaded just before, with defer) on a Direct Line conversation, and resumes the same
// one after a reload: the token is good for its conversation only, so both are kept together for this tab.
const place = document.getElementById("webchat");
const settings = place.dataset;
const domain = new URL("/v3/directline", location.href).href;
const storageKey = "feedbackbot:webchat";
const refreshEveryMs = 15 * 60_000;

const post = async (path, token, body) => {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`${domain}${path}`, { method: "POST", headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

async function conversation() {
  const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
  if (kept) {
    try {
      return { ...kept, ...(await post("/tokens/refresh", kept.token)), resumed: true };
    } catch {
      sessionStorage.removeItem(storageKey); // expired: a new conversation
    }
  }
  const userId = `dl_${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("")}`;
  return { userId, ...(await post("/tokens/generate", null, { user: { id: userId } })) };
}

async function start() {
  const current = await conversation();
  const keep = ({ token }) => sessionStorage.setItem(storageKey, JSON.stringify({ userId: current.userId, conversationId: current.conversationId, token }));
  keep(current);
  // the kept token must stay fresh also when Web Chat, resuming, does not refresh its own
  setInterval(async () => keep(await post("/tokens/refresh", JSON.parse(sessionStorage.getItem(storageKey)).token)), refreshEveryMs);

  const { conversationId, resumed, token } = current;
  window.WebChat.renderWebChat({
    directLine: window.WebChat.createDirectLine({ domain, token, ...(resumed && { conversationId }) }),
    locale: settings.locale,
    nonce: settings.nonce,
    styleOptions: {
      accent: getComputedStyle(document.documentElement).getPropertyValue("--brand").trim(),
      backgroundColor: "transparent",
      bubbleBackground: "#fff",
      bubbleBorderRadius: 14,
      bubbleFromUserBackground: "#dfe9ff",
      bubbleFromUserBorderRadius: 14,
      hideUploadButton: settings.upload === "off",
      primaryFont: getComputedStyle(document.body).fontFamily,
      suggestedActionBorderRadius: 20,
      suggestedActionLayout: "flow",
    },
  }, place);
  place.removeAttribute("aria-busy");
}

start().catch((error) => {
  console.error(error);
  document.getElementById("failed").hidden = false;
  place.removeAttribute("aria-busy");
});
