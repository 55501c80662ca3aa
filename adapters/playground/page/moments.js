// Instants in the reader's own zone and way of writing.

const DAY = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const LONG_DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];

export const time = (at) => TIME.format(at);
export const sameDay = (one, other) => one.toDateString() === other.toDateString();

export function day(at) {
  const today = new Date();
  if (sameDay(at, today)) return "Today";
  today.setDate(today.getDate() - 1);
  return sameDay(at, today) ? "Yesterday" : LONG_DAY.format(at);
}

function relative(at) {
  const seconds = (at - Date.now()) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return AGO.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 0 ? "in less than a minute" : "just now";
}

function write(element) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const today = sameDay(at, new Date());
  const said = element.dataset.show === "relative" ? relative(at)
    : element.dataset.show === "time" && today ? TIME.format(at)
    : `${today ? "today" : DAY.format(at)}, ${TIME.format(at)}`;
  if (element.textContent !== said) element.textContent = said;
  element.title = FULL.format(at);
}

/** Rewrites every instant below this element. */
export const localise = (root) => root.querySelectorAll("time[data-show]").forEach(write);

setInterval(() => localise(document), 15_000);

/** An instant as a `datetime-local` field wants it. */
export function toField(text) {
  const at = new Date(text);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What stands in a `datetime-local` field as an instant with its zone, or an empty string. */
export function fromField(value) {
  const at = new Date(value);
  return value && !Number.isNaN(at.getTime()) ? at.toISOString() : "";
}
