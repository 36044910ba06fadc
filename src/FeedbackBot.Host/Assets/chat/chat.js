// The customer's chat. The page works as a plain form; this makes it live. Words come from the markup, never from here.
import "./htmx.js";
import { connectLive } from "./live.js";
import { keepInOrder } from "./log.js";
import { joinFrame } from "./frame.js";
import { composer } from "./composer.js";
import { tellTyping } from "./typing.js";

const page = document.body;
const frame = joinFrame(page);

keepInOrder(frame.arrived);
connectLive(page);
composer(page, document.getElementById("say"));
tellTyping(document.getElementById("text"), frame);

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  // third-party cookies are blocked inside a foreign page, so there the token travels in a header
  if (frame.token) ctx.request.headers["X-Visitor-Token"] = frame.token;
});
document.addEventListener("htmx:before:response", ({ detail: { ctx } }) => {
  frame.remember(ctx.response.headers.get("X-Visitor-Token"));
});
