// The desk: the queue of tickets, or one of them. Everything customers wrote is shown as text.

import { badges, customerLine, dueLine, facts, statusWords, tierBadge } from "./desk_parts.js";
import { newTicket } from "./desk_dialogs.js";
import { byId, icon, iconButton, make } from "./dom.js";
import { localise } from "./moments.js";
import { send } from "./net.js";
import { drawTicket } from "./ticket.js";

const FILTERS = [
  { name: "open", label: "Open", fits: (one) => !isOver(one) },
  { name: "yours", label: "Yours", fits: (one, me) => one.assignee === me && !isOver(one) },
  { name: "over", label: "Solved", fits: isOver },
  { name: "all", label: "All", fits: () => true },
];
let chosen = "open";
let drawn = null;
const rows = new Map();
let headed = "";

function isOver(one) {
  return one.status === "solved" || one.status === "closed";
}

/** What is shown next is drawn anew: the server began anew, and counts from the start. */
export function forget() {
  drawn = null;
  rows.clear();
}

/** @param {string} ticket the id of the one that is open, or an empty string for the queue */
export function drawDesk(store, ticket) {
  const root = byId("desk");
  const turned = drawn !== ticket || !root.childElementCount;
  const from = drawn;
  drawn = ticket;
  if (ticket) return drawTicket(root, store, ticket, turned);
  drawQueue(root, store);
  if (!turned || !matchMedia("(hover: hover)").matches) return undefined;
  return (byId(`ticket-${from}`) ?? root.querySelector(".queue a") ?? byId("new-ticket")).focus();
}

function drawQueue(root, store) {
  const filter = FILTERS.find((one) => one.name === chosen);
  const shown = store.queue().filter((one) => filter.fits(one, store.me));
  const focused = document.activeElement?.id;
  if (!root.querySelector(".desk-queue")) {
    root.className = "desk";
    root.replaceChildren(make("div", { class: "desk-head" }), make("div", { class: "desk-queue" }));
    headed = "";
  }
  drawQueueHead(root, store, filter);
  const list = make("ol", { class: "queue", "aria-label": `${filter.label} tickets, newest first`, onkeydown: walk }, ...shown.map((one) => rowOf(one, store)));
  root.querySelector(".desk-queue").replaceChildren(shown.length ? list : make("p", { class: "empty" }, chosen === "open" ? "Nothing is open. New tickets appear here by themselves." : "There are no such tickets."));
  localise(root);
  if (focused && root.querySelector(`#${CSS.escape(focused)}`)) byId(focused).focus({ preventScroll: true });
}

function drawQueueHead(root, store, filter) {
  const counts = FILTERS.map((one) => store.queue().filter((each) => one.fits(each, store.me)).length);
  const now = JSON.stringify([filter.name, counts, store.silent]);
  if (now === headed) return;
  headed = now;
  const press = (one) => { chosen = one.name; drawQueue(root, store); byId(`filter-${one.name}`).focus(); };
  const filters = FILTERS.map((one, at) => make("button", { type: "button", class: "filter", id: `filter-${one.name}`, "aria-pressed": String(one === filter), onclick: () => press(one) },
    one.label, make("span", { class: "filter-count" }, String(counts[at]))));
  root.querySelector(".desk-head").replaceChildren(make("div", { class: "filters", role: "group", "aria-label": "Which tickets" }, ...filters),
    make("div", { class: "buttons" },
      make("button", { type: "button", class: "button", id: "new-ticket", "aria-label": "New ticket", title: "New ticket", onclick: newTicket }, icon("plus"), "New ticket"), outage(store)),
    ...(store.silent ? [silence()] : []));
}

/** What can be tried out with the desk as a whole. */
function outage(store) {
  const item = make("button", { type: "button", class: "item", id: "desk-outage", role: "menuitem", tabindex: -1, onclick: () => send("desk/silence", { on: !store.silent }) }, store.silent ? "Let it answer again" : "Play an outage of the desk");
  return make("div", { class: "popup" }, iconButton("more", "More", () => {}, { id: "desk-more", "aria-haspopup": "menu", "aria-expanded": "false" }), make("div", { class: "menu leftwards", role: "menu", hidden: true }, item));
}

function silence() {
  return make("div", { class: "silence", role: "status" }, make("p", {}, "The desk does not answer Caseline. Tickets come in all the same; what Caseline has to do here waits."),
    make("button", { type: "button", class: "button slim", id: "desk-answers", onclick: () => send("desk/silence", { on: false }) }, "Let it answer again"));
}

/** A row that did not change stays the same element, so that a press on it is not lost while others arrive. */
function rowOf(one, store) {
  const signature = `${one.number}`;
  if (rows.get(one.id)?.signature !== signature) rows.set(one.id, { signature, element: row(one, store) });
  return rows.get(one.id).element;
}

function row(one, store) {
  const agent = one.assignee ? store.person(one.assignee).name : "nobody yet";
  const due = dueLine(one);
  return make("li", {}, make("a", { class: `row${one.status === "new" ? " fresh" : ""}${isOver(one) ? " over" : ""}`, id: `ticket-${one.id}`, href: `#desk/${one.id}` },
    make("span", { class: "row-state" }, make("span", { class: "state", data: { status: one.status } }, statusWords(one.status)), make("span", { class: "row-id" }, one.id)),
    make("span", { class: "row-words" },
      make("span", { class: "row-subject", dir: "auto" }, one.subject),
      make("span", { class: "row-who" }, customerLine(one.customer), tierBadge(one.customer), ...badges(one))),
    make("span", { class: "row-due" }, due, make("span", { class: "row-age" }, make("time", { datetime: one.created, "data-show": "relative" }), " · ", agent))));
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll("a.row")];
  const next = all[all.indexOf(document.activeElement) + step];
  if (!next) return;
  next.focus();
  event.preventDefault();
}

// What is due counts down also while nothing happens.
setInterval(() => {
  document.querySelectorAll("#desk [data-due]").forEach((element) => facts.count(element));
}, 5_000);
