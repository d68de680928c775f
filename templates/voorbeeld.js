// The preview of one annex: hears of every rebuild and puts it in place without loading anew.
import { answer, follow, jump, unanswer } from "./voorbeeld-cijfers.js";
import { sift, walk } from "./voorbeeld-langs.js";
import { listen } from "./voorbeeld-lijn.js";
import { lay } from "./voorbeeld-naast.js";
import { showPages } from "./voorbeeld-paginas.js";
import { dress, identify, morph, parsed } from "./voorbeeld-wissel.js";
import { unseen } from "./voorbeeld-zicht.js";

const at = (id) => document.getElementById(id);
const frame = at("bijlage");
const CLASSES = { precies: ["toon-precies", true], wijzigingen: ["verberg-wijzigingen", false] };
let shown = -1; // the version in the frame
let fresh = null; // the document of that version, for when the frame is ready
let failing = "";
let title = document.title;
let said = ""; // of the state, by the server
let pages = { version: 0, count: 0, problem: "", notice: "" };

function say(text) {
  at("bericht").textContent = text;
}

function time() {
  return new Date().toLocaleTimeString("nl-NL");
}

// The frame

function put() {
  const there = frame.contentDocument;
  if (!there?.body || there.readyState === "loading" || !fresh) return;
  dress(there, fresh);
  identify(fresh);
  morph(there.body, fresh.body);
  there.title = fresh.title;
  follow(frame, there);
  sift(there);
  lay(there);
  requestAnimationFrame(() => setTimeout(look));
}

// What a style hides is told, whatever else is good, but not before the page is drawn. While something else is shown the annex has no boxes.
function look() {
  if (!frame.clientWidth) return;
  const place = at("verborgen");
  const told = unseen(frame.contentDocument);
  if (told === place.textContent) return;
  place.textContent = told;
  place.hidden = !told;
  if (told) say(`Let op: ${told}`);
  entitle();
}

function entitle() {
  document.title = (at("verborgen").hidden ? "" : "✕ Onzichtbaar: ") + title;
}

// In print the letters are ours, whatever this computer has.
function letter(there) {
  for (const [weight, file] of [["400", "Regular"], ["600 700", "Semibold"]]) {
    const face = new there.defaultView.FontFace("Source Sans 3", `url(../_/SourceSans3-${file}.ttf)`, { weight });
    there.fonts.add(face);
  }
}

let readied = null;

function ready() {
  const there = frame.contentDocument;
  if (there === readied) return;
  readied = there;
  letter(there);
  identify(there);
  answer(frame, there);
  there.addEventListener("keydown", steps);
  for (const name of Object.keys(CLASSES)) apply(name);
  put();
}

frame.addEventListener("load", ready);

// News

function hear(state) {
  const first = shown < 0;
  const other = state.version !== shown;
  if (other) {
    if (state.html) fresh = parsed(state.html);
    put();
    shown = state.version;
    offer();
  }
  fill(at("inhoud"), state.margin);
  sift(frame.contentDocument);
  title = state.title;
  entitle();
  document.body.dataset.stand = state.kind;
  const wasFailing = failing;
  failing = state.failure;
  fill(at("fout"), failing);
  at("fout").hidden = !failing;
  document.body.classList.toggle("faalt", Boolean(failing));
  if (!failing && wasFailing) say(`Hersteld om ${time()}. ${state.state}`);
  else if (other && !first && !failing) say(`Bijgewerkt om ${time()}. ${state.state}`);
  else if (first || state.state !== said) say(state.state);
  said = state.state;
  pages = state.pages;
  showPages(pages);
}

function fill(place, html) {
  morph(place, parsed(html).body.childNodes, "innerHTML");
}

// Downloads of exactly what is shown

function offer() {
  for (const link of document.querySelectorAll(".download")) {
    if (shown < 1) continue;
    link.href = `annex.${link.dataset.vorm}?version=${shown}`;
    link.removeAttribute("aria-disabled");
    link.removeAttribute("role");
  }
}

// Switches

function isOn(name) {
  return at(name).getAttribute("aria-pressed") === "true";
}

function apply(name) {
  if (name in CLASSES) {
    const [word, when] = CLASSES[name];
    frame.contentDocument?.documentElement.classList.toggle(word, isOn(name) === when);
  }
  if (name === "telefoon") document.body.classList.toggle("smal-scherm", isOn(name));
  if (name === "naast" && isOn(name)) at("oud").src ||= "accepted";
  if (name === "naast" || name === "drukpaginas") {
    const [beside, print] = [isOn("naast"), isOn("drukpaginas")];
    at("bladen").hidden = print;
    at("oud").hidden = !beside;
    document.body.classList.toggle("ernaast", beside);
    at("paginas").hidden = at("grootte").hidden = !print;
    showPages(pages);
    lay(frame.contentDocument, true);
    requestAnimationFrame(() => setTimeout(look));
  }
}

function turn(name, on) {
  at(name).setAttribute("aria-pressed", String(on));
  sessionStorage.setItem(name, String(on));
  apply(name);
}

for (const name of ["wijzigingen", "precies", "telefoon", "naast", "drukpaginas"]) {
  const kept = sessionStorage.getItem(name);
  if (kept !== null) at(name).setAttribute("aria-pressed", kept === "true" ? "true" : "false");
  at(name).addEventListener("click", () => turn(name, !isOn(name)));
  apply(name);
}

// Jumps from the margin to a figure

function uncover() {
  if (isOn("drukpaginas")) turn("drukpaginas", false);
}

const steps = walk(frame, uncover);
document.addEventListener("keydown", steps);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-naar]");
  if (!link) return;
  event.preventDefault();
  uncover();
  jump(frame, link.dataset.naar);
});
at("oud").addEventListener("load", ({ target }) => {
  letter(target.contentDocument);
  target.contentDocument.addEventListener("keydown", steps);
  lay(frame.contentDocument, true);
});
at("u-sluit").addEventListener("click", () => unanswer(frame));

// The line to the server

function miss(lost, moved) {
  if (moved) say("Het programma is opnieuw gestart. Open het nieuwe adres, dat in de terminal staat.");
  else if (lost) say("Geen verbinding met het programma. Het voorbeeld probeert het opnieuw.");
  else say("De verbinding is er weer.");
}

if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") ready();
listen(decodeURIComponent(location.pathname.split("/").at(-2)), hear, miss);
