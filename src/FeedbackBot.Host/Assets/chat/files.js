// The files that go with the next message: chosen, pasted, dropped or recorded; checked here first, so that nothing travels in vain.
export function chooseFiles(page, form) {
  const input = form.elements.file;
  const list = document.getElementById("attached");
  const problem = document.getElementById("file-problem");
  let chosen = [];

  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
    form.elements.text.focus({ preventScroll: true });
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    add(event.clipboardData.files);
  });
  takeDropped(page, add);
  offerVoice(page, form, (file) => add([file]), complain);

  function add(files) {
    complain("");
    for (const file of files) {
      const why = refuse(file);
      if (why) complain(why.replace("{name}", file.name));
      else chosen.push(file);
    }
    draw();
  }

  function refuse(file) {
    const { fileEmpty, fileTooLarge, fileTooMany, maxFileBytes, maxFiles } = page.dataset;
    if (!file.size) return fileEmpty;
    if (file.size > Number(maxFileBytes)) return fileTooLarge;
    return chosen.length >= Number(maxFiles) ? fileTooMany : null;
  }

  function complain(why) {
    problem.textContent = why;
    problem.hidden = !why;
  }

  function draw() {
    list.replaceChildren(...chosen.map(chip));
    list.hidden = !chosen.length;
  }

  function chip(file) {
    const item = document.getElementById("attachment").content.firstElementChild.cloneNode(true);
    const remove = item.querySelector("button");
    item.querySelector(".name").textContent = file.name;
    remove.setAttribute("aria-label", remove.getAttribute("aria-label").replace("{name}", file.name));
    remove.addEventListener("click", () => {
      chosen = chosen.filter((other) => other !== file);
      draw();
      form.elements.text.focus({ preventScroll: true });
    });
    if (/^image\/(png|jpeg|gif|webp)$/.test(file.type)) item.querySelector(".icon").replaceWith(preview(file));
    return item;
  }

  return {
    complain,
    any: () => chosen.length > 0,
    take() {
      const taken = chosen;
      chosen = [];
      complain("");
      draw();
      return taken;
    },
    putBack(files) {
      chosen = [...files, ...chosen];
      draw();
    },
  };
}

function preview(file) {
  const picture = new Image();
  picture.alt = "";
  picture.src = URL.createObjectURL(file);
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
  return picture;
}

function takeDropped(page, add) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    page.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || page.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    page.classList.remove("dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}

// most customers never speak to the page, so the recorder is fetched by whoever presses its button
function offerVoice(page, form, add, complain) {
  const button = document.getElementById("voice");
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    complain("");
    try {
      const { record } = await import(page.dataset.voice);
      const { file, why } = await record(document.getElementById("recorder"));
      if (file) add(file);
      if (why) complain(why);
    } catch {
      complain(document.getElementById("recorder").dataset.missing);
    }
    button.disabled = false;
    form.elements.text.focus({ preventScroll: true });
  });
}
