// One message: bubble, words, media, time, inline buttons.

import { el, icon } from "./dom.js";
import { invitation } from "./links.js";
import { media, summary } from "./media.js";
import { hour } from "./time.js";
import { words } from "./words.js";

/** Return the element of a message; `acts` holds what can be done with it. */
export function bubble(message, acts) {
  const own = message.from === "user";
  const piece = media(message);
  const isBare = Boolean(message.sticker || message.dice);
  const inside = el("div", { class: `bubble${isBare ? "" : " has-tail"}` },
    el("span", { class: "sr" }, own ? "You: " : "Coach: "),
    message.forwarded && el("div", { class: "forwarded" }, "Forwarded message"),
    quotation(message, acts),
    piece,
    said(message, acts),
    meta(message, own));
  const node = el("article", { class: `message${own ? " is-own" : ""}${isBare ? " is-bare" : ""}`, data: { id: message.message_id } }, inside, rows(message, acts));
  if (own && message.text !== null && !message.forwarded) node.append(changer(message, acts));
  return node;
}

function said(message, acts) {
  if (!message.text) return null;
  return el("span", { class: "words" }, words(message.text, message.entities, acts));
}

function meta(message, own) {
  const moment = new Date(message.date * 1000);
  return el("span", { class: "meta" },
    message.edited && el("span", {}, "edited"),
    el("time", { datetime: moment.toISOString() }, hour(moment)),
    own && icon("checks"));
}

function quotation(message, acts) {
  const quoted = message.reply_to && acts.find(message.reply_to);
  if (!quoted) return null;
  const name = quoted.from === "user" ? "You" : "Lindra";
  return el("span", { class: "quote" }, el("b", {}, name), summary(quoted).slice(0, 80));
}

function rows(message, acts) {
  if (!message.keyboard.length) return null;
  return el("div", { class: "rows" }, message.keyboard.map((row) => el("div", { class: "row" }, row.map((button) => inline(button, message, acts)))));
}

function inline(button, message, acts) {
  if (button.url) {
    const click = (event) => acts.onLink(event, button.url);
    const mark = el("span", { class: "outward", "aria-hidden": "true" }, invitation(button.url) ? "" : "↗");
    return el("a", { class: "inline", href: button.url, target: "_blank", rel: "noopener noreferrer", on: { click } }, button.text, mark);
  }
  const token = button.callback_data;
  return el("button", { type: "button", class: "inline", data: { token }, on: { click: () => acts.onPress(message, token) } }, button.text);
}

function changer(message, acts) {
  return el("button", { type: "button", class: "change round", "aria-label": "Edit this message", on: { click: () => acts.onEdit(message) } }, icon("edit"));
}
