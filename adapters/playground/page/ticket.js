// One ticket: who asks, what was said, and what can be done as its agent or in its customer's place.

import { badges, dueOf, statusWords, tierBadge } from "./desk_parts.js";
import { deleteTicket, mergeTicket, tagTicket } from "./desk_dialogs.js";
import { avatar, byId, icon, iconButton, make, say, toast } from "./dom.js";
import { day, localise, sameDay, time } from "./moments.js";
import { ask, newWish, send } from "./net.js";

const WAYS = [
  { name: "reply", label: "Reply", icon: "reply", says: "The customer gets these words.", button: "Send reply" },
  { name: "note", label: "Internal note", icon: "note", says: "Only the team sees this.", button: "Add note" },
  { name: "write", label: "As the customer", icon: "people", says: "Plays the customer, who writes again.", button: "Send as customer" },
];
const drafts = new Map();
let shown = null;
let way = "reply";
let wanted = "";

/** Fetches the conversation when the ticket changed since it was drawn. */
export async function drawTicket(root, store, id, turned) {
  wanted = id;
  const row = store.tickets.get(id);
  if (!row) return nothing(root, id);
  if (turned) { shown = null; way = "reply"; root.replaceChildren(make("p", { class: "empty" }, "Opening the ticket…")); }
  if (shown?.id === id && shown.number >= row.number) return undefined;
  let whole;
  try {
    whole = await ask(`ticket?id=${encodeURIComponent(id)}`);
  } catch {
    return toast("This ticket cannot be opened right now.");
  }
  if (wanted !== id || shown?.number >= whole.number && shown.id === id) return undefined;
  const before = shown?.said.length ?? 0;
  const first = !shown;
  shown = whole;
  if (!first && whole.said.length > before) announce(store, whole.said.at(-1), whole);
  return draw(root, store, whole, first);
}

function nothing(root, id) {
  root.className = "desk";
  root.replaceChildren(backLink(), make("p", { class: "empty" }, `There is no ticket ${id} here; it may have been deleted.`));
}

const backLink = () => make("a", { class: "back", href: "#desk" }, icon("back"), "All tickets");

function draw(root, store, one, first) {
  const box = first ? composer(store, one) : byId("answer");
  const place = root.querySelector(".ticket");
  root.className = "desk with-ticket";
  const body = make("article", { class: "ticket", "aria-labelledby": "ticket-subject" },
    make("div", { class: "ticket-head" }, backLink(), title(one), actions(store, one)),
    make("div", { class: "ticket-body" },
      make("div", { class: "talk" }, conversation(store, one)),
      aside(store, one)));
  const focused = document.activeElement?.id;
  if (place) {
    for (const part of [".ticket-head", ".talk > ol", ".about"]) place.querySelector(part).replaceWith(body.querySelector(part));
  } else {
    body.querySelector(".talk").append(box);
    root.replaceChildren(body);
  }
  steer(one);
  localise(root);
  if (focused && focused !== document.activeElement?.id) byId(focused)?.focus();
  if (first && matchMedia("(hover: hover)").matches) byId("ticket-subject").focus();
}

function title(one) {
  return make("div", { class: "ticket-title" },
    make("h2", { id: "ticket-subject", tabindex: -1, dir: "auto" }, one.subject),
    make("p", { class: "ticket-line" }, make("span", { class: "state", data: { status: one.status } }, statusWords(one.status)),
      make("span", {}, `Ticket ${one.id}`), make("span", { class: "priority", data: { priority: one.priority } }, `${one.priority} priority`),
      iconButton("link", "Copy the ticket's address", () => copy(one)), ...badges(one)));
}

async function copy(one) {
  const address = new URL(one.url, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    toast(`${address} is copied; paste it into a channel.`);
  } catch {
    toast(address);
  }
}

function actions(store, one) {
  const over = ["solved", "closed"].includes(one.status);
  const button = (id, label, onclick, kind = "") => make("button", { type: "button", id, class: `button ${kind}`, onclick }, label);
  const item = (label, onclick, kind = "") => make("button", { type: "button", class: `item ${kind}`, role: "menuitem", tabindex: -1, onclick }, label);
  if (one.merged) return make("div", { class: "buttons" }, make("a", { class: "button primary", href: `#desk/${one.merged}` }, `Go to ${one.merged}`));
  const more = make("div", { class: "popup" }, iconButton("more", "More", () => {}, { id: "ticket-more", "aria-haspopup": "menu", "aria-expanded": "false" }),
    make("div", { class: "menu leftwards", role: "menu", hidden: true }, item("Merge into another ticket…", () => mergeTicket(one)), item("Delete…", () => deleteTicket(one), "danger")));
  return make("div", { class: "buttons" },
    one.assignee !== store.me && button("ticket-take", "Take it", () => send("desk/take", { ticket: one.id })),
    button("ticket-tag", "Link incident…", () => tagTicket(store, one)),
    over ? button("ticket-reopen", "Open again", () => send("desk/reopen", { ticket: one.id })) : button("ticket-solve", "Solve", () => send("desk/solve", { ticket: one.id }), "primary"),
    more);
}

