// Connects the parts of the page: what was told by the server, what the person does, where they are.

import { composer } from "./composer.js";
import { confirmed, closeDialog, openPlain, showAnswer } from "./dialogs.js";
import { byId, icon, make, say } from "./dom.js";
import { drawDesk, forget } from "./desk.js";
import { whenFree } from "./hold.js";
import { ask, follow, me, newWish, send } from "./net.js";
import { postList } from "./posts.js";
import "./popups.js";
import { drawHead, drawHome, outside, titleOf, toolsFor } from "./room.js";
import { drawSide, drawYou } from "./sidebar.js";
import { firstSteps } from "./steps.js";
import { Store } from "./store.js";

const store = new Store();
const scroll = byId("scroll");
let here = "";
let ticket = "";
let thread = "";
let readBefore = Infinity;
let known;
let steps;
let box;
let threadBox;
let awaited = false;

const posts = postList(byId("posts"), store, { tools: (post) => toolsFor(post, store, deeds) });
const replies = postList(byId("replies"), store, { thread: true, tools: (post) => toolsFor(post, store, { ...deeds, reply: null }) });

const deeds = {
  reply: (post) => openThread(post.id),
  mark: (where, on) => { send("react", { ...where, on }).then(showAnswer); if (on) steps.did("pinned"); },
  shortcut: (word, where) => send("shortcut", { word, ...where }).then(showAnswer),
  edit: (post) => editDialog(post),
  remove: async (where) => { if (await confirmed("Delete this message for everybody?", "Delete", true)) send("delete", where); },
};

// Where the person is: `#channel` or `#channel/message`, `#home`, `#desk` or `#desk/ticket`.

