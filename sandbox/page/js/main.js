// Puts the page together.

import { startClock } from "./clock.js";
import { openInvitation } from "./invitations.js";
import { connect, onWorld } from "./live.js";
import { Side } from "./side.js";

const NAMES = ["patient", "provider"];

function startTabs() {
  const tabs = NAMES.map((name) => document.getElementById(`tab-${name}`));
  const show = (name) => NAMES.forEach((other, index) => {
    const chosen = other === name;
    tabs[index].setAttribute("aria-selected", String(chosen));
    tabs[index].tabIndex = chosen ? 0 : -1;
    document.getElementById(`side-${other}`).classList.toggle("is-shown", chosen);
    if (chosen) sides[other]?.shown();
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(NAMES[index]));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      show(NAMES[1 - index]);
      tabs[1 - index].focus();
    });
  });
  return show;
}

const sides = {};
const showTab = startTabs();
showTab("patient");
for (const name of NAMES) {
  const node = document.getElementById(`side-${name}`);
  const dot = document.querySelector(`#tab-${name} .dot`);
  node.addEventListener("chosen", () => showTab(name));
  sides[name] = new Side(node, (unread) => { dot.hidden = !unread; });
}
startClock();

/** Open the invitation that the page's own address carries, once, when people are known. */
function openAddress() {
  const query = new URLSearchParams(location.search);
  const code = query.get("start");
  if (!code || openAddress.done) return;
  openAddress.done = true;
  history.replaceState(null, "", location.pathname);
  openInvitation(code, query.get("role"), query.get("user"));
}

onWorld(openAddress);
connect((lost) => { document.getElementById("offline").hidden = !lost; });
