// Chats with people: how many wait stands in the page's title, and each side sees that the other is writing.
const seldomMs = 3000;
const shownMs = 6000;

export function watchChats() {
  const title = document.title;
  const count = () => {
    const waiting = document.querySelector("#chat-notice [data-chats]")?.dataset.chats;
    const shown = waiting ? `(${waiting}) ${title}` : title;
    if (document.title !== shown) document.title = shown;
  };
  document.addEventListener("htmx:after:swap", count);
  document.addEventListener("htmx:after:process", count);

  let hiding = null;
  document.addEventListener("typing", () => {
    const sign = document.getElementById("customer-typing");
    if (!sign) return;
    sign.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => document.getElementById("customer-typing")?.setAttribute("hidden", ""), shownMs);
  });

  let told = 0;
  document.addEventListener("input", ({ target }) => {
    const form = target.matches?.("#reply-text") && target.form;
    if (!form || !target.value.trim() || Date.now() - told < seldomMs) return;
    told = Date.now();
    const token = form.elements["form-token"]?.value ?? "";
    fetch(form.getAttribute("action").replace(/\/reply$/, "/typing"), { method: "POST", body: new URLSearchParams({ "form-token": token }) }).catch(() => {});
  });
}
