// Dates and hours in the time zone that the page shows.

const KEY = "lindra-sandbox-zone";
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const OFFERED = ["Europe/Oslo", "Europe/London", "Europe/Lisbon", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "UTC"];

let shown = localStorage.getItem(KEY) ?? HERE;
const listeners = new Set();
const formats = new Map();

/** Return the zone in use. */
export const zone = () => shown;

/** Return the zones to choose from, the browser's own first. */
export const zones = () => [...new Set([HERE, shown, ...OFFERED])];

/** Show all times in another zone from now on. */
export function setZone(name) {
  shown = name;
  localStorage.setItem(KEY, name);
  for (const listener of listeners) listener();
}

/** Call `listener` when another zone is chosen. */
export const onZone = (listener) => listeners.add(listener);

function format(moment, options) {
  const key = shown + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: shown, ...options }));
  return formats.get(key).format(moment);
}

/** Return "07:30". */
export const hour = (moment) => format(moment, { hour: "2-digit", minute: "2-digit" });

/** Return "Mon 23 Nov". */
export const shortDay = (moment) => format(moment, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");

/** Return "Monday 23 November". */
export const longDay = (moment) => format(moment, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");

/** Return "2026-11-23T07:30", as a field for date and time wants it. */
export function fieldValue(moment) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: shown, dateStyle: "short", timeStyle: "short" });
  return parts.format(moment).replace(" ", "T");
}

/** Return the moment, in milliseconds, of a local time such as "2026-11-23T07:30". */
export function momentOf(local) {
  const wanted = Date.parse(`${local}Z`);
  // Twice, as the first guess may lie on the other side of a clock change.
  let guess = wanted;
  for (let turn = 0; turn < 2; turn += 1) guess += wanted - Date.parse(`${fieldValue(guess)}Z`);
  return guess;
}

/** Return the next moment after `now` at which it is `clock` ("08:00") here. */
export function nextAt(now, clock) {
  const today = momentOf(`${fieldValue(now).slice(0, 10)}T${clock}`);
  if (today > now) return today;
  return momentOf(`${fieldValue(today + 26 * 3600e3).slice(0, 10)}T${clock}`);
}
