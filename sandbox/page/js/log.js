// The messages of one chat, kept in place while they change.

import { bubble } from "./bubble.js";
import { el, icon } from "./dom.js";
import { longDay } from "./time.js";

const NEAR_END_PX = 90;
const TYPING_MS = 5300;
const REST_MS = 900;

/** The scrolling list of one chat. */
export class MessageLog {
  constructor(acts) {
    this.acts = { ...acts, find: (id) => this.messages.get(id) };
    this.messages = new Map();
    this.nodes = new Map();
    this.days = new Map();
    this.missed = 0;
    this.typing = el("div", { class: "message typing is-last", hidden: true }, el("div", { class: "bubble has-tail" }, el("span", { class: "sr" }, "The coach is typing"), el("i"), el("i"), el("i")));
    this.greeting = el("div", { class: "greeting", hidden: true });
    this.inner = el("div", { class: "log-inner" }, this.greeting, this.typing);
    this.list = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" }, this.inner);
    this.toEnd = el("button", { type: "button", class: "to-end round", hidden: true, "aria-label": "To the latest message", on: { click: () => this.scrollToEnd() } }, icon("down"));
    this.list.addEventListener("scroll", () => { this.#scrolled(!this.bySelf); this.bySelf = false; }, { passive: true });
    new ResizeObserver(() => this.wasAtEnd && this.scrollToEnd()).observe(this.list);
    this.wasAtEnd = true;
  }

  /** Forget everything, for another person's chat. */
  clear(label) {
    for (const node of [...this.nodes.values(), ...this.days.values()]) node.remove();
    this.messages.clear();
    this.nodes.clear();
    this.days.clear();
    this.list.setAttribute("aria-label", label);
    this.isFresh = true;
    this.wasAtEnd = true;
    this.setTyping(false);
  }

  /** Take in new and changed messages, and take away deleted ones. */
  apply(messages, deleted) {
    const atEnd = this.wasAtEnd;
    for (const id of deleted) this.#remove(id);
    for (const message of messages) this.#put(message);
    this.#arrange();
    const mine = messages.some((message) => message.from === "user" && message.revision === this.newest);
    if (atEnd || mine || this.isFresh) this.scrollToEnd();
    else this.#count(messages.filter((message) => message.from === "bot").length);
    this.isFresh = false;
  }

  /** Draw everything once more, when the time zone is another one. */
  redraw() {
    for (const message of this.messages.values()) this.#put(message);
    for (const node of this.days.values()) node.remove();
    this.days.clear();
    this.#arrange();
  }

  /** Show or hide the three dots. */
  setTyping(isTyping) {
    clearTimeout(this.typingTimer);
    this.typing.hidden = !isTyping;
    if (isTyping) this.typingTimer = setTimeout(() => this.setTyping(false), TYPING_MS);
    if (isTyping && this.wasAtEnd) this.scrollToEnd();
    this.acts.onTyping(isTyping);
  }

  /** Show what the bot says about itself before the first message. */
  setGreeting(...children) {
    this.greeting.replaceChildren(...children);
    this.greeting.hidden = children.length === 0 || this.messages.size > 0;
  }

  /** Turn the spinner on for the buttons that wait for an answer. */
  setWaiting(presses) {
    for (const button of this.inner.querySelectorAll("button.inline")) {
      const id = Number(button.closest(".message").dataset.id);
      const waits = presses.some((press) => press.message_id === id && press.token === button.dataset.token);
      button.classList.toggle("is-waiting", waits);
      button.setAttribute("aria-busy", String(waits));
    }
  }

  scrollToEnd() {
    // This scroll event is not the reader's own.
    this.bySelf = this.list.scrollTop + this.list.clientHeight < this.list.scrollHeight - 1;
    this.list.scrollTop = this.list.scrollHeight;
    this.#scrolled();
  }

  /** Return the person's own last message with words in it. */
  lastOwn() {
    return [...this.messages.values()].filter((message) => message.from === "user" && message.text && !message.forwarded).at(-1);
  }

  #put(message) {
    const node = bubble(message, this.acts);
    const old = this.nodes.get(message.message_id);
    this.messages.set(message.message_id, message);
    this.nodes.set(message.message_id, node);
    if (!old) {
      node.classList.toggle("is-new", !this.isFresh);
      return this.#insert(node, message.message_id);
    }
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(node);
    // The button that was pressed may be gone; the keyboard must not fall off the page.
    if (hadFocus) (node.querySelector(".inline") ?? this.list).focus({ preventScroll: true });
  }

  #insert(node, id) {
    const later = [...this.nodes.keys()].filter((other) => other > id && this.nodes.get(other).isConnected);
    const before = later.length ? this.nodes.get(Math.min(...later)) : this.typing;
    before.before(node);
    if (later.length) {
      this.messages = new Map([...this.messages].sort(([a], [b]) => a - b));
      this.nodes = new Map([...this.nodes].sort(([a], [b]) => a - b));
    }
  }

  #remove(id) {
    const node = this.nodes.get(id);
    if (node?.contains(document.activeElement)) this.list.focus({ preventScroll: true });
    node?.remove();
    this.nodes.delete(id);
    this.messages.delete(id);
  }

  /** Put days between messages, and tails on the last bubble of each group. */
  #arrange() {
    const all = [...this.messages.values()];
    const seen = new Set();
    all.forEach((message, index) => {
      const [previous, next] = [all[index - 1], all[index + 1]];
      const day = longDay(message.date * 1000);
      const node = this.nodes.get(message.message_id);
      if (!seen.has(day)) this.#placeDay(day, node);
      const startsDay = !seen.has(day);
      seen.add(day);
      node.classList.toggle("is-first", startsDay || previous?.from !== message.from);
      node.classList.toggle("is-last", next?.from !== message.from || longDay(next.date * 1000) !== day);
    });
    for (const [day, node] of this.days) if (!seen.has(day)) { node.remove(); this.days.delete(day); }
    this.newest = Math.max(0, ...all.map((message) => message.revision));
    this.greeting.hidden = this.greeting.hidden || all.length > 0;
  }

  #placeDay(day, node) {
    if (!this.days.has(day)) this.days.set(day, el("div", { class: "day" }, day));
    const mark = this.days.get(day);
    if (node.previousElementSibling !== mark) node.before(mark);
  }

  #scrolled(byHand = false) {
    this.list.classList.toggle("is-scrolling", byHand);
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.list.classList.remove("is-scrolling"), REST_MS);
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    this.toEnd.hidden = this.wasAtEnd;
    if (this.wasAtEnd) this.#count(0);
  }

  #count(more) {
    this.missed = more ? this.missed + more : 0;
    if (this.missed) this.toEnd.dataset.count = this.missed;
    else delete this.toEnd.dataset.count;
  }
}
