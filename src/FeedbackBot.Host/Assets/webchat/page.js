// Starts the genuine Web Chat (its bundle is loaded just before, with defer) on the visitor's conversation, the one of /chat.
const place = document.getElementById("webchat");
const settings = place.dataset;
const domain = new URL("/v3/directline", location.href).href;

const post = async (path, token, body) => {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`${domain}${path}`, { method: "POST", headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

// A link may name the conversation (#token=…); else it is the one of our cookie, which the server wrote into the page.
const given = new URLSearchParams(location.hash.slice(1)).get("token") ?? settings.token;
if (location.hash) history.replaceState(null, "", location.pathname + location.search);

async function start() {
  const { conversationId, token } = await post("/tokens/refresh", given);
  window.WebChat.renderWebChat({
    directLine: window.WebChat.createDirectLine({ domain, token, conversationId }),
    locale: settings.locale,
    // what its own Chinese translation lacks
    overrideLocalizedStrings: JSON.parse(settings.strings),
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
