// The box one types into.

import { icon, iconButton, make } from "./dom.js";
import { suggest, usage } from "./complete.js";
import { newWish, send } from "./net.js";
import { showAnswer } from "./dialogs.js";

const HISTORY = 50;

/**
 * @param {HTMLElement} root
 * @param {{id: string, where: () => {channel: string, thread?: string, direct: boolean}, people: () => object[], known: object, sent: (text: string) => void}} how
 */
export function composer(root, how) {
  const history = [];
  let back = 0;
  let offered = [];
  let chosen = 0;
  let wish = newWish();
  let line = Promise.resolve();

  const list = make("ul", { class: "offers", id: `${how.id}-offers`, role: "listbox", "aria-label": "Suggestions", hidden: true });
  const box = make("textarea", { id: how.id, rows: 1, maxlength: 8000, dir: "auto", "aria-autocomplete": "list", "aria-describedby": `${how.id}-help`, enterkeyhint: "send" });
  const help = make("p", { class: "help", id: `${how.id}-help` });
  const go = make("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send" }, icon("send"));
  const form = make("form", { class: "write" },
    iconButton("slash", "Caseline's words", () => begin(`${how.known.command} `)),
    iconButton("at", "Mention somebody", () => begin(`${box.value && !/\s$/.test(box.value) ? `${box.value} ` : box.value}@`)),
    box, go);
  root.replaceChildren(list, form, help);

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.addEventListener("input", () => { grow(); offer(); wish = newWish(); });
  box.addEventListener("click", offer);
  box.addEventListener("blur", () => setTimeout(hide, 120));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const handled = list.hidden ? plainKey(event) : listKey(event);
    if (handled) event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { event.preventDefault(); take(Number(option.dataset.at)); }
  });

  function listKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    if (event.key === "Escape") return hide();
    if (event.key === "Tab" && !event.shiftKey) return take(chosen);
    if (event.key !== "Enter" || event.shiftKey) return false;
    return offered[chosen].exact ? submit() : take(chosen);
  }

  function plainKey(event) {
    if (event.key === "Enter" && !event.shiftKey) return submit();
    if (event.key === "ArrowUp" && (!box.value || back) && history.length > back) return recall(back + 1);
    if (event.key === "ArrowDown" && back) return recall(back - 1);
    return false;
  }

  function recall(steps) {
    back = steps;
    put(steps ? history.at(-steps) : "");
    return true;
  }

  function begin(text) {
    put(text);
    offer();
  }

  function put(text) {
    box.value = text;
    box.focus();
    box.setSelectionRange(text.length, text.length);
    grow();
    wish = newWish();
    tell();
  }

  function grow() {
    box.rows = Math.min(8, Math.max(1, box.value.split("\n").length));
    go.classList.toggle("ready", Boolean(box.value.trim()));
  }

  function offer() {
    offered = suggest(box.value.slice(0, box.selectionStart), how.known, how.people(), how.where().direct);
    tell();
    if (!offered.length) return hide();
    list.replaceChildren(...offered.map((one, at) => make("li", { role: "option", id: `${how.id}-offer-${at}`, data: { at } },
      make("span", { class: "offer-word" }, make("b", {}, one.shown.split(" ")[0]), make("span", {}, one.shown.slice(one.shown.split(" ")[0].length))), make("span", { class: "offer-says" }, one.says),
      one.synonyms && make("span", { class: "offer-also" }, `also ${one.synonyms}`))));
    list.hidden = false;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-controls", list.id);
    return choose(0);
  }

  function choose(at) {
    chosen = (at + offered.length) % offered.length;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", list.children[chosen].id);
    return true;
  }

  function hide() {
    list.hidden = true;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant"]) box.removeAttribute(name);
    return true;
  }

  function take(at) {
    const one = offered[at];
    const after = box.value.slice(box.selectionStart);
    const before = box.value.slice(0, one.from) + one.put;
    put(before + after.trimStart());
    box.setSelectionRange(before.length, before.length);
    hide();
    tell();
    return true;
  }

  /** What the word that is being typed wants, or how the box is used. */
  function tell() {
    const word = usage(box.value, how.known);
    if (word) help.replaceChildren(make("strong", {}, word.usage || word.word), ` ${word.says}`);
    else help.replaceChildren(make("kbd", {}, "Enter"), " sends, ", make("kbd", {}, "Shift Enter"), " new line, ", make("kbd", {}, "/"), " for Caseline's words");
  }

  /** The box is free for the next line at once; lines arrive in the order in which they were sent. */
  function submit() {
    const text = box.value;
    if (!text.trim()) return true;
    const mine = wish;
    const { channel, thread } = how.where();
    hide();
    put("");
    remember(text);
    line = line.then(() => send("messages", { channel, thread: thread ?? "", text }, mine)).then((shown) => {
      if (!shown) return giveBack(text, mine);
      how.sent(text);
      showAnswer(shown);
    });
    return true;
  }

  /** Arrow up brings it back, also while it is still on its way. */
  function remember(text) {
    if (history.at(-1) !== text) history.push(text);
    history.splice(0, history.length - HISTORY);
    back = 0;
  }

  /** What did not arrive stands in the box again; sending it once more is the same wish. */
  function giveBack(text, mine) {
    if (box.value) return;
    put(text);
    wish = mine;
  }

  tell();
  return { begin, focus: () => box.focus(), label: (text) => { box.placeholder = text.length > 24 && innerWidth < 760 ? `${text.slice(0, 22)}…` : text; box.setAttribute("aria-label", text); }, box };
}
