// While a person is on the other side, they may see that the customer is writing: at most once in three seconds, and never what.
const seldomMs = 3000;

export function tellTyping(box, frame) {
  let told = 0;
  box.addEventListener("input", () => {
    const now = Date.now();
    if (!box.value.trim() || now - told < seldomMs || !document.querySelector("#log .message.agent")) return;
    told = now;
    fetch("/chat/typing", { method: "POST", keepalive: true, headers: frame.token ? { "X-Visitor-Token": frame.token } : {} }).catch(() => {});
  });
}
