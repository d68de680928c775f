// Keeps the list of editions up to date.
import { listen } from "./voorbeeld-post.js";

const melding = document.getElementById("bericht");
let known = null; // what the list is made of
let wanted = null;
let busy = false;

function hear({ server, turn }) {
  wanted = `${server} ${turn}`;
  known ??= wanted;
  refresh();
}

async function refresh() {
  if (busy || known === wanted) return;
  busy = true;
  const going = wanted;
  let wait = 0;
  try {
    const answer = await fetch("/");
    if (!answer.ok) throw new Error(answer.status);
    put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    known = going;
  } catch {
    wait = 1000;
  }
  busy = false;
  setTimeout(refresh, wait);
}

function put(fresh) {
  const list = document.querySelector(".edities");
  const other = fresh.querySelector(".edities");
  if (!other || list.isEqualNode(other)) return;
  const focused = document.activeElement?.getAttribute("href");
  list.replaceWith(document.importNode(other, true));
  if (focused) document.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  melding.textContent = "De lijst is bijgewerkt.";
}

function miss(lost) {
  melding.textContent = lost ? "Geen verbinding met het programma." : "De verbinding is er weer.";
}

listen("/", hear, miss);
