// What was accepted, beside the annex as it is now; on a narrow screen in its stead.
import { dress, morph, parsed } from "./voorbeeld-wissel.js";

const frame = document.getElementById("oud");
let asked = 0;

// Asked anew after every rebuild: what was accepted may be other as well. When it comes into view
// it shows the figure that is explained.
export async function lay(now, opened = false) {
  if (!frame.clientWidth || !frame.src) return;
  const own = ++asked;
  try {
    const fresh = parsed(await (await fetch("accepted")).text());
    const there = frame.contentDocument;
    if (own !== asked || !there?.body || there.readyState === "loading") return;
    dress(there, fresh);
    morph(there.body, fresh.body);
    for (const cell of there.querySelectorAll("td[id]")) {
      const figure = now.getElementById(cell.id);
      cell.classList.toggle("anders", !figure || figure.matches(".anders"));
    }
    if (opened) accompany(now.querySelector(".gekozen"));
  } catch {
    // The line tells that the program has gone, and asks again when it is back.
  }
}

// Both show the same figure.
export function accompany(figure) {
  if (frame.clientWidth && figure?.id) frame.contentDocument?.getElementById(figure.id)?.scrollIntoView({ block: "center" });
}
