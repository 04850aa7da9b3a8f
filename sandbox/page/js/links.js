// Links in messages: plain ones open in a tab, invitations open the bot as somebody.

import { world } from "./live.js";

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]]|(?:^|(?<=\s))\/\?start=[\w-]+(?:&role=\w+)?(?:&user=\d+)?/g;

/** Return { code, role, user } when an address is an invitation to this bot, else null. */
export function invitation(address) {
  let url;
  try {
    url = new URL(address, location.origin);
  } catch {
    return null;
  }
  const code = url.searchParams.get("start");
  if (!code) return null;
  const isBot = ["t.me", "telegram.me"].includes(url.host)
    && url.pathname.slice(1).toLowerCase() === world.bot.username.toLowerCase();
  const isHere = url.origin === location.origin && url.pathname === "/";
  return isBot || isHere ? { code, role: url.searchParams.get("role"), user: url.searchParams.get("user") } : null;
}

/** Return where addresses stand in a text: [{ from, to, url }]. */
export function addresses(text) {
  return [...text.matchAll(ADDRESS)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    url: found[0],
  }));
}

/** Return whether a link may be put on the page. */
export function isSafe(address) {
  return /^(https?:|tg:|mailto:|tel:|\/\?start=)/i.test(address);
}
