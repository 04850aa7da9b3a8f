// Builds elements. Text always goes in as text, never as markup.

/** Return an element; `props` may hold attributes, `class`, `on` (events) and `data`. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return one icon of icons.svg. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Return the round picture of a person: initials on a colour of their own. */
export function avatar(person) {
  const letters = [person.first_name, person.last_name].filter(Boolean).map((name) => [...name.trim()][0]);
  return el("span", { class: `avatar tone-${person.id % 6}`, "aria-hidden": "true" }, letters.join("").toUpperCase());
}

/** Return a person's name. */
export function nameOf(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}
