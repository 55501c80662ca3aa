// The panel with first steps: what a newcomer can try, ticked off as it is done. One of them is unfolded.

import { byId, icon, iconButton, make } from "./dom.js";

const BESIDE = 1180;

/**
 * @param {{me: string, steps: {does: string, title: string, says: string, types: string, also: string[]}[], type: (text: string) => void, openWarRoom: () => void, openDirect: () => void}} how
 */
export function firstSteps(how) {
  const panel = byId("steps");
  const kept = (name) => `caseline.${name}.${how.me}`;
  const done = new Set(JSON.parse(sessionStorage.getItem(kept("done")) ?? "[]"));
  const other = how.me === "leo" ? "ana" : "leo";
  let folded = innerWidth < BESIDE || sessionStorage.getItem(kept("folded")) === "yes";
  let opened;
  let person = { name: how.me, hat: "" };

  /** `word` is what the person has just used. */
  function did(word) {
    const step = how.steps.find((one) => one.does === word || one.also.includes(word));
    if (!step || done.has(step.does)) return;
    done.add(step.does);
    if (opened === step.does) opened = undefined;
    sessionStorage.setItem(kept("done"), JSON.stringify([...done]));
    draw();
  }

  function fold(is) {
    folded = is;
    sessionStorage.setItem(kept("folded"), is ? "yes" : "no");
    draw();
    panel.querySelector("button").focus();
  }

  /** Pressed once more, it is folded again. */
  function open(does) {
    opened = shown() === does ? "" : does;
    draw();
    byId(`step-${does}`).focus();
  }

  /** The one that was asked for, else the next. */
  function shown() {
    return opened ?? how.steps.find((step) => !done.has(step.does))?.does;
  }

  function dismiss() {
    sessionStorage.setItem(kept("dismissed"), "yes");
    draw();
    byId("where").focus();
  }

  function draw(who = person) {
    person = who;
    const hidden = sessionStorage.getItem(kept("dismissed")) === "yes";
    panel.hidden = hidden;
    byId("app").classList.toggle("with-steps", !hidden && !folded);
    byId("app").classList.toggle("steps-folded", !hidden && folded);
    const next = how.steps.find((step) => !done.has(step.does));
    const whole = `${done.size} of ${how.steps.length} done`;
    const more = !next ? " That was the whole story." : folded ? ` Next: ${next.title}` : whole;
    const head = make("div", { class: "steps-head" },
      make("p", { class: "steps-title" }, make("strong", {}, `You are ${person.name}.`), make("span", {}, more)),
      iconButton("up", folded ? "Show first steps" : "Fold first steps", () => fold(!folded), { "aria-expanded": String(!folded) }),
      iconButton("close", "Hide first steps", dismiss));
    panel.replaceChildren(head);
    if (folded) return;
    panel.append(make("progress", { class: "steps-bar", max: how.steps.length, value: done.size, "aria-label": whole }),
      make("ol", {}, ...how.steps.map((step) => row(step, step === next))));
  }

  function row(step, isNext) {
    const isDone = done.has(step.does);
    const isOpen = !isDone && shown() === step.does;
    return make("li", { class: `${isDone ? "done" : ""}${isNext ? " next" : ""}${isOpen ? " open" : ""}` },
      make("span", { class: "tick" }, isDone ? icon("check") : null, isDone ? make("span", { class: "aloud" }, "Done: ") : null),
      isDone ? make("strong", {}, step.title) : make("button", { type: "button", class: "step-title", id: `step-${step.does}`, "aria-expanded": String(isOpen), onclick: () => open(step.does) }, step.title),
      ...(isOpen ? [make("p", { class: "step-says" }, step.says), action(step)] : []));
  }

  function action(step) {
    const button = (label, onclick) => make("button", { type: "button", class: "button plain slim", onclick: () => { if (innerWidth < BESIDE) fold(true); onclick(); } }, label);
    if (step.types) return button("Type it for me", () => how.type(step.types));
    if (step.does === "war_room") return button("Take me there", how.openWarRoom);
    if (step.does === "promise") return button("Take me there", how.openDirect);
    if (step.does !== "window") return null;
    return make("a", { class: "button plain slim", href: `/?as=${other}${location.hash}`, target: "_blank", rel: "noopener", onclick: () => did("window") }, `Be ${other === "leo" ? "Leo" : "Ana"} too`);
  }

  return { draw, did };
}
