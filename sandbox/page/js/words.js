// The text of a message with its formatting, links and commands.

import { el } from "./dom.js";
import { addresses, isSafe } from "./links.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const COMMAND = /(?<![\w/:.])\/[a-z0-9_]{1,32}(?![\w/])/gi;

/** Return the nodes of a text; offsets in entities are UTF-16 units, as in JavaScript. */
export function words(text, entities, { onLink, onCommand }) {
  const given = entities.filter((entity) => entity.type !== "bot_command").map((entity) => ({
    from: entity.offset,
    to: entity.offset + entity.length,
    make: () => formatted(entity, onLink),
  }));
  const taken = (from, to) => given.some((span) => span.from < to && from < span.to);
  const found = found_in(text, onLink, onCommand).filter((span) => !taken(span.from, span.to));
  return nest(text, 0, text.length, [...given, ...found].sort((a, b) => a.from - b.from || b.to - a.to));
}

function found_in(text, onLink, onCommand) {
  const links = addresses(text).map((span) => ({ ...span, make: () => link(span.url, onLink) }));
  const commands = [...text.matchAll(COMMAND)]
    .map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      make: () => el("button", { type: "button", class: "command", on: { click: () => onCommand(match[0]) } }),
    }))
    .filter((command) => !links.some((span) => span.from < command.to && command.from < span.to));
  return [...links, ...commands];
}

function formatted(entity, onLink) {
  if (entity.type === "text_link") return link(entity.url, onLink);
  if (entity.type === "spoiler") return el("span", { class: "spoiler", tabindex: "0" });
  return el(TAGS[entity.type] ?? "span");
}

function link(url, onLink) {
  if (!isSafe(url)) return el("span");
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", on: { click: (event) => onLink(event, url) } });
}

function nest(text, from, to, spans) {
  const nodes = [];
  let at = from;
  for (let index = 0; index < spans.length; index += 1) {
    const span = spans[index];
    if (span.from < at) continue;
    if (span.from > at) nodes.push(text.slice(at, span.from));
    const inside = spans.slice(index + 1).filter((other) => other.from >= span.from && other.to <= span.to);
    const node = span.make();
    node.append(...nest(text, span.from, span.to, inside));
    nodes.push(node);
    at = span.to;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}
