// The page's one dialog: forms, questions before something happens, and cards that belong to no channel.

import { byId, drawn, icon, iconButton, make, toast } from "./dom.js";
import { fromField, localise, toField } from "./moments.js";
import { newWish, send } from "./net.js";
import { seek, soughtIn } from "./seek.js";

const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));

dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) dialog.close();
});

function show(content, labelledBy, kind) {
  dialog.replaceChildren(content);
  dialog.className = `dialog ${kind}`;
  dialog.setAttribute("aria-labelledby", labelledBy);
  localise(dialog);
  if (!dialog.open) dialog.showModal();
}

/**
 * Whatever a deed gave back: a form or a card is shown, anything else has arrived by the stream.
 * `done` is called once the deed is done: for a form, when its answers were taken.
 */
export function showAnswer(shown, done = () => {}) {
  if (shown?.form) openForm(shown.form, done);
  else if (shown?.card) openCard(shown.card, shown.title);
  if (shown && !shown.form) done();
  return shown;
}

/** Asks before something happens; true when the person is sure. */
export function confirmed(question, label, danger) {
  return new Promise((resolve) => {
    const yes = make("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, onclick: () => { dialog.returnValue = "yes"; dialog.close("yes"); } }, label);
    const no = make("button", { type: "button", class: "button plain", "data-close": true }, "Not now");
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    show(make("div", { class: "question" }, make("p", { id: "question" }, question), make("div", { class: "form-end" }, no, yes)), "question", "small");
    no.focus();
  });
}

function openCard(html, title) {
  const close = iconButton("close", "Close", () => dialog.close());
  show(make("div", { class: "lone" }, make("p", { class: "aloud", id: "lone" }, title), close, drawn(html)), "lone", "small");
}

/** Something of the page's own, such as who is in a channel. */
export function openPlain(title, ...content) {
  const close = iconButton("close", "Close", () => dialog.close());
  show(make("div", { class: "lone" }, make("h2", { id: "lone" }, title), close, ...content), "lone", "small");
}

export const closeDialog = () => dialog.close();

function openForm(html, done) {
  const holder = drawn(html);
  const form = holder.querySelector("form");
  form.querySelectorAll("[data-at]").forEach((field) => { if (field.dataset.at) field.value = toField(field.dataset.at); });
  form.querySelectorAll("[data-seek]").forEach((box) => seek(box, form.dataset.token));
  let wish = newWish();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const shown = await send("forms", { form: form.dataset.token, answers: answersOf(form) }, wish);
    form.ariaBusy = "false";
    if (!shown) return;
    wish = newWish();
    mark(form, shown.errors ?? {});
    if (shown.errors) return;
    if (!shown.form && !shown.card) dialog.close();
    showAnswer(shown, done);
  });
  show(holder, `${form.dataset.token}-heading`, "");
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

function answersOf(form) {
  const answers = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") {
      answers[field.name] ??= [];
      if (field.checked) answers[field.name].push(field.value);
    } else if (field.type === "radio") {
      if (field.checked) answers[field.name] = field.value;
    } else if (field.role === "combobox") {
      answers[field.name] = soughtIn(field.closest("[data-seek]"));
    } else {
      answers[field.name] = field.type === "datetime-local" ? fromField(field.value) : field.value;
    }
  }
  return answers;
}

/** Writes beside each field what is wrong with it, and goes to the first. */
function mark(form, errors) {
  const left = new Set(Object.keys(errors));
  form.querySelectorAll("[data-wrong]").forEach((place) => {
    const said = errors[place.dataset.wrong] ?? "";
    left.delete(place.dataset.wrong);
    place.hidden = !said;
    place.replaceChildren(...(said ? [icon("close"), said] : []));
    const controls = place.closest("[data-field]")?.querySelectorAll("input, textarea, select") ?? [];
    controls.forEach((control) => control.setAttribute("aria-invalid", String(Boolean(said))));
  });
  for (const name of left) toast(errors[name]);
  form.querySelector('[aria-invalid="true"]')?.focus();
}