function whereTo() {
  const [name, message = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  return { name: ["home", "desk"].includes(name) || store.channels.has(name) ? name : "support", message };
}

function go() {
  const { name, message } = whereTo();
  const turned = name === "desk" && message !== ticket;
  const moved = name !== here || turned;
  here = name;
  ticket = name === "desk" ? message : "";
  if (moved) {
    awaited = false;
    readBefore = store.read[here] || Infinity;
    openThread("");
    byId("app").classList.remove("drawer-open");
    if (here === "home") send("home", {});
    if (store.channels.get(here)?.kind === "war_room") steps?.did("war_room");
  }
  if (moved) byId("scroll").scrollTop = 0;
  draw();
  if (here !== "desk" && message) reveal(message);
  else if (moved) toEnd();
  if (moved && here !== "desk" && matchMedia("(hover: hover)").matches) (store.joined(here) ? box : byId("where")).focus();
  seen();
}

const warRoom = () => [...store.channels.values()].filter((one) => one.kind === "war_room" && !one.archived).at(-1)?.name;

/** Who asked to be taken to a war room before there was one gets there once it is made. */
function enterAwaited() {
  if (!awaited || !warRoom()) return;
  awaited = false;
  location.hash = `#${warRoom()}`;
}

let ended = true;
/** The end of the messages, or the beginning of the last one when it is too long to be seen whole. */
function toEnd() {
  if (here === "desk") return;
  scroll.scrollTop = scroll.scrollHeight;
  const last = byId("posts").lastElementChild;
  if (last && last.offsetHeight > scroll.clientHeight) last.scrollIntoView({ block: "start" });
  ended = true;
}

new ResizeObserver(() => { if (ended) toEnd(); }).observe(scroll);
scroll.addEventListener("scroll", () => { ended = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80; }, { passive: true });

function reveal(id) {
  const post = store.posts.get(here)?.get(id);
  if (post?.thread) return openThread(post.thread);
  const row = byId(`post-${id}`);
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
  row?.classList.add("found");
  return setTimeout(() => row?.classList.remove("found"), 2500);
}

// Drawing

function draw() {
  const channel = store.channels.get(here);
  drawSide(store, here);
  drawHead(store, here);
  byId("home").hidden = here !== "home";
  byId("desk").hidden = here !== "desk";
  byId("posts").hidden = !channel;
  if (here === "home") drawHome(store);
  else if (here === "desk") drawDesk(store, ticket);
  else drawPosts(channel);
  drawComposer(channel);
  const waiting = [...store.channels.keys()].filter((name) => name !== here).reduce((sum, name) => sum + store.unread(name).count, 0);
  document.title = `${waiting ? `(${waiting}) ` : ""}${titleOf(channel, here)} – Caseline playground`;
}

function drawPosts(channel) {
  const atEnd = ended;
  const said = store.said(here);
  posts.show(said, readBefore);
  const empty = byId("posts").querySelector(".empty");
  if (said.length) empty?.remove();
  else if (!empty) byId("posts").append(make("li", { class: "empty" }, channel.kind === "direct" ? "Only you and Caseline are here. Write “help”, or press / to see what it understands." : "Nobody has said anything here yet."));
  if (atEnd) toEnd();
  if (thread) drawThread();
}

function drawComposer(channel) {
  const can = channel && store.joined(here) && !channel.archived && !channel.speaker;
  byId("composer").hidden = !channel;
  byId("composer").classList.toggle("closed", Boolean(channel) && !can);
  byId("composer").querySelector(".outside-note")?.remove();
  if (channel && !can) byId("composer").append(outside(store, channel));
  if (channel) box.label(channel.kind === "direct" ? "Message Caseline" : `Message #${channel.name}`);
}

function openThread(id) {
  thread = id;
  byId("thread").hidden = !id;
  byId("app").classList.toggle("with-thread", Boolean(id));
  if (!id) return;
  byId("thread-where").textContent = titleOf(store.channels.get(here));
  drawThread();
  threadBox.label("Reply in thread");
  threadBox.focus();
}

function drawThread() {
  const before = byId("replies").childElementCount;
  replies.show(store.said(here, thread));
  const room = byId("replies").parentElement;
  if (byId("replies").childElementCount !== before) room.scrollTop = room.scrollHeight;
}

function editDialog(post) {
  const field = make("textarea", { rows: 4, id: "edit", maxlength: 8000, dir: "auto" });
  field.value = post.text;
  const save = async () => {
    if (await send("edit", { channel: post.channel, message: post.id, text: field.value })) closeDialog();
  };
  openPlain("Edit message", make("div", { class: "field" }, make("label", { for: "edit" }, "Your words"), field),
    make("div", { class: "form-end" }, make("button", { type: "button", class: "button plain", "data-close": true }, "Cancel"), make("button", { type: "button", class: "button primary", onclick: save }, "Save")));
  field.focus();
}

// Reading

let reading;
function seen() {
  if (!store.channels.has(here) || document.hidden || !store.joined(here)) return;
  const newest = store.newest(here);
  if (newest <= (store.read[here] ?? 0)) return;
  store.read[here] = newest;
  drawSide(store, here);
  clearTimeout(reading);
  const channel = here;
  reading = setTimeout(() => send("read", { channel, message: String(newest) }), 400);
}

// What the server tells

store.addEventListener("change", ({ detail: { kind, data } }) => {
  if (kind === "all") return;
  if (kind === "hidden" && data.channel === here) location.hash = "#support";
  if (kind === "post") announce(data);
  whenFree(() => { draw(); seen(); enterAwaited(); });
});

const heard = new Set();
function announce(post) {
  const isNew = !heard.has(post.id);
  heard.add(post.id);
  if (!isNew || post.author === me || (post.channel !== here && !post.whisper)) return;
  say(`${store.person(post.author).name}: ${post.title}`);
}

// Buttons on cards

document.addEventListener("click", async (event) => {
  const opener = event.target.closest(".opens-thread");
  if (opener) return openThread(opener.dataset.thread);
  const button = event.target.closest(".card button[data-does]");
  if (button) return press(button);
  const link = event.target.closest("a[href]");
  if (!link || event.metaKey || event.ctrlKey) return undefined;
  const to = new URL(link.href);
  const opens = ticketIn(to);
  if (opens) {
    event.preventDefault();
    location.hash = `#desk/${opens}`;
    return undefined;
  }
  if (link.target) return undefined;
  if (to.origin === location.origin && to.pathname === "/" && to.hash && !to.search.includes("as=")) {
    event.preventDefault();
    if (location.hash === to.hash) go();
    else location.hash = to.hash;
  }
  return undefined;
});

/** The number of the ticket that this address opens on this page, in either way of writing it. */
function ticketIn(to) {
  if (to.origin !== location.origin) return "";
  return /^\/desk\/(\d+)$/.exec(to.pathname)?.[1] ?? (to.pathname === "/" && /^#desk\/(\d+)$/.exec(to.hash)?.[1]) ?? "";
}

/** Pressing twice before the answer came is one press. */
async function press(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const { does, about = "", words = "", confirm = "" } = button.dataset;
  const where = button.closest("[data-id]");
  if (confirm && !(await confirmed(confirm, button.textContent, button.classList.contains("danger")))) return;
  button.setAttribute("aria-disabled", "true");
  const wish = button.dataset.wish ?? newWish();
  button.dataset.wish = wish;
  const post = where && [...store.posts.values()].map((all) => all.get(where.dataset.id)).find(Boolean);
  const shown = await send("actions", { channel: post?.channel ?? "", message: post?.id ?? "", does, about, words, once: "once" in button.dataset }, wish);
  button.removeAttribute("aria-disabled");
  if (!shown) return;
  delete button.dataset.wish;
  showAnswer(shown, () => steps.did(does));
}

// Keys and small screens

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("app").classList.contains("drawer-open")) drawer(false);
  else if (event.key === "Escape" && thread && !byId("dialog").open && event.target.closest("#thread")) {
    const opener = byId(`post-${thread}`);
    openThread("");
    opener?.focus();
  }
});