function conversation(store, one) {
  let before;
  const lines = one.said.flatMap((said) => {
    const at = new Date(said.at);
    const mark = before && sameDay(before, at) ? [] : [make("li", { class: "line day" }, make("span", {}, day(at)))];
    before = at;
    return [...mark, line(store, one, said, at)];
  });
  return make("ol", { class: "said-list", "aria-label": "Conversation" }, ...lines);
}

function line(store, one, said, at) {
  const when = make("time", { datetime: said.at, title: at.toLocaleString() }, time(at));
  if (said.by === "desk") return make("li", { class: "did" }, make("bdi", {}, `${store.person(said.who).name} ${said.text}`), when);
  const customer = said.by === "customer";
  const person = customer ? { key: "", name: said.who, hue: 4 } : store.person(said.who);
  const what = { customer: one.customer.organisation || "customer", agent: "replied", note: "internal note" }[said.by];
  const face = said.by === "note" ? make("span", { class: "avatar small note-face", "aria-hidden": "true" }, icon("lock")) : avatar(person, "small");
  return make("li", { class: `letter ${said.by}` }, face,
    make("div", { class: "letter-body" },
      make("p", { class: "letter-head" }, make("strong", {}, make("bdi", {}, person.name)), make("span", { class: "letter-kind" }, make("bdi", {}, what)), when),
      make("p", { class: "letter-text", dir: "auto" }, said.text)));
}

function aside(store, one) {
  const fact = (label, value, wide) => (value ? [make("div", { class: wide && "wide" }, make("dt", {}, label), make("dd", { dir: "auto" }, value))] : []);
  const { customer } = one;
  const agent = one.assignee ? store.person(one.assignee) : null;
  return make("aside", { class: "about", "aria-label": "About this ticket" },
    make("div", { class: "about-who" }, avatar({ key: "", name: customer.name, hue: 4 }),
      make("div", {}, make("strong", {}, make("bdi", {}, customer.name)), make("span", { class: "about-mail" }, customer.email))),
    make("dl", { class: "about-facts" },
      ...fact("Organisation", customer.organisation), ...fact("Tier", tierBadge(customer)), ...fact("Region", customer.region?.toUpperCase()), ...fact("Product", customer.product),
      ...fact("Agent", agent ? make("span", { class: "about-agent" }, avatar(agent, "tiny"), agent.name) : "nobody yet"),
      ...fact("Promised by this desk", make("span", { class: "about-due" }, ...one.deadlines.map(dueOf)), true)),
    make("p", { class: "about-sla" }, "What Caseline counts: ", make("code", {}, `${store.command} sla sandbox:${one.id}`)));
}

// What one writes

function composer(store, one) {
  const text = make("textarea", { id: "answer-text", rows: 3, maxlength: 8000, dir: "auto", enterkeyhint: "enter" });
  text.value = drafts.get(one.id) ?? "";
  const form = make("form", { class: "answer", id: "answer" },
    make("div", { class: "answer-ways", role: "radiogroup", "aria-label": "What you write" }, ...WAYS.map((each) => make("label", { class: "answer-way" },
      make("input", { type: "radio", name: "way", value: each.name, checked: each.name === way }), icon(each.icon), make("span", {}, each.label)))),
    text, make("div", { class: "answer-end" }, make("p", { class: "answer-says", id: "answer-says" }), make("button", { type: "button", class: "button", id: "answer-solve" }, "Send and solve"), make("button", { type: "submit", class: "button primary", id: "answer-send" })));
  let wish = newWish();
  let busy = false;
  const post = async (solve) => {
    if (busy || !text.value.trim()) return text.focus();
    busy = true;
    const sent = await send(`desk/${way}`, { ticket: one.id, text: text.value, solve }, wish);
    busy = false;
    if (!sent) return undefined;
    wish = newWish();
    text.value = "";
    drafts.delete(one.id);
    return text.focus();
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); post(false); });
  form.querySelector("#answer-solve").addEventListener("click", () => post(true));
  form.addEventListener("change", (event) => { if (event.target.name === "way") { way = event.target.value; wish = newWish(); steer(shown); } });
  text.addEventListener("input", () => { wish = newWish(); drafts.set(one.id, text.value); });
  text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); post(false); } });
  return form;
}

/** Says what the box would do, and whether it may. */
function steer(one) {
  const form = byId("answer");
  const now = WAYS.find((each) => each.name === way);
  const closed = one.merged || one.status === "closed";
  form.hidden = Boolean(closed);
  form.dataset.way = way;
  form.querySelector("textarea").setAttribute("aria-label", way === "write" ? `Write as ${one.customer.name}` : now.label);
  form.querySelector("textarea").placeholder = way === "write" ? `${one.customer.name} writes…` : way === "note" ? "A note for the team…" : `Reply to ${one.customer.name}…`;
  byId("answer-says").textContent = now.says;
  byId("answer-send").textContent = now.button;
  byId("answer-solve").hidden = way !== "reply";
}

function announce(store, said, one) {
  const name = said.by === "customer" ? said.who : store.person(said.who).name;
  say(`Ticket ${one.id}, ${name}: ${said.text.slice(0, 160)}`);
}
