// A list of posts: kept in order, with only what changed drawn anew, walked by arrow keys.

import { avatar, drawn, icon, iconButton, make } from "./dom.js";
import { day, localise, sameDay, time } from "./moments.js";
import { keepOpen } from "./popups.js";

const CLOSE_IN_TIME = 5 * 60_000;

/**
 * @param {HTMLElement} list the `ol`
 * @param {import("./store.js").Store} store
 * @param {{thread?: boolean, tools: (post: object) => (Node|null)[]}} how
 */
export function postList(list, store, how) {
  const rows = new Map();

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("li.post");
    if (event.target !== row || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const all = [...list.querySelectorAll("li.post")];
    const next = all[all.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (next) reach(next).focus();
    event.preventDefault();
  });
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("li.post");
    if (row) reach(row);
  });

  /** Only one post is a stop of the Tab key; its tools follow it. */
  function reach(row) {
    for (const { element } of rows.values()) {
      const here = element === row;
      if (element.matches(".post")) element.tabIndex = here ? 0 : -1;
      element.querySelectorAll(".tools > *, .tools > .popup > button").forEach((tool) => { tool.tabIndex = here ? 0 : -1; });
    }
    return row;
  }

  /** Shows these posts; `newSince` is the last one that was read before. */
  function show(posts, newSince = Infinity) {
    const wanted = new Map();
    let before = null;
    for (const post of posts) {
      const at = new Date(post.at);
      const fresh = Number(post.id) > newSince && post.author !== store.me && !wanted.has("new");
      if (!how.thread && (!before || !sameDay(new Date(before.at), at))) wanted.set(`day ${day(at)}`, () => line(day(at), "day"));
      if (fresh) wanted.set("new", () => line("New", "new"));
      const follows = before && !fresh && before.author === post.author && before.whisper === post.whisper
        && sameDay(new Date(before.at), at) && Math.abs(at - new Date(before.at)) < CLOSE_IN_TIME && !post.tone && !before.tone;
      const replies = how.thread ? [] : store.replies(post);
      wanted.set(`${post.id}`, () => row(post, follows, replies), JSON.stringify([post, follows, replies.length]));
      wanted.get(`${post.id}`).signature = JSON.stringify([post, follows, replies.map((one) => one.id)]);
      before = post;
    }
    place(wanted);
    const focusable = list.querySelector('li.post[tabindex="0"]') ?? [...list.querySelectorAll("li.post")].at(-1);
    if (focusable) reach(focusable);
  }

  function place(wanted) {
    for (const [key, { element }] of rows) {
      if (wanted.has(key)) continue;
      element.remove();
      rows.delete(key);
    }
    let here = list.firstElementChild;
    for (const [key, draw] of wanted) {
      const signature = draw.signature ?? key;
      const old = rows.get(key);
      if (old?.signature === signature) {
        if (old.element === here) here = here.nextElementSibling;
        else list.insertBefore(old.element, here);
        continue;
      }
      const element = draw();
      localise(element);
      if (old) {
        if (old.element === here) here = here.nextElementSibling;
        exchange(old.element, element);
      }
      if (!old) list.insertBefore(element, here);
      rows.set(key, { element, signature });
    }
  }

  /** A redrawn card keeps the focus on the button that had it, and the menu that was open. */
  function exchange(old, element) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(element);
    keepOpen(old, element);
    if (!focused) return;
    const same = [...element.querySelectorAll("button")].find((one) => one.textContent === focused.textContent && one.dataset.does === focused.dataset.does);
    (same ?? element).focus();
  }

  function row(post, follows, replies) {
    const author = store.person(post.author);
    const at = new Date(post.at);
    const head = make("div", { class: "post-head" },
      make("strong", { class: "author" }, author.name),
      post.author === "caseline" ? make("span", { class: "by-bot" }, "app") : make("span", { class: "hat" }, author.hat),
      make("time", { datetime: post.at, title: at.toLocaleString() }, time(at)),
      post.edited && make("span", { class: "edited" }, "edited"));
    const body = make("div", { class: "post-body" },
      head,
      post.whisper && make("p", { class: "only" }, icon("eye"), "Only you can see this"),
      drawn(post.html),
      foot(post, replies));
    const tools = how.tools(post).filter(Boolean);
    return make("li", { class: `post${follows ? " follows" : ""}${post.whisper ? " whisper" : ""}`, id: how.thread ? undefined : `post-${post.id}`, tabindex: -1, "aria-label": `${author.name}, ${time(at)}: ${post.title}`, data: { id: post.id } },
      follows ? make("span", { class: "gap", "aria-hidden": "true" }, time(at)) : avatar(author),
      body,
      tools.length ? make("div", { class: "tools", role: "group", "aria-label": "Message actions" }, ...tools) : null);
  }

  function foot(post, replies) {
    const marked = post.marked.length
      ? make("span", { class: "chip" }, icon("mark"), `Marked for the timeline by ${post.marked.map((key) => store.person(key).name).join(", ")}`) : null;
    const last = replies.at(-1);
    const thread = last
      ? make("button", { type: "button", class: "chip opens-thread", data: { thread: post.id } }, icon("reply"), `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`, make("span", { class: "last" }, `last at ${time(new Date(last.at))}`)) : null;
    return marked || thread ? make("div", { class: "post-foot" }, marked, thread) : null;
  }

  const line = (text, kind) => make("li", { class: `line ${kind}` }, make("span", {}, text));

  return { show, toolButton: iconButton };
}
