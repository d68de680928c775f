// Keeps the list of editions up to date.
import { listen } from "./voorbeeld-lijn.js";

const melding = document.getElementById("bericht");
let asked = 0;

async function hear() {
  const own = ++asked;
  try {
    const page = await (await fetch(".")).text();
    if (own === asked) put(new DOMParser().parseFromString(page, "text/html"));
  } catch {
    // The line tells that the program has gone, and asks again when it is back.
  }
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

function miss(lost, moved) {
  const where = moved ? "Open het nieuwe adres, dat in de terminal staat." : "";
  melding.textContent = lost ? `Geen verbinding met het programma. ${where}` : "De verbinding is er weer.";
}

listen("/", hear, miss);
