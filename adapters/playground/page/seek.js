// A box in which tickets are searched while somebody types; what is chosen stands above it as chips.

import { icon, make } from "./dom.js";
import { whenFree } from "./hold.js";
import { send } from "./net.js";

const PAUSE = 180;
/** Begins the value of an option that only says something. */
const SAYS = "!";
const chosenIn = new WeakMap();

/** What was chosen, and last what was typed and not chosen. */
export const soughtIn = (root) => [...chosenIn.get(root).keys(), root.querySelector("input").value.trim()].filter(Boolean);

/**
 * @param {HTMLElement} root drawn by the server's pen: chips, box, list, and a place that says how many there are
 * @param {string} token the form's
 */
export function seek(root, token) {
  const [chips, list] = root.querySelectorAll("ul");
  const box = root.querySelector("input");
  const says = root.querySelector(".seek-says");
  const chosen = new Map(JSON.parse(root.dataset.chosen).map((value) => [value, value]));
  let options = [];
  let active = -1;
  let asked = 0;
  let timer;
  chosenIn.set(root, chosen);

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  box.addEventListener("focus", () => { if (list.hidden) ask(); });
  box.addEventListener("click", () => { if (list.hidden && options.length) open(); });
  root.addEventListener("focusout", (event) => { if (!root.contains(event.relatedTarget)) whenFree(left, "seek"); });
  box.addEventListener("keydown", (event) => { if (!event.isComposing && key(event)) event.preventDefault(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(Number(option.dataset.at));
  });

  /** The list closes once a press elsewhere is over: what is below it, such as the button that sends, moves up. */
  function left() {
    if (!root.contains(document.activeElement)) close();
  }

  /** An answer that was overtaken by another letter is not shown. */
  async function ask() {
    if (!root.isConnected) return;
    const mine = ++asked;
    root.classList.add("busy");
    const found = await send("seek", { form: token, text: box.value });
    if (mine !== asked) return;
    root.classList.remove("busy");
    options = found?.options ?? [];
    active = -1;
    if (root.contains(document.activeElement)) open();
  }

  function key(event) {
    if (event.key === "Escape") return !list.hidden && close();
    if (event.key === "Backspace") return !box.value && chosen.size > 0 && drop([...chosen.keys()].at(-1));
    if (event.key === "Enter") return enter();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    if (list.hidden) return open();
    return choose(active < 0 && step < 0 ? options.length - 1 : active + step);
  }

  /** Takes what is marked; with something typed it never sends the form by accident. */
  function enter() {
    if (!list.hidden && active >= 0) return take(active);
    return Boolean(box.value.trim());
  }

  function open() {
    list.replaceChildren(...options.map(drawn));
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    const tickets = options.filter((one) => !one.value.startsWith(SAYS)).length;
    const none = box.value.trim() ? "Nothing was found; other words, or the number?" : "Type to search.";
    says.textContent = tickets ? `${tickets} ${tickets === 1 ? "ticket" : "tickets"}` : none;
    choose(active);
    return true;
  }

  function close() {
    list.hidden = true;
    says.textContent = "";
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    return true;
  }

  function drawn(one, at) {
    const [ref] = one.label.split(" · ");
    const rest = one.label.slice(ref.length + 3);
    const mute = one.value.startsWith(SAYS);
    const words = rest ? [make("span", { class: "found-ref" }, ref), make("span", {}, rest)] : [make("span", {}, ref)];
    return make("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": String(chosen.has(one.value)), "aria-disabled": mute ? "true" : undefined, data: { at }, dir: "auto" },
      make("span", { class: "found-mark" }, chosen.has(one.value) ? icon("check") : null), make("span", { class: "found-words" }, ...words));
  }

  function choose(at) {
    if (!options.length) return true;
    active = at < 0 && at !== -1 ? options.length - 1 : at >= options.length ? 0 : at;
    [...list.children].forEach((option, index) => option.classList.toggle("active", index === active));
    const here = list.children[active];
    if (here) {
      here.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", here.id);
    } else box.removeAttribute("aria-activedescendant");
    return true;
  }

  /** Choosing a second time takes it back; what only says something cannot be chosen. */
  function take(at) {
    clearTimeout(timer);
    const one = options[at];
    if (one.value.startsWith(SAYS)) return true;
    if (chosen.has(one.value)) chosen.delete(one.value);
    else {
      chosen.set(one.value, one.label);
      box.value = "";
    }
    drawChips();
    open();
    box.focus();
    return true;
  }

  function drop(value) {
    chosen.delete(value);
    drawChips();
    if (!list.hidden) open();
    box.focus();
    return true;
  }

  function drawChips() {
    chips.hidden = !chosen.size;
    chips.replaceChildren(...[...chosen].map(([value, label]) => make("li", { class: "chip", dir: "auto", title: label }, make("span", {}, value),
      make("button", { type: "button", class: "chip-drop", "aria-label": `Take ${value} away`, onclick: () => drop(value) }, icon("close")))));
  }

  drawChips();
}
