// The queue while somebody works in it: choosing many rows, and news that never move a row away under hand or eye.
const queue = () => document.getElementById("queue");
const rowsOf = (root) => new Map([...root.querySelectorAll("tr.ticket-row")].map((row) => [row.id, row]));

// ---- choosing ----
let last = null;
const picks = () => [...document.querySelectorAll("#bulk input[name=n]")];

function showPicked() {
  const bar = document.querySelector(".bulk-bar");
  if (!bar) return;
  const count = picks().filter((pick) => pick.checked).length;
  bar.classList.toggle("picked", count > 0);
  const words = bar.querySelector(".bulk-count");
  const said = count > 0 ? words.dataset.picked.replace("{n}", count) : "";
  if (words.textContent !== said) words.textContent = said;
  const all = document.querySelector(".pick-all");
  if (all) {
    all.hidden = false;
    all.checked = count > 0 && count === picks().length;
    all.indeterminate = count > 0 && count < picks().length;
  }
}

document.addEventListener("click", (event) => {
  const all = picks();
  if (event.target.matches?.(".pick-all")) {
    for (const pick of all) pick.checked = event.target.checked;
  } else if (all.includes(event.target)) {
    const from = all.indexOf(last);
    const to = all.indexOf(event.target);
    if (event.shiftKey && from >= 0) {
      for (const pick of all.slice(Math.min(from, to), Math.max(from, to) + 1)) pick.checked = event.target.checked;
    }
    last = event.target;
  } else {
    return;
  }
  showPicked();
});

// ---- news ----
// A list is not put in order again while a row has the focus or the pointer, or rows are chosen: what changed is written into
// its row and marked, what is new is counted, and a button shows it.
const isBusy = (list) => list.querySelector("tbody")?.matches(":hover") || list.querySelector("tbody")?.contains(document.activeElement)
  || picks().some((pick) => pick.checked) || list.querySelector(".save-view[open]");

function mark(row) {
  row.classList.add("row-changed");
  setTimeout(() => row.classList.remove("row-changed"), 6000);
}

async function readQuietly(list) {
  const answer = await fetch(list.getAttribute("hx-get"), { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("queue");
  if (!fresh) return;
  const [here, there] = [rowsOf(list), rowsOf(fresh)];
  let news = [...here.keys()].filter((id) => !there.has(id)).length;
  for (const [id, row] of there) {
    const old = here.get(id);
    if (!old) {
      news++;
    } else if (old.dataset.v !== row.dataset.v) {
      const cells = [...row.cells];
      [...old.cells].forEach((cell, i) => {
        if (!cell.contains(document.activeElement) && !cell.querySelector("input[name=n]")) cell.replaceWith(cells[i]);
      });
      old.dataset.v = row.dataset.v;
      mark(old);
    }
  }
  const badges = [...fresh.querySelectorAll(".views .badge")];
  list.querySelectorAll(".views .badge").forEach((badge, i) => { badge.textContent = badges[i]?.textContent ?? badge.textContent; });
  const button = list.querySelector(".queue-news");
  button.hidden = news === 0;
  button.querySelector("span").textContent = news > 0 ? list.dataset.news.replace("{n}", news) : "";
  document.dispatchEvent(new CustomEvent("console:changed"));
}

let before = new Map();
function reread(list) {
  before = new Map([...rowsOf(list)].map(([id, row]) => [id, row.dataset.v]));
  window.htmx.trigger(list, "reread");
}

function hear() {
  const list = queue();
  if (!list || document.hidden) return;
  if (isBusy(list)) readQuietly(list).catch(() => {});
  else reread(list);
}

document.addEventListener("htmx:after:swap", () => {
  const list = queue();
  if (list && before.size > 0) {
    for (const [id, row] of rowsOf(list)) if (before.get(id) !== row.dataset.v) mark(row);
    before = new Map();
  }
  showPicked();
});

document.addEventListener("click", ({ target }) => {
  if (target.closest?.(".queue-news")) reread(queue());
});

export function liveQueue() {
  if (!queue()) return;
  document.getElementById("live")?.addEventListener("changed", hear);
  document.addEventListener("visibilitychange", hear);
  setInterval(hear, 60_000);
  showPicked();
}
