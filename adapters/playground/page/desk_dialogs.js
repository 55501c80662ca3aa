// Questions of the desk that need an answer first.

import { closeDialog, confirmed, openPlain } from "./dialogs.js";
import { make } from "./dom.js";
import { newWish, send } from "./net.js";

function field(id, label, control, hint) {
  return make("div", { class: "field" }, make("label", { for: id }, label), hint && make("p", { class: "hint", id: `${id}-hint` }, hint), control);
}

/** A small form in the page's dialog; `done` gives back whether it may close. */
function form(title, label, fields, done) {
  const wish = newWish();
  const root = make("form", {}, ...fields, make("div", { class: "form-end" },
    make("button", { type: "button", class: "button plain", "data-close": true }, "Not now"), make("button", { type: "submit", class: "button primary" }, label)));
  root.addEventListener("submit", async (event) => { event.preventDefault(); if (await done(wish)) closeDialog(); });
  openPlain(title, root);
  root.querySelector("input, textarea, select")?.focus();
}

const input = (id, more = {}) => make("input", { id, autocomplete: "off", required: true, ...more });

const TIERS = [["standard", "Standard"], ["premium", "Premium"], ["vip", "VIP"]];

/** Incidents that have a war room here, newest first. */
function incidents(store) {
  const found = [...store.channels.values()].filter((one) => one.kind === "war_room").map((one) => /(?:^|-)(\d+)(?:-|$)/.exec(one.name)?.[1]).filter(Boolean);
  return [...new Set(found.reverse())].map((number) => `INC-${number}`);
}

export function tagTicket(store, one) {
  const known = incidents(store);
  const box = input("tag-incident", { placeholder: "INC-1", maxlength: 40, list: "tag-known", "aria-describedby": "tag-incident-hint", spellcheck: "false" });
  box.value = known[0] ?? "";
  const list = make("datalist", { id: "tag-known" }, ...known.map((key) => make("option", { value: key })));
  const linked = one.tags.filter((tag) => tag.startsWith("incident:"));
  const off = linked.map((tag) => make("button", { type: "button", class: "button slim", onclick: async () => { if (await send("desk/tag", { ticket: one.id, tag, on: false })) closeDialog(); } }, `Unlink ${tag.slice(9).toUpperCase()}`));
  const tag = () => `incident:${box.value.trim().replace(/^incident:/i, "")}`;
  form("Link an incident", "Link", [field("tag-incident", "Incident", box, "The tag incident:INC-n links a ticket, here as in other desks."), list, off.length ? make("div", { class: "buttons unlink" }, ...off) : null],
    (wish) => send("desk/tag", { ticket: one.id, tag: tag(), on: true }, wish));
  box.select();
}

export function mergeTicket(one) {
  const box = input("merge-into", { inputmode: "numeric", maxlength: 12, placeholder: "48211", "aria-describedby": "merge-into-hint" });
  form(`Merge ticket ${one.id}`, "Merge", [field("merge-into", "Into ticket", box, "That one goes on; this one is closed for good.")],
    (wish) => send("desk/merge", { ticket: one.id, into: box.value }, wish));
}

export async function deleteTicket(one) {
  if (!(await confirmed(`Delete ticket ${one.id} for good?`, "Delete", true))) return;
  if (await send("desk/delete", { ticket: one.id })) location.hash = "#desk";
}

export function newTicket() {
  const name = input("new-name", { maxlength: 100 });
  const email = input("new-email", { type: "email", maxlength: 200, placeholder: "dana@example.test" });
  const organisation = input("new-organisation", { maxlength: 100, required: false, "aria-describedby": "new-organisation-hint" });
  const tier = make("select", { id: "new-tier" }, ...TIERS.map(([value, label]) => make("option", { value }, label)));
  const subject = input("new-subject", { maxlength: 200, dir: "auto" });
  const text = make("textarea", { id: "new-text", rows: 4, maxlength: 8000, required: true, dir: "auto" });
  form("New ticket, as a customer", "File it", [field("new-name", "Name", name), field("new-email", "E-mail", email),
    field("new-organisation", "Organisation (optional)", organisation, "A customer who wrote before keeps theirs."), field("new-tier", "Tier", tier), field("new-subject", "Subject", subject), field("new-text", "What is wrong", text)],
    (wish) => send("desk/new", { name: name.value, email: email.value, organisation: organisation.value, tier: tier.value, subject: subject.value, text: text.value }, wish));
}
