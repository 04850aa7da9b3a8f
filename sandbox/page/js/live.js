// The stream of changes: who is here, what time it is, which chats look different.

const listeners = new Set();

/** The last summary; null until the first one has come. */
export let world = null;
let receivedAt = 0;

/** Call `listener(world)` now, if there is a world, and at each change. */
export function onWorld(listener) {
  listeners.add(listener);
  if (world) listener(world);
}

/** Return the sandbox's time in milliseconds. */
export function sandboxNow() {
  if (!world) return Date.now();
  return Date.parse(world.clock.now) + (performance.now() - receivedAt);
}

/** Listen for as long as the page is open; the browser reconnects by itself. */
export function connect(onLost) {
  const stream = new EventSource("/sim/events");
  stream.onopen = () => onLost(false);
  stream.onerror = () => onLost(true);
  stream.onmessage = (event) => {
    onLost(false);
    world = JSON.parse(event.data);
    receivedAt = performance.now();
    for (const listener of listeners) listener(world);
  };
}
