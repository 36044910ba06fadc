// The keyboard: single keys where nobody types, and the palette. What each key is for stands in KeyMap.cs and is listed by "?".
const $ = (selector) => document.querySelector(selector);
const shown = (selector) => [...document.querySelectorAll(selector)].find((element) => element.getClientRects().length > 0 || element.matches("label"));
const dialog = (id) => document.getElementById(id);

// ---- single keys can be switched off: some people's speech software types them ----
const off = () => localStorage.getItem("feedbackbot.keys") === "off";

const rows = () => [...document.querySelectorAll(".ticket-row a")];
function step(by) {
  const all = rows();
  const at = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
  all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))]?.focus();
}
const row = () => document.activeElement?.closest?.(".ticket-row");
const go = (path) => () => location.assign(path);
function box(id) {
  const tab = document.getElementById(id);
  if (!tab) return;
  tab.click();
  document.querySelector(`.box-${id.slice(4)} :is(textarea, input:not([type=hidden]))`)?.focus();
}

const acts = {
  "?": () => open("keys"),
  "/": () => ($("#q") ?? $("input[type=search]"))?.focus(),
  j: () => step(1),
  k: () => step(-1),
  o: () => row()?.querySelector("a")?.click(),
  x: () => row()?.querySelector("input[name=n]")?.click(),
  X: () => $(".pick-all")?.click(),
  u: () => ($("#ticket-head") || $(".bulk-page")) && location.assign("/console"),
  r: () => box("tab-reply"),
  n: () => box("tab-note"),
  e: () => box("tab-end"),
  t: () => shown("button[name=take]")?.click(),
  p: () => $("a.print-link")?.click(),
};
const going = {
  q: go("/console"), m: go("/console?view=mine"), u: go("/console?view=unassigned"), d: go("/console?view=due"), a: go("/console?view=angry"),
};

let first = "";
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("dialog[open]") || off()) return;
  const act = first === "g" ? going[event.key] : acts[event.key];
  const begins = first !== "g" && event.key === "g";
  first = begins ? "g" : "";
  if (begins) setTimeout(() => { first = ""; }, 1500);
  if (act) {
    event.preventDefault();
    act();
  }
});

function open(id) {
  const it = dialog(id);
  if (it && !it.open) it.showModal();
}

// ---- the palette: a combobox whose list comes from the server ----
const field = () => $("#palette input");
const options = () => [...document.querySelectorAll("#palette-list [role=option]")];

function openPalette() {
  open("palette");
  field().value = "";
  window.htmx.trigger(field(), "palette:open");
  field().focus();
}

function choose(index) {
  const all = options();
  all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
  if (all[index]) {
    field().setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else {
    field().removeAttribute("aria-activedescendant");
  }
}

function run(option) {
  if (!option) return;
  dialog("palette").close();
  if (option.dataset.href) location.assign(option.dataset.href);
  else if (option.dataset.press === "#keys") open("keys");
  else press(option.dataset.press);
}

function press(selector) {
  const target = shown(selector);
  if (target?.htmlFor) box(target.htmlFor);
  else target?.click();
}

export function keys() {
  const palette = dialog("palette");
  const help = dialog("keys");
  if (!palette || !help) return;
  palette.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose((at + 1) % all.length);
    else if (event.key === "ArrowUp") choose((at - 1 + all.length) % all.length);
    else if (event.key === "Enter" && !event.isComposing) run(all[at]);
    else return;
    event.preventDefault();
  });
  palette.addEventListener("click", ({ target }) => {
    if (target === palette) palette.close();
    else run(target.closest("[role=option]"));
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!palette.open) return;
    const status = palette.querySelector("[data-found]");
    status.textContent = status.dataset.found.replace("{n}", options().length);
    choose(0);
  });
  const on = help.querySelector("[data-keys-on]");
  on.checked = !off();
  on.addEventListener("change", () => localStorage.setItem("feedbackbot.keys", on.checked ? "on" : "off"));
}
