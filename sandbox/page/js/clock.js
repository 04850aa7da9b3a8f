// The sandbox's clock in the bar at the top, and the ways to move it.

import { api } from "./api.js";
import { ask, notice } from "./dialogs.js";
import { el } from "./dom.js";
import { onWorld, sandboxNow } from "./live.js";
import { fieldValue, hour, nextAt, onZone, setZone, shortDay, momentOf, zone, zones } from "./time.js";

const STEPS = [
  ["+10 min", () => ({ advance_s: 600 })],
  ["+1 h", () => ({ advance_s: 3600 })],
  ["+8 h", () => ({ advance_s: 8 * 3600 })],
  ["Next morning", () => ({ at: new Date(nextAt(sandboxNow(), "08:00")).toISOString() })],
];

/** Show the time and let it be moved. */
export function startClock() {
  const face = document.getElementById("clock-face");
  const time = document.getElementById("clock-time");
  const date = document.getElementById("clock-date");
  const draw = () => {
    const now = sandboxNow();
    time.textContent = hour(now);
    time.dateTime = new Date(now).toISOString();
    date.textContent = shortDay(now);
  };
  document.getElementById("clock-steps").append(...steps(move), el("button", { type: "button", class: "step minor", on: { click: pick } }, "Pick a time …"));
  face.addEventListener("click", pick);
  onZone(draw);
  let version;
  face.addEventListener("animationend", () => face.classList.remove("is-moving"));
  onWorld(({ clock }) => {
    face.classList.toggle("is-moving", version !== undefined && version !== clock.version);
    version = clock.version;
    face.classList.toggle("is-moved", Math.abs(clock.offset_s) >= 1);
    draw();
  });
  setInterval(draw, 1000);
}

function steps(act) {
  return STEPS.map(([name, to]) => el("button", { type: "button", class: name === "+10 min" ? "step minor" : "step", on: { click: () => act(to()) } }, name));
}

async function move(to) {
  try {
    const moment = Date.parse((await api.moveClock(to)).now);
    document.getElementById("clock-news").textContent = `It is now ${hour(moment)}, ${shortDay(moment)}`;
  } catch (error) {
    notice(error.message);
  }
}

async function pick() {
  const quick = el("div", { class: "options" });
  const when = el("input", { type: "datetime-local", name: "when", required: true, value: fieldValue(sandboxNow()) });
  const places = el("select", { name: "zone" }, zones().map((name) => el("option", { value: name, selected: name === zone() }, name.replace("_", " "))));
  places.addEventListener("change", () => {
    setZone(places.value);
    when.value = fieldValue(sandboxNow());
  });
  const body = el("div", {},
    el("p", {}, "The coach and both chats live in the sandbox's time. Move it on to see what happens later."),
    quick,
    el("label", { class: "line" }, el("span", {}, "Go to"), when),
    el("label", { class: "line" }, el("span", {}, "Times are shown for"), places));
  const chosen = await ask({
    title: "Sandbox time",
    body,
    yes: "Go",
    read: (data) => ({ at: new Date(momentOf(data.get("when"))).toISOString() }),
    onOpen: ({ finish }) => quick.append(...steps((to) => finish(to))),
  });
  if (chosen) move(chosen);
}
