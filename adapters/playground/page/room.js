// The middle: head of the channel, its strip of pins and bookmarks, and who is in it.

import { avatar, byId, drawn, icon, iconButton, make } from "./dom.js";
import { closeDialog, confirmed, openPlain } from "./dialogs.js";
import { localise } from "./moments.js";
import { send } from "./net.js";

export const titleOf = (channel, here = "") => (here === "desk" ? "Desk" : channel?.kind === "direct" ? "Caseline" : channel ? `#${channel.name}` : "Home");

/** @param {string} here a channel's name, `home` or `desk` */
export function drawHead(store, here) {
  const channel = store.channels.get(here);
  byId("where").replaceChildren(...(channel && channel.kind !== "direct" ? [icon(channel.private ? "lock" : "hash"), make("span", {}, channel.name)] : [titleOf(channel, here)]));
  byId("topic").textContent = here === "desk" ? "Tickets of customers who were made up" : !channel ? "What is yours, and what is going on"
    : channel.kind === "direct" ? "Whatever you write here is for Caseline; try “help”" : channel.topic;
  byId("topic").title = channel?.topic ?? "";
  byId("head-end").replaceChildren(...(channel && channel.kind !== "direct" ? [membersButton(store, channel)] : []));
  drawStrip(channel);
}

function membersButton(store, channel) {
  const faces = channel.members.slice(0, 3).map((key) => avatar(store.person(key), "tiny"));
  return make("button", { type: "button", class: "members", "aria-label": `${channel.members.length} members of #${channel.name}`, onclick: () => showMembers(store, channel) }, make("span", { class: "faces" }, ...faces), String(channel.members.length));
}

function showMembers(store, channel) {
  const rows = channel.members.map((key) => {
    const person = store.person(key);
    return make("li", {}, avatar(person, "small"), make("span", { class: "you-words" }, make("span", { class: "you-name" }, person.name), make("span", { class: "hat" }, person.hat)));
  });
  const leave = store.joined(channel.name) && make("button", { type: "button", class: "button plain", onclick: async () => {
    closeDialog();
    if (await confirmed(`Leave #${channel.name}? You can come back whenever you like.`, "Leave", false)) send("leave", { channel: channel.name });
  } }, `Leave #${channel.name}`);
  openPlain(`#${channel.name}`, make("p", { class: "topic-full", dir: "auto" }, channel.topic), make("ul", { class: "member-list" }, ...rows), leave || "");
}

function drawStrip(channel) {
  const strip = byId("strip");
  const pins = (channel?.pins ?? []).map((pin) => make("a", { class: "strip-item", href: `#${channel.name}/${pin.id}`, title: pin.title }, icon("pin"), make("span", {}, pin.title)));
  const pinned = new Set((channel?.pins ?? []).map((pin) => `#${channel.name}/${pin.id}`));
  const bookmarks = (channel?.bookmarks ?? []).filter((one) => /^(https?:\/\/|\/(?!\/))/.test(one.url) && !pinned.has(new URL(one.url, location.href).hash))
    .map((one) => make("a", { class: "strip-item", href: one.url, ...(one.url.startsWith("/") ? {} : { target: "_blank", rel: "noopener noreferrer" }) }, icon("link"), make("span", {}, one.label)));
  strip.hidden = !pins.length && !bookmarks.length;
  strip.replaceChildren(...pins, ...bookmarks);
}

export function drawHome(store) {
  const home = byId("home");
  home.replaceChildren(store.home ? drawn(store.home) : make("p", { class: "empty" }, "Caseline is drawing your home…"));
  localise(home);
}

/** What stands where the box would be when one cannot write here. */
export function outside(store, channel) {
  if (channel.speaker) return make("p", { class: "outside-note" }, `Only ${store.person(channel.speaker).name} writes here. Talk about it in another channel.`);
  if (channel.archived) return make("p", { class: "outside-note" }, "This channel is archived. It can be read, not written in.");
  return make("div", { class: "outside-note" }, make("span", {}, `You are looking into #${channel.name} from outside.`),
    make("button", { type: "button", class: "button primary", onclick: () => send("join", { channel: channel.name }) }, `Join #${channel.name}`));
}

/** What can be done with one post. */
export function toolsFor(post, store, how) {
  if (!store.joined(post.channel)) return [];
  const mine = post.author === store.me;
  const where = { channel: post.channel, message: post.id };
  if (post.whisper) return [iconButton("close", "Dismiss", () => send("delete", where))];
  const isMarked = post.marked.includes(store.me);
  const mark = iconButton("mark", isMarked ? "Take the timeline mark away" : "Mark for the timeline", () => how.mark(where, !isMarked), { "aria-pressed": String(isMarked) });
  const reply = how.reply && iconButton("reply", "Reply in thread", () => how.reply(post));
  const item = (label, does) => make("button", { type: "button", class: "item", role: "menuitem", tabindex: -1, onclick: does }, label);
  const menu = make("div", { class: "menu leftwards", role: "menu", hidden: true },
    item("Declare an incident from this…", () => how.shortcut("declare_from", where)),
    item("Add to the timeline", () => how.shortcut("note_from", where)),
    item("Link its tickets", () => how.shortcut("link_from", where)),
    item("Make a ticket…", () => how.shortcut("ticket_from", where)),
    mine && item("Edit…", () => how.edit(post)),
    mine && item("Delete", () => how.remove(where)));
  const more = make("div", { class: "popup" }, iconButton("more", "More", () => {}, { "aria-haspopup": "menu", "aria-expanded": "false" }), menu);
  return [mark, reply, more];
}
