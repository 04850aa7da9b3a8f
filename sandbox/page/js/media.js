// Pictures, voice, places and files inside a bubble.

import { el, icon } from "./dom.js";
import { showPicture } from "./dialogs.js";

const WAVE = [6, 10, 16, 12, 19, 14, 8, 12, 18, 15, 9, 13, 17, 10, 7, 11, 14, 9, 6, 8];

/** Return what a message shows besides its words; null for plain text. */
export function media(message) {
  if (message.photo) return photo(message.photo, message.text);
  if (message.animation?.url) return photo(message.animation, message.text);
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": "Sticker: a calm face" }, icon("sticker"));
  if (message.dice) return el("div", { class: "dice", role: "img", "aria-label": "Dice" }, message.dice.emoji);
  if (message.voice) return voice(message.voice);
  if (message.document) return file(message.document);
  if (message.location) return place(message.location);
  for (const [kind, name] of Object.entries({ video: "Video", video_note: "Video message", animation: "Animation", audio: "Audio", contact: "Contact" })) {
    if (message[kind]) return piece("play", name, message[kind].duration ? `${message[kind].duration} s` : "");
  }
  return null;
}

/** Return one line that stands for a message, as in a quotation. */
export function summary(message) {
  if (message.text) return message.text;
  for (const kind of ["photo", "animation", "voice", "sticker", "location", "document", "video", "audio"]) {
    if (message[kind]) return kind[0].toUpperCase() + kind.slice(1);
  }
  return "Message";
}

function photo({ url, width, height }, text) {
  const bare = text ? "" : " is-bare";
  if (!url) return el("div", { class: `sent-photo${bare}`, role: "img", "aria-label": "A photo" }, icon("photo"));
  const words = text || "Picture from the coach";
  const picture = el("img", { src: url, width, height, alt: words });
  const label = `Open the picture: ${words}`;
  return el("button", { type: "button", class: `picture${bare}`, "aria-label": label, on: { click: () => showPicture(url, words) } }, picture);
}

function voice({ duration }) {
  const bars = WAVE.map((height) => {
    const bar = el("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  const line = el("span", {}, el("span", { class: "wave", "aria-hidden": "true" }, bars), el("small", {}, `0:0${duration}`));
  return el("div", { class: "piece", role: "img", "aria-label": `Voice message, ${duration} seconds` }, el("span", { class: "disc" }, icon("play")), line);
}

function file({ url, file_name, file_size }) {
  const size = file_size < 1024 ? `${file_size} B` : `${Math.round(file_size / 1024)} kB`;
  const inside = piece("file", file_name, size);
  return url ? el("a", { class: "piece", href: url, download: file_name }, [...inside.childNodes]) : inside;
}

function place({ latitude, longitude }) {
  return piece("pin", "Location", `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`);
}

function piece(name, title, detail) {
  return el("div", { class: "piece" }, el("span", { class: "disc" }, icon(name)), el("span", {}, el("b", {}, title), el("small", {}, detail)));
}
