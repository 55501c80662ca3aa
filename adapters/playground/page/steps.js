// The panel with first steps: what a newcomer can try, ticked off as it is done.

import { byId, icon, iconButton, make } from "./dom.js";

const key = (name, me) => `caseline.${name}.${me}`;

/**
 * @param {{me: string, steps: {does: string, title: string, says: string, types: string}[], type: (text: string) => void, openWarRoom: () => void}} how
 */
export function firstSteps(how) {
  const panel = byId("steps");
  const done = new Set(JSON.parse(sessionStorage.getItem(key("done", how.me)) ?? "[]"));
  let folded = sessionStorage.getItem(key("folded", how.me)) === "yes" || innerWidth < 700;
  let name = how.me;

  /** `word` is what the person has just used. */
  function did(word) {
    if (!how.steps.some((step) => step.does === word) || done.has(word)) return;
    done.add(word);
    sessionStorage.setItem(key("done", how.me), JSON.stringify([...done]));
    draw();
  }

  function draw(shownName = name) {
    name = shownName;
    panel.hidden = sessionStorage.getItem(key("dismissed", how.me)) === "yes" || done.size >= how.steps.length;
    const next = how.steps.find((step) => !done.has(step.does));
    const fold = make("button", { type: "button", class: "steps-fold", "aria-expanded": String(!folded), onclick: () => { folded = !folded; sessionStorage.setItem(key("folded", how.me), folded ? "yes" : "no"); draw(); panel.querySelector("button").focus(); } },
      icon("up"), make("strong", {}, `You are ${name}.`), make("span", {}, folded && next ? ` Next: ${next.title}` : " Try Caseline in six small steps"),
      make("span", { class: "steps-count" }, `${done.size} of ${how.steps.length}`));
    const close = iconButton("close", "Hide first steps", () => { sessionStorage.setItem(key("dismissed", how.me), "yes"); draw(); });
    panel.replaceChildren(make("div", { class: "steps-head" }, fold, close), folded ? "" : make("ol", {}, ...how.steps.map((step) => row(step, step === next))));
  }

  function row(step, isNext) {
    const isDone = done.has(step.does);
    const action = isDone ? null
      : step.types ? make("button", { type: "button", class: "button plain slim", onclick: () => how.type(step.types) }, "Type it for me")
      : step.does === "war_room" ? make("button", { type: "button", class: "button plain slim", onclick: how.openWarRoom }, "Take me there")
      : step.does === "window" ? make("a", { class: "button plain slim", href: `/?as=leo${location.hash}`, target: "_blank", rel: "noopener", onclick: () => did("window") }, "Be Leo") : null;
    return make("li", { class: `${isDone ? "done" : ""}${isNext ? " next" : ""}` },
      make("span", { class: "tick" }, isDone ? icon("check") : null, isDone ? make("span", { class: "aloud" }, "Done: ") : null),
      make("span", { class: "step-words" }, make("strong", {}, step.title), make("span", {}, step.says)), action);
  }

  return { draw, did };
}
