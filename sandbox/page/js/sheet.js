// A small list of choices that opens over the chat.

import { el, icon } from "./dom.js";

/** Return an open sheet of choices [{ icon, name, detail, act }], closed by Escape or a press outside. */
export function openSheet(choices, opener, { narrow = false, label = "", onClose = () => {} } = {}) {
  const close = () => {
    sheet.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    onClose();
  };
  const outside = (event) => {
    if (!sheet.contains(event.target) && !opener.contains(event.target)) close();
  };
  const buttons = choices.map((choice) => row(choice, () => {
    close();
    opener.focus();
    choice.act();
  }));
  const sheet = el("div", { class: `sheet${narrow ? " is-narrow" : ""}`, role: "menu", "aria-label": label, on: { keydown: (event) => move(event, buttons, close, opener) } }, buttons);
  document.addEventListener("pointerdown", outside, true);
  opener.setAttribute("aria-expanded", "true");
  return { sheet, close, focus: () => buttons[0]?.focus() };
}

function row(choice, act) {
  const plain = choice.detail === undefined;
  return el("button", { type: "button", role: "menuitem", class: `choice${plain ? " is-plain" : ""}`, on: { click: act } },
    choice.icon && icon(choice.icon),
    plain ? el("span", {}, choice.name) : [el("b", {}, choice.name), el("span", {}, choice.detail)]);
}

function move(event, buttons, close, opener) {
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape") {
    close();
    opener.focus();
  } else if (event.key in steps) {
    buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