function drawer(open) {
  byId("app").classList.toggle("drawer-open", open);
  byId("veil").hidden = !open;
  byId("drawer").setAttribute("aria-expanded", String(open));
  if (open) (byId("places").querySelector("a[aria-current]") ?? byId("places").querySelector("a")).focus();
  else byId("drawer").focus();
}

byId("drawer").append(icon("menu"));
byId("drawer").addEventListener("click", () => drawer(true));
byId("veil").addEventListener("click", () => drawer(false));
byId("thread-close").append(icon("close"));
byId("thread-close").addEventListener("click", () => openThread(""));
byId("skip").addEventListener("click", (event) => { event.preventDefault(); if (here === "desk") byId("desk").querySelector("#answer-text, a.row, button")?.focus(); else box.focus(); });
byId("app").addEventListener("click", (event) => { if (event.target.closest("#places a")) { byId("veil").hidden = true; byId("app").classList.remove("drawer-open"); } });
addEventListener("hashchange", go);
document.addEventListener("visibilitychange", seen);

// Start

function wordOf(text) {
  const typed = text.trim().match(new RegExp(`^(?:${known.command.replace("/", "\\/")}[ -]|@caseline\\s+)(\\S+)`, "i"))?.[1]?.toLowerCase();
  return known.words.find((one) => one.word === typed || one.synonyms.includes(typed))?.word ?? typed ?? "";
}

async function reload() {
  const after = store.fill(await ask(`state?as=${encodeURIComponent(me)}`));
  for (const all of store.posts.values()) for (const id of all.keys()) heard.add(id);
  drawYou(store);
  forget();
  go();
  return after;
}

async function start() {
  known = await ask("words");
  store.command = known.command;
  const people = () => [...store.people.values()].filter((one) => one.key !== me);
  const sent = (text) => { steps.did(wordOf(text)); toEnd(); };
  const direct = () => store.channels.get(here)?.kind === "direct";
  box = composer(byId("composer"), { id: "say", known, people, sent, where: () => ({ channel: here, direct: direct() }) });
  threadBox = composer(byId("thread-composer"), { id: "reply", known, people, sent, where: () => ({ channel: here, thread, direct: direct() }) });
  steps = firstSteps({
    me, steps: known.steps,
    openWarRoom: () => { awaited = true; enterAwaited(); },
    openDirect: () => { location.hash = `#dm-${me}`; },
    type: (text) => {
      if (store.channels.get(here)?.kind === "war_room" || !warRoom()) return box.begin(text);
      location.hash = `#${warRoom()}`;
      return setTimeout(() => box.begin(text));
    },
  });
  const after = await reload();
  steps.draw(store.person(me));
  follow({ change: (kind, data) => store.change(kind, data), reload, lost: (is) => { byId("lost").hidden = !is; } }, after);
  document.documentElement.dataset.ready = "yes";
}

start().catch(() => { byId("lost").hidden = false; byId("lost").textContent = "This page could not be opened. Is the address right (/?as=ana), and is Caseline running?"; });
