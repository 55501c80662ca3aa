// What is under a pressed pointer stays where it is until it is let go. Were it redrawn or moved in
// between, the browser would find nothing that was pressed, and the press would be lost.

let held = false;
const waiting = new Map();

/** Draws now or, while something is pressed, right after that; of several drawings of the same only the last counts. */
export function whenFree(draw, what = "page") {
  if (held) waiting.set(what, draw);
  else draw();
}

function release() {
  held = false;
  const draws = [...waiting.values()];
  waiting.clear();
  draws.forEach((draw) => draw());
}

// A list of choices takes the pointer for itself and does not say when it is let go.
addEventListener("pointerdown", (event) => { held = event.button === 0 && !event.target.closest?.("select"); }, true);
// The click comes right after this; what it does comes first.
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(release), true);
addEventListener("blur", release);
addEventListener("pointermove", (event) => { if (held && !event.buttons) release(); }, true);
