// Bundles the browser's scripts and styles into ../wwwroot: hashed names for immutable caching, .br and .gz beside each,
// and manifest.json, which AssetManifest.cs and PrecompressedAssets.cs read. The manifest is written last: MSBuild takes it as
// the stamp of a finished build.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const packages = path.join(here, "node_modules");
const wwwroot = path.resolve(here, "../wwwroot");
const assets = path.join(wwwroot, "assets");

// logical name -> source; the console and the chat are separate worlds and share no file
const bundles = {
  "chat.js": "chat/chat.js",
  "chat-voice.js": "chat/voice.js",
  "chat.css": "chat/chat.css",
  "console.js": "console/console.js",
  "console.css": "console/console.css",
  "theme.js": "console/theme.js",
  "charts.js": "charts/charts.js",
  "webchat-page.js": "webchat/page.js",
  "webchat-page.css": "webchat/page.css",
};

// taken as published: the genuine Web Chat, loaded by /webchat only
const verbatim = { "webchat.js": "botframework-webchat/dist/webchat.js" };

// every icon a page may use, by its name in @tabler/icons; <svg class="icon"><use href="…icons.svg#send"/></svg>
const icons = [
  "adjustments-horizontal", "alert-triangle", "arrow-back-up", "arrow-down", "arrow-left", "arrow-right", "arrow-up",
  "arrows-join", "at", "bell", "brand-teams", "building", "bulb", "calendar", "chart-bar", "chart-line", "check", "checks",
  "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-x", "clock", "copy", "device-desktop", "dots",
  "download", "external-link", "eye", "eye-off", "file", "filter", "flag", "heart-handshake", "help-circle", "history", "home",
  "inbox", "info-circle",
  "key", "language", "link", "list-check", "lock", "logout", "mail", "menu-2", "message", "message-2", "messages",
  "minus", "mood-happy", "mood-neutral", "mood-sad", "moon", "note", "paperclip", "pencil", "phone", "photo", "plus",
  "refresh", "report-analytics", "robot", "rotate", "route", "search", "send", "settings", "shield-check", "sparkles", "star",
  "sun", "tag", "thumb-up", "ticket", "trash", "trending-down", "trending-up", "upload", "user", "user-check",
  "user-plus", "users", "users-group", "wifi-off", "world", "x",
];

const mediaTypes = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const exists = (file) => stat(file).then(() => true, () => false);

// fetched by import() when it is needed, so it has to be a module
const modules = ["chat/voice.js"];

async function bundle(source, define = {}) {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: modules.includes(source) ? "esm" : "iife",
    target: ["chrome94", "edge94", "firefox93", "safari15.4"],
    legalComments: source.startsWith("widget/") ? "none" : "eof",
    loader: { ".svg": "dataurl" },
    logLevel: "warning",
    define,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

async function sprite() {
  const symbols = await Promise.all(icons.map(async (name) => {
    const svg = await readFile(path.join(packages, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    const drawn = shapes.replace(/<path stroke="none"[^>]*>/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" `
      + `stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`;
  }));
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

// the widget carries its style sheet as a string: on a foreign page a second request could be refused
async function widget() {
  const style = await esbuild.transform(await readFile(path.join(here, "widget/widget.css"), "utf8"), { loader: "css", minify: true });
  return bundle("widget/widget.js", { CSS_TEXT: JSON.stringify(style.code.trim()) });
}

// Compressing the large bundles at the highest level takes seconds, so what an earlier build left for the same hash is kept.
async function write(file, content, fresh) {
  const large = content.length > 1_000_000;
  const todo = [["", async () => content], [".gz", () => gzip(content, { level: 9 })], [".br", () => brotli(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: large ? 10 : 11,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })]];
  await Promise.all(todo.map(async ([suffix, make]) => {
    if (fresh || !(await exists(file + suffix))) await writeFile(file + suffix, await make());
  }));
  return (await stat(`${file}.br`)).size;
}

async function emit(logical, content) {
  const hash = createHash("sha256").update(content).digest("base64url").replace(/[^A-Za-z0-9]/g, "").slice(0, 10);
  const extension = path.extname(logical);
  const isWidget = logical === "widget.js";
  const file = isWidget ? logical : `${logical.slice(0, -extension.length)}-${hash}${extension}`;
  const compressed = await write(path.join(isWidget ? wwwroot : assets, file), content, isWidget);
  return [logical, { path: isWidget ? `/${file}` : `/assets/${file}`, type: mediaTypes[extension], hash, size: content.length, compressed }];
}

await mkdir(assets, { recursive: true });
const entries = Object.fromEntries(await Promise.all([
  ...Object.entries(bundles).map(async ([logical, source]) => emit(logical, await bundle(source))),
  ...Object.entries(verbatim).map(async ([logical, source]) => emit(logical, await readFile(path.join(packages, source)))),
  widget().then((content) => emit("widget.js", content)),
  sprite().then((content) => emit("icons.svg", content)),
]));

const wanted = new Set(Object.values(entries).map((entry) => path.basename(entry.path)));
for (const file of await readdir(assets)) {
  if (!wanted.has(file.replace(/\.(br|gz)$/, ""))) await rm(path.join(assets, file));
}

await writeFile(path.join(assets, "manifest.json"), `${JSON.stringify(entries, null, 2)}\n`);
console.log(Object.entries(entries).map(([name, e]) => `${name} ${(e.compressed / 1024).toFixed(1)} KB`).sort().join(", "));
