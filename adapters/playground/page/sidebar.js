// The left side: where one can go, and who one is.

import { avatar, byId, icon, make } from "./dom.js";

const SECTIONS = [
  { title: "Incidents", icon: "flame", of: (one) => one.kind === "war_room" && !one.archived },
  { title: "Channels", icon: "hash", of: (one) => one.kind === "channel" },
  { title: "Direct messages", icon: "", of: (one) => one.kind === "direct" },
  { title: "Archived", icon: "hash", of: (one) => one.archived },
];

/** Draws the whole side anew; `here` is the channel that is open, `home` or `desk`. */
export function drawSide(store, here) {
  const home = place("home", "Home", icon("home"), here === "home", { count: 0 }, true);
  const fresh = store.queue().filter((one) => one.status === "new").length;
  const desk = place("desk", "Desk", icon("inbox"), here === "desk", { count: fresh, word: fresh === 1 ? "new ticket" : "new tickets" }, true);
  const sections = SECTIONS.map((section) => {
    const inside = [...store.channels.values()].filter(section.of);
    if (section.title === "Incidents") inside.reverse();
    return inside.length ? drawSection(section, inside, store, here) : null;
  });
  const focused = document.activeElement?.closest?.("#places a")?.getAttribute("href");
  byId("places").replaceChildren(make("ul", {}, home, desk), ...sections.filter(Boolean));
  if (focused) [...document.querySelectorAll("#places a")].find((one) => one.getAttribute("href") === focused)?.focus();
}

function drawSection(section, inside, store, here) {
  const rows = inside.map((one) => {
    const direct = one.kind === "direct";
    const face = direct ? avatar(store.person("caseline"), "tiny") : icon(one.private ? "lock" : section.icon);
    return place(one.name, direct ? "Caseline" : one.name, face, here === one.name, store.unread(one.name), store.joined(one.name));
  });
  return make("section", {}, make("h2", {}, section.title), make("ul", {}, ...rows));
}

function place(name, shown, face, isHere, unread, joined) {
  const badge = unread.count ? make("span", { class: `badge${unread.named ? " named" : ""}` }, unread.count > 99 ? "99+" : String(unread.count), make("span", { class: "aloud" }, ` ${unread.word ?? "unread"}`)) : null;
  const link = make("a", { href: `#${name}`, class: `place${unread.count && !unread.word ? " fresh" : ""}${joined ? "" : " outside"}`, "aria-current": isHere ? "page" : undefined, title: shown }, face, make("span", { class: "place-name" }, shown), badge);
  return make("li", {}, link);
}

/** The button that says who one is, and the menu of people to be. */
export function drawYou(store) {
  const person = store.person(store.me);
  byId("you").replaceChildren(avatar(person), make("span", { class: "you-words" }, make("span", { class: "you-name" }, `You are ${person.name}`), make("span", { class: "hat" }, person.hat)), icon("up"));
  const people = [...store.people.values()].filter((one) => one.key !== "caseline");
  byId("others").replaceChildren(
    make("p", { class: "menu-title" }, "Be somebody else"),
    ...people.map((one) => make("div", { class: "other", role: "none" },
      make("a", { class: "item", role: "menuitem", tabindex: -1, href: `/?as=${one.key}${location.hash}`, "aria-current": one.key === store.me ? "true" : undefined },
        avatar(one, "small"), make("span", { class: "you-words" }, make("span", { class: "you-name" }, one.name), make("span", { class: "hat" }, one.hat))),
      make("a", { class: "item beside", role: "menuitem", tabindex: -1, href: `/?as=${one.key}${location.hash}`, target: "_blank", rel: "noopener", "aria-label": `Open a second window as ${one.name}`, title: `Open a second window as ${one.name}` }, icon("window")))));
}
