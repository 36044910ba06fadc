// Records one voice clip. Loaded when the microphone button is pressed for the first time.
const mostSeconds = 120;
const types = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };

/** Gives { file }, { why } where it cannot be, or {} where it was cancelled. */
export async function record(panel) {
  const type = Object.keys(types).find((one) => MediaRecorder.isTypeSupported(one));
  const state = panel.querySelector(".state");
  const clock = panel.querySelector(".clock");
  const stop = panel.querySelector(".stop");
  const listening = new AbortController();
  const { signal } = listening;
  let cancelled = false;
  let ended = () => {};

  panel.hidden = false;
  panel.dataset.state = "starting";
  state.textContent = panel.dataset.starting;
  clock.textContent = "";
  stop.hidden = true;
  const cancel = () => {
    cancelled = true;
    ended();
  };
  const cancelling = new Promise((done) => { ended = done; });
  panel.querySelector(".cancel").addEventListener("click", cancel, { signal });
  // in a frame Escape also closes the chat: while recording it only ends the recording
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopImmediatePropagation();
    cancel();
  }, { signal, capture: true });

  let stream = null;
  const asked = navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    stream = await Promise.race([asked, cancelling]);
    if (cancelled) {
      asked.then((late) => late.getTracks().forEach((track) => track.stop()), () => {});
      return {};
    }
    const { pieces, full } = await listen(stream);
    if (cancelled || !pieces.length) return {};
    const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
    const file = new File(pieces, `${panel.dataset.file}-${at}.${types[type] ?? "webm"}`, { type: (type ?? "audio/webm").split(";")[0] });
    return { file, why: full ? panel.dataset.full : "" };
  } catch (error) {
    return { why: ["NotAllowedError", "SecurityError"].includes(error.name) ? panel.dataset.refused : panel.dataset.missing };
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
    listening.abort();
    panel.hidden = true;
  }

  function listen(source) {
    return new Promise((done, fail) => {
      const recorder = new MediaRecorder(source, type ? { mimeType: type, audioBitsPerSecond: 32_000 } : {});
      const pieces = [];
      const began = Date.now();
      let full = false;
      const end = () => recorder.state !== "inactive" && recorder.stop();
      const tick = setInterval(() => {
        const seconds = Math.floor((Date.now() - began) / 1000);
        clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        if (seconds < mostSeconds) return;
        full = true;
        end();
      }, 250);
      recorder.addEventListener("dataavailable", ({ data }) => data.size && pieces.push(data));
      recorder.addEventListener("stop", () => { clearInterval(tick); done({ pieces, full }); });
      recorder.addEventListener("error", ({ error }) => { clearInterval(tick); fail(error ?? new Error("recorder")); });
      stop.addEventListener("click", end, { signal });
      ended = end;
      recorder.start(1000);
      panel.dataset.state = "recording";
      state.textContent = panel.dataset.recording;
      clock.textContent = "0:00";
      stop.hidden = false;
      stop.focus();
    });
  }
}
