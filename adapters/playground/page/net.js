// Talking with the server: wishes go out one by one, changes come back as one stream.

import { toast } from "./dom.js";

export const me = (() => {
  const asked = new URLSearchParams(location.search).get("as");
  const chosen = asked || sessionStorage.getItem("caseline.as") || "ana";
  sessionStorage.setItem("caseline.as", chosen);
  if (!asked) history.replaceState(null, "", `/?as=${encodeURIComponent(chosen)}${location.hash}`);
  return chosen;
})();

/** An id for one wish: sending the same wish twice does it once. */
export const newWish = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("");

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

/**
 * Sends a wish and gives back what is to be shown, or null when it failed; the person was told why.
 * @param {string} deed such as `messages` or `actions`
 */
export async function send(deed, what, wish = newWish()) {
  let answer;
  try {
    answer = await fetch(`/playground/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: me, id: wish, zone, ...what }),
    });
  } catch {
    toast("Caseline cannot be reached right now. Please try again in a moment.");
    return null;
  }
  const shown = await answer.json().catch(() => ({}));
  if (answer.ok) return shown;
  toast(shown.error || "That did not work. Please try again.");
  return null;
}

export async function ask(what) {
  const answer = await fetch(`/playground/${what}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  return answer.json();
}

const KINDS = ["post", "gone", "channel", "hidden", "history", "home", "ticket", "desk", "person"];
const PATIENCE = 1500;

/**
 * Follows the changes for as long as the page is open.
 * @param {{change: (kind: string, data: object) => void, reload: () => Promise<string>, lost: (is: boolean) => void}} told
 * @param {string} after the last change that is known, as `run.number`
 */
export function follow(told, after) {
  let last = after;
  let source;
  const open = () => {
    source = new EventSource(`/playground/events?as=${encodeURIComponent(me)}&after=${last}`);
    source.onopen = () => told.lost(false);
    for (const kind of [...KINDS, "beat"]) {
      source.addEventListener(kind, (event) => {
        last = event.lastEventId || last;
        if (kind !== "beat") told.change(kind, JSON.parse(event.data));
      });
    }
    source.addEventListener("reset", startOver);
    source.onerror = () => {
      told.lost(true);
      source.close();
      setTimeout(open, PATIENCE);
    };
  };
  const startOver = async () => {
    source.close();
    try {
      last = await told.reload();
      open();
    } catch {
      told.lost(true);
      setTimeout(startOver, PATIENCE);
    }
  };
  open();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
}
