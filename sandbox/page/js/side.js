// One side of the page: its people, and the phone of the chosen one.

import { api } from "./api.js";
import { askPerson, notice } from "./dialogs.js";
import { avatar, el, icon, nameOf } from "./dom.js";
import { choose, onChosen } from "./invitations.js";
import { onWorld } from "./live.js";
import { Phone } from "./phone.js";

const TEXTS = {
  patient: ["Patient", "What the person in pain sees", "Nobody is here yet. Add a patient, or open an invitation link."],
  provider: ["Provider", "What the clinic sees", "No provider is here yet. Add one to see what reaches the clinic."],
};

/** Patients or providers. */
export class Side {
  constructor(node, onUnread) {
    this.node = node;
    this.role = node.dataset.role;
    this.onUnread = onUnread;
    this.seen = read(`${this.role}-seen`, {});
    this.chosen = read(`${this.role}-chosen`, null);
    const [title, detail, nobody] = TEXTS[this.role];
    const add = () => this.#add();
    this.phone = new Phone(add);
    this.phone.invite(nobody, `Add a ${this.role}`);
    this.phone.onShown = (person, revision) => this.#markSeen(person, revision);
    this.people = el("div", { class: "people", role: "group", "aria-label": `${title}s` });
    const plus = el("span", { class: "avatar" }, icon("plus"));
    this.adder = el("button", { type: "button", class: "person adds", "aria-label": `Add a ${this.role}`, title: `Add a ${this.role}`, on: { click: add } }, plus);
    const heading = el("div", { class: "side-title" }, el("h2", {}, title), el("p", {}, detail));
    node.append(el("div", { class: "side-head" }, heading, this.people, this.adder), this.phone.node);
    onChosen((person) => { this.wanted = person.id; this.#update(this.users ?? []); });
    onWorld((world) => this.#world(world));
  }

  /** Note that this side can be seen now, so that nothing on it counts as unread. */
  shown() {
    const person = this.users?.find((user) => user.id === this.chosen);
    if (person) this.#markSeen(person, person.revision);
  }

  #world(world) {
    if (this.era !== world.era) {
      this.era = world.era;
      this.phone.show(null);
    }
    this.#update(world.users.filter((user) => (user.role ?? "patient") === this.role));
  }

  #update(users) {
    this.users = users;
    if (users.some((user) => user.id === this.wanted)) {
      this.chosen = this.wanted;
      this.wanted = null;
      this.phone.wantsFocus = matchMedia("(hover: hover)").matches;
      this.node.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
    }
    const person = users.find((user) => user.id === this.chosen) ?? users[0] ?? null;
    this.chosen = person?.id ?? this.chosen;
    if (person?.id !== this.phone.person?.id) this.phone.show(person);
    else if (person && person.revision > this.phone.revision) this.phone.load();
    this.#draw();
  }

  #draw() {
    const focused = this.people.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.people.replaceChildren(...this.users.map((user) => this.#chip(user)));
    this.people.classList.toggle("is-many", this.users.length > 2);
    if (focused) this.people.querySelector(`[data-id="${focused}"]`)?.focus();
    this.#keepInView();
    this.onUnread(this.users.some((user) => this.#isUnread(user)));
  }

  #keepInView() {
    const chip = this.people.querySelector("[aria-pressed=true]");
    if (chip) this.people.scrollLeft = chip.offsetLeft - (this.people.clientWidth - chip.offsetWidth) / 2;
  }

  #chip(user) {
    const unread = this.#isUnread(user);
    const act = () => {
      this.chosen = user.id;
      write(`${this.role}-chosen`, user.id);
      this.phone.show(user);
      this.#draw();
    };
    const name = el("span", { class: "name" }, nameOf(user), unread && el("span", { class: "sr" }, " (new messages)"));
    return el("button", { type: "button", class: "person", title: nameOf(user), "aria-pressed": String(user.id === this.chosen), data: { id: user.id }, on: { click: act } }, avatar(user), name, unread && el("span", { class: "dot" }));
  }

  #isUnread(user) {
    if (user.last_message?.from !== "bot") return false;
    const visible = user.id === this.chosen && this.phone.node.offsetParent !== null;
    return !visible && user.last_message.message_id > (this.seen[user.id] ?? 0);
  }

  #markSeen(person) {
    const last = this.users?.find((user) => user.id === person.id)?.last_message;
    if (!last || this.phone.node.offsetParent === null) return;
    this.seen[person.id] = last.message_id;
    write(`${this.role}-seen`, this.seen);
    this.#draw();
  }

  async #add() {
    const person = await askPerson(this.role);
    if (!person) return;
    try {
      choose(await api.addPerson(person));
    } catch (error) {
      notice(error.message);
    }
  }
}

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`lindra-sandbox-${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  localStorage.setItem(`lindra-sandbox-${name}`, JSON.stringify(value));
}
