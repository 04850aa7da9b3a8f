// The foot of a chat: field, menu, attachments, reply keyboard.

import { askLocation } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { openSheet } from "./sheet.js";

/** The foot of one phone; `acts` are say(message), start(), block(blocked), lastOwn(). */
export class Composer {
  constructor(acts) {
    this.acts = acts;
    this.commands = [];
    this.marked = -1;
    this.field = el("textarea", { class: "field", rows: "1", placeholder: "Message", "aria-label": "Message", maxlength: "4096", autocomplete: "off" });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => this.#typed());
    this.menu = el("button", { type: "button", class: "menu-button", "aria-haspopup": "menu", "aria-expanded": "false", hidden: true, on: { click: () => this.#toggleMenu() } }, icon("menu"), "Menu");
    this.attach = round("clip", "Attach", () => this.#toggleAttach());
    this.attach.setAttribute("aria-haspopup", "menu");
    this.keysToggle = round("keys", "Show or hide the keyboard", () => this.#showKeys(this.keys.hidden));
    this.keysToggle.hidden = true;
    this.send = round("send", "Send", () => this.#send());
    this.send.classList.add("sends");
    this.editing = el("div", { class: "editing", hidden: true });
    this.line = el("div", { class: "composer" }, this.menu, this.field, this.keysToggle, this.attach, this.send);
    this.keys = el("div", { class: "keys", hidden: true, role: "group", "aria-label": "Suggested answers" });
    this.big = el("button", { type: "button", class: "big", hidden: true });
    this.node = el("footer", { class: "foot" }, this.editing, this.line, this.keys, this.big);
  }

  /** Take in how the chat stands: menu, reply keyboard, started, blocked. */
  update({ commands, reply_keyboard, started, blocked }) {
    this.commands = commands;
    this.menu.hidden = commands.length === 0;
    this.line.hidden = blocked || !started;
    this.big.hidden = !this.line.hidden;
    this.big.textContent = blocked ? "Unblock" : "Start";
    this.big.onclick = () => (blocked ? this.acts.block(false) : this.acts.start());
    this.#setKeys(this.line.hidden ? null : reply_keyboard);
  }

  /** Go to where the person can act: the field, or the big button in its place. */
  focus() {
    (this.line.hidden ? this.big : this.field).focus();
  }

  /** Empty the field, for another person's chat. */
  reset() {
    this.#stopEditing();
    this.#closeSheet();
    this.field.value = "";
    this.drawnKeys = undefined;
    this.#fit();
  }

  /** Change an own message. */
  edit(message) {
    this.edited = message;
    this.editing.replaceChildren(icon("edit"), el("p", {}, el("b", {}, "Edit message"), message.text), round("close", "Stop editing", () => this.#stopEditing()));
    this.editing.hidden = false;
    this.field.value = message.text;
    this.#fit();
    this.field.focus();
  }

  #stopEditing() {
    if (!this.edited) return;
    this.edited = null;
    this.editing.hidden = true;
    this.field.value = "";
    this.#fit();
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text) return this.field.focus();
    const message = this.edited ? { text, edit_of: this.edited.message_id } : { text };
    this.#closeSheet();
    if (!(await this.acts.say(message))) return;
    this.edited = null;
    this.editing.hidden = true;
    this.field.value = "";
    this.#fit();
    this.field.focus();
  }

  #key(event) {
    const { key } = event;
    if (event.isComposing) return;
    if (this.suggestions && this.#suggestionKey(event)) return;
    if (key === "Enter" && !event.shiftKey) this.#send();
    else if (key === "Escape" && this.edited) this.#stopEditing();
    else if (key === "ArrowUp" && !this.field.value && this.acts.lastOwn()) this.edit(this.acts.lastOwn());
    else return;
    event.preventDefault();
  }

  #typed() {
    this.#fit();
    const typed = this.field.value;
    const fitting = /^\/\w*$/.test(typed) ? this.commands.filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    this.#closeSheet();
    if (!fitting.length) return;
    this.marked = -1;
    this.#open(this.#commandChoices(fitting), this.menu, { label: "Commands" });
    this.suggestions = fitting;
  }

  #suggestionKey(event) {
    const rows = [...this.open.sheet.children];
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      this.marked = (this.marked + steps[event.key] + rows.length + (this.marked < 0 && event.key === "ArrowUp" ? 1 : 0)) % rows.length;
      rows.forEach((row, index) => row.classList.toggle("is-marked", index === this.marked));
      rows[this.marked].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape") this.#closeSheet();
    else if (event.key === "Tab" || (event.key === "Enter" && this.marked >= 0)) rows[Math.max(0, this.marked)].click();
    else return false;
    event.preventDefault();
    return true;
  }

  #toggleMenu() {
    if (this.open && !this.suggestions) return this.#closeSheet();
    this.#closeSheet();
    this.#open(this.#commandChoices(this.commands), this.menu, { label: "Commands" });
    this.open.focus();
  }

  #commandChoices(commands) {
    return commands.map(({ command, description }) => ({
      name: `/${command}`,
      detail: description,
      act: () => {
        this.field.value = "";
        this.#fit();
        this.acts.say({ text: `/${command}` });
        this.field.focus();
      },
    }));
  }

  #toggleAttach() {
    if (this.open) return this.#closeSheet();
    const send = (message) => () => this.acts.say(message);
    const choices = [
      { icon: "photo", name: "Photo", act: send({ photo: true }) },
      { icon: "mic", name: "Voice message", act: send({ voice: true }) },
      { icon: "smile", name: "Sticker", act: send({ sticker: true }) },
      { icon: "file", name: "Document", act: send({ document: true }) },
      { icon: "pin", name: "Location", act: () => this.#sendLocation() },
    ];
    this.#open(choices, this.attach, { narrow: true, label: "Attach" });
    this.open.focus();
  }

  async #sendLocation() {
    const location = await askLocation();
    if (location) this.acts.say({ location });
  }

  #open(choices, opener, options) {
    const onClose = () => {
      this.open = null;
      this.suggestions = null;
    };
    this.open = openSheet(choices, opener, { ...options, onClose });
    this.node.append(this.open.sheet);
  }

  #closeSheet() {
    this.open?.close();
  }

  #setKeys(keyboard) {
    const drawn = JSON.stringify(keyboard);
    if (drawn === this.drawnKeys) return;
    this.drawnKeys = drawn;
    this.keysToggle.hidden = !keyboard;
    this.field.placeholder = keyboard?.input_field_placeholder ?? "Message";
    this.keys.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => el("div", { class: "row" }, row.map((key) => this.#keyButton(key)))));
    this.#showKeys(Boolean(keyboard));
  }

  #keyButton(key) {
    const act = key.request_location ? () => this.#sendLocation() : () => this.acts.say({ text: key.text });
    return el("button", { type: "button", class: "key", on: { click: act } }, key.request_location && icon("pin"), key.text);
  }

  #showKeys(shown) {
    this.keys.hidden = !shown;
    this.keysToggle.setAttribute("aria-pressed", String(shown));
  }

  #fit() {
    // Browsers that cannot grow a field by themselves are helped along.
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}

function round(name, label, act) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, on: { click: act } }, icon(name));
}
