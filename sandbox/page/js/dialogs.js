// Questions that need an answer before anything else, and short notices.

import { avatar, el, nameOf } from "./dom.js";
import { world } from "./live.js";

const CITIES = [
  ["Oslo", 59.913, 10.752],
  ["London", 51.507, -0.128],
  ["Lisbon", 38.722, -9.139],
  ["New York", 40.713, -74.006],
  ["Los Angeles", 34.052, -118.244],
  ["Sydney", -33.869, 151.209],
];
const NOTICE_MS = 4200;

/** Open a dialog and return what `read` makes of it, or null when it is left. */
export function ask({ title, body, yes, no = "Cancel", read = () => true, wide = false, onOpen }) {
  return new Promise((resolve) => {
    const heading = el("h2", { class: wide ? "sr" : null, id: `dialog-${crypto.randomUUID?.() ?? Math.random()}` }, title);
    const buttons = el("div", { class: "actions" },
      no && el("button", { type: "button", class: "action", on: { click: () => dialog.close() } }, no),
      el("button", { type: "submit", class: "action is-main" }, yes));
    const form = el("form", { method: "dialog" }, heading, body, buttons);
    const dialog = el("dialog", { "aria-labelledby": heading.id, class: wide ? "is-wide" : "" }, form);
    let answer = null;
    form.addEventListener("submit", () => { answer = read(new FormData(form)); });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    onOpen?.({ dialog, form, finish: (value) => { answer = value; dialog.close(); } });
  });
}

/** Show a text that has to be confirmed, as Telegram's alert does. */
export const alertText = (text) => ask({ title: world.bot.first_name, body: el("p", { class: "said" }, text), yes: "OK", no: null });

/** Show a picture large. */
export function showPicture(url, words) {
  return ask({ title: "Picture", body: el("img", { src: url, alt: words }), yes: "Close", no: null, wide: true });
}

/** Ask for a name; return { first_name, language_code, role } or null. */
export function askPerson(role) {
  return ask({ title: "Add a person", body: personFields(role), yes: "Add", read: readPerson });
}

/** Ask as whom an invitation is opened; return { id } or { person } or null. */
export function askOpener(role, wanted) {
  const fitting = world.users.filter((user) => !role || (user.role ?? "patient") === role);
  const choice = (value, content, note, checked) => el("label", {}, el("input", { type: "radio", name: "who", value, checked }), content, note && el("small", {}, note));
  const fresh = fitting.find((user) => String(user.id) === wanted) ?? fitting.find((user) => !user.started);
  const list = el("fieldset", { class: "who", hidden: fitting.length === 0 }, el("legend", { class: "sr" }, "Open as"),
    fitting.map((user) => choice(user.id, [avatar(user), nameOf(user)], user.started ? "has a chat already" : "", user === fresh)),
    choice("new", "A new person", "", !fresh));
  const fields = el("div", { hidden: Boolean(fresh) }, personFields(role ?? "patient"));
  const sync = () => {
    fields.hidden = list.querySelector(":checked").value !== "new";
    for (const field of fields.querySelectorAll("input, select")) field.disabled = fields.hidden;
  };
  list.addEventListener("change", sync);
  const body = el("div", {}, el("p", {}, "In Telegram this link opens a chat with the coach. Who opens it here?"), list, fields);
  sync();
  const read = (data) => (data.get("who") === "new" ? { person: readPerson(data) } : { id: Number(data.get("who")) });
  return ask({ title: "Open the invitation", body, yes: "Open", read });
}

/** Ask for a place; return { latitude, longitude } or null. */
export function askLocation() {
  const pair = el("div", { class: "pair" }, number("Latitude", "latitude", 90, 59.913), number("Longitude", "longitude", 180, 10.752));
  const presets = el("div", { class: "options" });
  const body = el("div", {}, el("p", {}, "Choose a city, or give a place of your own."), presets, pair);
  const read = (data) => ({ latitude: Number(data.get("latitude")), longitude: Number(data.get("longitude")) });
  const onOpen = ({ finish }) => presets.append(...CITIES.map(([name, latitude, longitude]) => el("button", { type: "button", class: "step", on: { click: () => finish({ latitude, longitude }) } }, name)));
  return ask({ title: "Share a location", body, yes: "Share", read, onOpen });
}

/** Show a short notice at the top of the page. */
export function notice(text) {
  const node = el("div", { class: "notice" }, text);
  document.getElementById("notices").append(node);
  setTimeout(() => node.remove(), NOTICE_MS);
}

function personFields(role) {
  const option = (value, name, chosen) => el("option", { value, selected: value === chosen }, name);
  return [
    el("label", { class: "line" }, el("span", {}, "First name"), el("input", { name: "first_name", required: true, maxlength: "64", autocomplete: "off", pattern: ".*\\S.*" })),
    el("div", { class: "pair" },
      el("label", { class: "line" }, el("span", {}, "Side"), el("select", { name: "role" }, option("patient", "Patient", role), option("provider", "Provider", role))),
      el("label", { class: "line" }, el("span", {}, "Language of the app"), el("select", { name: "language_code" }, option("en", "English"), option("nb", "Norsk"), option("es", "Español")))),
  ];
}

function readPerson(data) {
  return Object.fromEntries(["first_name", "role", "language_code"].map((name) => [name, data.get(name)]));
}

function number(label, name, most, value) {
  return el("label", { class: "line" }, el("span", {}, label), el("input", { type: "number", name, min: -most, max: most, step: "any", value, required: true }));
}
