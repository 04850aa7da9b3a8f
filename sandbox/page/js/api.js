// Everything the page asks of the sandbox.

async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.error ?? `The sandbox answered ${answer.status}.`);
  return read;
}

export const api = {
  addPerson: (person) => ask("POST", "/sim/users", person),
  chat: (id, since) => ask("GET", `/sim/users/${id}/chat?since=${since}`),
  say: (id, message) => ask("POST", `/sim/users/${id}/messages`, message),
  press: (id, press) => ask("POST", `/sim/users/${id}/presses`, press),
  block: (id, blocked) => ask("POST", `/sim/users/${id}/block`, { blocked }),
  openLink: (id, start) => ask("POST", "/sim/links", { user_id: id, start }),
  moveClock: (move) => ask("POST", "/sim/clock", move),
};
