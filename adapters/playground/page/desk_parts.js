// Small things that the queue and the ticket both show.

import { icon, make } from "./dom.js";

const STATUS = { new: "New", open: "Open", pending: "Pending", on_hold: "On hold", solved: "Solved", closed: "Closed" };
const METRIC = { first_reply: "First reply", resolution: "Solution" };
const SOON = 10 * 60_000;

export const statusWords = (status) => STATUS[status] ?? status;

export function customerLine(customer) {
  return make("bdi", {}, customer.organisation ? `${customer.name}, ${customer.organisation}` : customer.name);
}

export function tierBadge(customer) {
  if (!customer.tier) return null;
  return make("span", { class: "tier", data: { tier: customer.tier } }, customer.tier === "vip" ? "VIP" : customer.tier);
}

/** Incidents by which a ticket is linked, and other tags more quietly. */
export function badges(one) {
  return one.tags.map((tag) => {
    const incident = /^incident:(.+)$/.exec(tag)?.[1];
    return make("span", { class: incident ? "incident-chip" : "tag-chip" }, icon(incident ? "flame" : "tag"), make("bdi", {}, incident ? incident.toUpperCase() : tag));
  });
}

export const next = (one) => one.deadlines.find((each) => !each.kept);

/** What is due next, with what is left. */
export function dueLine(one) {
  const due = next(one);
  if (!due) return make("span", { class: "due kept" }, one.merged ? `Merged into ${one.merged}` : "Done");
  return dueOf(due);
}

export function dueOf(due) {
  const element = make("span", { class: "due", data: { due: due.due, metric: due.metric, kept: due.kept, paused: due.paused ? "yes" : "" } });
  facts.count(element);
  return element;
}

function span(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return "under 1 min";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const facts = {
  /** Writes how much time is left, or how late it is. */
  count(element) {
    const { due, metric, kept, paused } = element.dataset;
    const left = new Date(due) - (kept ? new Date(kept) : Date.now());
    const state = kept ? (left < 0 ? "missed" : "kept") : paused ? "paused" : left < 0 ? "late" : left < SOON ? "soon" : "calm";
    const words = { missed: `${span(left)} late`, kept: "in time", paused: "waits for the customer", late: `${span(left)} late`, soon: `in ${span(left)}`, calm: `in ${span(left)}` }[state];
    const said = `${METRIC[metric]} ${words}`;
    if (element.textContent === said) return;
    element.dataset.state = state;
    element.title = new Date(due).toLocaleString();
    element.replaceChildren(icon("clock"), make("span", {}, said));
  },
};
