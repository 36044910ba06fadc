// A list to pick from, opened by a character at the start of a word (or by a button): a search field with a list box under it, so that an
// input method, the arrow keys and a screen reader all work in it. What is picked goes to the caret of the box it was opened from.
let open = null;

// Chinese input methods write 、 where the key says /; as that stands in ordinary sentences too, it counts on a line's or word's own beginning only
const signs = { "/": ["/", "／", "、"], "@": ["@", "＠"] };
const startsWord = (text, at, sign) => at === 0 || (sign === "、" ? /\s/ : /[\s，。！？、；：,.!?;:（(]/).test(text[at - 1]);

function look(event) {
  const box = event.target;
  const wanted = signs[box.dataset?.pick];
  if (!wanted || event.isComposing || (event.type === "input" && !event.inputType?.startsWith("insert"))) return;
  const at = box.selectionStart;
  const typed = box.value[at - 1];
  if (wanted.includes(typed) && startsWord(box.value, at - 1, typed)) show(box, at - 1, at);
}

export function picking() {
  document.addEventListener("input", look);
  document.addEventListener("compositionend", (event) => setTimeout(() => look(event)));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-pick-open]");
    const box = button && document.getElementById(button.dataset.pickOpen);
    if (box) show(box, box.selectionStart, box.selectionEnd);
    else if (open && !target.closest?.("#picker")) close(false);
  });
}

function show(box, from, to) {
  close(false);
  const panel = document.createElement("div");
  panel.id = "picker";
  panel.className = "picker card";
  panel.innerHTML = '<input id="picker-find" class="form-control" type="text" role="combobox" autocomplete="off" aria-expanded="true" aria-controls="picker-list" aria-autocomplete="list" />'
    + '<ul id="picker-list" role="listbox"></ul><p class="picker-none text-secondary" role="status" hidden></p>';
  box.after(panel);
  open = { box, from, to, panel, find: panel.firstChild, list: panel.querySelector("ul"), none: panel.querySelector("p"), at: -1, turn: 0 };
  open.find.setAttribute("aria-label", box.dataset.pickLabel);
  open.find.placeholder = box.dataset.pickLabel;
  open.list.setAttribute("aria-label", box.dataset.pickLabel);
  open.none.textContent = box.dataset.pickNone;
  open.find.addEventListener("keydown", keys);
  open.find.addEventListener("input", ({ isComposing }) => isComposing || read());
  open.find.addEventListener("compositionend", read);
  open.list.addEventListener("pointerdown", (event) => event.preventDefault());
  open.list.addEventListener("click", ({ target }) => take(target.closest("[role=option]")));
  open.find.focus();
  read();
}

async function read() {
  const mine = open;
  const turn = ++mine.turn;
  try {
    const answer = await fetch(`${mine.box.dataset.pickFrom}?q=${encodeURIComponent(mine.find.value)}`, { headers: { "HX-Request": "true" } });
    const html = answer.ok ? await answer.text() : "";
    if (open !== mine || turn !== mine.turn) return;
    mine.list.innerHTML = html;
  } catch {
    mine.list.replaceChildren();
  }
  const any = mine.list.children.length > 0;
  mine.none.hidden = any;
  mine.list.hidden = !any;
  mine.find.setAttribute("aria-expanded", String(any));
  mark(any ? 0 : -1);
}

function mark(at) {
  const options = [...open.list.children];
  open.at = at;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  if (options[at]) {
    open.find.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  } else {
    open.find.removeAttribute("aria-activedescendant");
  }
}

function keys(event) {
  if (event.isComposing) return;
  const many = open.list.children.length;
  const { key } = event;
  if (key === "ArrowDown" && many) mark((open.at + 1) % many);
  else if (key === "ArrowUp" && many) mark((open.at - 1 + many) % many);
  else if (key === "Enter") take(open.list.children[open.at]);
  else if (key === "Escape" || key === "Tab") close(true);
  else if (key === "Backspace" && !open.find.value) replace("");
  else if (key === " " && !open.find.value) replace(`${open.box.value.slice(open.from, open.to)} `);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

async function take(option) {
  if (!option || !open) return;
  const mine = open;
  if (option.dataset.insert) {
    replace(option.dataset.insert);
    return;
  }
  const body = new URLSearchParams({ "form-token": mine.box.form.elements["form-token"].value });
  try {
    const answer = await fetch(option.dataset.use, { method: "POST", body, headers: { "HX-Request": "true" } });
    const text = await answer.text();
    if (open !== mine) return;
    if (answer.ok) replace(text);
    else [mine.none.textContent, mine.none.hidden] = [text, false];
  } catch {
    if (open === mine) close(true);
  }
}

// through the box's own editing where the browser still offers it, so that undoing by keyboard works
function replace(text) {
  const { box, from, to } = open;
  close(true);
  box.setSelectionRange(from, to);
  if (!document.execCommand(text ? "insertText" : "delete", false, text) && (text || from !== to)) {
    box.setRangeText(text, from, to, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function close(back) {
  if (!open) return;
  const { box, panel, to } = open;
  open = null;
  panel.remove();
  if (back) {
    box.focus();
    box.setSelectionRange(to, to);
  }
}
