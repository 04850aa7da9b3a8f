// Opens the bot through a link, as somebody who is here or as somebody new.

import { api } from "./api.js";
import { askOpener, notice } from "./dialogs.js";

const choosers = new Set();

/** Let a side know when somebody on it has to be shown. */
export const onChosen = (listener) => choosers.add(listener);

/** Show a person on their side. */
export function choose(person) {
  for (const listener of choosers) listener(person);
}

/** Ask who opens the invitation, and open it. */
export async function openInvitation(code, role, user) {
  const opener = await askOpener(role, user);
  if (!opener) return;
  try {
    const person = opener.person ? await api.addPerson(opener.person) : { id: opener.id };
    await api.openLink(person.id, code);
    choose(person);
  } catch (error) {
    notice(error.message);
  }
}
