// One person's chat with the bot, in a frame like a phone.

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { alertText, notice } from "./dialogs.js";
import { el, icon, nameOf } from "./dom.js";
import { openInvitation } from "./invitations.js";
import { invitation } from "./links.js";
import { world } from "./live.js";
import { MessageLog } from "./log.js";
import { openSheet } from "./sheet.js";
import { onZone } from "./time.js";

const TOAST_MS = 3600;

/** The phone of whoever is chosen on one side. */
export class Phone {
  constructor(onAdd) {
    this.person = null;
    this.log = new MessageLog({
      onLink: (event, url) => this.#link(event, url),
      onCommand: (text) => this.say({ text }),
      onPress: (message, token) => this.#press(message, token),
      onEdit: (message) => this.composer.edit(message),
      onTyping: (isTyping) => this.#status(isTyping),
    });
    this.composer = new Composer({
      say: (message) => this.say(message),
      start: () => this.say({ text: "/start" }),
      block: (blocked) => this.#block(blocked),
      lastOwn: () => this.log.lastOwn(),
    });
    this.status = el("p", {}, "bot");
    this.more = el("button", { type: "button", class: "round", "aria-label": "More", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => this.#openMore() } }, icon("more"));
    this.title = el("h3");
    this.head = el("div", { class: "phone-head" }, el("img", { src: "/page/icon.svg", alt: "" }), el("div", { class: "phone-name" }, this.title, this.status), this.more);
    this.nobody = el("div", { class: "nobody" });
    this.wall = el("div", { class: "wall" }, this.log.list, this.log.toEnd, this.nobody);
    this.node = el("div", { class: "phone" }, this.head, this.wall, this.composer.node);
    this.onAdd = onAdd;
    onZone(() => this.log.redraw());
    this.show(null);
  }

  /** Show another person's chat, or nobody's. */
  show(person) {
    this.person = person;
    this.revision = 0;
    this.lastAnswer = undefined;
    const here = Boolean(person);
    this.head.hidden = !here;
    this.composer.node.hidden = !here;
    this.log.list.hidden = !here;
    this.nobody.hidden = here;
    this.composer.reset();
    this.log.clear(here ? `Chat of ${nameOf(person)} with ${world.bot.first_name}` : "");
    if (here) this.load();
    else this.log.toEnd.hidden = true;
  }

  /** Say what to do while nobody is here. */
  invite(text, label) {
    this.nobody.replaceChildren(el("p", {}, text), el("button", { type: "button", class: "action is-main", on: { click: this.onAdd } }, label));
  }

  /** Fetch what has changed; calls that come while one is under way are joined into one more. */
  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    const { person } = this;
    try {
      const chat = await api.chat(person.id, this.revision);
      if (this.person === person) this.#take(chat);
    } catch (error) {
      // The stream will tell when the sandbox is back, and then it is asked again.
      console.warn(error.message);
    }
    this.loading = false;
    if (this.again || this.person !== person) {
      this.again = false;
      if (this.person) this.load();
    }
  }

  /** Send a message; return whether it was taken. */
  async say(message) {
    return this.#try(() => api.say(this.person.id, message));
  }

  #take(chat) {
    this.title.textContent = world.bot.first_name;
    this.revision = Math.max(this.revision, chat.revision, 1);
    this.log.apply(chat.messages, chat.deleted);
    this.log.setTyping(chat.typing);
    this.log.setWaiting(chat.pending_presses);
    this.composer.update(chat);
    if (this.wantsFocus) this.composer.focus();
    this.wantsFocus = false;
    this.#greet(chat);
    this.#answer(chat.last_callback_answer);
    this.onShown?.(this.person, this.revision);
  }

  #greet({ started }) {
    if (started) return this.log.setGreeting();
    const { first_name: name, description } = world.bot;
    this.log.setGreeting(el("h4", {}, `What can ${name} do?`), description || `${nameOf(this.person)} has not opened the chat yet. Press Start, or open an invitation link.`);
  }

  #answer(answer) {
    const id = answer?.callback_query_id ?? null;
    // The first look at a chat shows no old answer again.
    const isNew = this.lastAnswer !== undefined && id !== this.lastAnswer;
    this.lastAnswer = id;
    if (!isNew || !answer?.text) return;
    if (answer.show_alert) alertText(answer.text);
    else this.#toast(answer.text);
  }

  #toast(text) {
    this.toast?.remove();
    this.toast = el("div", { class: "toast", role: "status" }, text);
    this.wall.append(this.toast);
    setTimeout((node) => node.remove(), TOAST_MS, this.toast);
  }

  #status(isTyping) {
    this.status?.classList.toggle("is-typing", isTyping);
    if (this.status) this.status.textContent = isTyping ? "typing …" : "bot";
  }

  #press(message, token) {
    this.#try(() => api.press(this.person.id, { message_id: message.message_id, token }));
  }

  #block(blocked) {
    this.#try(() => api.block(this.person.id, blocked));
  }

  #link(event, url) {
    const found = invitation(url);
    if (!found) return;
    event.preventDefault();
    openInvitation(found.code, found.role, found.user);
  }

  #openMore() {
    if (this.more.getAttribute("aria-expanded") === "true") return this.sheet.close();
    const blocked = world.users.find((user) => user.id === this.person.id)?.blocked;
    const choices = [
      { icon: "block", name: blocked ? "Unblock the bot" : "Block the bot", act: () => this.#block(!blocked) },
      { icon: "plus", name: "Add a person", act: this.onAdd },
    ];
    this.sheet = openSheet(choices, this.more, { narrow: true, label: "More" });
    this.head.append(this.sheet.sheet);
    this.sheet.focus();
  }

  async #try(act) {
    try {
      await act();
      return true;
    } catch (error) {
      notice(error.message);
      return false;
    }
  }
}
