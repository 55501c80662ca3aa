// What this person sees of the chat, kept as the server told it.

export class Store extends EventTarget {
  channels = new Map();
  people = new Map();
  posts = new Map();
  tickets = new Map();
  speakers = new Map();
  read = {};
  home = "";
  silent = false;
  me = "";
  command = "";

  /** Takes over a whole state. */
  fill(state) {
    this.me = state.me;
    this.home = state.home;
    this.read = state.read;
    this.silent = state.silent;
    this.people = new Map(state.people.map((one, hue) => [one.key, { ...one, hue }]));
    this.speakers = new Map(state.speakers.map((one) => [one.key, { ...one, hue: 5 }]));
    this.tickets = new Map(state.tickets.map((one) => [one.id, one]));
    this.channels = new Map(state.channels.map((one) => [one.name, one]));
    this.posts = new Map(state.channels.map((one) => [one.name, new Map()]));
    for (const post of state.posts) this.posts.get(post.channel).set(post.id, post);
    this.#tell("all", {});
    return `${state.run}.${state.number}`;
  }

  /** Takes over one change. */
  change(kind, data) {
    if (kind === "post") this.#of(data.channel).set(data.id, data);
    if (kind === "gone") this.#of(data.channel).delete(data.id);
    if (kind === "history") data.posts.forEach((post) => this.#of(data.channel).set(post.id, post));
    if (kind === "person") this.speakers.set(data.key, { ...data, hue: 5 });
    if (kind === "ticket") this.#ticket(data);
    if (kind === "desk") this.silent = data.silent;
    if (kind === "home") this.home = data.html;
    if (kind === "hidden") {
      this.channels.delete(data.channel);
      this.posts.delete(data.channel);
    }
    if (kind === "channel") this.channels.set(data.name, data);
    this.#tell(kind, data);
  }

  person(key) {
    return this.people.get(key) ?? this.speakers.get(key) ?? { key, name: key, hat: "", hue: 5 };
  }

  /** Tickets at the desk, newest first. */
  queue() {
    return [...this.tickets.values()].sort((one, other) => other.created.localeCompare(one.created) || other.id - one.id);
  }

  joined(channel) {
    return Boolean(this.channels.get(channel)?.members.includes(this.me));
  }

  /** Posts in the order in which they were said; with a thread, that message and its replies. */
  said(channel, thread = "") {
    const all = [...this.#of(channel).values()].sort((one, other) => one.id - other.id);
    return thread ? all.filter((post) => post.id === thread || post.thread === thread) : all.filter((post) => !post.thread);
  }

  replies(post) {
    return [...this.#of(post.channel).values()].filter((one) => one.thread === post.id);
  }

  /** How many posts of others came in since this person looked, and whether one of them names the person. */
  unread(channel) {
    if (!this.joined(channel)) return { count: 0, named: false };
    const since = this.read[channel] ?? 0;
    const fresh = [...this.#of(channel).values()].filter((post) => Number(post.id) > since && post.author !== this.me);
    const named = fresh.some((post) => post.whisper || (!post.tone && post.html.includes(`data-person="${this.me}"`)));
    return { count: fresh.length, named: named || this.channels.get(channel).kind === "direct" };
  }

  newest(channel) {
    return Math.max(0, ...[...this.#of(channel).keys()].map(Number));
  }

  #ticket(one) {
    if (one.gone) this.tickets.delete(one.id);
    else if (!(this.tickets.get(one.id)?.number > one.number)) this.tickets.set(one.id, one);
  }

  #of(channel) {
    if (!this.posts.has(channel)) this.posts.set(channel, new Map());
    return this.posts.get(channel);
  }

  #tell(kind, data) {
    this.dispatchEvent(new CustomEvent("change", { detail: { kind, data } }));
  }
}
