// Menus that open below a button: by press, by arrow keys, closed by Escape or a press elsewhere.

const items = (menu) => [...menu.querySelectorAll('[role="menuitem"]')];

function close(popup, { back = false } = {}) {
  const opener = popup.querySelector("[aria-haspopup]");
  const menu = popup.querySelector('[role="menu"]');
  if (menu.hidden) return;
  menu.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  if (back) opener.focus();
}

export function closeAll(except) {
  document.querySelectorAll(".popup").forEach((popup) => { if (popup !== except) close(popup); });
}

function open(popup) {
  const menu = popup.querySelector('[role="menu"]');
  closeAll(popup);
  menu.hidden = false;
  menu.classList.remove("upwards", "leftwards");
  const seen = popup.closest(".scroll")?.getBoundingClientRect() ?? { top: 0, right: innerWidth, bottom: innerHeight };
  const { top } = popup.getBoundingClientRect();
  const { height, bottom, right } = menu.getBoundingClientRect();
  menu.classList.toggle("upwards", bottom > seen.bottom - 8 && top - height > seen.top);
  menu.classList.toggle("leftwards", right > seen.right - 8);
  popup.querySelector("[aria-haspopup]").setAttribute("aria-expanded", "true");
  items(menu)[0]?.focus();
}

/** A menu that is open in what is exchanged stays open in what took its place. */
export function keepOpen(old, element) {
  const called = (opener) => opener.getAttribute("aria-label") ?? opener.textContent;
  const opener = old.querySelector('.popup > [aria-expanded="true"]');
  const same = opener && [...element.querySelectorAll(".popup > [aria-haspopup]")].find((one) => called(one) === called(opener));
  if (same) open(same.parentElement);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest(".popup > [aria-haspopup]");
  if (!opener) {
    closeAll();
    return;
  }
  const popup = opener.parentElement;
  if (opener.getAttribute("aria-expanded") === "true") close(popup, { back: true });
  else open(popup);
});

document.addEventListener("keydown", (event) => {
  const popup = event.target.closest(".popup");
  if (!popup) return;
  const menu = popup.querySelector('[role="menu"]');
  if (menu.hidden) {
    if (event.key !== "ArrowDown" || !event.target.matches("[aria-haspopup]")) return;
    open(popup);
    event.preventDefault();
    return;
  }
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    all.at(next % all.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
  if (event.key === "Escape" || event.key === "Tab") {
    close(popup, { back: event.key === "Escape" });
    event.stopPropagation();
  }
});
