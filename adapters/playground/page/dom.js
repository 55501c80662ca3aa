// Small steps with the document that every part of the page takes.

const SPRITE = "/playground/page/icons.svg";

/** The element with this id; it is part of the page, so it is always there. */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A new element. Properties with `on…` are listeners, `data` fills data attributes, others are attributes;
 * strings among the children become text, never mark-up.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A button that shows only a picture; its label is what screen readers say and what hovering shows. */
export function iconButton(name, label, onclick, properties = {}) {
  return make("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...properties }, icon(name));
}

/** HTML that the server's pen has drawn and escaped. */
export function drawn(html, tag = "div", properties = {}) {
  const element = make(tag, properties);
  element.innerHTML = html;
  return element;
}

let politeness;
/** Says something to screen readers, once the last word has been said. */
export function say(text) {
  clearTimeout(politeness);
  const place = byId("announce");
  place.textContent = "";
  politeness = setTimeout(() => { place.textContent = text; }, 60);
}

export function toast(text) {
  const note = make("p", { class: "toast" }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

/** A round face for a person, with their first letter. */
export function avatar(person, size = "") {
  if (person.key === "caseline") {
    return make("img", { class: `avatar ${size}`, src: "/playground/page/mark.svg", alt: "" });
  }
  return make("span", { class: `avatar ${size}`, "aria-hidden": "true", data: { hue: person.hue % 6 } }, person.name.slice(0, 1));
}
